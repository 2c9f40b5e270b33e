import type { AccountId } from './account.ts';
import type { Funding } from './funding.ts';
import type { InstrumentSymbol } from './instrument.ts';
import type { Nominal } from './nominal.ts';
import type { OrderCommand, OrderStatus } from './order-status.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';
import type { Venue } from './venue.ts';

/** Ours, made before anything is sent; the ledger's key. */
export type ClientOrderId = Nominal<string, 'ClientOrderId'>;
/** The broker's number of the order as it now stands; changes when an order is amended. */
export type VenueOrderId = Nominal<string, 'VenueOrderId'>;

export const ORDER_SIDES = ['buy', 'sell'] as const;
export type OrderSide = (typeof ORDER_SIDES)[number];

export const ORDER_TYPES = [
  'limit',
  'market',
  'conditionalLimit',
  'bestCounter',
  'bestSame',
  'midpoint',
  'stopLimit',
  'preOpenClosePrice',
  'postCloseClosePrice',
  'offHoursSinglePrice',
] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** The trader names a price with these types; the others take theirs from the book or from a fixed close. */
export function carriesPrice(type: OrderType): boolean {
  return (
    type === 'limit' || type === 'conditionalLimit' || type === 'stopLimit' || type === 'offHoursSinglePrice'
  );
}

export const TIMES_IN_FORCE = ['day', 'ioc', 'fok'] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** An order as a venue sees it. `price` is null for types that carry none, `stopPrice` null for all but `stopLimit`. */
export interface OrderTerms {
  readonly symbol: InstrumentSymbol;
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  readonly venue: Venue;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
  readonly quantity: Quantity;
}

/** What the trader asks for: the terms, and whose money it is. */
export interface OrderIntent extends OrderTerms {
  readonly funding: Funding;
}

/** The venue's or broker's refusal, verbatim. */
export interface Rejection {
  readonly code: string;
  readonly text: string;
}

/** An order as the desk knows it. `filledQuantity + leavesQuantity = quantity` unless canceled or expired. */
export interface Order extends OrderIntent {
  readonly accountId: AccountId;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId | null;
  /** Every venue number this order has had, oldest first. */
  readonly venueOrderIds: readonly VenueOrderId[];
  /** `external`: made on another program on the same account. */
  readonly origin: 'desk' | 'external';
  /** Where the broker routed a SOR order, when it says so. */
  readonly routedVenue: Venue | null;
  readonly status: OrderStatus;
  /** Which command's outcome is unknown, while status is `unknown`. */
  readonly unknownCommand: OrderCommand | null;
  /**
   * `proven` while a place is unknown and two looks at the broker's list, at least five seconds apart, lacked it and nothing
   * since says otherwise. The order stays unknown all the same: only the trader may declare it never accepted.
   */
  readonly absence: 'proven' | null;
  /** When those two looks were asked; empty unless `absence` is `proven`. */
  readonly absenceLooks: readonly EpochMs[];
  readonly filledQuantity: Quantity;
  readonly leavesQuantity: Quantity;
  /** Won per share with fractions; null before the first fill. */
  readonly averageFillPrice: number | null;
  readonly rejection: Rejection | null;
  readonly createdTime: EpochMs;
  readonly updatedTime: EpochMs;
}
