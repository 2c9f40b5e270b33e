import type { EpochMs } from '#shared/domain/time.ts';
import type { BookScope, BookView, World } from '../../../world.ts';
import { SCOPE_SUFFIX } from '../../wording/symbol-code.ts';
import type { BookReading } from '../book-changes.ts';
import { formatEntry, topicOf, type RealtimeHub, type RealtimeValues, type Topic } from '../hub.ts';
import { bestQuoteValues, closeTradeValues, untradedValues } from '../values/quote-values.ts';

type QuoteType = '0A' | '0C' | '0E';

/** Types that a book feeds besides itself. */
export const QUOTE_TYPES: readonly QuoteType[] = ['0A', '0C', '0E'];

/** Sends what a book says in short: best quotes (0C), the price of an issue without a trade (0A), what waits for the close (0E). */
export interface QuoteFeed {
  /** Sends what has changed since the last time. */
  send(symbol: string, scope: BookScope, reading: BookReading, at: EpochMs): void;
}

export function createQuoteFeed(world: World, hub: RealtimeHub): QuoteFeed {
  /** What each topic was last about; an entry that would say the same is not sent. */
  const sent = new Map<Topic, string>();

  const publish = (type: QuoteType, item: string, about: string, read: () => RealtimeValues) => {
    const topic = topicOf(type, item);
    if (!hub.hasSubscribers(topic)) {
      sent.delete(topic);
      return;
    }
    if (sent.get(topic) === about) return;
    sent.set(topic, about);
    hub.publish(topic, formatEntry(type, item, read()));
  };

  return {
    send(symbol, scope, reading, at) {
      const listing = world.listing(symbol);
      if (listing === null) return;
      const item = symbol + SCOPE_SUFFIX[scope];
      const { book } = reading;
      const day = world.day(symbol, scope);
      publish('0C', item, bestOf(book), () => bestQuoteValues(book, day));
      const { ask, bid } = book.closeTrade;
      publish('0E', item, `${ask}/${bid}`, () => closeTradeValues(reading, at));
      if (day.lastTradeAt !== null) return;
      publish('0A', item, bestOf(book), () => untradedValues(world, listing, scope, book));
    },
  };
}

function bestOf({ asks, bids }: BookView): string {
  return `${asks[0]?.price ?? 0}/${bids[0]?.price ?? 0}`;
}
