import { createStore } from 'zustand/vanilla';
import type { MarketInterest } from '#shared/contract/requests.ts';
import type { InterestPriority, MarketInterestChannel } from '#shared/contract/vocabulary.ts';
import { INTEREST_PRIORITIES, MARKET_INTEREST_CHANNELS } from '#shared/contract/vocabulary.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { oncePerFrame } from './frame.ts';

/** Most interests one window may have; the contract refuses more. */
export const MAX_INTERESTS = 500;

/** What one panel wants to see live. */
export interface PanelInterest {
  readonly symbols: readonly InstrumentSymbol[];
  readonly channels: readonly MarketInterestChannel[];
  readonly priority: InterestPriority;
}

interface InterestsState {
  /** What the whole window wants, one entry per instrument, most important first. */
  readonly merged: readonly MarketInterest[];
  /** `symbol:channel` of what the broker's budget had no room for. */
  readonly denied: ReadonlySet<string>;
}

export const interestsStore = createStore<InterestsState>(() => ({ merged: [], denied: new Set() }));

const declared = new Map<symbol, PanelInterest>();
const mergeSoon = oncePerFrame(() => {
  const merged = mergeInterests([...declared.values()]);
  if (!isSame(merged, interestsStore.getState().merged)) interestsStore.setState({ merged });
});

/**
 * Declares what a panel wants to see live, until the returned function is called. Changes of one frame are merged into
 * one request; a panel that changes its wish declares the new one before it drops the old, so that nothing flickers.
 */
export function declareInterest(interest: PanelInterest): Unsubscribe {
  const key = Symbol('interest');
  declared.set(key, interest);
  mergeSoon();
  return () => {
    if (declared.delete(key)) mergeSoon();
  };
}

export function setDenied(
  denied: readonly { readonly symbol: InstrumentSymbol; readonly channel: MarketInterestChannel }[],
): void {
  interestsStore.setState({
    denied: new Set(denied.map(({ symbol, channel }) => interestKey(symbol, channel))),
  });
}

export function interestKey(symbol: InstrumentSymbol, channel: MarketInterestChannel): string {
  return `${symbol}:${channel}`;
}

/** Merges wishes: all channels asked for, the highest priority asked for, the most important `MAX_INTERESTS`. */
export function mergeInterests(interests: readonly PanelInterest[]): readonly MarketInterest[] {
  const bySymbol = new Map<InstrumentSymbol, MarketInterest>();
  for (const { symbols, channels, priority } of interests) {
    for (const symbol of symbols) {
      bySymbol.set(
        symbol,
        mergeInterest(bySymbol.get(symbol), { symbol, channels: [...channels], priority }),
      );
    }
  }
  return [...bySymbol.values()]
    .toSorted((a, b) => rank(a.priority) - rank(b.priority) || compareText(a.symbol, b.symbol))
    .slice(0, MAX_INTERESTS);
}

function mergeInterest(known: MarketInterest | undefined, added: MarketInterest): MarketInterest {
  const wanted = new Set([...(known?.channels ?? []), ...added.channels]);
  return {
    symbol: added.symbol,
    channels: MARKET_INTEREST_CHANNELS.filter((channel) => wanted.has(channel)),
    priority:
      known !== undefined && rank(known.priority) < rank(added.priority) ? known.priority : added.priority,
  };
}

function rank(priority: InterestPriority): number {
  return INTEREST_PRIORITIES.indexOf(priority);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function isSame(a: readonly MarketInterest[], b: readonly MarketInterest[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
