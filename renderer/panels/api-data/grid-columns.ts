import type { ColDef } from 'ag-grid-community';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { ApiRow } from './answer-view.ts';
import { columnWidth } from './column-width.ts';
import type { HeaderText, ShownField } from './value-text.ts';
import { fieldHeader, formatApiValue, isNumberField, rowDirection, toneOfValue } from './value-text.ts';

/** How a description shows one field of its rows; absent: by its kind. */
export interface ColumnChoice {
  readonly key: string;
  /** A shorter header than the broker's, by language. */
  readonly header?: HeaderText;
  readonly width?: number;
  /** Takes what room is left, this often as much as others that do. */
  readonly flex?: number;
  /** Changes of the kind, unit or sign that the catalogue tells: `{ kind: 'percent', signed: true }`. */
  readonly as?: Partial<ShownField>;
}

export interface ColumnFacts {
  readonly fields: readonly ShownField[];
  readonly rows: readonly ApiRow[];
  readonly locale: Locale;
  readonly hidden: ReadonlySet<string>;
  /** Absent: every field in the guide's order. */
  readonly chosen?: readonly ColumnChoice[] | undefined;
}

/** A column that takes what room is left does not take the figures out of sight of what they are about. */
const FLEX_UNTIL = 260;

/** Fields that stand right whatever their kind: numbers, marks, days and times. */
function isRight(field: ShownField): boolean {
  return isNumberField(field) || field.kind === 'sign';
}

/** Returns the columns of a grid over rows of an API, each as wide as its header and its first texts need. */
export function buildColumns({ fields, rows, locale, hidden, chosen }: ColumnFacts): ColDef<ApiRow>[] {
  const all = shownColumns(fields, chosen);
  return all.map(({ field, choice }) => ({
    ...columnOf(field, fields, headerOf(field, choice, locale)),
    hide: hidden.has(field.key),
    headerTooltip: `${field.label} · ${field.key}${field.unit === undefined ? '' : ` · ${field.unit}`}`,
    ...sizeOf(field, choice, rows, locale),
  }));
}

interface ShownColumn {
  readonly field: ShownField;
  readonly choice: ColumnChoice | undefined;
}

/** Chosen keys that an API lacks are left out rather than shown empty. */
export function shownColumns(
  fields: readonly ShownField[],
  chosen?: readonly ColumnChoice[],
): readonly ShownColumn[] {
  if (chosen === undefined) return fields.map((field) => ({ field, choice: undefined }));
  return chosen.flatMap((choice) => {
    const field = fields.find(({ key }) => key === choice.key);
    if (field === undefined) return [];
    const { header, as } = choice;
    return [{ field: { ...field, ...(header !== undefined && { header }), ...as }, choice }];
  });
}

/** Returns the chosen columns and behind them those of the other fields, which show only when the trader asks. */
export function withOthers(
  fields: readonly ShownField[],
  chosen: readonly ColumnChoice[] | undefined,
): { readonly columns: readonly ColumnChoice[] | undefined; readonly others: readonly string[] } {
  if (chosen === undefined) return { columns: undefined, others: [] };
  const keys = new Set(chosen.map(({ key }) => key));
  const others = fields.map(({ key }) => key).filter((key) => !keys.has(key));
  return { columns: [...chosen, ...others.map((key) => ({ key }))], others };
}

export function headerOf(field: ShownField, choice: ColumnChoice | undefined, locale: Locale): string {
  return fieldHeader(choice?.header === undefined ? field : { ...field, header: choice.header }, locale);
}

function columnOf(field: ShownField, fields: readonly ShownField[], header: string): ColDef<ApiRow> {
  const { key } = field;
  return {
    colId: key,
    headerName: header,
    valueGetter: ({ data }) => data?.values[key] ?? null,
    valueFormatter: ({ value }) => formatApiValue(value as string | number | null, field),
    comparator: compareValues,
    ...(isRight(field) && { type: 'rightAligned' }),
    cellClass: ({ value, data }) => {
      const direction = data === undefined ? null : rowDirection(data.values, fields);
      const tone = toneOfValue(value as string | number | null, field, direction);
      return [isRight(field) ? NUMBER_CELL : 'api-cell', ...(tone === null ? [] : [tone])];
    },
    filter: isNumberField(field) ? 'agNumberColumnFilter' : 'agTextColumnFilter',
    filterParams: {
      maxNumConditions: 1,
      defaultOption: isNumberField(field) ? 'greaterThanOrEqual' : 'contains',
    },
  };
}

function sizeOf(
  field: ShownField,
  choice: ColumnChoice | undefined,
  rows: readonly ApiRow[],
  locale: Locale,
): ColDef<ApiRow> {
  if (choice?.flex !== undefined) {
    return { flex: choice.flex, minWidth: choice.width ?? 64, maxWidth: FLEX_UNTIL * choice.flex };
  }
  if (choice?.width !== undefined) return { width: choice.width };
  const header = headerOf(field, choice, locale);
  const texts = rows.slice(0, 60).map(({ values }) => formatApiValue(values[field.key], field));
  return { width: columnWidth(header, texts) };
}

/** Numbers by size, texts by letters, what is missing last of all numbers. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || a === undefined || a === '') return -1;
  if (b === null || b === undefined || b === '') return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}
