import type { InstrumentSymbol } from './instrument.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';

export const BOOK_DEPTH = 10;

export interface OrderBookLevel {
  readonly price: Price;
  readonly size: Quantity;
}

/** Ten levels a side, best first; shorter when the venue shows fewer. Never crossed outside an auction. */
export interface OrderBook {
  readonly symbol: InstrumentSymbol;
  readonly asks: readonly OrderBookLevel[];
  readonly bids: readonly OrderBookLevel[];
  readonly totalAskSize: Quantity;
  readonly totalBidSize: Quantity;
  /** Set while an auction collects orders. */
  readonly expected: { readonly price: Price; readonly quantity: Quantity } | null;
  readonly eventTime: EpochMs;
}
