import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import type { Quote } from '#shared/domain/quote.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney } from '#renderer/format/money.ts';
import { formatInteger, formatPercent, formatSignedInteger, NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatTime } from '#renderer/format/time.ts';
import { quotesStore, subscribeQuoteRow } from '#renderer/stores/market/market-stores.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { LiveColumn } from '#renderer/ui/live-cell.ts';
import { LiveCell } from '#renderer/ui/live-cell.ts';
import type { ConditionRow } from '../view-model.ts';

export interface ResultRow extends ConditionRow {
  readonly name: string;
}

/** 종목 현재가 대비 등락률 거래량 거래대금 체결강도, and when it entered or left. */
export function resultColumns(t: TFunction<'conditions'>, locale: Locale): ColDef<ResultRow>[] {
  return [
    {
      field: 'name',
      headerName: t('column.name'),
      flex: 1,
      minWidth: 84,
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : `${data.name} ${data.symbol}`),
    },
    {
      colId: 'at',
      headerName: t('column.at'),
      width: 96,
      valueGetter: ({ data }) => data?.at ?? null,
      valueFormatter: ({ data }) => (data === undefined ? '' : whenText(data, t)),
      cellClass: 'conditions__when',
    },
    {
      ...quoteColumn(
        'last',
        ({ lastPrice }) => lastPrice,
        (price) => formatPrice(price),
        byChange,
      ),
      headerName: t('column.last'),
      width: 76,
      cellClass: [NUMBER_CELL, 'price-cell'],
    },
    {
      ...quoteColumn('change', ({ change }) => change, formatSignedInteger, byChange),
      headerName: t('column.change'),
      width: 68,
    },
    {
      ...quoteColumn('percent', ({ changePercent }) => changePercent, formatPercent, byChange),
      headerName: t('column.percent'),
      width: 70,
    },
    {
      ...quoteColumn('volume', ({ volume }) => volume, formatInteger),
      headerName: t('column.volume'),
      width: 88,
    },
    {
      ...quoteColumn(
        'turnover',
        ({ turnover }) => turnover,
        (money) => formatCompactMoney(money, locale),
      ),
      headerName: t('column.turnover'),
      width: 72,
    },
  ];
}

const byChange = ({ change }: Quote): Direction => directionOf(change);

/** A number of the live quote; the cell paints itself, the grid sorts by the value of the moment. */
function quoteColumn(
  colId: string,
  valueOf: (quote: Quote) => number,
  format: (value: number) => string,
  toneOf: ((quote: Quote) => Direction) | null = null,
): ColDef<ResultRow> {
  const now = ({ symbol }: ResultRow): Quote | undefined => quotesStore.get(symbol);
  const column: LiveColumn<ResultRow> = {
    rowNow: (row) => row,
    follow: ({ symbol }, onChange) => subscribeQuoteRow(symbol, onChange),
    textOf: (row) => {
      const quote = now(row);
      return quote === undefined ? NO_VALUE : format(valueOf(quote));
    },
    toneOf: (row) => {
      const quote = now(row);
      return quote === undefined ? null : (toneOf?.(quote) ?? null);
    },
    ...(colId === 'last' && { flashBy: (row) => now(row)?.lastPrice ?? null }),
  };
  return {
    colId,
    type: 'rightAligned',
    valueGetter: ({ data }) => {
      const quote = data === undefined ? undefined : now(data);
      return quote === undefined ? null : valueOf(quote);
    },
    cellRenderer: LiveCell,
    cellRendererParams: column,
  };
}

function whenText({ state, at }: ResultRow, t: TFunction<'conditions'>): string {
  if (at === null) return '';
  return t(state === 'left' ? 'leftAt' : 'enteredAt', { time: formatTime(at) });
}
