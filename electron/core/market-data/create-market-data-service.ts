import type { ApiStream } from '#shared/contract/api.ts';
import { sessionAt } from '#shared/catalogue/session-timetable.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { TradingSession } from '#shared/domain/trading-session.ts';
import type { MarketSnapshot } from '#shared/contract/requests.ts';
import type { Broker, MarketEvent, MarketSubscription, PageCursor } from '../brokers/broker.ts';
import { ListenerSet } from '../listener-set.ts';
import type { Log } from '../ports/log.ts';
import { FeedBoard } from './feed-board.ts';
import type { InstrumentState } from './instrument-state.ts';
import { applyPush, applySnapshot, buildQuote, createInstrumentState } from './instrument-state.ts';
import { InterestRegistry } from './interest-registry.ts';
import type { MarketDataService } from './market-data-service.ts';
import { SessionBoard } from './session-board.ts';
import { SnapshotLoader } from './snapshot-loader.ts';
import { StaticViEstimate } from './static-vi.ts';
import { streamKey, StreamInterests } from './stream-interests.ts';

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
  /** The instruments are those of another market: none is known until they are loaded again. */
  forgetInstruments(): void;
}

/** Builds the desk's market data: state per instrument, conflation per window, interests to subscriptions. */
export function createMarketDataService({ clock, log }: MarketDataOptions): SwitchableMarketData {
  const states = new Map<InstrumentSymbol, InstrumentState>();
  const instruments = new Map<InstrumentSymbol, Instrument>();
  const interests = new InterestRegistry();
  const streams = new StreamInterests();
  const board = new FeedBoard(clock, interests, streams, {
    quote: quoteOf,
    book: bookOf,
    stream: (stream) => source?.api?.streams.latest(stream) ?? null,
  });
  const staticVi = new StaticViEstimate();
  const sessionListeners = new ListenerSet<readonly TradingSession[]>();
  const instrumentListeners = new ListenerSet<void>();
  const sessionBoard = new SessionBoard(sessionAt, () => source?.environment === 'embedded');
  const loader = new SnapshotLoader({
    clock,
    log,
    source: () => source,
    missingQuotes: () =>
      [...interests.symbols(null)].filter((symbol) => {
        const state = stateOf(symbol);
        return state.snapshot === null || state.isStale;
      }),
    missingBooks: () => [...interests.bookSymbols()].filter((symbol) => stateOf(symbol).book === null),
    takeQuote,
    takeBook(book) {
      // A push that came while the answer was on its way is newer.
      if (stateOf(book.symbol).book === null) applyEvent({ kind: 'book', book });
    },
  });
  let source: Broker | null = null;
  let sourceSubscriptions: Unsubscribe[] = [];
  let denied: readonly MarketSubscription[] = [];
  let lastSessions = '';
  /** Grows when the list, also one that is on its way, is of another market. */
  let listGeneration = 0;
  /** The list on its way: who asks meanwhile waits for the same one. */
  let loading: Promise<Result<readonly Instrument[]>> | null = null;
  let cancelWatch: Unsubscribe = clock.after(WATCH_INTERVAL_MS, watchSilence);

  /** The market's time: this machine's clock may be wrong. */
  function marketNow(): EpochMs {
    return source?.now() ?? clock.now();
  }

  function stateOf(symbol: InstrumentSymbol): InstrumentState {
    let state = states.get(symbol);
    if (state === undefined) {
      state = createInstrumentState(symbol);
      states.set(symbol, state);
    }
    return state;
  }

  function computedLimits({ basePrice, kind, leverage }: Instrument): PriceLimits {
    return priceLimits(basePrice, ladderFor(kind, kstDateOf(marketNow())), { leverage });
  }

  function quoteOf(symbol: InstrumentSymbol): Quote | null {
    const state = states.get(symbol);
    const instrument = instruments.get(symbol) ?? null;
    const quote = state === undefined ? null : buildQuote(state, instrument, computedLimits);
    if (quote === null || instrument === null) return quote;
    return staticVi.complete(quote, instrument, kstDateOf(marketNow()));
  }

  function bookOf(symbol: InstrumentSymbol): OrderBook | null {
    return states.get(symbol)?.book ?? null;
  }

  function markFresh(state: InstrumentState): void {
    if (!state.isStale) return;
    state.isStale = false;
    board.markFresh(state.symbol);
  }

  function markAllStale(): void {
    for (const state of states.values()) {
      if (state.isStale) continue;
      state.isStale = true;
      board.markStale(state.symbol);
    }
  }

  function applyEvent(event: MarketEvent): void {
    if (event.kind === 'session') {
      sessionBoard.push(event.session, event.eventTime);
      announceSessions();
      return;
    }
    const state = stateOf(event.kind === 'book' ? event.book.symbol : event.symbol);
    applyPush(state, event, clock.now());
    markFresh(state);
    board.publish(state.symbol, event);
  }

  function takeQuote(quote: Quote): void {
    const state = stateOf(quote.symbol);
    applySnapshot(state, quote);
    markFresh(state);
    board.markQuote(quote.symbol);
  }

  /** Starts anew from what the broker has told so far. */
  function renewSessions(): void {
    sessionBoard.reset();
    for (const { session, eventTime } of source?.marketData.sessions() ?? [])
      sessionBoard.push(session, eventTime);
    announceSessions();
  }

  function announceSessions(): void {
    const sessions = sessionBoard.sessions(marketNow());
    const text = JSON.stringify(sessions);
    if (text === lastSessions) return;
    lastSessions = text;
    sessionListeners.emit(sessions);
  }

  function watchSilence(): void {
    cancelWatch = clock.after(WATCH_INTERVAL_MS, watchSilence);
    announceSessions();
    if (source === null) return;
    const isTrading = sessionBoard.sessions(marketNow()).some(({ phase }) => ACTIVE_PHASES.has(phase));
    const lastMessageAt = source.lastMessageAt();
    const isSilent = lastMessageAt !== null && clock.now() - lastMessageAt > SILENCE_MS;
    if (source.connection().phase !== 'online' || (isTrading && isSilent)) markAllStale();
  }

  /** After a reconnect: what was missed is asked for again, and windows learn which trades have a hole. */
  function recoverFromGap(): void {
    renewSessions();
    markAllStale();
    for (const state of states.values()) state.book = null;
    board.markTradeGaps();
    loader.startAnew();
  }

  function applySubscriptions(): void {
    denied = source === null ? [] : source.marketData.setSubscriptions(interests.subscriptions());
  }

  /** Returns what nobody will see: all of it where the broker has no such streams. */
  function applyStreams(): readonly ApiStream[] {
    const wanted = streams.union();
    if (source === null) return [];
    return source.api === null ? wanted : source.api.streams.watch(wanted);
  }

  async function fetchInstruments(): Promise<Result<readonly Instrument[]>> {
    if (source === null) return err(noSource());
    const generation = listGeneration;
    const answer = await source.marketData.fetchInstruments();
    if (!answer.ok) return answer;
    if (generation !== listGeneration) return err(noSource());
    instruments.clear();
    for (const instrument of answer.value) instruments.set(instrument.symbol, instrument);
    instrumentListeners.emit();
    return answer;
  }

  /** What is held, where it is current or about to be; else asked for by itself. */
  async function currentQuote(asked: Broker, symbol: InstrumentSymbol): Promise<Result<Quote>> {
    await loader.whenIdle();
    const state = states.get(symbol);
    const held = state === undefined || state.isStale || state.snapshot === null ? null : quoteOf(symbol);
    if (held !== null) return ok(held);
    const quote = await asked.marketData.fetchQuote(symbol);
    if (!quote.ok) return quote;
    if (asked === source) takeQuote(quote.value);
    return ok(quoteOf(symbol) ?? quote.value);
  }

  async function currentBook(asked: Broker, symbol: InstrumentSymbol): Promise<Result<OrderBook>> {
    await loader.whenIdle();
    const held = states.get(symbol)?.isStale === false ? bookOf(symbol) : null;
    if (held !== null) return ok(held);
    const book = await asked.marketData.fetchOrderBook(symbol);
    return book.ok ? ok(bookOf(symbol) ?? book.value) : book;
  }

  function leaveSource(): void {
    for (const unsubscribe of sourceSubscriptions) unsubscribe();
    sourceSubscriptions = [];
    source?.marketData.setSubscriptions([]);
    source?.api?.streams.watch([]);
    markAllStale();
    states.clear();
  }

  return {
    instruments: () => [...instruments.values()],
    instrument: (symbol) => instruments.get(symbol) ?? null,
    quote: quoteOf,
    lastPrice: (symbol) => quoteOf(symbol)?.lastPrice ?? null,
    sessions: () => sessionBoard.sessions(marketNow()),

    loadInstruments() {
      loading ??= fetchInstruments().finally(() => (loading = null));
      return loading;
    },

    async snapshot(symbol): Promise<Result<MarketSnapshot>> {
      if (source === null) return err(noSource());
      const asked = source;
      const [quote, book, trades] = await Promise.all([
        currentQuote(asked, symbol),
        currentBook(asked, symbol),
        asked.marketData.fetchTrades(symbol),
      ]);
      if (!quote.ok) return quote;
      if (!book.ok) return book;
      if (!trades.ok) return trades;
      return ok({ quote: quote.value, book: book.value, trades: trades.value });
    },

    async candles(query) {
      if (source === null) return err(noSource());
      const cursor = query.cursor as PageCursor | null;
      const page = await source.marketData.fetchCandles({ ...query, cursor });
      return page.ok ? ok({ candles: page.value.items, cursor: page.value.next }) : page;
    },

    attach(client) {
      board.attach(client);
      return () => {
        if (!board.detach(client.clientId)) return;
        interests.forget(client.clientId);
        streams.forget(client.clientId);
        applySubscriptions();
        applyStreams();
      };
    },

    watch(clientId, wanted) {
      const before = interests.symbols(clientId);
      interests.declare(clientId, wanted);
      applySubscriptions();
      for (const symbol of interests.symbols(clientId)) {
        board.introduce(clientId, symbol, !before.has(symbol), stateOf(symbol).isStale);
      }
      loader.schedule();
      return { denied: interests.deniedFor(clientId, denied) };
    },

    watchStreams(clientId, wanted) {
      const isKnown = streams.declare(clientId, wanted);
      const unseen = new Set(applyStreams().map(streamKey));
      for (const stream of wanted) {
        const isHeld = (source?.api?.streams.latest(stream) ?? null) !== null;
        if (isHeld && !isKnown(stream)) board.introduceStream(clientId, stream);
      }
      return { denied: wanted.filter((stream) => unseen.has(streamKey(stream))) };
    },

    setSource(broker) {
      if (broker === source) return;
      const isSuccessor = source !== null;
      leaveSource();
      source = broker;
      // What was traded between the two feeds, or in another market, is a hole.
      if (isSuccessor && broker !== null) board.markTradeGaps();
      if (broker !== null) {
        sourceSubscriptions = [
          broker.marketData.onEvent(applyEvent),
          broker.marketData.onGap(recoverFromGap),
          broker.api?.streams.onChange((stream) => board.publishStream(stream)) ?? (() => undefined),
          broker.onConnection(({ phase }) => (phase === 'online' ? loader.schedule() : markAllStale())),
        ];
      }
      applySubscriptions();
      applyStreams();
      loader.schedule();
      renewSessions();
    },

    forgetInstruments() {
      listGeneration += 1;
      if (instruments.size === 0) return;
      instruments.clear();
      instrumentListeners.emit();
    },

    onSessions: (listener) => sessionListeners.add(listener),
    onInstruments: (listener) => instrumentListeners.add(listener),

    close() {
      for (const unsubscribe of sourceSubscriptions) unsubscribe();
      sourceSubscriptions = [];
      board.close();
      loader.close();
      cancelWatch();
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
