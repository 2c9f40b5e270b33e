import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { EngineOrder } from './engine.ts';

/**
 * How an order works right now.
 *
 * A stop sleeps until it wakes as a limit; a conditional limit is a limit until it turns into a market order;
 * best-price types are limits from the moment they are priced.
 */
export type WorkingStyle = 'limit' | 'market' | 'midpoint' | 'stop' | 'closePrice';

/** An order's place in the book, and what is left of it. One object for the order's whole life, changed in place. */
export interface BookEntry {
  readonly order: EngineOrder;
  readonly side: OrderSide;
  leaves: number;
  style: WorkingStyle;
  /** Limit it works at; for a market order the daily limit it ranks with; null for midpoint, stop and close-price. */
  price: Price | null;
  /** Rank in time: smaller came earlier. */
  priority: number;
  queue: OrderQueue | null;
  previous: BookEntry | null;
  next: BookEntry | null;
}

/** Orders of equal price in time priority. Adding at the back, leaving and shrinking cost the same at any length. */
export class OrderQueue {
  head: BookEntry | null = null;
  tail: BookEntry | null = null;
  /** Sum of the leaves. */
  size = 0;

  /** Adds `entry` behind everything that came before it: at the back, unless it kept an older rank. */
  insert(entry: BookEntry): void {
    let before = this.tail;
    while (before !== null && before.priority > entry.priority) before = before.previous;
    const after = before === null ? this.head : before.next;
    entry.previous = before;
    entry.next = after;
    if (before === null) this.head = entry;
    else before.next = entry;
    if (after === null) this.tail = entry;
    else after.previous = entry;
    entry.queue = this;
    this.size += entry.leaves;
  }

  remove(entry: BookEntry): void {
    if (entry.queue !== this) throw new Error(`order ${entry.order.number} is not in this queue`);
    if (entry.previous === null) this.head = entry.next;
    else entry.previous.next = entry.next;
    if (entry.next === null) this.tail = entry.previous;
    else entry.next.previous = entry.previous;
    entry.queue = null;
    entry.previous = null;
    entry.next = null;
    this.size -= entry.leaves;
  }

  /** Takes `amount` off the leaves of an order that stays. */
  reduce(entry: BookEntry, amount: number): void {
    entry.leaves -= amount;
    this.size -= amount;
  }
}
