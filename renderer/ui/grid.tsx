import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  GridStateModule,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowDragModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
  TooltipModule,
} from 'ag-grid-community';
import type { GridApi } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import type { AgGridReactProps } from 'ag-grid-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cspNonce } from './csp-nonce.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  EventApiModule,
  GridStateModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowDragModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
]);

/** Height of a row of any list on the desk, as `--row` in the theme. */
export const ROW_HEIGHT = 22;

/** Class of right-aligned cells; a column's own `cellClass` replaces that of its type, so it must name this too. */
export const NUMBER_CELL = 'ag-right-aligned-cell';

/** Refers to the theme's tokens, so that dark and light need no grid of their own. */
const DESK_GRID_THEME = themeQuartz.withParams({
  accentColor: 'var(--accent)',
  backgroundColor: 'var(--surface)',
  foregroundColor: 'var(--text)',
  borderColor: 'var(--line-soft)',
  browserColorScheme: 'inherit',
  cellHorizontalPadding: 8,
  fontFamily: 'inherit',
  fontSize: 12,
  headerBackgroundColor: 'var(--surface)',
  headerFontSize: 12,
  headerFontWeight: 500,
  headerHeight: 24,
  headerTextColor: 'var(--muted)',
  headerColumnResizeHandleColor: 'transparent',
  borderRadius: 0,
  wrapperBorder: false,
  wrapperBorderRadius: 0,
  rowBorder: { color: 'var(--line-soft)' },
  rowHeight: ROW_HEIGHT,
  rowHoverColor: 'var(--hover)',
  selectedRowBackgroundColor: 'var(--selected)',
  spacing: 4,
});

type DeskGridProps<Row> = AgGridReactProps<Row> &
  Required<Pick<AgGridReactProps<Row>, 'getRowId' | 'columnDefs'>> & {
    /** Columns that a narrow grid does without, each with the width from which it is shown. Keep it stable. */
    readonly shownFrom?: Readonly<Record<string, number>>;
  };

/** An AG Grid in the desk's looks and density. Rows need an id; columns are as wide as they are told, one may flex. */
export function DeskGrid<Row>({ defaultColDef, shownFrom, ...options }: DeskGridProps<Row>) {
  const { t } = useTranslation('ui');
  const columns = useMemo(
    () => ({ resizable: true, sortable: true, suppressHeaderMenuButton: true, ...defaultColDef }),
    [defaultColDef],
  );
  const localeText = useMemo(
    () => ({
      ariaSortableColumn: t('grid.sortable'),
      ariaRowSelect: t('grid.select'),
      ariaRowDeselect: t('grid.deselect'),
      ariaRowToggleSelection: t('grid.toggle'),
      ariaFilterInput: t('grid.filter'),
    }),
    [t],
  );
  return (
    <div className="desk-grid">
      <AgGridReact<Row>
        theme={DESK_GRID_THEME}
        styleNonce={cspNonce()}
        localeText={localeText}
        animateRows={false}
        suppressDragLeaveHidesColumns
        suppressMovableColumns
        suppressNoRowsOverlay
        {...options}
        defaultColDef={columns}
        onGridSizeChanged={({ api, clientWidth }) => showColumnsOf(api, clientWidth, shownFrom)}
      />
    </div>
  );
}

function showColumnsOf<Row>(
  api: GridApi<Row>,
  width: number,
  shownFrom: Readonly<Record<string, number>> = {},
) {
  for (const isShown of [true, false]) {
    const columns = Object.keys(shownFrom).filter((column) => width >= (shownFrom[column] ?? 0) === isShown);
    if (columns.length > 0) api.setColumnsVisible(columns, isShown);
  }
}
