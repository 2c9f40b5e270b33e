import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { BookEntry } from './order-queue.ts';

/** Stop-limit orders asleep: buys wait for the last price to rise to their stop, sells for it to fall to theirs. */
export class StopBook {
  /** The next one to wake stands last. */
  private readonly sleeping: Record<OrderSide, BookEntry[]> = { buy: [], sell: [] };

  insert(entry: BookEntry): void {
    const orders = this.sleeping[entry.side];
    const place = orders.findLastIndex((other) => wakesBefore(entry, other));
    orders.splice(place + 1, 0, entry);
  }

  remove(entry: BookEntry): void {
    const orders = this.sleeping[entry.side];
    const place = orders.indexOf(entry);
    if (place < 0) throw new Error(`order ${entry.order.number} does not sleep`);
    orders.splice(place, 1);
  }

  reduce(entry: BookEntry, amount: number): void {
    entry.leaves -= amount;
  }

  /** Takes out the orders that a trade at `last` wakes, in the order they were received. */
  takeWoken(last: Price): readonly BookEntry[] {
    if (this.sleeping.buy.length === 0 && this.sleeping.sell.length === 0) return [];
    const woken = [...takeReached(this.sleeping.buy, last), ...takeReached(this.sleeping.sell, last)];
    return woken.toSorted((a, b) => a.priority - b.priority);
  }
}

/** Returns whether the last price has reached the stop of an order. */
export function isStopReached(side: OrderSide, stopPrice: Price, last: Price): boolean {
  return side === 'buy' ? last >= stopPrice : last <= stopPrice;
}

function takeReached(orders: BookEntry[], last: Price): BookEntry[] {
  const reached: BookEntry[] = [];
  for (let next = orders.at(-1); next !== undefined; next = orders.at(-1)) {
    if (!isStopReached(next.side, stopPriceOf(next), last)) break;
    reached.push(next);
    orders.pop();
  }
  return reached;
}

function wakesBefore(a: BookEntry, b: BookEntry): boolean {
  return a.side === 'buy' ? stopPriceOf(a) < stopPriceOf(b) : stopPriceOf(a) > stopPriceOf(b);
}

function stopPriceOf(entry: BookEntry): Price {
  const { stopPrice } = entry.order.intent;
  if (stopPrice === null) throw new Error(`order ${entry.order.number} has no stop price`);
  return stopPrice;
}
