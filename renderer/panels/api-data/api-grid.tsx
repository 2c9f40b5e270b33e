import type { CellKeyDownEvent, GridApi } from 'ag-grid-community';
import { CsvExportModule, ModuleRegistry, NumberFilterModule, TextFilterModule } from 'ag-grid-community';
import type { FC, ReactNode } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiRecord } from '#shared/contract/api.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { ApiRow } from './answer-view.ts';
import { nameRows } from './answer-view.ts';
import { buildColumns, withOthers } from './grid-columns.ts';
import type { ColumnChoice } from './grid-columns.ts';
import { GridTools } from './parts/grid-tools.tsx';
import { rowInstrument } from './row-instrument.ts';
import { totalRows } from './total-rows.ts';
import { useHiddenColumns } from './hidden-columns.ts';
import type { ShownField } from './value-text.ts';
import './api-data.css';

ModuleRegistry.registerModules([CsvExportModule, NumberFilterModule, TextFilterModule]);

export interface ApiGridProps {
  /** What the choice of columns is kept under: letters, digits, dots and hyphens. */
  readonly owner: string;
  /** Begins the name of an exported file. */
  readonly exportTitle: string;
  readonly fields: readonly ShownField[];
  readonly rows: readonly ApiRecord[];
  readonly columns?: readonly ColumnChoice[] | undefined;
  readonly sort?: { readonly key: string; readonly direction: 'asc' | 'desc' } | undefined;
  /** Field whose value names a row over refreshes; absent: its instrument or day. */
  readonly rowKey?: string | undefined;
  /** Columns that are added up in a row under the others. */
  readonly totals?: readonly string[] | undefined;
  /** There are more rows than these: their sum is one of some. */
  readonly isPartial?: boolean;
  /** Tells of the row that the keyboard or a click went to. */
  readonly onFocus?: ((row: ApiRecord) => void) | undefined;
  /** Shows the instrument of a row that was double-clicked or entered. */
  readonly onChoose: (symbol: InstrumentSymbol) => void;
  /** Gives the grid out, for cells that follow a stream. */
  readonly onGrid?: (grid: GridApi<ApiRow> | null) => void;
  /** What stands in the tool line before the tools. */
  readonly lead?: ReactNode;
}

/** Rows of an API's list: sorted, filtered, chosen columns, export; Enter shows a row's instrument. */
export const ApiGrid: FC<ApiGridProps> = (props) => {
  const { owner, fields, rows, sort, onChoose, onFocus, onGrid, exportTitle, lead, rowKey } = props;
  const { t, i18n } = useTranslation('api-data');
  const locale = i18n.language as Locale;
  const [grid, setGrid] = useState<GridApi<ApiRow> | null>(null);
  const [isFiltering, setIsFiltering] = useState(false);
  const { columns, others } = useMemo(() => withOthers(fields, props.columns), [fields, props.columns]);
  const { hidden, toggle, reset } = useHiddenColumns(owner, others);
  const named = useMemo(() => nameRows(rows, rowKey), [rows, rowKey]);
  const sample = useSample(fields, named);
  const { totals, isPartial = false } = props;
  const totalRow = useMemo(() => {
    const first = (columns ?? fields).find(({ key }) => !hidden.has(key))?.key;
    if (totals === undefined || first === undefined) return [];
    return totalRows(rows, { keys: totals, labelKey: first, label: t(isPartial ? 'totalSoFar' : 'total') });
  }, [rows, totals, columns, fields, hidden, isPartial, t]);
  const totalSample = useTotalSample(totalRow);
  const columnDefs = useMemo(
    () =>
      buildColumns({ fields, rows: [...totalSample, ...sample], locale, hidden, chosen: columns }).map(
        (column) => ({
          ...column,
          ...(sort !== undefined && sort.key === column.colId && { initialSort: sort.direction }),
        }),
      ),
    [fields, totalSample, sample, locale, hidden, columns, sort],
  );
  useEffect(() => {
    onGrid?.(grid);
    return () => onGrid?.(null);
  }, [grid, onGrid]);
  const choose = (row: ApiRow | undefined): void => {
    const symbol = row === undefined ? null : rowInstrument(row.values);
    if (symbol !== null) onChoose(symbol);
  };
  return (
    <div className="api-grid">
      <GridTools
        grid={grid}
        fields={fields}
        columns={columns}
        hidden={hidden}
        onToggleColumn={toggle}
        onResetColumns={reset}
        isFiltering={isFiltering}
        onToggleFilter={() => {
          if (isFiltering) grid?.setFilterModel(null);
          setIsFiltering(!isFiltering);
        }}
        exportTitle={exportTitle}
        lead={lead}
      />
      <DeskGrid<ApiRow>
        columnDefs={columnDefs}
        defaultColDef={isFiltering ? FILTERING : PLAIN}
        rowData={named as ApiRow[]}
        pinnedBottomRowData={totalRow}
        getRowId={({ data }) => data.id}
        tooltipShowDelay={500}
        enableBrowserTooltips
        onGridReady={({ api }) => setGrid(api)}
        onCellFocused={({ api, rowIndex }) => {
          const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.data;
          if (row !== undefined) onFocus?.(row.values);
        }}
        onRowDoubleClicked={({ data }) => choose(data)}
        onCellKeyDown={(event) => {
          if ('node' in event && isEnter(event as CellKeyDownEvent<ApiRow>)) choose(event.data);
        }}
      />
    </div>
  );
};

/** The rows that columns take their widths from: the first that came, since a refresh must not move columns. */
function useSample(fields: readonly ShownField[], rows: readonly ApiRow[]): readonly ApiRow[] {
  const [sample, setSample] = useState({ fields, rows });
  const isDue = sample.fields !== fields || (sample.rows.length === 0 && rows.length > 0);
  if (!isDue) return sample.rows;
  setSample({ fields, rows });
  return rows;
}

/** Totals as wide as those shown: others only when one of them grows by a figure, so that columns keep still. */
function useTotalSample(totals: readonly ApiRow[]): readonly ApiRow[] {
  const [sample, setSample] = useState(totals);
  if (lengthsOf(sample) === lengthsOf(totals)) return sample;
  setSample(totals);
  return totals;
}

function lengthsOf(rows: readonly ApiRow[]): string {
  return rows.map(({ values }) => Object.values(values).map((value) => String(value).length)).join();
}

const PLAIN = { suppressHeaderFilterButton: true, floatingFilter: false };
const FILTERING = {
  suppressHeaderFilterButton: true,
  floatingFilter: true,
  suppressFloatingFilterButton: true,
};

function isEnter({ event }: CellKeyDownEvent<ApiRow>): boolean {
  return event instanceof KeyboardEvent && event.key === 'Enter';
}
