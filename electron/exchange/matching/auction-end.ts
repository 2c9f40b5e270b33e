import type { EpochMs } from '#shared/domain/time.ts';
import { allocateByPriority, allocateLimitLock } from './allocation.ts';
import type { Allocation } from './allocation.ts';
import type { Cross } from './auction.ts';
import type { BookSide } from './book-side.ts';
import type { Auction, EngineState } from './engine-state.ts';
import type { BookEntry, OrderQueue } from './order-queue.ts';
import type { ViTrigger } from './volatility.ts';

/** Returns the VI that an auction about to end would trigger, which makes it two minutes longer. */
export function extensionTrigger(state: EngineState): ViTrigger | null {
  const cross = state.tentativeCross;
  if (cross === null) return null;
  const { price } = cross;
  return state.guard.check({ price, lastPrice: state.lastPrice, firstPrice: price }, state.viRates);
}

/** Ends the running auction: trades what crosses at one price. Continuous matching may follow. */
export function runCross(state: EngineState, auction: Auction, at: EpochMs): void {
  const cross = state.tentativeCross;
  state.auction = null;
  state.markBookChanged();
  if (cross !== null || auction.isInterruption) state.guard.noteMethodChange();
  if (cross === null) return;
  const bought = [...allocate(state, state.bids, cross, auction)];
  const sold = [...allocate(state, state.asks, cross, auction)];
  pairUp(state, bought, sold, cross, at);
  state.guard.noteSinglePrice(cross.price);
  state.moveLastPrice(cross.price);
}

function allocate(
  state: EngineState,
  side: BookSide,
  cross: Cross,
  { kind }: Auction,
): readonly Allocation[] {
  const { limits } = state.settings.frame;
  const { policy } = state.settings;
  const edge = side.side === 'buy' ? limits.upper : limits.lower;
  const isLocked = cross.price === edge && cross.surplus === side.side && side.best?.price === edge;
  if (!isLocked || !policy.limitLockAuctions.includes(kind) || side.best === null) {
    return allocateByPriority(side, cross.quantity);
  }
  return allocateLimitLock(ordersOf(side.best), cross.quantity, policy.limitLockHalf);
}

function pairUp(
  state: EngineState,
  bought: readonly Allocation[],
  sold: readonly Allocation[],
  cross: Cross,
  at: EpochMs,
): void {
  let place = 0;
  let sellLeft = sold[0]?.quantity ?? 0;
  for (const { entry: buy, quantity } of bought) {
    let buyLeft = quantity;
    while (buyLeft > 0) {
      const sell = sold[place]?.entry;
      if (sell === undefined) throw new Error('the two sides of a cross do not match');
      const amount = Math.min(buyLeft, sellLeft);
      state.trade({ buy, sell, aggressor: null }, cross.price, amount, at);
      buyLeft -= amount;
      sellLeft -= amount;
      if (sellLeft > 0) continue;
      place += 1;
      sellLeft = sold[place]?.quantity ?? 0;
    }
  }
}

function* ordersOf(queue: OrderQueue): Generator<BookEntry> {
  for (let entry = queue.head; entry !== null; entry = entry.next) yield entry;
}
