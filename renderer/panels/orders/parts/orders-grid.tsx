import type { GridApi } from 'ag-grid-community';
import type { FC, KeyboardEvent } from 'react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import { hasModifier } from '#renderer/ui/has-modifier.ts';
import type { OrderRow } from '../view-model.ts';
import type { OrderActions } from './action-cell.ts';
import { orderColumns } from './columns.ts';
import type { OpenOrderMenu } from './order-menu.tsx';
import { OrderMenu, showStoryOf } from './order-menu.tsx';

interface OrdersGridProps {
  readonly rows: readonly OrderRow[];
  readonly onAmend: (row: OrderRow) => void;
  readonly onCancel: (row: OrderRow) => void;
  readonly onResolve: (row: OrderRow) => void;
  readonly onCancelAll: () => void;
  /** Asks for the parts of an order that the broker routed. */
  readonly onSplit: (row: OrderRow) => void;
}

/** The orders as a list. Delete cancels what is chosen, Enter or a double click amends, Space asks to cancel all, V shows a routed order's parts, H an order's story. */
export const OrdersGrid: FC<OrdersGridProps> = ({
  rows,
  onAmend,
  onCancel,
  onResolve,
  onCancelAll,
  onSplit,
}) => {
  const { t } = useTranslation('orders');
  const grid = useRef<GridApi<OrderRow> | null>(null);
  const [menu, setMenu] = useState<OpenOrderMenu | null>(null);
  const columns = useMemo(() => orderColumns(t), [t]);
  const context = useMemo<OrderActions>(
    () => ({
      amendLabel: t('amend'),
      cancelLabel: t('cancel'),
      resolveLabel: t('safety:resolve.ask'),
      amend: onAmend,
      cancel: onCancel,
      resolve: onResolve,
    }),
    [t, onAmend, onCancel, onResolve],
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.repeat || hasModifier(event) || event.target instanceof HTMLButtonElement) return;
    const chosen = chosenRows(grid.current);
    if (event.key === 'Delete') for (const row of chosen) onCancel(row);
    else if (event.key === ' ') onCancelAll();
    else if (event.key === 'Enter' && chosen[0]?.canAmend === true) onAmend(chosen[0]);
    else if (event.key === 'Enter' && chosen[0]?.canResolve === true) onResolve(chosen[0]);
    else if (event.key.toLowerCase() === 'v' && chosen[0]?.canSplit === true) onSplit(chosen[0]);
    else if (event.key.toLowerCase() === 'h' && chosen[0] !== undefined) showStoryOf(chosen[0]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="orders__grid" onKeyDown={onKeyDown}>
      <DeskGrid<OrderRow>
        columnDefs={columns}
        defaultColDef={DEFAULT_COLUMN}
        rowData={rows as OrderRow[]}
        getRowId={({ data }) => data.id}
        context={context}
        rowSelection={ROW_SELECTION}
        rowClassRules={ROW_CLASSES}
        tooltipShowDelay={500}
        shownFrom={SHOWN_FROM}
        onGridReady={({ api }) => (grid.current = api)}
        onCellClicked={({ data, column }) => {
          if (column.getColId() === 'venue' && data?.canSplit === true) onSplit(data);
        }}
        onRowDoubleClicked={({ data }) => data?.canAmend === true && onAmend(data)}
        preventDefaultOnContextMenu
        onCellContextMenu={({ data, event }) => {
          if (data === undefined || !(event instanceof MouseEvent)) return;
          setMenu({ row: data, at: { x: event.clientX, y: event.clientY } });
        }}
      />
      <OrderMenu menu={menu} onAmend={onAmend} onCancel={onCancel} onClose={() => setMenu(null)} />
    </div>
  );
};

/** Narrower than this the state of the orders and what can be done with them need the room. */
const SHOWN_FROM = { number: 940, venue: 860 };

/** The grid would take Space for itself and move its focus on Enter. */
const DEFAULT_COLUMN = {
  suppressKeyboardEvent: ({ event }: { readonly event: { readonly key: string } }) =>
    event.key === ' ' || event.key === 'Enter' || event.key === 'Delete',
};
const ROW_SELECTION = {
  mode: 'multiRow',
  checkboxes: false,
  headerCheckbox: false,
  enableClickSelection: true,
} as const;
const ROW_CLASSES = {
  'order-row--checking': ({ data }: { readonly data?: OrderRow | undefined }) =>
    data?.status.tone === 'checking',
  'order-row--done': ({ data }: { readonly data?: OrderRow | undefined }) =>
    data?.status.tone === 'done' || data?.status.tone === 'refused',
};

/** The chosen rows, or the one the keyboard stands on. */
function chosenRows(grid: GridApi<OrderRow> | null): readonly OrderRow[] {
  const selected = grid?.getSelectedRows() ?? [];
  if (selected.length > 0) return selected;
  const focused = grid?.getFocusedCell() ?? null;
  const row = focused === null ? undefined : grid?.getDisplayedRowAtIndex(focused.rowIndex)?.data;
  return row === undefined ? [] : [row];
}
