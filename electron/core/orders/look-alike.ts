import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, OrderIntent } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { toOrder } from './to-order.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { isPending, placeCommand } from './tracked-order.ts';

/** Prices or quantities this near each other, in percent of the larger, count as alike. */
export const ALIKE_PERCENT = 2;

/**
 * Returns whether `intent` may be the same wish as `other`: same instrument and side, and a price or a quantity that is
 * the same or close. An order without a price is alike any price.
 */
export function isLookAlike(intent: OrderIntent, other: OrderIntent): boolean {
  if (intent.symbol !== other.symbol || intent.side !== other.side) return false;
  if (intent.price === null || other.price === null) return true;
  return isNear(intent.price, other.price) || isNear(intent.quantity, other.quantity);
}

/**
 * Warns of an order while one that looks like it has an unknown outcome: it might be there already. The trader may override
 * that for the order at hand, knowing of the doubtful one that the warning names.
 */
export function lookAlikeWarning(intent: OrderIntent, orders: readonly TrackedOrder[]): HogaError | null {
  const [doubtful, ...others] = lookAlikesInDoubt(intent, orders);
  if (doubtful === undefined) return null;
  return hogaError('validation', LOOKALIKE_UNKNOWN, 'an order like this one has an unknown outcome', {
    clientOrderId: doubtful,
    count: 1 + others.length,
  });
}

/** Code of the warning: accepted for one order, and for the doubtful ones that were there when it was. */
export const LOOKALIKE_UNKNOWN = 'LOOKALIKE_UNKNOWN';

/** Returns the orders of unknown outcome that `intent` looks like. */
export function lookAlikesInDoubt(
  intent: OrderIntent,
  orders: readonly TrackedOrder[],
): readonly ClientOrderId[] {
  return orders
    .filter(
      (order) =>
        order.commands.some(({ phase }) => phase === 'unknown') &&
        wishesOf(order).some((wish) => isLookAlike(intent, wish)),
    )
    .map(({ clientOrderId }) => clientOrderId);
}

/** Refuses the same order again within `windowMs` of the last one. `self` is not compared with itself. */
export function duplicateProblem(
  intent: OrderIntent,
  orders: readonly TrackedOrder[],
  { now, windowMs }: { readonly now: EpochMs; readonly windowMs: number },
): HogaError | null {
  const twin = orders.findLast(
    (order) =>
      order.origin === 'desk' &&
      !isGone(order) &&
      Math.abs(now - order.createdTime) < windowMs &&
      isSame(intent, order.intent),
  );
  if (twin === undefined) return null;
  return hogaError('validation', 'DUPLICATE_WINDOW', 'the same order was placed a moment ago', {
    clientOrderId: twin.clientOrderId,
    windowMs,
  });
}

/** It is not at the venue, for sure: doing it again is no repetition. */
function isGone(order: TrackedOrder): boolean {
  const phase = placeCommand(order)?.phase;
  return phase === 'withdrawn' || phase === 'refused' || phase === 'absent';
}

/** What may be at work of an order in doubt: as it stands, and as each pending amend would make it. */
function wishesOf(order: TrackedOrder): readonly OrderIntent[] {
  const standing = toOrder(order);
  const amended = order.commands.flatMap(({ change, phase }) =>
    change !== null && isPending(phase) ? [{ ...standing, ...change }] : [],
  );
  return [standing, ...amended];
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) * 100 <= Math.max(a, b) * ALIKE_PERCENT;
}

function isSame(a: OrderIntent, b: OrderIntent): boolean {
  return (
    a.symbol === b.symbol &&
    a.side === b.side &&
    a.type === b.type &&
    a.timeInForce === b.timeInForce &&
    a.venue === b.venue &&
    a.price === b.price &&
    a.stopPrice === b.stopPrice &&
    a.quantity === b.quantity
  );
}
