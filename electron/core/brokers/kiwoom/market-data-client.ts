import { hogaError } from '#shared/domain/errors.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { ListenerSet } from '../../listener-set.ts';
import { fetchAllPages } from '../../transport/paging.ts';
import type { SubscriptionRegistry } from '../../transport/subscription-registry.ts';
import type {
  MarketChannel,
  MarketDataClient,
  MarketEvent,
  MarketSubscription,
  PageCursor,
  SessionEvent,
} from '../broker.ts';
import { formatChartCursor, parseChartCursor } from './chart-cursor.ts';
import { symbolSuffix } from './codes.ts';
import type { GoldMarket } from './gold-market.ts';
import { isGold } from './gold.ts';
import type { KiwoomSettings } from './kiwoom-settings.ts';
import { CHART_SOURCES, parseCandles } from './parse/candles.ts';
import { chartSourceOf } from './parse/gold.ts';
import { INSTRUMENT_LISTS, parseInstruments } from './parse/instruments.ts';
import type { KstDay } from './parse/kst-stamp.ts';
import { parseBasics, parseOrderBook, parseQuotes, parseTrades } from './parse/quotes.ts';
import type { RawClient } from './raw-client.ts';

export interface MarketDataParts {
  readonly raw: RawClient;
  readonly day: KstDay;
  readonly settings: KiwoomSettings;
  readonly registry: Pick<SubscriptionRegistry, 'want'>;
  readonly events: ListenerSet<MarketEvent>;
  readonly gaps: ListenerSet<void>;
  /** Null where no gold is traded. */
  readonly gold: GoldMarket | null;
}

/** @source Kiwoom REST API guide, 실시간 */
const FEEDS: Readonly<Record<MarketChannel, string>> = {
  trades: '0B',
  book: '0D',
  expected: '0H',
  reference: '0g',
};

/** Prices at Kiwoom, of the venue that the settings name. */
export function createMarketDataClient(parts: MarketDataParts): MarketDataClient {
  const { raw, day, settings, registry, gold } = parts;
  const goldOf = (symbol: InstrumentSymbol) => (isGold(symbol) ? gold : null);
  const suffix = symbolSuffix(settings.marketDataVenue);
  const codeOf = (symbol: InstrumentSymbol) => symbol + suffix;
  const sessions = new Map<string, SessionEvent>();
  parts.events.add((event) => {
    if (event.kind === 'session') sessions.set(event.session.venue, event);
  });

  async function fetchQuotesOnce(symbols: readonly InstrumentSymbol[]): Promise<Result<readonly Quote[]>> {
    const answer = await raw.read('ka10095', { stk_cd: symbols.map(codeOf).join('|') });
    return answer.ok ? parseQuotes(answer.value.body, day) : answer;
  }

  async function fetchInstrumentList(
    of: (typeof INSTRUMENT_LISTS)[number],
  ): Promise<Result<readonly Instrument[]>> {
    return fetchAllPages<Instrument>(async (cursor) => {
      const page = await raw.read('ka10099', { mrkt_tp: of.list }, cursor);
      if (!page.ok) return page;
      const items = parseInstruments(page.value.body, of.market);
      return items.ok ? ok({ items: items.value, next: page.value.nextKey as PageCursor | null }) : items;
    }, settings.maxPages);
  }

  return {
    async fetchInstruments() {
      const bySymbol = new Map<InstrumentSymbol, Instrument>();
      for (const list of INSTRUMENT_LISTS) {
        const instruments = await fetchInstrumentList(list);
        if (!instruments.ok) return instruments;
        for (const instrument of instruments.value) bySymbol.set(instrument.symbol, instrument);
      }
      return ok([...bySymbol.values(), ...((await gold?.fetchInstruments()) ?? [])]);
    },

    async fetchQuote(symbol) {
      const ofGold = goldOf(symbol);
      if (ofGold !== null) return ofGold.fetchQuote(symbol);
      const quotes = await fetchQuotesOnce([symbol]);
      const quote = quotes.ok ? quotes.value.find((candidate) => candidate.symbol === symbol) : undefined;
      if (quote !== undefined) return ok(quote);
      // Where the list is not served, as for some kinds or on a server that lacks it, the basics are.
      if (!quotes.ok && quotes.error.kind !== 'venueRejected' && quotes.error.kind !== 'validation')
        return quotes;
      const answer = await raw.read('ka10001', { stk_cd: codeOf(symbol) });
      return answer.ok ? parseBasics(answer.value.body, day) : answer;
    },

    async fetchQuotes(symbols) {
      const quotes: Quote[] = [];
      const listed = symbols.filter((symbol) => goldOf(symbol) === null);
      for (let start = 0; start < listed.length; start += settings.symbolsPerQuoteCall) {
        const some = await fetchQuotesOnce(listed.slice(start, start + settings.symbolsPerQuoteCall));
        if (!some.ok) return some;
        quotes.push(...some.value);
      }
      for (const symbol of symbols) {
        const quote = await goldOf(symbol)?.fetchQuote(symbol);
        if (quote?.ok === true) quotes.push(quote.value);
      }
      return ok(quotes);
    },

    async fetchOrderBook(symbol) {
      const ofGold = goldOf(symbol);
      if (ofGold !== null) return ok(ofGold.fetchOrderBook(symbol));
      const answer = await raw.read('ka10004', { stk_cd: codeOf(symbol) });
      return answer.ok ? parseOrderBook(answer.value.body, symbol, day) : answer;
    },

    async fetchTrades(symbol) {
      const ofGold = goldOf(symbol);
      if (ofGold !== null) return ofGold.fetchTrades(symbol);
      const answer = await raw.read('ka10003', { stk_cd: codeOf(symbol) });
      return answer.ok ? parseTrades(answer.value.body, symbol, day) : answer;
    },

    async fetchCandles({ symbol, interval, isAdjusted, cursor }) {
      const source = chartSourceOf(symbol, CHART_SOURCES[interval]);
      if (source === null) return ok({ items: [], next: null });
      const position = cursor === null ? { baseDate: day.today(), nextKey: null } : parseChartCursor(cursor);
      if (position === null) return err(foreignCursor());
      const { baseDate, nextKey } = position;
      const body = {
        stk_cd: isGold(symbol) ? symbol : codeOf(symbol),
        ...(source.scope === null ? { base_dt: baseDate } : { tic_scope: source.scope }),
        upd_stkpc_tp: isAdjusted ? '1' : '0',
      };
      const page = await raw.read(source.api, body, nextKey);
      if (!page.ok) return page;
      const items = parseCandles(page.value.body, source);
      if (!items.ok) return items;
      const isRepeated = page.value.nextKey === null || page.value.nextKey === nextKey;
      const next = isRepeated ? null : formatChartCursor({ baseDate, nextKey: page.value.nextKey });
      return ok({ items: items.value, next });
    },

    setSubscriptions(wanted) {
      const [ofGold, listed] = partition(wanted, ({ symbol }) => isGold(symbol));
      gold?.watch([...new Set(ofGold.map(({ symbol }) => symbol))]);
      const registrations = listed.map((subscription) => ({
        item: codeOf(subscription.symbol),
        feed: FEEDS[subscription.channel],
        priority: subscription.priority,
        subscription,
      }));
      return registry.want(registrations).map(({ subscription }): MarketSubscription => subscription);
    },

    onEvent: (listener) => parts.events.add(listener),
    sessions: () => [...sessions.values()],
    onGap: (listener) => parts.gaps.add(listener),
  };
}

const foreignCursor = () =>
  hogaError('validation', 'PAGE_CURSOR_UNKNOWN', 'the page cursor is not one of this broker; not sent');

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}
