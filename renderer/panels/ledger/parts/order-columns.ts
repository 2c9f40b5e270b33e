import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatDate, formatTimeWithMs } from '#renderer/format/time.ts';
import { rejectionText } from '#renderer/ui/error-text.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { LedgerOrderRow } from '../view-model.ts';
import { statusText } from '../view-model.ts';

interface Valued {
  readonly value?: number | null;
}

const RIGHT = { type: 'rightAligned' } as const;
const SHARES = { ...RIGHT, valueFormatter: ({ value }: Valued) => formatQuantity(value) } as const;
const PRICE = { ...RIGHT, valueFormatter: ({ value }: Valued) => priceOr(value) } as const;

/** 일시 계좌 종목 구분 유형 주문가 주문량 체결량 평균단가 상태 주문번호 기록. */
export function ledgerOrderColumns(t: TFunction<'ledger'>): ColDef<LedgerOrderRow>[] {
  return [
    {
      field: 'time',
      headerName: t('column.time'),
      width: 164,
      valueFormatter: ({ value }: Valued) =>
        typeof value === 'number' ? `${formatDate(value)} ${formatTimeWithMs(value)}` : '',
    },
    { field: 'account', headerName: t('column.account'), flex: 1, minWidth: 84 },
    {
      field: 'name',
      headerName: t('column.name'),
      flex: 1.2,
      minWidth: 96,
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : `${data.name} ${data.order.symbol}`),
    },
    {
      colId: 'side',
      headerName: t('column.side'),
      width: 54,
      ...RIGHT,
      valueGetter: ({ data }) => (data === undefined ? '' : t(`trading:side.${data.order.side}`)),
      cellClass: ({ data }) => [NUMBER_CELL, data?.order.side === 'buy' ? 'up' : 'down'],
    },
    {
      colId: 'type',
      headerName: t('column.type'),
      flex: 0.7,
      minWidth: 66,
      ...RIGHT,
      valueGetter: ({ data }) => (data === undefined ? '' : t(`trading:shortType.${data.order.type}`)),
    },
    { field: 'price', headerName: t('column.price'), flex: 0.7, minWidth: 70, ...PRICE },
    { field: 'quantity', headerName: t('column.quantity'), flex: 0.6, minWidth: 58, ...SHARES },
    { field: 'filled', headerName: t('column.filled'), flex: 0.6, minWidth: 58, ...SHARES },
    { field: 'average', headerName: t('column.average'), flex: 0.8, minWidth: 74, ...PRICE },
    {
      colId: 'status',
      headerName: t('column.status'),
      flex: 1.4,
      minWidth: 96,
      ...RIGHT,
      valueGetter: ({ data }) => orderStatusText(data, t),
      tooltipValueGetter: ({ data }) => orderStatusText(data, t),
      cellClass: ({ data }) => [NUMBER_CELL, `ledger__status--${toneOf(data)}`],
    },
    {
      colId: 'number',
      headerName: t('column.number'),
      flex: 0.7,
      minWidth: 76,
      ...RIGHT,
      cellClass: [NUMBER_CELL, 'muted'],
      valueGetter: ({ data }) => numberText(data, t),
    },
    {
      field: 'entries',
      headerName: t('column.entries'),
      width: 58,
      ...RIGHT,
      cellClass: [NUMBER_CELL, 'muted'],
    },
  ];
}

function orderStatusText(row: LedgerOrderRow | undefined, t: TFunction<'ledger'>): string {
  if (row === undefined) return '';
  const { status, unknownCommand, rejection } = row.order;
  const text = statusText(status, unknownCommand, t);
  return rejection === null ? text : `${text} ${rejectionText(rejection, t)}`;
}

function toneOf(row: LedgerOrderRow | undefined): string {
  switch (row?.order.status) {
    case 'unknown':
    case 'lost':
      return 'doubt';
    case 'rejected':
    case 'denied':
      return 'bad';
    default:
      return 'normal';
  }
}

function numberText(row: LedgerOrderRow | undefined, t: TFunction<'ledger'>): string {
  if (row === undefined) return '';
  const number = row.order.venueOrderId ?? NO_VALUE;
  return row.order.origin === 'external' ? `${t('trading:external')} ${number}` : number;
}

function priceOr(value: number | null | undefined): string {
  if (value === null || value === undefined) return NO_VALUE;
  return Number.isInteger(value)
    ? formatPrice(value)
    : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}
