import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { sessionAt } from '#shared/catalogue/session-timetable.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import type { Quote } from '#shared/domain/quote.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type {
  MarketInterest,
  MarketSnapshot,
  RequestPayload,
  RequestReply,
} from '#shared/contract/requests.ts';
import type { Broker, MarketEvent, MarketSubscription, PageCursor } from '../brokers/broker.ts';
import type { DeskClient } from '../desk.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Log } from '../ports/log.ts';
import { applySnapshot, buildQuote, createInstrumentState } from './instrument-state.ts';
import type { InstrumentState } from './instrument-state.ts';
import { InterestRegistry } from './interest-registry.ts';
import type { MarketDataService } from './market-data-service.ts';
import { SessionBoard } from './session-board.ts';
import { WindowFeed } from './window-feed.ts';

/** One frame of a 60 Hz screen: a window gets at most one batch in it. */
const FLUSH_INTERVAL_MS = 16;
/** Several panels open at once: their first quotes are asked for together. */
const SNAPSHOT_DELAY_MS = 20;
/** Codes in one batch query; brokers allow 30 to 100. */
const QUOTES_PER_QUERY = 30;
/** Nothing at all from the broker for this long while a venue trades: what is shown may be old. */
const SILENCE_MS = 10_000;
const WATCH_INTERVAL_MS = 1_000;
/** Phases in which silence is suspicious. */
const ACTIVE_PHASES: ReadonlySet<string> = new Set([
  'continuous',
  'openingAuction',
  'closingAuction',
  'afterMarket',
]);

export interface MarketDataOptions {
  readonly clock: Clock;
  readonly log: Log;
}

/** Market data with the switch that names the broker it comes from. */
export interface SwitchableMarketData extends MarketDataService {
  /** Takes market data from `broker` from now on; null: from nowhere, and everything is stale. */
  setSource(broker: Broker | null): void;
}

/** Builds the desk's market data: state per instrument, conflation per window, interests to subscriptions. */
export function createMarketDataService({ clock, log }: MarketDataOptions): SwitchableMarketData {
  const states = new Map<InstrumentSymbol, InstrumentState>();
  const instruments = new Map<InstrumentSymbol, Instrument>();
  const interests = new InterestRegistry();
  const feeds = new Map<string, { readonly client: DeskClient; readonly feed: WindowFeed }>();
  const sessionListeners = new ListenerSet<readonly TradingSession[]>();
  const instrumentListeners = new ListenerSet<void>();
  let source: Broker | null = null;
  let sourceSubscriptions: Unsubscribe[] = [];
  let cancelFlush: Unsubscribe | null = null;
  let cancelSnapshots: Unsubscribe | null = null;
  let denied: readonly MarketSubscription[] = [];
  let lastSessions = '';
  const sessionBoard = new SessionBoard(sessionAt, () => source?.environment === 'embedded');
  let cancelWatch: Unsubscribe | null = clock.after(WATCH_INTERVAL_MS, watchSilence);

  const stateOf = (symbol: InstrumentSymbol): InstrumentState => {
    let state = states.get(symbol);
    if (state === undefined) {
      state = createInstrumentState(symbol);
      states.set(symbol, state);
    }
    return state;
  };

  const computedLimits = (instrument: Instrument): PriceLimits =>
    priceLimits(instrument.basePrice, ladderFor(instrument.kind, kstDateOf(clock.now())), {
      leverage: instrument.leverage,
    });

  const quoteOf = (symbol: InstrumentSymbol): Quote | null => {
    const state = states.get(symbol);
    return state === undefined ? null : buildQuote(state, instruments.get(symbol) ?? null, computedLimits);
  };

  function scheduleFlush(): void {
    cancelFlush ??= clock.after(FLUSH_INTERVAL_MS, flush);
  }

  function flush(): void {
    cancelFlush = null;
    let hasWaiting = false;
    for (const { client, feed } of feeds.values()) {
      if (feed.isEmpty) continue;
      if (client.isReadyForMarket()) client.sendMarket(feed.take(clock.now()));
      else hasWaiting = true;
    }
    if (hasWaiting) scheduleFlush();
  }

  function markFresh(state: InstrumentState): void {
    if (!state.isStale) return;
    state.isStale = false;
    for (const [clientId, { feed }] of feeds) {
      if (interests.symbols(clientId).has(state.symbol)) feed.markFresh(state.symbol);
    }
  }

  function markAllStale(): void {
    for (const state of states.values()) {
      if (state.isStale) continue;
      state.isStale = true;
      for (const [clientId, { feed }] of feeds) {
        if (interests.symbols(clientId).has(state.symbol)) feed.markStale(state.symbol);
      }
    }
    scheduleFlush();
  }

  /** Marks what changed for every window that shows it. */
  function publish(state: InstrumentState, event: MarketEvent, receivedAt: number): void {
    markFresh(state);
    for (const [clientId, { feed }] of feeds) {
      const shown = (channel: 'quote' | 'book' | 'trades') =>
        interests.watches(clientId, state.symbol, channel);
      if (event.kind === 'trade') {
        if (shown('quote') || shown('book')) feed.markQuote(state.symbol, receivedAt);
        if (shown('trades')) feed.addTrade(publicTrade(event), receivedAt);
      } else if (event.kind === 'book' || event.kind === 'expected') {
        if (shown('book')) feed.markBook(state.symbol, receivedAt);
      } else if (shown('quote') || shown('book')) {
        feed.markQuote(state.symbol, receivedAt);
      }
    }
    scheduleFlush();
  }

  function applyEvent(event: MarketEvent): void {
    const receivedAt = clock.now();
    if (event.kind === 'session') {
      sessionBoard.push(event.session, event.eventTime);
      announceSessions();
      return;
    }
    const state = stateOf(event.kind === 'book' ? event.book.symbol : event.symbol);
    state.pushedAt = receivedAt;
    if (event.kind === 'trade') state.lastTrade = event;
    else if (event.kind === 'book') state.book = event.book;
    else if (event.kind === 'expected') {
      if (state.book !== null) {
        state.book = { ...state.book, expected: { price: event.price, quantity: event.quantity } };
      }
    } else if (event.kind === 'vi') state.vi = event.vi;
    else if (event.upperLimit !== null && event.lowerLimit !== null) {
      state.limits = { upper: event.upperLimit, lower: event.lowerLimit };
    }
    publish(state, event, receivedAt);
  }

  function announceSessions(): void {
    const sessions = sessionBoard.sessions(clock.now());
    const text = JSON.stringify(sessions);
    if (text === lastSessions) return;
    lastSessions = text;
    sessionListeners.emit(sessions);
  }

  function watchSilence(): void {
    cancelWatch = clock.after(WATCH_INTERVAL_MS, watchSilence);
    announceSessions();
    if (source === null) return;
    const isTrading = sessionBoard.sessions(clock.now()).some(({ phase }) => ACTIVE_PHASES.has(phase));
    const lastMessageAt = source.lastMessageAt();
    const isSilent = lastMessageAt !== null && clock.now() - lastMessageAt > SILENCE_MS;
    if (source.connection().phase !== 'online' || (isTrading && isSilent)) markAllStale();
  }

  /** Asks once for everything watched that has no snapshot, in batches. */
  function scheduleSnapshots(): void {
    cancelSnapshots ??= clock.after(SNAPSHOT_DELAY_MS, () => {
      cancelSnapshots = null;
      void fetchMissingSnapshots();
    });
  }

  async function fetchMissingSnapshots(): Promise<void> {
    const broker = source;
    if (broker === null || broker.connection().phase !== 'online') return;
    const missing = [...interests.symbols(null)].filter((symbol) => {
      const state = stateOf(symbol);
      return state.snapshot === null || state.isStale;
    });
    for (let start = 0; start < missing.length; start += QUOTES_PER_QUERY) {
      const answer = await broker.marketData.fetchQuotes(missing.slice(start, start + QUOTES_PER_QUERY));
      if (source !== broker) return;
      if (!answer.ok) {
        log.warn('quotes not fetched', { error: answer.error });
        return;
      }
      for (const quote of answer.value) takeQuote(quote);
    }
    for (const symbol of interests.bookSymbols()) {
      if (stateOf(symbol).book === null) await fetchBook(broker, symbol);
    }
  }

  async function fetchBook(broker: Broker, symbol: InstrumentSymbol): Promise<void> {
    const answer = await broker.marketData.fetchOrderBook(symbol);
    if (!answer.ok || source !== broker) return;
    const state = stateOf(symbol);
    if (state.book !== null) return;
    state.book = answer.value;
    publish(state, { kind: 'book', book: answer.value }, clock.now());
  }

  function takeQuote(quote: Quote): void {
    const state = stateOf(quote.symbol);
    applySnapshot(state, quote);
    markFresh(state);
    for (const [clientId, { feed }] of feeds) {
      if (interests.symbols(clientId).has(quote.symbol)) feed.markQuote(quote.symbol, clock.now());
    }
    scheduleFlush();
  }

  /** After a reconnect: what was missed is asked for again, and windows learn which trades have a hole. */
  function recoverFromGap(): void {
    sessionBoard.reset();
    markAllStale();
    for (const state of states.values()) state.book = null;
    for (const [clientId, { feed }] of feeds) {
      for (const symbol of interests.symbols(clientId)) {
        if (interests.watches(clientId, symbol, 'trades')) feed.markGap(symbol);
      }
    }
    scheduleSnapshots();
  }

  function applySubscriptions(): void {
    denied = source === null ? [] : source.marketData.setSubscriptions(interests.subscriptions());
  }

  return {
    instruments: () => [...instruments.values()],
    instrument: (symbol) => instruments.get(symbol) ?? null,
    quote: quoteOf,
    lastPrice: (symbol) => quoteOf(symbol)?.lastPrice ?? null,
    sessions: () => sessionBoard.sessions(clock.now()),

    async loadInstruments() {
      if (source === null) return err(noSource());
      const answer = await source.marketData.fetchInstruments();
      if (!answer.ok) return answer;
      instruments.clear();
      for (const instrument of answer.value) instruments.set(instrument.symbol, instrument);
      instrumentListeners.emit();
      return answer;
    },

    async snapshot(symbol): Promise<Result<MarketSnapshot>> {
      if (source === null) return err(noSource());
      const [quote, book, trades] = await Promise.all([
        source.marketData.fetchQuote(symbol),
        source.marketData.fetchOrderBook(symbol),
        source.marketData.fetchTrades(symbol),
      ]);
      if (!quote.ok) return quote;
      if (!book.ok) return book;
      if (!trades.ok) return trades;
      takeQuote(quote.value);
      return ok({
        quote: quoteOf(symbol) ?? quote.value,
        book: states.get(symbol)?.book ?? book.value,
        trades: trades.value,
      });
    },

    async candles(query: RequestPayload<'candles.fetch'>): Promise<Result<RequestReply<'candles.fetch'>>> {
      if (source === null) return err(noSource());
      const page = await source.marketData.fetchCandles({
        ...query,
        cursor: query.cursor as PageCursor | null,
      });
      return page.ok ? ok({ candles: page.value.items, cursor: page.value.next }) : page;
    },

    attach(client) {
      feeds.set(client.clientId, {
        client,
        feed: new WindowFeed({ quote: quoteOf, book: (s) => stateOf(s).book }),
      });
      return () => {
        if (!feeds.delete(client.clientId)) return;
        interests.forget(client.clientId);
        applySubscriptions();
      };
    },

    watch(clientId: string, wanted: readonly MarketInterest[]) {
      const before = interests.symbols(clientId);
      interests.declare(clientId, wanted);
      applySubscriptions();
      const entry = feeds.get(clientId);
      for (const symbol of interests.symbols(clientId)) {
        const state = stateOf(symbol);
        if (entry === undefined) continue;
        if (!before.has(symbol)) {
          if (state.isStale) entry.feed.markStale(symbol);
          entry.feed.markQuote(symbol, clock.now());
        }
        if (interests.watches(clientId, symbol, 'book')) entry.feed.markBook(symbol, clock.now());
      }
      scheduleFlush();
      scheduleSnapshots();
      return { denied: interests.deniedFor(clientId, denied) };
    },

    setSource(broker) {
      if (broker === source) return;
      for (const unsubscribe of sourceSubscriptions) unsubscribe();
      source?.marketData.setSubscriptions([]);
      source = broker;
      markAllStale();
      states.clear();
      sessionBoard.reset();
      sourceSubscriptions =
        broker === null
          ? []
          : [
              broker.marketData.onEvent(applyEvent),
              broker.marketData.onGap(recoverFromGap),
              broker.onConnection(({ phase }) => (phase === 'online' ? scheduleSnapshots() : markAllStale())),
            ];
      applySubscriptions();
      scheduleSnapshots();
      announceSessions();
    },

    onSessions: (listener) => sessionListeners.add(listener),
    onInstruments: (listener) => instrumentListeners.add(listener),

    close() {
      for (const unsubscribe of sourceSubscriptions) unsubscribe();
      sourceSubscriptions = [];
      cancelFlush?.();
      cancelSnapshots?.();
      cancelWatch?.();
      cancelWatch = null;
    },
  };
}

function noSource() {
  return hogaError(
    'connectivity',
    'MARKET_DATA_NO_SOURCE',
    'no account is connected to take market data from',
  );
}

/** Strips what only the day state needs: prints are what windows get in thousands. */
function publicTrade(event: Extract<MarketEvent, { kind: 'trade' }>) {
  const { symbol, price, quantity, aggressor, cumulativeVolume, eventTime } = event;
  return { symbol, price, quantity, aggressor, cumulativeVolume, eventTime };
}
