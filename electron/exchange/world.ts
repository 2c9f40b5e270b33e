import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { OrderTerms } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { ViState } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { BookVenue, Venue } from '#shared/domain/venue.ts';
import type { BookedFill, CashState, Holding, HoldingPart, LoanTerms } from './clearing/clearing.ts';
import type { BookLevelView, OrderNumber, RejectReason } from './matching/engine.ts';

/** Master data of one listed instrument, beyond what trading needs. */
export interface Listing extends Instrument {
  readonly sector: string;
  /** 대형주, 중형주, 소형주; empty for funds. */
  readonly sizeClass: string;
  readonly listedOn: KstDate;
  /** Member of KOSPI 200, or a 1x index fund: the tighter dynamic VI rate applies. */
  readonly isIndexMember: boolean;
}

/** The day of one instrument on one venue; `ALL` is both venues together. */
export interface DayState {
  readonly lastPrice: Price;
  readonly basePrice: Price;
  readonly open: Price | null;
  readonly high: Price | null;
  readonly low: Price | null;
  readonly volume: Quantity;
  readonly turnover: Money;
  readonly buyVolume: Quantity;
  readonly sellVolume: Quantity;
  readonly tradeCount: number;
  readonly previousVolume: Quantity;
  readonly upperLimit: Price;
  readonly lowerLimit: Price;
  readonly lastTradeAt: EpochMs | null;
}

export type BookScope = BookVenue | 'ALL';

export interface BookView {
  /** Best first, at most ten. */
  readonly asks: readonly BookLevelView[];
  readonly bids: readonly BookLevelView[];
  readonly totalAsk: Quantity;
  readonly totalBid: Quantity;
  readonly indicative: { readonly price: Price; readonly quantity: Quantity } | null;
  /** Shares that wait to trade at the fixed close, before the open and after it; in none of the levels. */
  readonly closeTrade: { readonly ask: Quantity; readonly bid: Quantity };
}

/**
 * A print of one book. `sequence` grows by one per instrument, over both venues; the cumulative numbers are its own venue's.
 * A single-price cross is one print without an aggressor.
 */
export interface Print {
  readonly sequence: number;
  readonly venue: BookVenue;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly aggressor: 'buy' | 'sell' | null;
  readonly cumulativeVolume: Quantity;
  readonly cumulativeTurnover: Money;
  readonly at: EpochMs;
}

/**
 * One bar; `time` is its start: midnight in Korea for days, that of its first trading day for longer periods.
 * Bars of history and of today join without a gap.
 */
export interface Bar {
  readonly time: EpochMs;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
}

export type BarInterval =
  | { readonly unit: 'tick'; readonly count: number }
  | { readonly unit: 'minute'; readonly count: number }
  | { readonly unit: 'day' | 'week' | 'month' | 'year' };

/** One request of an account as the exchange keeps it. Amend and cancel requests are orders with numbers of their own. */
export interface AccountOrder {
  readonly number: OrderNumber;
  /** The order an amend or cancel acts on; 0 for a new order. */
  readonly originalNumber: OrderNumber;
  /** First of the chain. */
  readonly rootNumber: OrderNumber;
  readonly kind: 'new' | 'amend' | 'cancel';
  readonly accountId: string;
  readonly intent: OrderTerms;
  readonly routedVenue: BookVenue;
  readonly status:
    'accepted' | 'partiallyFilled' | 'filled' | 'canceled' | 'amended' | 'confirmed' | 'rejected' | 'expired';
  readonly leaves: Quantity;
  readonly filled: Quantity;
  readonly filledTurnover: Money;
  readonly commission: Money;
  readonly tax: Money;
  readonly rejectReason: RejectReason | null;
  /** Absent for an order that has nothing to do with loans. */
  readonly credit?: LoanTerms | undefined;
  readonly receivedAt: EpochMs;
  readonly updatedAt: EpochMs;
}

/** Money that moved in or out of the settled cash of an account, in won; positive: it came in. */
export interface CashMovement {
  /** `settlement`: what the trades due on that day came to, all together. */
  readonly kind: 'deposit' | 'withdrawal' | 'settlement';
  readonly amount: Money;
  readonly at: EpochMs;
}

/** A holding as a day left it. */
export interface HoldingAtClose {
  readonly symbol: string;
  readonly quantity: Quantity;
  /** Won paid for what is held, without commission. */
  readonly cost: Money;
  readonly price: Price;
}

/** What an account was worth at the end of a day; of the running day, now. */
export interface DayClosing {
  readonly deposit: Money;
  readonly depositD1: Money;
  readonly depositD2: Money;
  /** Owed for shares bought on credit; absent: nothing. */
  readonly loans?: Money | undefined;
  readonly holdings: readonly HoldingAtClose[];
}

/** One trading day in the books of one account. Orders, fills and movements oldest first. */
export interface AccountDay {
  readonly date: KstDate;
  readonly orders: readonly AccountOrder[];
  readonly fills: readonly BookedFill[];
  readonly movements: readonly CashMovement[];
  readonly closing: DayClosing;
}

/**
 * The books of an account over time. The deposit of a day is that of the day before and its movements;
 * what is held chains by the fills.
 */
export interface AccountHistory {
  /** What days too old to be kept came to: settled cash, and deposits less withdrawals. */
  readonly carried: { readonly deposit: Money; readonly paidIn: Money };
  /** Oldest first, today as it stands last. */
  readonly days: readonly AccountDay[];
}

/** What the world tells its servers. Delivered in order, after the state has changed. */
export type WorldEvent =
  | { readonly type: 'print'; readonly symbol: string; readonly print: Print }
  | { readonly type: 'book'; readonly symbol: string; readonly venue: BookVenue; readonly at: EpochMs }
  | {
      readonly type: 'vi';
      readonly symbol: string;
      readonly venue: BookVenue;
      readonly vi: ViState;
      readonly at: EpochMs;
    }
  | { readonly type: 'session'; readonly session: TradingSession; readonly at: EpochMs }
  /**
   * `confirmed`: an amend or cancel took effect. An amend announces its request as `accepted` and `confirmed`, then the original
   * as `confirmed`; a cancel its request as `accepted` and `confirmed`, then the original as `canceled`.
   */
  | {
      readonly type: 'order';
      readonly accountId: string;
      readonly order: AccountOrder;
      readonly change: 'accepted' | 'filled' | 'confirmed' | 'canceled' | 'rejected' | 'expired';
      readonly fill: BookedFill | null;
      readonly at: EpochMs;
    }
  | {
      readonly type: 'holding';
      readonly accountId: string;
      readonly symbol: string;
      readonly onCredit?: boolean;
      readonly at: EpochMs;
    };

/** The simulated market with everything in it. Servers speak brokers' protocols over it and keep no market state. */
export interface World {
  readonly clock: Clock;
  /** Random, made with the state file and as old as that: order numbers of different markets are different orders. */
  readonly marketId: string;
  readonly listings: readonly Listing[];
  listing(symbol: string): Listing | null;
  /** Trading day the market is in. */
  tradingDate(): KstDate;
  session(venue: BookVenue): TradingSession;

  day(symbol: string, scope: BookScope): DayState;
  book(symbol: string, scope: BookScope): BookView;
  vi(symbol: string, venue: BookVenue): ViState;
  /** Newest first, at most `count`. */
  prints(symbol: string, scope: BookScope, count: number): readonly Print[];
  /**
   * Newest first: at most `count` bars that start before `before` (null: from now, today's running bar included).
   * Five years of days; minutes and ticks as far as the simulation keeps them.
   */
  bars(
    symbol: string,
    scope: BookScope,
    interval: BarInterval,
    before: EpochMs | null,
    count: number,
  ): readonly Bar[];
  /** Today's minutes so far, oldest first; with `after` only those that began later. They add up to the day. */
  todayMinutes(symbol: string, scope: BookScope, after: EpochMs | null): readonly Bar[];

  openAccount(accountId: string): void;
  cash(accountId: string): CashState;
  holdings(accountId: string): readonly Holding[];
  /** The same, shares bought on credit apart by the day of their loan; nothing that is sold out. */
  holdingParts(accountId: string): readonly HoldingPart[];
  /** Today's orders, oldest first. */
  orders(accountId: string): readonly AccountOrder[];
  /** Today's fills, oldest first. */
  fills(accountId: string): readonly BookedFill[];
  history(accountId: string): AccountHistory;

  /** Checks, reserves and books; the events follow through `onEvent` before this returns. */
  submit(accountId: string, intent: OrderTerms, credit?: LoanTerms): Result<AccountOrder, RejectReason>;
  amend(
    accountId: string,
    original: OrderNumber,
    change: {
      readonly symbol: string;
      readonly venue: Venue;
      readonly quantity: Quantity;
      readonly price: Price | null;
      readonly stopPrice: Price | null;
    },
  ): Result<AccountOrder, RejectReason>;
  /** `quantity` null: all that remains. */
  cancel(
    accountId: string,
    original: OrderNumber,
    change: { readonly symbol: string; readonly venue: Venue; readonly quantity: Quantity | null },
  ): Result<AccountOrder, RejectReason>;

  onEvent(listener: (event: WorldEvent) => void): Unsubscribe;
  /** Starts the background flow and the session timetable on the clock; `stop` ends every timer. */
  start(): void;
  stop(): void;
  /** Running hash over every event since the start, as hex; equal for equal seeds and inputs. */
  eventHash(): string;
  /** Accounts, orders and prices as plain data, to survive a restart. */
  snapshot(): unknown;
}
