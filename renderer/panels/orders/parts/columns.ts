import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { rejectionText } from '#renderer/ui/error-text.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { OrderRow } from '../view-model.ts';
import { priceText, typeText } from '../view-model.ts';
import { ActionCell } from './action-cell.ts';

const RIGHT = { type: 'rightAligned' } as const;

/** 시각 종목 구분 유형 주문가 주문량 미체결 거래소 상태 주문번호, and what can be done with the order. */
export function orderColumns(t: TFunction<'orders'>): ColDef<OrderRow>[] {
  return [
    {
      field: 'time',
      headerName: t('column.time'),
      width: 104,
      valueFormatter: ({ value }: { value?: number | null }) =>
        typeof value === 'number' ? formatTimeWithMs(value) : '',
    },
    {
      field: 'name',
      headerName: t('column.name'),
      flex: 1.2,
      minWidth: 96,
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : `${data.name} ${data.symbol}`),
    },
    {
      field: 'side',
      headerName: t('column.side'),
      width: 54,
      ...RIGHT,
      cellClass: ({ data }) => [NUMBER_CELL, data?.side === 'buy' ? 'up' : 'down'],
      valueFormatter: ({ data }) => (data === undefined ? '' : t(`trading:side.${data.side}`)),
    },
    {
      headerName: t('column.type'),
      flex: 0.8,
      minWidth: 74,
      ...RIGHT,
      valueGetter: ({ data }) =>
        data === undefined
          ? ''
          : typeText(data.order, t(`trading:shortType.${data.order.type}`), t('credit')),
    },
    {
      field: 'price',
      headerName: t('column.price'),
      flex: 0.8,
      minWidth: 74,
      ...RIGHT,
      valueFormatter: ({ data }) => (data === undefined ? '' : priceText(data.order, t('trading:stop'))),
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : priceText(data.order, t('trading:stop'))),
    },
    { field: 'quantity', headerName: t('column.quantity'), flex: 0.6, minWidth: 62, ...RIGHT, ...SHARES },
    {
      field: 'leaves',
      headerName: t('column.leaves'),
      flex: 0.6,
      minWidth: 62,
      ...RIGHT,
      valueFormatter: ({ value }: { value?: number | null }) =>
        typeof value === 'number' ? formatQuantity(value) : '?',
    },
    {
      field: 'venue',
      headerName: t('column.venue'),
      flex: 0.7,
      minWidth: 76,
      ...RIGHT,
      cellClass: ({ data }) => [NUMBER_CELL, data?.canSplit === true ? 'order-split' : ''],
      tooltipValueGetter: ({ data }) => (data?.canSplit === true ? t('split.open') : ''),
    },
    {
      colId: 'status',
      headerName: t('column.status'),
      flex: 1.8,
      minWidth: 118,
      ...RIGHT,
      valueGetter: ({ data }) => (data === undefined ? '' : statusText(data, t)),
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : statusText(data, t)),
      cellClass: ({ data }) => [NUMBER_CELL, `order-status order-status--${data?.status.tone ?? 'normal'}`],
    },
    {
      field: 'number',
      headerName: t('column.number'),
      flex: 0.7,
      minWidth: 76,
      ...RIGHT,
      cellClass: [NUMBER_CELL, 'muted'],
      valueFormatter: ({ data }) => numberText(data, t),
      tooltipValueGetter: ({ data }) => numberText(data, t),
    },
    {
      colId: 'actions',
      headerName: '',
      width: 124,
      // However narrow the list is: cancel must be in sight.
      pinned: 'right',
      sortable: false,
      resizable: false,
      cellClass: 'order-actions-cell',
      cellRenderer: ActionCell,
    },
  ];
}

const SHARES = {
  valueFormatter: ({ value }: { value?: number | null }) => formatQuantity(value),
} as const;

function statusText({ status }: OrderRow, t: TFunction<'orders'>): string {
  return status.reason === null ? t(status.key) : `${t(status.key)} ${rejectionText(status.reason, t)}`;
}

/** Orders of another program on the same account say so. */
function numberText(row: OrderRow | undefined, t: TFunction<'orders'>): string {
  if (row === undefined) return '';
  const number = row.number ?? NO_VALUE;
  return row.order.origin === 'external' ? `${t('trading:external')} ${number}` : number;
}
