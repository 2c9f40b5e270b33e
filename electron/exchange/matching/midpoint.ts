import type { Price } from '#shared/domain/price.ts';
import type { EngineState } from './engine-state.ts';
import type { BookEntry } from './order-queue.ts';

/**
 * Returns the price that midpoint orders float at now, rounded down to a won, not to a tick.
 *
 * Null while they are suspended: in an auction, or when one side has no quote but midpoint orders.
 * @source KRX Enforcement Rule §4-2
 */
export function midpointPrice(state: EngineState): Price | null {
  if (!state.isMatching) return null;
  const bid = state.quotedPrice('buy');
  const ask = state.quotedPrice('sell');
  return bid === null || ask === null ? null : (Math.floor((bid + ask) / 2) as Price);
}

/** A trade between orders that both wait in the book; `aggressor` is the one whose price moved. */
export interface MidpointTrade {
  readonly buy: BookEntry;
  readonly sell: BookEntry;
  readonly aggressor: BookEntry;
  readonly price: Price;
}

/**
 * Finds the next trade that a move of the midpoint itself makes possible.
 *
 * Midpoint orders of both sides meet when their suspension ends; a sell meets the best bid when the spread is one won,
 * because the midpoint is then rounded down onto it.
 */
export function nextMidpointTrade(state: EngineState): MidpointTrade | null {
  const buy = state.midpoints.buy.head;
  const sell = state.midpoints.sell.head;
  if (buy === null && sell === null) return null;
  const price = midpointPrice(state);
  if (price === null || sell === null) return null;
  const bid = state.quotedPrice('buy') === price ? (state.bids.best?.head ?? null) : null;
  const counterpart = earlier(buy, bid);
  if (counterpart === null) return null;
  const isSellLater = counterpart.style !== 'midpoint' || sell.priority > counterpart.priority;
  return { buy: counterpart, sell, aggressor: isSellLater ? sell : counterpart, price };
}

function earlier(a: BookEntry | null, b: BookEntry | null): BookEntry | null {
  if (a === null || b === null) return a ?? b;
  return a.priority < b.priority ? a : b;
}
