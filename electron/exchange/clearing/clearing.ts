import type { OrderIntent, OrderSide } from '#shared/domain/order.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { OrderNumber, RejectReason } from '../matching/engine.ts';

/** What one account owns of one instrument. */
export interface Holding {
  readonly symbol: string;
  readonly quantity: Quantity;
  /** Quantity not tied up in open sell orders. */
  readonly sellable: Quantity;
  /** Won paid for what is held, without commission. */
  readonly cost: Money;
  readonly boughtToday: Quantity;
  readonly soldToday: Quantity;
  readonly boughtYesterday: Quantity;
  readonly soldYesterday: Quantity;
  readonly realizedToday: Money;
}

/** Cash of one account, in won. */
export interface CashState {
  /** Settled cash. */
  readonly deposit: Money;
  readonly depositD1: Money;
  readonly depositD2: Money;
  /** Held against open buy orders: price (or the upper limit) times leaves, with commission. */
  readonly reserved: Money;
  readonly orderable: Money;
  readonly withdrawable: Money;
  readonly realizedToday: Money;
  readonly commissionToday: Money;
  readonly taxToday: Money;
}

/** One side of a trade as booked, with its costs. */
export interface BookedFill {
  readonly fillNumber: number;
  readonly number: OrderNumber;
  readonly accountId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly venue: BookVenue;
  readonly commission: Money;
  readonly tax: Money;
  readonly realized: Money;
  readonly at: EpochMs;
}

/** Cash, holdings, margin, costs and T+2 settlement of every account. */
export interface Clearing {
  openAccount(accountId: string, cash: Money): void;
  hasAccount(accountId: string): boolean;
  /** Reserves cash or shares for an order before it reaches the book. */
  reserve(
    accountId: string,
    number: OrderNumber,
    intent: OrderIntent,
    upperLimit: Price,
  ): Result<void, RejectReason>;
  /** Moves `quantity` of a reservation to the number and price of an amended order. */
  amendReservation(
    original: OrderNumber,
    replacement: OrderNumber,
    quantity: Quantity,
    price: Price | null,
  ): Result<void, RejectReason>;
  release(number: OrderNumber, quantity: Quantity): void;
  bookFill(fill: {
    readonly number: OrderNumber;
    readonly accountId: string;
    readonly symbol: string;
    readonly side: OrderSide;
    readonly price: Price;
    readonly quantity: Quantity;
    readonly venue: BookVenue;
    readonly at: EpochMs;
  }): BookedFill;
  cash(accountId: string): CashState;
  holdings(accountId: string): readonly Holding[];
  /** Ends the day: settles what is due, rolls today's counts to yesterday's. */
  rollTo(date: KstDate): void;
  /** Plain data for the state file; `restore` of the same data gives the same answers. */
  snapshot(): unknown;
  restore(snapshot: unknown): void;
}
