import type { ColDef } from 'ag-grid-community';
import type { TFunction } from 'i18next';
import type { Locale } from '#shared/contract/vocabulary.ts';
import { directionArrow, directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney } from '#renderer/format/money.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { interestKey, interestsStore } from '#renderer/stores/interests.ts';
import { stalenessStore } from '#renderer/stores/market/staleness.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import { liveColumn, livePriceColumn } from './live-column.ts';
import type { QuoteRow } from './quote-row.ts';
import { quoteRow } from './quote-row.ts';

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
    { ...livePriceColumn(rowNow), headerName: t('column.last') },
    {
      ...liveColumn('changePercent', rowNow, {
        textOf: changeText,
        toneOf: ({ change }) => directionOf(change),
      }),
      headerName: t('column.change'),
      width: 69,
    },
    {
      ...liveColumn('turnover', rowNow, {
        textOf: ({ turnover }) => (turnover === null ? NO_VALUE : formatCompactMoney(turnover, locale)),
        toneOf: () => null,
      }),
      headerName: t('column.turnover'),
      width: 57,
      cellClass: [NUMBER_CELL, 'muted'],
    },
  ];
}

const rowNow = ({ symbol }: QuoteRow): QuoteRow => quoteRow(symbol);

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
