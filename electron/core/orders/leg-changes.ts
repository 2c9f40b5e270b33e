import type { Fill } from '#shared/domain/fill.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { BrokerFill, OrderHandle } from '../brokers/broker.ts';
import type { Leg, TrackedOrder } from './tracked-order.ts';
import { legFilled, legOf } from './tracked-order.ts';

/** Returns a leg that works and of which nothing more is known. */
export function newLeg(
  venueOrderId: VenueOrderId,
  handle: OrderHandle,
  parent: VenueOrderId | null,
  terms: { readonly price: Price | null; readonly stopPrice: Price | null; readonly quantity: Quantity },
): Leg {
  return {
    venueOrderId,
    handle,
    parent,
    price: terms.price,
    stopPrice: terms.stopPrice,
    quantity: terms.quantity,
    isAssumed: false,
    isConfirmed: true,
    isRejected: false,
    isAbsent: false,
    isCanceled: false,
    withdrawals: {},
    reportedFilled: 0,
    queriedFilled: 0,
    queriedGone: 0,
  };
}

/** Returns the order with another leg; the same object when it has it already. */
export function addLeg(order: TrackedOrder, leg: Leg): TrackedOrder {
  if (legOf(order, leg.venueOrderId) !== null) return order;
  const requestNumbers = order.requestNumbers.filter((number) => number !== leg.venueOrderId);
  return { ...order, requestNumbers, legs: [...order.legs, leg].sort(byAge) };
}

/** The first leg first, then by number: brokers count up through a day, so this is the order in which they were made. */
function byAge(a: Leg, b: Leg): number {
  if (a.parent === null || b.parent === null) return a.parent === null ? -1 : 1;
  const [first, second] = [a.venueOrderId, b.venueOrderId];
  return first.length - second.length || (first < second ? -1 : 1);
}

/** Remembers that `venueOrderId` is the number of a request on this order, not of a part of it. */
export function noteRequest(order: TrackedOrder, venueOrderId: VenueOrderId): TrackedOrder {
  if (order.requestNumbers.includes(venueOrderId) || legOf(order, venueOrderId) !== null) return order;
  return { ...order, requestNumbers: [...order.requestNumbers, venueOrderId] };
}

/** Returns the order with the leg changed; the same object when the change changes nothing. */
export function changeLeg(
  order: TrackedOrder,
  venueOrderId: VenueOrderId,
  change: Partial<Leg>,
): TrackedOrder {
  const leg = legOf(order, venueOrderId);
  if (leg === null) return order;
  const keys = Object.keys(change) as (keyof Leg)[];
  if (keys.every((key) => leg[key] === change[key])) return order;
  return { ...order, legs: order.legs.map((each) => (each === leg ? { ...leg, ...change } : each)) };
}

/**
 * Counts one fill, once: a repeat of the same `fillId` under the same number changes nothing.
 *
 * When a query has counted it before (as part of a total), only what goes beyond that total becomes a new fill.
 */
export function addFill(
  order: TrackedOrder,
  leg: Leg,
  fill: Omit<BrokerFill, 'fillId' | 'venueOrderId' | 'symbol' | 'side'> & { readonly fillId: string },
): TrackedOrder {
  const key = `${leg.venueOrderId}|${fill.fillId}`;
  if (order.fillKeys.includes(key)) return order;
  const counted = changeLeg({ ...order, fillKeys: [...order.fillKeys, key] }, leg.venueOrderId, {
    reportedFilled: leg.reportedFilled + fill.quantity,
    isConfirmed: true,
  });
  return emitFill(order, counted, leg, fill);
}

/** Raises what is filled to a total that a query showed; the difference becomes one fill at what it must have cost. */
export function raiseFilled(
  order: TrackedOrder,
  leg: Leg,
  total: { readonly filled: number; readonly averagePrice: number | null; readonly eventTime: EpochMs },
): TrackedOrder {
  const known = legFilled(leg);
  if (total.filled <= known) return order;
  const raised = changeLeg(order, leg.venueOrderId, { queriedFilled: total.filled });
  const unitPrice = priceOfMissing(order, leg, total.filled, total.averagePrice);
  if (unitPrice === null) return raised;
  return emitFill(order, raised, leg, {
    fillId: `query:${leg.venueOrderId}:${total.filled}`,
    price: unitPrice,
    quantity: quantity(total.filled - known),
    commission: null,
    tax: null,
    eventTime: total.eventTime,
  });
}

/** Adds to the order's fills what `after` has filled more than `before`, at the price of `fill`. */
function emitFill(
  before: TrackedOrder,
  after: TrackedOrder,
  { venueOrderId }: Leg,
  fill: Pick<Fill, 'fillId' | 'price' | 'quantity' | 'commission' | 'tax' | 'eventTime'>,
): TrackedOrder {
  const then = legOf(before, venueOrderId);
  const now = legOf(after, venueOrderId);
  const gained = (now === null ? 0 : legFilled(now)) - (then === null ? 0 : legFilled(then));
  if (gained <= 0) return after;
  const isWhole = gained === fill.quantity;
  const added: Fill = {
    fillId: fill.fillId,
    accountId: after.accountId,
    clientOrderId: after.clientOrderId,
    venueOrderId,
    symbol: after.intent.symbol,
    side: after.intent.side,
    price: fill.price,
    quantity: quantity(gained),
    venue: after.routedVenue ?? (after.intent.venue === 'SOR' ? null : after.intent.venue),
    commission: isWhole ? fill.commission : null,
    tax: isWhole ? fill.tax : null,
    eventTime: fill.eventTime,
  };
  return { ...after, fills: [...after.fills, added] };
}

/** Average of the whole minus what is known of it, in won; the leg's own price when the average says nothing. */
function priceOfMissing(
  order: TrackedOrder,
  leg: Leg,
  filled: number,
  averagePrice: number | null,
): Price | null {
  if (averagePrice === null) return leg.price;
  const own = order.fills.filter((fill) => fill.venueOrderId === leg.venueOrderId);
  const knownQuantity = own.reduce((sum, fill) => sum + fill.quantity, 0);
  const knownAmount = own.reduce((sum, fill) => sum + fill.price * fill.quantity, 0);
  const missing = Math.round((averagePrice * filled - knownAmount) / (filled - knownQuantity));
  return missing > 0 ? price(missing) : leg.price;
}
