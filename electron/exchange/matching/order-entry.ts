import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { clampToLimits } from '#shared/domain/price-limits.ts';
import { roundDownToTick, roundUpToTick, stepDown, stepUp } from '#shared/domain/tick-size.ts';
import type { EngineOrder } from './engine.ts';
import type { EngineState } from './engine-state.ts';
import type { BookEntry, WorkingStyle } from './order-queue.ts';
import { isStopReached } from './stop-orders.ts';

/** Turns an accepted order into what the book works with, priced once and for all where its type says so. */
export function buildEntry(state: EngineState, order: EngineOrder): BookEntry {
  const { side, quantity } = order.intent;
  const { style, price } = workingTerms(state, order);
  return {
    order,
    side,
    leaves: quantity,
    style,
    price,
    priority: state.nextPriority(),
    queue: null,
    previous: null,
    next: null,
  };
}

/** Returns the price a market order ranks with: the daily limit of its side. */
export function marketRank(state: EngineState, side: OrderSide): Price {
  const { limits } = state.settings.frame;
  return side === 'buy' ? limits.upper : limits.lower;
}

function workingTerms(
  state: EngineState,
  { intent }: EngineOrder,
): { readonly style: WorkingStyle; readonly price: Price | null } {
  const { side, type, price, stopPrice } = intent;
  switch (type) {
    case 'limit':
    case 'conditionalLimit':
    case 'offHoursSinglePrice':
      return { style: 'limit', price };
    case 'market':
      return { style: 'market', price: marketRank(state, side) };
    case 'bestCounter':
      return { style: 'limit', price: bestCounterPrice(state, side) };
    case 'bestSame':
      return { style: 'limit', price: state.quotedPrice(side) ?? lastOnTick(state, side) };
    case 'midpoint':
      return { style: 'midpoint', price: null };
    case 'stopLimit':
      return stopPrice === null || isStopReached(side, stopPrice, state.lastPrice)
        ? { style: 'limit', price }
        : { style: 'stop', price: null };
    case 'preOpenClosePrice':
    case 'postCloseClosePrice':
      return { style: 'closePrice', price: null };
  }
}

/** Best price of the other side; with none, one tick better than the own best; with an empty book the last price. */
function bestCounterPrice(state: EngineState, side: OrderSide): Price {
  const { ladder, limits } = state.settings.frame;
  const counter = state.quotedPrice(side === 'buy' ? 'sell' : 'buy');
  if (counter !== null) return counter;
  const own = state.quotedPrice(side);
  if (own === null) return lastOnTick(state, side);
  return clampToLimits(side === 'buy' ? stepUp(own, ladder) : stepDown(own, ladder), limits);
}

/** A midpoint trade may leave the last price between two ticks: buys round down, sells up. */
function lastOnTick(state: EngineState, side: OrderSide): Price {
  const { ladder, limits } = state.settings.frame;
  const { lastPrice } = state;
  const onTick = side === 'buy' ? roundDownToTick(lastPrice, ladder) : roundUpToTick(lastPrice, ladder);
  return clampToLimits(onTick, limits);
}
