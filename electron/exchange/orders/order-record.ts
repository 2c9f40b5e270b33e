import { money, type Money, ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderTerms } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { quantity, type Quantity, ZERO_QUANTITY } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { BookedFill, LoanTerms } from '../clearing/clearing.ts';
import type { OrderNumber } from '../matching/engine.ts';
import type { AccountOrder } from '../world.ts';

/** Returns the record of a request that has just been taken. Amend and cancel requests name their original. */
export function newRecord(request: {
  readonly number: OrderNumber;
  readonly kind: AccountOrder['kind'];
  readonly original: AccountOrder | null;
  readonly accountId: string;
  readonly intent: OrderTerms;
  readonly routedVenue: BookVenue;
  readonly at: EpochMs;
  /** Of a new order on credit; the others are what their original is. */
  readonly credit?: LoanTerms | undefined;
}): AccountOrder {
  const { number, original, at } = request;
  const credit = request.credit ?? original?.credit;
  return {
    number,
    originalNumber: original?.number ?? 0,
    rootNumber: original?.rootNumber ?? number,
    kind: request.kind,
    accountId: request.accountId,
    intent: request.intent,
    routedVenue: request.routedVenue,
    status: 'accepted',
    leaves: request.kind === 'cancel' ? ZERO_QUANTITY : request.intent.quantity,
    filled: ZERO_QUANTITY,
    filledTurnover: ZERO_MONEY,
    commission: ZERO_MONEY,
    tax: ZERO_MONEY,
    rejectReason: null,
    ...(credit === undefined ? {} : { credit }),
    receivedAt: at,
    updatedAt: at,
  };
}

export function withFill(order: AccountOrder, fill: BookedFill): AccountOrder {
  const leaves = quantity(order.leaves - fill.quantity);
  return {
    ...order,
    status: leaves === 0 ? 'filled' : 'partiallyFilled',
    leaves,
    filled: quantity(order.filled + fill.quantity),
    filledTurnover: plus(order.filledTurnover, fill.price * fill.quantity),
    commission: plus(order.commission, fill.commission),
    tax: plus(order.tax, fill.tax),
    updatedAt: fill.at,
  };
}

/** Takes `amount` off what still works. With nothing left the order ends as `ending`. */
export function withLess(
  order: AccountOrder,
  amount: Quantity,
  ending: 'canceled' | 'expired' | 'amended',
  at: EpochMs,
): AccountOrder {
  const leaves = quantity(order.leaves - amount);
  return { ...order, leaves, status: leaves === 0 ? ending : order.status, updatedAt: at };
}

/** Returns the intent that an amend turns its part of the original into. */
export function amendedIntent(
  original: OrderTerms,
  change: { readonly quantity: Quantity; readonly price: Price | null; readonly stopPrice: Price | null },
): OrderTerms {
  return {
    ...original,
    quantity: change.quantity,
    price: change.price ?? original.price,
    stopPrice: change.stopPrice ?? original.stopPrice,
  };
}

export function isOpen(order: AccountOrder): boolean {
  return (
    order.kind !== 'cancel' &&
    order.leaves > 0 &&
    (order.status === 'accepted' || order.status === 'partiallyFilled')
  );
}

function plus(sum: Money, amount: number): Money {
  return money(sum + amount);
}
