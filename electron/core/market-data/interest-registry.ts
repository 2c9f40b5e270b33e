import type { MarketInterest } from '#shared/contract/requests.ts';
import type { InterestPriority, MarketInterestChannel } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { MarketChannel, MarketSubscription } from '../brokers/broker.ts';

/** What a broker must send for each thing a window shows. */
const FEEDS: Readonly<Record<MarketInterestChannel, readonly MarketChannel[]>> = {
  quote: ['trades'],
  trades: ['trades'],
  book: ['book', 'trades', 'expected', 'reference'],
};

/** The panel in front wins over the visible ones, those over lists in the back. */
const PRIORITY_RANK: Readonly<Record<InterestPriority, number>> = {
  focused: 30,
  visible: 20,
  background: 10,
};

/** Within one priority a book goes before prints, prints before what only auctions or VI need. */
const CHANNEL_RANK: Readonly<Record<MarketChannel, number>> = {
  book: 4,
  trades: 3,
  expected: 2,
  reference: 1,
};

/**
 * Who watches what. Each window declares all its interests at once; the union over windows, each feed once with its
 * highest priority, is what the broker is asked for.
 */
export class InterestRegistry {
  private readonly byClient = new Map<
    string,
    ReadonlyMap<InstrumentSymbol, ReadonlySet<MarketInterestChannel>>
  >();
  private readonly declared = new Map<string, readonly MarketInterest[]>();

  declare(clientId: string, interests: readonly MarketInterest[]): void {
    const channels = new Map<InstrumentSymbol, Set<MarketInterestChannel>>();
    for (const interest of interests) {
      const known = channels.get(interest.symbol) ?? new Set();
      for (const channel of interest.channels) known.add(channel);
      channels.set(interest.symbol, known);
    }
    this.byClient.set(clientId, channels);
    this.declared.set(clientId, interests);
  }

  forget(clientId: string): void {
    this.byClient.delete(clientId);
    this.declared.delete(clientId);
  }

  watches(clientId: string, symbol: InstrumentSymbol, channel: MarketInterestChannel): boolean {
    return this.byClient.get(clientId)?.get(symbol)?.has(channel) ?? false;
  }

  watchesAny(clientId: string, symbol: InstrumentSymbol): boolean {
    return this.byClient.get(clientId)?.has(symbol) ?? false;
  }

  /** Returns every instrument of one window, or of all windows when null. */
  symbols(clientId: string | null): ReadonlySet<InstrumentSymbol> {
    if (clientId !== null) return new Set(this.byClient.get(clientId)?.keys() ?? []);
    return new Set([...this.byClient.values()].flatMap((channels) => [...channels.keys()]));
  }

  /** Instruments whose book somebody shows. */
  bookSymbols(): ReadonlySet<InstrumentSymbol> {
    const books = new Set<InstrumentSymbol>();
    for (const channels of this.byClient.values()) {
      for (const [symbol, wanted] of channels) if (wanted.has('book')) books.add(symbol);
    }
    return books;
  }

  subscriptions(): readonly MarketSubscription[] {
    const wanted = new Map<string, MarketSubscription>();
    for (const interests of this.declared.values()) {
      for (const { symbol, channels, priority } of interests) {
        for (const channel of channels.flatMap((shown) => FEEDS[shown])) {
          const key = `${symbol} ${channel}`;
          const rank = PRIORITY_RANK[priority] + CHANNEL_RANK[channel];
          const known = wanted.get(key);
          if (known === undefined || known.priority < rank)
            wanted.set(key, { symbol, channel, priority: rank });
        }
      }
    }
    return [...wanted.values()].sort((a, b) => b.priority - a.priority);
  }

  /** Translates feeds that did not fit into what one window will not see. */
  deniedFor(
    clientId: string,
    denied: readonly MarketSubscription[],
  ): { readonly symbol: InstrumentSymbol; readonly channel: MarketInterestChannel }[] {
    const missing = new Set(denied.map(({ symbol, channel }) => `${symbol} ${channel}`));
    const result: { symbol: InstrumentSymbol; channel: MarketInterestChannel }[] = [];
    for (const [symbol, channels] of this.byClient.get(clientId) ?? []) {
      for (const channel of channels) {
        const essential = FEEDS[channel][0];
        if (essential !== undefined && missing.has(`${symbol} ${essential}`))
          result.push({ symbol, channel });
      }
    }
    return result;
  }
}
