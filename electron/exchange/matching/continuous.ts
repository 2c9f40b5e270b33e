import type { Price } from '#shared/domain/price.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { EngineState } from './engine-state.ts';
import { nextMidpointTrade } from './midpoint.ts';
import type { BookEntry } from './order-queue.ts';
import { PriceSearch } from './price-search.ts';
import { beginVolatilityAuction } from './volatility-auction.ts';
import type { ViTrigger } from './volatility.ts';

/**
 * Brings an order to work: trades what it can, then rests or cancels what is left. While nothing matches it only joins.
 *
 * A trade that would interrupt trading does not happen; the order joins the auction it caused.
 */
export function bringIn(state: EngineState, incoming: BookEntry, at: EpochMs): void {
  if (state.isMatching) {
    const trigger = match(state, incoming, at);
    if (trigger !== null) beginVolatilityAuction(state, trigger, at);
    if (incoming.leaves === 0) return;
    const { timeInForce } = incoming.order.intent;
    if (timeInForce !== 'day') {
      state.cancel(incoming, incoming.leaves, trigger === null ? timeInForce : 'halt', at);
      return;
    }
  }
  state.rest(incoming);
}

/** Carries out what the last change set off: woken stops and midpoint orders that now meet, until nothing moves. */
export function settle(state: EngineState, at: EpochMs): void {
  for (;;) {
    const woken = state.woken.shift();
    if (woken !== undefined) bringIn(state, woken, at);
    else if (!state.isMatching || !tradeMidpoints(state, at)) return;
  }
}

/** Returns the interruption that ended the search, or null when the order found all it could. */
function match(state: EngineState, incoming: BookEntry, at: EpochMs): ViTrigger | null {
  const search = new PriceSearch(state, incoming);
  const { lastPrice, viRates } = state;
  let firstPrice: Price | null = null;
  const checkPrice = (price: Price): ViTrigger | null => {
    firstPrice ??= price;
    return state.guard.check({ price, lastPrice, firstPrice }, viRates);
  };
  if (incoming.order.intent.timeInForce === 'fok') {
    const prices = search.pricesToFill();
    if (prices === null) return null;
    for (const price of prices) {
      const trigger = checkPrice(price);
      if (trigger !== null) return trigger;
    }
  }
  let trigger: ViTrigger | null = null;
  while (incoming.leaves > 0) {
    const counterpart = search.next();
    if (counterpart === null) break;
    trigger = checkPrice(counterpart.price);
    if (trigger !== null) break;
    execute(state, incoming, counterpart.entry, counterpart.price, at);
  }
  if (firstPrice !== null) state.guard.endExemption();
  return trigger;
}

function execute(
  state: EngineState,
  aggressor: BookEntry,
  resting: BookEntry,
  price: Price,
  at: EpochMs,
): void {
  const amount = Math.min(aggressor.leaves, resting.leaves);
  const [buy, sell] = aggressor.side === 'buy' ? [aggressor, resting] : [resting, aggressor];
  state.trade({ buy, sell, aggressor: aggressor.side }, price, amount, at);
  state.moveLastPrice(price);
}

/** Returns whether anything happened. */
function tradeMidpoints(state: EngineState, at: EpochMs): boolean {
  const next = nextMidpointTrade(state);
  if (next === null) return false;
  const { price, aggressor } = next;
  const tentative = { price, lastPrice: state.lastPrice, firstPrice: price };
  const trigger = state.guard.check(tentative, state.viRates);
  state.guard.endExemption();
  if (trigger === null) execute(state, aggressor, aggressor === next.buy ? next.sell : next.buy, price, at);
  else beginVolatilityAuction(state, trigger, at);
  return true;
}
