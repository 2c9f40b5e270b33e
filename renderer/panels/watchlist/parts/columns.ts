import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { directionArrow, directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney } from '#renderer/format/money.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { interestKey, interestsStore } from '#renderer/stores/interests.ts';
import { stalenessStore } from '#renderer/stores/market/staleness.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import { PriceCell } from './price-cell.ts';
import type { QuoteRow } from './quote-row.ts';

/** 종목 현재가 등락 거래대금. */
export function watchlistColumns(t: TFunction<'watchlist'>, locale: Locale): ColDef<QuoteRow>[] {
  return [
    {
      field: 'name',
      headerName: t('column.name'),
      flex: 1,
      minWidth: 64,
      tooltipValueGetter: ({ data }) => (data === undefined ? '' : rowTooltip(data, t)),
      cellClassRules: { 'name-cell--old': ({ data }) => data !== undefined && isOld(data.symbol) },
    },
    {
      field: 'lastPrice',
      headerName: t('column.last'),
      width: 75,
      type: 'rightAligned',
      cellRenderer: PriceCell,
    },
    {
      field: 'changePercent',
      headerName: t('column.change'),
      width: 69,
      type: 'rightAligned',
      cellClass: ({ data }) => [NUMBER_CELL, directionOf(data?.change ?? 0)],
      valueFormatter: ({ data }) => (data === undefined ? '' : changeText(data)),
    },
    {
      field: 'turnover',
      headerName: t('column.turnover'),
      width: 57,
      type: 'rightAligned',
      cellClass: [NUMBER_CELL, 'muted'],
      valueFormatter: ({ value }: { value?: number | null }) =>
        value === null || value === undefined ? NO_VALUE : formatCompactMoney(value, locale),
    },
  ];
}

function changeText({ changePercent, change, isAtLimit }: QuoteRow): string {
  if (changePercent === null) return NO_VALUE;
  // At the daily limit the arrow stands for the sign, which is as wide.
  if (isAtLimit)
    return `${directionArrow(directionOf(change), true)}${formatPercent(changePercent).slice(1)}`;
  return formatPercent(changePercent);
}

function rowTooltip({ symbol, name }: QuoteRow, t: TFunction<'watchlist'>): string {
  return isOld(symbol) ? `${name} ${symbol} · ${t('old')}` : `${name} ${symbol}`;
}

/** Not fed at all, for want of the broker's budget, or no longer. */
function isOld(symbol: string): boolean {
  return (
    interestsStore.getState().denied.has(interestKey(symbol, 'quote')) ||
    stalenessStore.getState().stale.has(symbol)
  );
}
