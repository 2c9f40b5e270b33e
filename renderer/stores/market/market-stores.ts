import type { MarketBatch } from '#shared/contract/events.ts';
import type { MarketSnapshot } from '#shared/contract/requests.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { applyStaleness } from './staleness.ts';
import { LatestStore } from './latest-store.ts';
import type { NewTrades } from './trade-store.ts';
import { applyTradeGaps } from './trade-gaps.ts';
import { TradeStore } from './trade-store.ts';

export const quotesStore = new LatestStore<Quote>();
export const booksStore = new LatestStore<OrderBook>();
export const tradesStore = new TradeStore();

/** Subscribes to the latest quote of one instrument: at most one call per frame. Returns the unsubscribe. */
export function subscribeQuote(symbol: InstrumentSymbol, listener: (quote: Quote) => void): Unsubscribe {
  return quotesStore.subscribe(symbol, listener);
}

/** As `subscribeQuote`, for one of many rows: at most fifteen calls a second. */
export function subscribeQuoteRow(symbol: InstrumentSymbol, listener: (quote: Quote) => void): Unsubscribe {
  return quotesStore.subscribeRow(symbol, listener);
}

/** Subscribes to the latest order book of one instrument: at most one call per frame. */
export function subscribeBook(symbol: InstrumentSymbol, listener: (book: OrderBook) => void): Unsubscribe {
  return booksStore.subscribe(symbol, listener);
}

/** Subscribes to every print of one instrument: one call per frame with all that came in, oldest first. */
export function subscribeTrades(symbol: InstrumentSymbol, listener: (added: NewTrades) => void): Unsubscribe {
  return tradesStore.subscribe(symbol, listener);
}

export function applyMarketBatch(batch: MarketBatch): void {
  quotesStore.apply(batch.quotes);
  booksStore.apply(batch.books);
  tradesStore.apply(batch.trades);
  applyStaleness(batch.stale, batch.fresh);
  // The hole may lie before or among the prints of this batch: none of them is kept.
  for (const symbol of batch.tradeGaps) tradesStore.forget(symbol);
  applyTradeGaps(batch.tradeGaps);
}

export function applyMarketSnapshot(snapshot: MarketSnapshot): void {
  quotesStore.applySnapshot(snapshot.quote);
  booksStore.applySnapshot(snapshot.book);
  tradesStore.applySnapshot(snapshot.quote.symbol, snapshot.trades);
}
