import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { closeTradePrice } from './close-price.ts';
import type { BookLevelView, WorkingOrder } from './engine.ts';
import type { EngineState } from './engine-state.ts';
import { midpointPrice } from './midpoint.ts';
import type { BookEntry } from './order-queue.ts';

/**
 * Returns the best levels of a side as the venue publishes them, best first.
 *
 * Market orders show at the price they count with. While orders only collect, what would trade in the indicative
 * cross is left out, so that the book shown is never crossed.
 */
export function viewLevels(state: EngineState, side: OrderSide, depth: number): readonly BookLevelView[] {
  const { levels, topIsMarketOnly } = state.book(side);
  const shown: BookLevelView[] = [];
  let hidden: number = state.isMatching ? 0 : (state.tentativeCross?.quantity ?? 0);
  const top = levels.length - 1;
  for (let place = top; place >= 0 && shown.length < depth; place -= 1) {
    const level = levels[place];
    if (level === undefined) break;
    const left = level.size - hidden;
    hidden = Math.max(0, -left);
    if (left <= 0) continue;
    const price = place === top && topIsMarketOnly ? state.quotedPrice(side) : level.price;
    if (price !== null) shown.push({ price, size: left as Quantity });
  }
  return shown;
}

export function viewBestPrice(state: EngineState, side: OrderSide): Price | null {
  if (state.isMatching) return state.quotedPrice(side);
  return viewLevels(state, side, 1)[0]?.price ?? null;
}

export function viewIndicative(
  state: EngineState,
): { readonly price: Price; readonly quantity: Quantity } | null {
  const cross = state.auction === null ? null : state.tentativeCross;
  return cross === null ? null : { price: cross.price, quantity: cross.quantity };
}

export function viewMidpoint(state: EngineState): {
  readonly price: Price | null;
  readonly buySize: Quantity;
  readonly sellSize: Quantity;
} {
  return {
    price: midpointPrice(state),
    buySize: state.midpoints.buy.size as Quantity,
    sellSize: state.midpoints.sell.size as Quantity,
  };
}

export function viewOrder(state: EngineState, entry: BookEntry): WorkingOrder {
  return { ...entry.order, workingPrice: workingPrice(state, entry), leaves: entry.leaves as Quantity };
}

function workingPrice(state: EngineState, entry: BookEntry): Price | null {
  if (entry.style === 'closePrice') return closeTradePrice(state, entry);
  const isUnpriced = entry.style === 'market' && state.book(entry.side).topIsMarketOnly;
  return isUnpriced ? state.quotedPrice(entry.side) : entry.price;
}
