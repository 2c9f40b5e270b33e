import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import { formatMoney } from '#renderer/format/money.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { FillRow } from '../view-model.ts';

interface Valued {
  readonly value?: number | null;
}

const RIGHT = { type: 'rightAligned' } as const;
const MONEY = { ...RIGHT, valueFormatter: ({ value }: Valued) => moneyOr(value) } as const;

/** 체결시각 종목 구분 체결가 체결량 체결금액 수수료 세금 거래소 주문번호. */
export function fillColumns(t: TFunction<'fills'>): ColDef<FillRow>[] {
  return [
    {
      field: 'time',
      headerName: t('column.time'),
      width: 104,
      valueFormatter: ({ value }: Valued) => (typeof value === 'number' ? formatTimeWithMs(value) : ''),
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
      field: 'price',
      headerName: t('column.price'),
      flex: 0.8,
      minWidth: 74,
      ...RIGHT,
      valueFormatter: ({ value }: Valued) => formatPrice(value),
    },
    {
      field: 'quantity',
      headerName: t('column.quantity'),
      flex: 0.7,
      minWidth: 62,
      ...RIGHT,
      valueFormatter: ({ value }: Valued) => formatQuantity(value),
    },
    { field: 'notional', headerName: t('column.notional'), flex: 1, minWidth: 92, ...MONEY },
    { field: 'commission', headerName: t('column.commission'), flex: 0.7, minWidth: 66, ...MONEY },
    { field: 'tax', headerName: t('column.tax'), flex: 0.7, minWidth: 66, ...MONEY },
    {
      field: 'venue',
      headerName: t('column.venue'),
      flex: 0.6,
      minWidth: 62,
      ...RIGHT,
      valueFormatter: ({ value }: { readonly value?: string | null }) => value ?? NO_VALUE,
    },
    {
      field: 'number',
      headerName: t('column.number'),
      flex: 0.8,
      minWidth: 76,
      ...RIGHT,
      cellClass: [NUMBER_CELL, 'muted'],
    },
  ];
}

function moneyOr(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : formatMoney(value);
}
