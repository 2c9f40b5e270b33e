import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { BrokerEnvironment, BrokerId, CashBalance, GoldCash } from '#shared/domain/account.ts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Funding, LoanLot } from '#shared/domain/funding.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Nominal } from '#shared/domain/nominal.ts';
import type {
  OrderIntent,
  OrderSide,
  OrderType,
  Rejection,
  TimeInForce,
  VenueOrderId,
} from '#shared/domain/order.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Quote, ViState } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { BrokerApi } from './broker-api.ts';

/**
 * What a broker needs to find an order again. Opaque: only the broker's own folder reads it. An amend answers with a new
 * one; the old one is then void.
 */
export type OrderHandle = Nominal<string, 'OrderHandle'>;

/** Where the next page starts. Opaque, valid for the same query only. */
export type PageCursor = Nominal<string, 'PageCursor'>;

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly next: PageCursor | null;
}

/** One combination a broker accepts, per environment. */
export interface OrderCapability {
  readonly venue: Venue;
  readonly type: OrderType;
  readonly timesInForce: readonly TimeInForce[];
}

/** What one broker can do in one environment: data, so that the desk offers nothing that is refused later. */
export interface BrokerCapabilities {
  readonly orders: readonly OrderCapability[];
  /** Whose money orders may use. */
  readonly funding: readonly Funding['kind'][];
  /** What gold may be ordered as; empty where the broker has no gold market. */
  readonly goldOrders: readonly OrderCapability[];
  readonly candleIntervals: readonly CandleInterval[];
  /** Real-time registrations the broker allows in one session, counted the way the broker counts them. */
  readonly maxRegistrations: number;
  readonly hasViFeed: boolean;
  readonly hasSessionFeed: boolean;
  /** False where the broker has no query for sellable quantity or buying power. */
  readonly hasBuyingPowerQuery: boolean;
}

export type ConnectionPhase =
  | 'offline'
  | 'authenticating'
  | 'connecting'
  | 'online'
  | 'waitingToRetry'
  /** Another program logged in with the same key; stays so until the owner reconnects. */
  | 'replaced'
  /** The key was refused; stays so until the owner changes it. */
  | 'refused';

/** How the link to the broker stands. */
export interface ConnectionState {
  readonly phase: ConnectionPhase;
  readonly since: EpochMs;
  readonly attempt: number;
  readonly retryAt: EpochMs | null;
  readonly error: HogaError | null;
  readonly tokenExpiresAt: EpochMs | null;
}

/** Requests spent against the account's quota, for the status bar. */
export interface RequestBudget {
  readonly usedLastSecond: number;
  readonly limitPerSecond: number;
  readonly waiting: number;
}

export interface OrderAck {
  readonly handle: OrderHandle;
  readonly venueOrderId: VenueOrderId;
  /** The broker's own words, where it says any. */
  readonly answer?: { readonly code: string; readonly text: string };
}

/** What left for the broker: its name of the call and the body's text. No key, token or whole account number is in it. */
export interface SentRequest {
  readonly name: string;
  readonly body: string;
}

/** Called when the first byte of a command leaves, at most once. */
export type OnSent = (request?: SentRequest) => void;

/** What a command changes. `quantity` is what shall work from now on, at most the leaves. */
export interface AmendIntent {
  readonly quantity: Quantity;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
}

/** A push about one order. Arrival order is not promised; the same push may come twice. */
export interface ExecutionReport {
  readonly venueOrderId: VenueOrderId;
  /** The order that this one amends or cancels. */
  readonly originalVenueOrderId: VenueOrderId | null;
  readonly handle: OrderHandle;
  readonly event: 'accepted' | 'filled' | 'amended' | 'canceled' | 'rejected';
  readonly symbol: InstrumentSymbol;
  readonly side: OrderSide;
  readonly type: OrderType | null;
  readonly timeInForce: TimeInForce | null;
  readonly venue: Venue | null;
  readonly price: Price | null;
  /** Null when the push does not say. */
  readonly funding: Funding | null;
  readonly quantity: Quantity;
  readonly leavesQuantity: Quantity;
  readonly fill: {
    readonly fillId: string;
    readonly price: Price;
    readonly quantity: Quantity;
    readonly commission: Money | null;
    readonly tax: Money | null;
  } | null;
  readonly rejection: Rejection | null;
  readonly eventTime: EpochMs;
}

/** An order as a query shows it: the truth that pushes are checked against. */
export interface BrokerOrder {
  readonly venueOrderId: VenueOrderId;
  readonly originalVenueOrderId: VenueOrderId | null;
  readonly handle: OrderHandle;
  readonly kind: 'new' | 'amend' | 'cancel';
  readonly symbol: InstrumentSymbol;
  readonly side: OrderSide;
  readonly type: OrderType | null;
  readonly timeInForce: TimeInForce | null;
  readonly venue: Venue | null;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
  /** Null when the list does not say. */
  readonly funding: Funding | null;
  readonly quantity: Quantity;
  readonly filledQuantity: Quantity;
  readonly leavesQuantity: Quantity;
  readonly averageFillPrice: number | null;
  readonly isRejected: boolean;
  readonly eventTime: EpochMs;
}

/** A fill as a query shows it; brokers without execution ids give totals per order instead (`fillId` null). */
export interface BrokerFill {
  readonly fillId: string | null;
  readonly venueOrderId: VenueOrderId;
  readonly symbol: InstrumentSymbol;
  readonly side: OrderSide;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly commission: Money | null;
  readonly tax: Money | null;
  readonly eventTime: EpochMs;
}

/** A holding as a query shows it. */
export interface BrokerPosition {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly quantity: Quantity;
  /** Without what was bought on credit. */
  readonly sellableQuantity: Quantity;
  readonly averageEntryPrice: number;
  readonly lastPrice: Price | null;
  readonly cost: Money;
  /** Oldest first. */
  readonly loans: readonly LoanLot[];
}

/** What the broker lends on one instrument, and how much of it the account could buy that way. */
export interface CreditPower {
  /** Guarantee that a purchase on credit takes of the account's own money, percent; null: nothing is lent on it. */
  readonly guaranteeRate: number | null;
  /** Won that may be bought for, the loan included; commission not yet taken off. */
  readonly orderableAmount: Money;
}

/** Gold is kept in an account of its own, with cash of its own. */
export interface GoldHoldings {
  readonly cash: GoldCash;
  readonly positions: readonly BrokerPosition[];
}

export interface GoldClient {
  readonly symbols: readonly InstrumentSymbol[];
  /** Null when the owner has no gold account. */
  fetchHoldings(): Promise<Result<GoldHoldings | null>>;
}

/**
 * Sends orders. A command is sent at most once: no implementation retries one, not even after a token renewal.
 *
 * Errors of kind `validation`, `auth`, `rateLimited`, `connectivity` and `venueRejected` mean that the venue has no such
 * order; `outcomeUnknown` (and nothing else) means that it may have one.
 */
/**
 * Must be asked right before a command leaves, after every wait for quota and token. An error keeps it from leaving and becomes the
 * answer: what was allowed when the command was given may not be any more.
 */
export type LastCheck = () => HogaError | null;

export interface ExecutionClient {
  placeOrder(intent: OrderIntent, onSent: OnSent, lastCheck?: LastCheck): Promise<Result<OrderAck>>;
  amendOrder(
    handle: OrderHandle,
    order: OrderIntent,
    change: AmendIntent,
    onSent: OnSent,
    lastCheck?: LastCheck,
  ): Promise<Result<OrderAck>>;
  /** Cancels all that remains. */
  cancelOrder(handle: OrderHandle, order: OrderIntent, onSent: OnSent): Promise<Result<OrderAck>>;
  /** Every order of the trading day, all pages, oldest first. */
  fetchOrders(): Promise<Result<readonly BrokerOrder[]>>;
  fetchOpenOrders(): Promise<Result<readonly BrokerOrder[]>>;
  fetchFills(): Promise<Result<readonly BrokerFill[]>>;
  /** Orders of these instruments are known to have been made: a list that cannot show them is no answer. */
  expectOrdersOf?(symbols: readonly InstrumentSymbol[]): void;
  onReport(listener: (report: ExecutionReport) => void): Unsubscribe;
}

export interface AccountClient {
  fetchAccountNumber(): Promise<Result<string>>;
  fetchCash(): Promise<Result<CashBalance>>;
  fetchPositions(): Promise<Result<readonly BrokerPosition[]>>;
  /** Largest quantity the broker lets the account buy at `price`; null price for a market order. */
  fetchBuyableQuantity(symbol: InstrumentSymbol, price: Price | null): Promise<Result<Quantity>>;
  /** Null where the broker lends nothing, or has no way to ask. */
  readonly fetchCreditPower: ((symbol: InstrumentSymbol) => Promise<Result<CreditPower>>) | null;
  /** Null where the broker has no gold market. */
  readonly gold: GoldClient | null;
  /** The broker says that a holding or the cash changed; ask again. */
  onChange(listener: (change: { readonly symbol: InstrumentSymbol | null }) => void): Unsubscribe;
}

export type MarketChannel = 'trades' | 'book' | 'expected' | 'reference';

/** One instrument's feed that somebody wants; a higher priority wins when the budget is short. */
export interface MarketSubscription {
  readonly symbol: InstrumentSymbol;
  readonly channel: MarketChannel;
  readonly priority: number;
}

/** A print with what brokers send along with it about the day. */
export interface TradeEvent extends Trade {
  readonly kind: 'trade';
  readonly cumulativeTurnover: Money;
  readonly open: Price | null;
  readonly high: Price | null;
  readonly low: Price | null;
  readonly bestBid: Price | null;
  readonly bestAsk: Price | null;
  readonly change: number;
  readonly changePercent: number;
  readonly strength: number | null;
}

/** A venue entered a phase. */
export interface SessionEvent {
  readonly kind: 'session';
  readonly session: TradingSession;
  readonly eventTime: EpochMs;
}

/** Real-time market data in our own words. */
export type MarketEvent =
  | TradeEvent
  | { readonly kind: 'book'; readonly book: OrderBook }
  | {
      readonly kind: 'expected';
      readonly symbol: InstrumentSymbol;
      readonly price: Price;
      readonly quantity: Quantity;
      readonly eventTime: EpochMs;
    }
  | {
      readonly kind: 'vi';
      readonly symbol: InstrumentSymbol;
      readonly vi: ViState;
      readonly eventTime: EpochMs;
    }
  | SessionEvent
  | {
      readonly kind: 'reference';
      readonly symbol: InstrumentSymbol;
      readonly upperLimit: Price | null;
      readonly lowerLimit: Price | null;
      readonly basePrice: Price | null;
      readonly eventTime: EpochMs;
    };

export interface MarketDataClient {
  fetchInstruments(): Promise<Result<readonly Instrument[]>>;
  fetchQuote(symbol: InstrumentSymbol): Promise<Result<Quote>>;
  /** Many at once where the broker can; the answer may lack some. */
  fetchQuotes(symbols: readonly InstrumentSymbol[]): Promise<Result<readonly Quote[]>>;
  fetchOrderBook(symbol: InstrumentSymbol): Promise<Result<OrderBook>>;
  /** Newest first. */
  fetchTrades(symbol: InstrumentSymbol): Promise<Result<readonly Trade[]>>;
  /** Oldest first within a page; the next page is older. */
  fetchCandles(query: {
    readonly symbol: InstrumentSymbol;
    readonly interval: CandleInterval;
    readonly isAdjusted: boolean;
    readonly cursor: PageCursor | null;
  }): Promise<Result<Page<Candle>>>;
  /**
   * Declares all that is wanted from now on; the client registers and removes the difference, and does so again after
   * every reconnect. Returns what did not fit the budget, lowest priority first.
   */
  setSubscriptions(wanted: readonly MarketSubscription[]): readonly MarketSubscription[];
  onEvent(listener: (event: MarketEvent) => void): Unsubscribe;
  /** The newest session event of each venue, for who listens later than the broker spoke. */
  sessions(): readonly SessionEvent[];
  /** After a reconnect: what was shown before may have missed events. */
  onGap(listener: () => void): Unsubscribe;
}

/** One account at one broker. Shaped for Kiwoom and KIS alike; nothing of either shows. */
export interface Broker {
  readonly id: BrokerId;
  readonly environment: BrokerEnvironment;
  readonly capabilities: BrokerCapabilities;
  readonly execution: ExecutionClient;
  readonly account: AccountClient;
  readonly marketData: MarketDataClient;
  /** Null where a broker has no catalogue of its API. */
  readonly api: BrokerApi | null;
  /** Gets a token where there is none that holds; opens no socket. Errors: `auth` when the keys are refused. */
  authenticate(): Promise<Result<void>>;
  /** Gets a token and opens the socket; keeps both alive until `disconnect`. Resolves when first online or refused. */
  connect(): Promise<Result<void>>;
  disconnect(): Promise<void>;
  connection(): ConnectionState;
  budget(): RequestBudget;
  /**
   * The broker's clock, as far as its answers have told it; before that this machine's, which may be off by hours. Trading
   * days, sessions and the times of orders go by it.
   */
  now(): EpochMs;
  /** When the last message of any kind arrived, by this machine's clock; null before the first. */
  lastMessageAt(): EpochMs | null;
  onConnection(listener: (state: ConnectionState) => void): Unsubscribe;
}
