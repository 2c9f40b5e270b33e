import type { OrderTerms, OrderSide } from '#shared/domain/order.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { OrderNumber, RejectReason } from '../matching/engine.ts';

/**
 * Marks an order as one on credit (신용융자): a purchase borrows what the guarantee does not cover, a sale pays back.
 * `loanDate` names the day of the loan that a sale repays; null: the oldest first, and for every purchase.
 */
export interface LoanTerms {
  readonly loanDate: KstDate | null;
}

/** What one account owns of one instrument; with a quantity of 0 for what it sold out today or the day before. */
export interface Holding {
  readonly symbol: string;
  readonly quantity: Quantity;
  /** Quantity not tied up in open sell orders, and not bought on credit: what an ordinary sale may take. */
  readonly sellable: Quantity;
  /** Won paid for what is held, without commission. */
  readonly cost: Money;
  readonly boughtToday: Quantity;
  readonly soldToday: Quantity;
  readonly boughtYesterday: Quantity;
  readonly soldYesterday: Quantity;
  readonly realizedToday: Money;
}

/** A part of a holding: the shares paid for in full (`loan` null), or those bought on credit on one day. */
export interface HoldingPart extends Omit<Holding, 'realizedToday'> {
  readonly loan: { readonly date: KstDate; readonly amount: Money } | null;
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
  /** Owed for shares bought on credit. */
  readonly loans: Money;
  readonly realizedToday: Money;
  readonly commissionToday: Money;
  readonly taxToday: Money;
}

/** Trades of one day that have not settled. */
export interface Settlement {
  /** When they do. */
  readonly date: KstDate;
  /** Won; positive: comes in. */
  readonly amount: Money;
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
  /** Of a sale: what it brought, less the average cost of what was sold, its commission and its tax. 0 for a buy. */
  readonly realized: Money;
  /** What a fill on credit moved besides, in won; absent for any other. */
  readonly loan?: FillLoan | undefined;
  readonly at: EpochMs;
}

/** `date` is that of the loan, of several repaid at once the oldest. */
export interface FillLoan {
  readonly date: KstDate;
  readonly borrowed: Money;
  readonly repaid: Money;
  readonly interest: Money;
}

/**
 * Sums over all books, to prove that nothing is made or lost:
 * `accountCash + marketCash + commission + tax + interest = openedWith + loans`, and per symbol `accountShares + marketShares = 0`.
 */
export interface ClearingTotals {
  readonly openedWith: Money;
  /** Cash of all accounts, unsettled trades included. */
  readonly accountCash: Money;
  /** What everybody without an account got for shares, less what they paid. */
  readonly marketCash: Money;
  readonly commission: Money;
  readonly tax: Money;
  /** Paid on loans so far. */
  readonly interest: Money;
  /** Owed by all accounts. */
  readonly loans: Money;
  readonly accountShares: ReadonlyMap<string, number>;
  readonly marketShares: ReadonlyMap<string, number>;
}

/** Cash, holdings, margin, costs and T+2 settlement of every account. */
export interface Clearing {
  openAccount(accountId: string, cash: Money): void;
  hasAccount(accountId: string): boolean;
  /** Reserves cash or shares for an order before it reaches the book. */
  reserve(
    accountId: string,
    number: OrderNumber,
    intent: OrderTerms,
    upperLimit: Price,
    credit?: LoanTerms | null,
  ): Result<void, RejectReason>;
  /**
   * Moves `quantity` of a reservation to the number and price of an amended order; a null price keeps the old one.
   *
   * When the engine then refuses the amendment, move it back: to the original number at the original price.
   */
  amendReservation(
    original: OrderNumber,
    replacement: OrderNumber,
    quantity: Quantity,
    price: Price | null,
  ): Result<void, RejectReason>;
  /** Frees what a canceled quantity tied up. Throws on an order or quantity that is not reserved. */
  release(number: OrderNumber, quantity: Quantity): void;
  /** Books one side of a trade, out of the order's reservation. Throws when there is none: that is a bug. */
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
  /** The same, shares bought on credit apart by the day of their loan; nothing that is sold out. */
  holdingParts(accountId: string): readonly HoldingPart[];
  /** What has not settled, earliest first. */
  settlements(accountId: string): readonly Settlement[];
  accountIds(): readonly string[];
  totals(): ClearingTotals;
  /** Ends the day: settles what is due, rolls today's counts to yesterday's. */
  rollTo(date: KstDate): void;
  /**
   * Plain data for the state file; `restore` of the same data gives the same answers, open reservations included.
   * `restore` throws, with nothing changed, on data that is damaged or does not balance.
   */
  snapshot(): unknown;
  restore(snapshot: unknown): void;
}
