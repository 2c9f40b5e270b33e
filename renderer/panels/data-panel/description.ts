import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomRealtimeTypeId } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ColumnChoice } from '#renderer/panels/api-data/grid-columns.ts';
import type { HeaderText, ShownField } from '#renderer/panels/api-data/value-text.ts';

/** A panel over the broker's APIs, as data. How to write one: README.md of this folder. */
export interface PanelDescription {
  /** As in the panel registry; texts are `data-panel:<id>.…`, the tab's title is `data-panel:<id>.title`. */
  readonly id: string;
  readonly tabs: readonly TabDescription[];
}

/** One request and how its answer is shown. */
export interface TabDescription {
  /** Unique in the panel; the text is `data-panel:<panel>.tab.<id>`. */
  readonly id: string;
  /** Tabs of the same section stand together, in a row of their own; the text is `data-panel:<panel>.section.<section>`. */
  readonly section?: string;
  readonly api: KiwoomApiId;
  /** Request values that stand before the catalogue's defaults: the trader changes those in `filters`. */
  readonly request?: Readonly<Record<string, string>>;
  /** Request fields in the bar over the data, in this order. None: the tab has no bar. */
  readonly filters?: readonly string[];
  /** The two request fields that are a range of days; the bar offers usual ranges. */
  readonly range?: RangeFields;
  /** Request field that holds the link group's instrument; a change of it asks again. */
  readonly linked?: string;
  /** Behind the linked code: `_AL` asks for both venues. */
  readonly linkedSuffix?: '_NX' | '_AL';
  /** What is shown of each row; absent: all fields. Ignored where the API has no list. */
  readonly columns?: readonly ColumnChoice[];
  /** What is shown of the top level; absent: all fields where the API has no list, else none. */
  readonly summary?: readonly SummaryChoice[];
  /** Columns that are added up under the rows. */
  readonly totals?: readonly string[];
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' };
  /** Asks again while the panel is in sight. Not under 1000: each costs one request of the broker's quota. */
  readonly refreshMs?: number;
  readonly live?: readonly LiveDescription[];
  readonly chart?: ChartDescription;
  readonly board?: BoardDescription;
  readonly detail?: DetailDescription;
}

/** Top-level fields that are numbered in the answer, as a table: the levels of a book, the first five firms. */
export interface BoardDescription {
  readonly headers: readonly HeaderText[];
  /** What stands before each row; the first header is then that of the labels. */
  readonly labels?: readonly HeaderText[];
  /** Keys of each row by column; null: an empty cell. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** Another pane that tells more of the row that was clicked, of the first one until then. */
export interface DetailDescription {
  /** Request fields of every tab of the pane, by the row's field that gives them. */
  readonly from: Readonly<Record<string, RowValue>>;
  readonly tabs: readonly TabDescription[];
}

/** A field of the row; `length`: only that many of its first characters. */
export interface RowValue {
  readonly key: string;
  readonly length?: number;
}

export interface RangeFields {
  readonly from: string;
  readonly to: string;
}

export interface SummaryChoice {
  readonly key: string;
  readonly as?: Partial<ShownField>;
}

/** Values of a real-time type over those of the answer. */
export interface LiveDescription {
  readonly type: KiwoomRealtimeTypeId;
  /** Row field whose value is the stream's item. Absent: one stream, for the top level, of the linked instrument. */
  readonly itemKey?: string;
  /** Request field whose value is the item of that one stream. */
  readonly itemField?: string;
  /** The item of that one stream, where it never changes. */
  readonly item?: string;
  /** Field of the row or the top level by the number (FID) of the real-time value that replaces it. */
  readonly values: Readonly<Record<string, string>>;
  /** Values that no field of the answer stands for, by FID: shown before the summary. */
  readonly alone?: Readonly<Record<string, HeaderText>>;
}

/** A line over the rows, oldest left. */
export interface ChartDescription {
  /** Field with the day (YYYYMMDD), or day and minute (YYYYMMDDHHMM…). */
  readonly timeKey: string;
  readonly series: readonly ChartSeries[];
}

export interface ChartSeries {
  readonly key: string;
  readonly style: 'line' | 'bars';
  /** Own scale on the left, for what is measured otherwise. */
  readonly isLeft?: boolean;
  /** Adds up from the oldest on. */
  readonly isRunningSum?: boolean;
}
