import type { ViState } from '#shared/domain/quote.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { viCaseOf, type ViCase } from '../../../market/interruptions/vi-case.ts';
import type { World } from '../../../world.ts';
import { findScopedListing, SCOPE_SUFFIX } from '../../wording/symbol-code.ts';
import { formatEntry, topicOf, type RealtimeHub, type Topic } from '../hub.ts';
import { instrumentValues } from '../values/instrument-values.ts';
import { marketStateCode, marketStateValues } from '../values/market-phase.ts';
import { viValues } from '../values/vi-values.ts';

export interface MarketFeed {
  session(session: TradingSession, at: EpochMs): void;
  vi(symbol: string, venue: BookVenue, vi: ViState, at: EpochMs): void;
  /** What a client sees right after it registered: the phase of both markets for 0s, the instrument's state for 0g, else nothing. */
  firstEntry(topic: Topic): readonly string[];
}

/** Sends changes of the market itself: phases (0s), volatility interruptions (1h) and the state of an instrument (0g). */
export function createMarketFeed(world: World, hub: RealtimeHub): MarketFeed {
  const lastState = new Map<
    BookVenue,
    { readonly phase: TradingSessionPhase; readonly code: string | null }
  >();
  const cases = new Map<string, ViCase & { readonly date: KstDate }>();

  const stateEntry = (session: TradingSession, at: EpochMs): string | null => {
    const known = lastState.get(session.venue);
    const code = known?.phase === session.phase ? known.code : marketStateCode(session, known?.phase ?? null);
    lastState.set(session.venue, { phase: session.phase, code });
    return code === null ? null : formatEntry('0s', '', marketStateValues(code, session, at));
  };

  const instrumentEntry = (item: string): string | null => {
    const found = findScopedListing(world, item);
    if (typeof found === 'string') return null;
    const { listing, scope } = found;
    const vi = world.vi(listing.symbol, scope === 'NXT' ? 'NXT' : 'KRX');
    return formatEntry('0g', item, instrumentValues(listing, world.day(listing.symbol, scope), vi));
  };

  const caseOf = (symbol: string, venue: BookVenue, vi: ViState, at: EpochMs): ViCase => {
    const key = `${symbol}/${venue}`;
    const date = world.tradingDate();
    const known = cases.get(key);
    const today = known?.date === date ? known : null;
    if (!vi.isActive && today !== null) return today;
    const indicativePrice = world.book(symbol, venue).indicative?.price ?? null;
    const market = { indicativePrice, lastPrice: world.day(symbol, venue).lastPrice };
    const began = { ...viCaseOf(vi, market, at, (today?.count ?? 0) + 1), date };
    cases.set(key, began);
    return began;
  };

  return {
    session(session, at) {
      const entry = stateEntry(session, at);
      if (entry !== null) hub.publish(topicOf('0s', ''), entry);
    },
    vi(symbol, venue, vi, at) {
      const listing = world.listing(symbol);
      if (listing === null) return;
      const item = symbol + SCOPE_SUFFIX[venue];
      const values = viValues(listing, world.day(symbol, venue), vi, caseOf(symbol, venue, vi, at), at);
      hub.publishToAny([topicOf('1h', ''), topicOf('1h', item)], formatEntry('1h', item, values));
      const state = hub.hasSubscribers(topicOf('0g', item)) ? instrumentEntry(item) : null;
      if (state !== null) hub.publish(topicOf('0g', item), state);
    },
    firstEntry(topic) {
      if (topic === topicOf('0s', '')) {
        const at = world.clock.now();
        const entries = (['NXT', 'KRX'] as const).map((venue) => stateEntry(world.session(venue), at));
        return entries.filter((entry) => entry !== null);
      }
      if (!topic.startsWith(topicOf('0g', ''))) return [];
      const entry = instrumentEntry(topic.slice(topicOf('0g', '').length));
      return entry === null ? [] : [entry];
    },
  };
}
