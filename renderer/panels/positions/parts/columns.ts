import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import { directionOf } from '#renderer/format/direction.ts';
import { formatMoney, formatPnl } from '#renderer/format/money.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { formatAveragePrice, formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { subscribeQuoteRow } from '#renderer/stores/market/market-stores.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { LiveColumn } from '#renderer/ui/live-cell.ts';
import { LiveCell } from '#renderer/ui/live-cell.ts';
import type { PositionRow } from '../view-model.ts';
import { SellCell } from './sell-cell.ts';
import { rowOf } from './use-live-total.ts';

interface Valued {
  readonly value?: number | null;
}

const RIGHT = { type: 'rightAligned' } as const;

/** Shows nothing for the total, where a column makes no sense, and a dash for what is not known. */
function shownBy(format: (value: number) => string) {
  return ({ value, data }: Valued & { readonly data?: PositionRow | undefined }): string =>
    shown(value, data?.position === null, format);
}

function shown(
  value: number | null | undefined,
  isTotal: boolean,
  format: (value: number) => string,
): string {
  if (typeof value === 'number') return format(value);
  return isTotal ? '' : NO_VALUE;
}

type ToneOf = LiveColumn<PositionRow>['toneOf'];
type LiveField = 'lastPrice' | 'marketValue' | 'unrealizedPnl' | 'unrealizedPercent';

/** A column whose cells follow the price; sorted by the prices of the moment. */
function live(field: LiveField, format: (value: number) => string, toneOf: ToneOf): ColDef<PositionRow> {
  const column: LiveColumn<PositionRow> = {
    rowNow: currentRow,
    // The total has no quote: the grid tells its cells.
    follow: ({ position }, onChange) =>
      position === null ? () => undefined : subscribeQuoteRow(position.symbol, onChange),
    textOf: (row) => shown(row[field], row.position === null, format),
    toneOf,
  };
  return {
    colId: field,
    ...RIGHT,
    valueGetter: ({ data }) => (data === undefined ? null : currentRow(data)[field]),
    cellRenderer: LiveCell,
    cellRendererParams: column,
  };
}

const byChange: ToneOf = ({ change, lastPrice }) => (lastPrice === null ? null : directionOf(change));
const byPnl: ToneOf = ({ unrealizedPnl }) => (unrealizedPnl === null ? null : directionOf(unrealizedPnl));
const plain: ToneOf = () => null;

function currentRow(row: PositionRow): PositionRow {
  return row.position === null ? row : rowOf(row.position);
}

/** 종목 수량 매도가능 평단 현재가 매입금액 평가금액 평가손익 수익률 실현손익. */
export function positionColumns(t: TFunction<'positions'>): ColDef<PositionRow>[] {
  return [
    {
      field: 'name',
      headerName: t('column.name'),
      flex: 1.2,
      minWidth: 96,
      tooltipValueGetter: ({ data }) =>
        (data?.position ?? null) === null ? '' : `${data?.name} ${data?.id}`,
    },
    {
      field: 'quantity',
      headerName: t('column.quantity'),
      flex: 0.7,
      minWidth: 58,
      ...RIGHT,
      valueFormatter: shownBy(formatQuantity),
    },
    {
      field: 'sellable',
      headerName: t('column.sellable'),
      flex: 0.7,
      minWidth: 64,
      ...RIGHT,
      valueFormatter: shownBy(formatQuantity),
    },
    {
      field: 'average',
      headerName: t('column.average'),
      flex: 0.9,
      minWidth: 80,
      ...RIGHT,
      valueFormatter: shownBy(formatAveragePrice),
    },
    { ...live('lastPrice', formatPrice, byChange), headerName: t('column.last'), flex: 0.8, minWidth: 72 },
    {
      field: 'cost',
      headerName: t('column.cost'),
      flex: 1,
      minWidth: 88,
      ...RIGHT,
      valueFormatter: shownBy(formatMoney),
    },
    { ...live('marketValue', formatMoney, plain), headerName: t('column.value'), flex: 1, minWidth: 88 },
    { ...live('unrealizedPnl', formatPnl, byPnl), headerName: t('column.pnl'), flex: 1, minWidth: 84 },
    {
      ...live('unrealizedPercent', formatPercent, byPnl),
      headerName: t('column.percent'),
      flex: 0.8,
      minWidth: 66,
    },
    {
      field: 'realizedToday',
      headerName: t('column.realized'),
      flex: 0.9,
      minWidth: 78,
      ...RIGHT,
      cellClass: ({ data }) => [NUMBER_CELL, directionOf(data?.realizedToday ?? 0)],
      valueFormatter: shownBy(formatPnl),
    },
    {
      colId: 'actions',
      headerName: '',
      width: 52,
      pinned: 'right',
      sortable: false,
      resizable: false,
      cellClass: 'position-actions-cell',
      cellRenderer: SellCell,
    },
  ];
}
