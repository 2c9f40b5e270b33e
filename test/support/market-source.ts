import type {
  Broker,
  ConnectionState,
  MarketEvent,
  MarketSubscription,
  SessionEvent,
} from '#electron/core/brokers/broker.ts';
import { ListenerSet } from '#electron/core/listener-set.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** Builds a quote at `last` with base price 70,000 and sensible rest. */
export function quoteAt(symbol: string, last: number, change: Partial<Quote> = {}): Quote {
  return {
    symbol,
    lastPrice: price(last),
    basePrice: price(70_000),
    change: last - 70_000,
    changePercent: ((last - 70_000) / 70_000) * 100,
    open: price(70_000),
    high: price(last),
    low: price(70_000),
    volume: quantity(1_000),
    turnover: 70_000_000 as Money,
    bestBid: price(last - 100),
    bestAsk: price(last),
    upperLimit: price(91_000),
    lowerLimit: price(49_000),
    strength: 100,
    vi: null,
    eventTime: 0 as EpochMs,
    ...change,
  };
}

export function bookAt(symbol: string, bestBid: number): OrderBook {
  const level = (value: number) => ({ price: price(value), size: quantity(10) });
  return {
    symbol,
    asks: [level(bestBid + 100), level(bestBid + 200)],
    bids: [level(bestBid), level(bestBid - 100)],
    totalAskSize: quantity(20),
    totalBidSize: quantity(20),
    expected: null,
    eventTime: 0 as EpochMs,
  };
}

export function tradeAt(symbol: string, last: number, cumulativeVolume: number): MarketEvent {
  return {
    kind: 'trade',
    symbol,
    price: price(last),
    quantity: quantity(1),
    aggressor: 'buy',
    cumulativeVolume: quantity(cumulativeVolume),
    cumulativeTurnover: (last * cumulativeVolume) as Money,
    open: price(70_000),
    high: price(last),
    low: price(70_000),
    bestBid: price(last - 100),
    bestAsk: price(last),
    change: last - 70_000,
    changePercent: ((last - 70_000) / 70_000) * 100,
    strength: 120,
    eventTime: 0 as EpochMs,
  };
}

export interface MarketSource {
  readonly broker: Broker;
  /** Pushes one event as the broker's socket would. */
  push(event: MarketEvent): void;
  /** The socket came back after a break. */
  gap(): void;
  setPhase(phase: ConnectionState['phase']): void;
  /** What was subscribed last. */
  wanted(): readonly MarketSubscription[];
  /** Symbols of each batch query so far. */
  readonly quoteQueries: string[][];
  readonly bookQueries: string[];
  /** When the list of instruments was asked for. */
  readonly instrumentQueries: number[];
  listeners(): number;
}

/** A broker that only brings market data, told by the test what to push. */
export function createMarketSource(
  clock: VirtualClock,
  options: {
    readonly environment?: Broker['environment'];
    readonly instruments?: readonly Instrument[];
    readonly maxRegistrations?: number;
    readonly sessions?: readonly SessionEvent[];
    quote?(symbol: string): Quote;
  } = {},
): MarketSource {
  const events = new ListenerSet<MarketEvent>();
  const gaps = new ListenerSet<void>();
  const connections = new ListenerSet<ConnectionState>();
  const quoteQueries: string[][] = [];
  const bookQueries: string[] = [];
  const instrumentQueries: number[] = [];
  const quote = options.quote ?? ((symbol: string) => quoteAt(symbol, 70_500));
  let wanted: readonly MarketSubscription[] = [];
  let lastMessageAt: EpochMs = clock.now();
  let state: ConnectionState = {
    phase: 'online',
    since: clock.now(),
    attempt: 0,
    retryAt: null,
    error: null,
    tokenExpiresAt: null,
  };
  const notForTests = () => Promise.reject(new Error('this source brings market data only'));
  const broker: Broker = {
    id: 'kiwoom',
    environment: options.environment ?? 'real',
    capabilities: {
      orders: [],
      funding: ['cash'],
      goldOrders: [],
      candleIntervals: ['1m'],
      maxRegistrations: options.maxRegistrations ?? 1_000,
      hasViFeed: true,
      hasSessionFeed: true,
      hasBuyingPowerQuery: true,
    },
    execution: {
      placeOrder: notForTests,
      amendOrder: notForTests,
      cancelOrder: notForTests,
      fetchOrders: notForTests,
      fetchOpenOrders: notForTests,
      fetchFills: notForTests,
      onReport: () => () => undefined,
    },
    account: {
      fetchAccountNumber: notForTests,
      fetchCash: notForTests,
      fetchPositions: notForTests,
      fetchBuyableQuantity: notForTests,
      fetchCreditPower: null,
      gold: null,
      onChange: () => () => undefined,
    },
    marketData: {
      fetchInstruments() {
        instrumentQueries.push(clock.now());
        return Promise.resolve(ok(options.instruments ?? []));
      },
      fetchQuote: (symbol) => Promise.resolve(ok(quote(symbol))),
      fetchQuotes(symbols) {
        quoteQueries.push([...symbols]);
        return Promise.resolve(ok(symbols.map(quote)));
      },
      fetchOrderBook(symbol) {
        bookQueries.push(symbol);
        return Promise.resolve(ok(bookAt(symbol, 70_400)));
      },
      fetchTrades: () => Promise.resolve(ok([])),
      fetchCandles: () => Promise.resolve(ok({ items: [], next: null })),
      setSubscriptions(next) {
        wanted = next;
        return next.slice(options.maxRegistrations ?? 1_000);
      },
      onEvent: (listener) => events.add(listener),
      sessions: () => options.sessions ?? [],
      onGap: (listener) => gaps.add(listener),
    },
    api: null,
    authenticate: () => Promise.resolve(ok(undefined)),
    connect: () => Promise.resolve(ok(undefined)),
    disconnect: () => Promise.resolve(),
    connection: () => state,
    budget: () => ({ usedLastSecond: 0, limitPerSecond: 5, waiting: 0 }),
    now: () => clock.now(),
    lastMessageAt: () => lastMessageAt,
    onConnection: (listener) => connections.add(listener),
  };
  return {
    broker,
    push(event) {
      lastMessageAt = clock.now();
      events.emit(event);
    },
    gap: () => gaps.emit(),
    setPhase(phase) {
      state = { ...state, phase };
      connections.emit(state);
    },
    wanted: () => wanted,
    quoteQueries,
    bookQueries,
    instrumentQueries,
    listeners: () => events.size + gaps.size + connections.size,
  };
}
