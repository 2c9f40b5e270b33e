import type { ColDef } from 'ag-grid-community';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { subscribeQuoteRow } from '#renderer/stores/market/market-stores.ts';
import { NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { LiveColumn } from '#renderer/ui/live-cell.ts';
import { LiveCell } from '#renderer/ui/live-cell.ts';
import type { QuoteRow } from './quote-row.ts';

type Shown<Row> = Omit<LiveColumn<Row>, 'rowNow' | 'follow'>;

/**
 * A number that follows the quote of its row. Sorting takes the values of the moment.
 * @param rowNow  returns a row at the latest quote
 */
export function liveColumn<Row extends { readonly symbol: InstrumentSymbol }>(
  field: keyof Row & string,
  rowNow: (row: Row) => Row,
  shown: Shown<Row>,
): ColDef<Row> {
  const column: LiveColumn<Row> = {
    ...shown,
    rowNow,
    follow: ({ symbol }, onChange) => subscribeQuoteRow(symbol, onChange),
  };
  return {
    colId: field,
    type: 'rightAligned',
    valueGetter: ({ data }) => (data === undefined ? null : rowNow(data)[field]),
    cellRenderer: LiveCell,
    cellRendererParams: column,
  };
}

/** The last price, lit for a moment in the colour of its step. */
export function livePriceColumn<Row extends QuoteRow>(rowNow: (row: Row) => Row): ColDef<Row> {
  return {
    ...liveColumn<Row>('lastPrice', rowNow, {
      textOf: ({ lastPrice }) => formatPrice(lastPrice),
      toneOf: ({ change }) => directionOf(change),
      flashBy: ({ lastPrice }) => lastPrice,
    }),
    width: 75,
    cellClass: [NUMBER_CELL, 'price-cell'],
  };
}
