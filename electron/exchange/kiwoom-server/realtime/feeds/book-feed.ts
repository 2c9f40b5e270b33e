import type { EpochMs } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { BookScope, World } from '../../../world.ts';
import { findScopedListing, SCOPE_SUFFIX } from '../../wording/symbol-code.ts';
import type { BookChanges } from '../book-changes.ts';
import { formatEntry, topicOf, type RealtimeHub, type Topic } from '../hub.ts';
import type { TurnEnd } from '../turn-end.ts';
import { bookValues } from '../values/book-values.ts';
import { expectedValues } from '../values/expected-values.ts';
import { createQuoteFeed, QUOTE_TYPES } from './quote-feed.ts';

export interface BookFeed {
  changed(symbol: string, venue: BookVenue, at: EpochMs): void;
  /** Takes note of the book behind a topic that was just registered, so that its first message can say what changed. */
  watch(topic: Topic): void;
}

/**
 * Sends books (0D), expected matches (0H) and what a book says in short (0A, 0C, 0E).
 *
 * However often a book changes within one turn of the event loop, it is sent once, as it stands at the end.
 */
export function createBookFeed(
  world: World,
  hub: RealtimeHub,
  bookChanges: BookChanges,
  turnEnd: TurnEnd,
): BookFeed {
  const dirty = new Map<string, { readonly symbol: string; readonly scope: BookScope; at: EpochMs }>();

  const quotes = createQuoteFeed(world, hub);
  const isQuoteWanted = (item: string) => QUOTE_TYPES.some((type) => hub.hasSubscribers(topicOf(type, item)));

  const sendBook = (symbol: string, scope: BookScope, at: EpochMs) => {
    const item = symbol + SCOPE_SUFFIX[scope];
    const bookTopic = topicOf('0D', item);
    const isBookWanted = hub.hasSubscribers(bookTopic);
    if (isBookWanted || isQuoteWanted(item)) {
      const reading = bookChanges.read(symbol, scope);
      quotes.send(symbol, scope, reading, at);
      if (isBookWanted)
        hub.publish(bookTopic, formatEntry('0D', item, bookValues(world, symbol, scope, reading, at)));
    }
    const expectedTopic = topicOf('0H', item);
    if (!hub.hasSubscribers(expectedTopic)) return;
    const book = world.book(symbol, scope);
    if (book.indicative === null) return;
    const values = expectedValues(book.indicative, book, world.day(symbol, scope), at);
    hub.publish(expectedTopic, formatEntry('0H', item, values));
  };

  const flush = () => {
    const books = [...dirty.values()];
    dirty.clear();
    for (const { symbol, scope, at } of books) sendBook(symbol, scope, at);
  };

  const isWanted = (symbol: string, scope: BookScope) => {
    const item = symbol + SCOPE_SUFFIX[scope];
    const isBookWanted = hub.hasSubscribers(topicOf('0D', item)) || hub.hasSubscribers(topicOf('0H', item));
    return isBookWanted || isQuoteWanted(item);
  };

  return {
    changed(symbol, venue, at) {
      for (const scope of [venue, 'ALL'] as const) {
        if (!isWanted(symbol, scope)) continue;
        if (dirty.size === 0) turnEnd.afterTurn('feed', flush);
        dirty.set(`${symbol}/${scope}`, { symbol, scope, at });
      }
    },
    watch(topic) {
      const prefix = ['0D', ...QUOTE_TYPES]
        .map((type) => topicOf(type, ''))
        .find((one) => topic.startsWith(one));
      const found = prefix === undefined ? null : findScopedListing(world, topic.slice(prefix.length));
      if (found !== null && typeof found !== 'string') bookChanges.read(found.listing.symbol, found.scope);
    },
  };
}
