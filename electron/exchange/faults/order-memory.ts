import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { BookedFill } from '../clearing/clearing.ts';
import type { AccountOrder, World, WorldEvent } from '../world.ts';
import { MAX_LAG_MS } from './parse-fault.ts';

/** What an order was from a moment on; null: it was not there. */
interface Version {
  readonly from: number;
  readonly order: AccountOrder | null;
}

/** Remembers what the orders of the last minute looked like before. */
export interface OrderMemory {
  /** The world with orders and fills as they were `lagMs` ago, and everything else as it is. */
  ago(lagMs: number): World;
  stop: Unsubscribe;
}

/**
 * Begins to remember. What was before is shown as it is now.
 *
 * @param accounts  those that there are; others begin empty
 */
export function createOrderMemory(world: World, clock: Clock, accounts: readonly string[]): OrderMemory {
  const versions = new Map<number, Version[]>();
  const filledAt = new WeakMap<BookedFill, number>();
  for (const order of accounts.flatMap((id) => world.orders(id)))
    versions.set(order.number, [{ from: -Infinity, order }]);

  const note = (event: WorldEvent) => {
    if (event.type !== 'order') return;
    const now = clock.monotonicNow();
    const { order, fill } = event;
    if (fill !== null) filledAt.set(fill, now);
    const known = versions.get(order.number) ?? [{ from: -Infinity, order: null }];
    known.push({ from: now, order });
    while (known.length > 1 && (known[1]?.from ?? now) < now - MAX_LAG_MS) known.shift();
    versions.set(order.number, known);
  };
  const orderAt = (order: AccountOrder, at: number): AccountOrder | null => {
    const version = versions.get(order.number)?.findLast(({ from }) => from <= at);
    return version === undefined ? order : version.order;
  };

  const stop = world.onEvent(note);
  return {
    stop,
    ago(lagMs) {
      const at = clock.monotonicNow() - lagMs;
      const ordersAt = (orders: readonly AccountOrder[]) =>
        orders.flatMap((order) => orderAt(order, at) ?? []);
      const fillsAt = (fills: readonly BookedFill[]) =>
        fills.filter((fill) => (filledAt.get(fill) ?? -Infinity) <= at);
      return withReadings(world, {
        orders: (accountId) => ordersAt(world.orders(accountId)),
        fills: (accountId) => fillsAt(world.fills(accountId)),
        history(accountId) {
          const { carried, days } = world.history(accountId);
          const [today] = days.slice(-1);
          if (today === undefined) return { carried, days };
          const lagging = { ...today, orders: ordersAt(today.orders), fills: fillsAt(today.fills) };
          return { carried, days: [...days.slice(0, -1), lagging] };
        },
      });
    },
  };
}

/** A world with some of its readings replaced. What it does itself it does with its own. */
function withReadings(world: World, readings: Partial<World>): World {
  return new Proxy(world, {
    get(target, name) {
      const own: unknown = Reflect.get(readings, name);
      if (own !== undefined) return own;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
