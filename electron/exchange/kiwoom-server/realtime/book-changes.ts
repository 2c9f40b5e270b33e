import type { BookScope, BookView, World } from '../../world.ts';
import type { BookLevelView } from '../../matching/engine.ts';

/** A book together with what changed since it was last looked at (직전대비). */
export interface BookReading {
  readonly book: BookView;
  /** Per shown level, best first: size now minus the size that stood at the same price before. */
  readonly askChanges: readonly number[];
  readonly bidChanges: readonly number[];
  readonly totalAskChange: number;
  readonly totalBidChange: number;
  /** Of the orders that wait to trade at the close. */
  readonly closeAskChange: number;
  readonly closeBidChange: number;
}

/** Reads books and remembers the last two states of each, so that every answer can say what changed. */
export interface BookChanges {
  read(symbol: string, scope: BookScope): BookReading;
}

interface Memory {
  current: BookView;
  previous: BookView;
}

export function createBookChanges(world: Pick<World, 'book'>): BookChanges {
  const memories = new Map<string, Memory>();
  return {
    read(symbol, scope) {
      const book = world.book(symbol, scope);
      const key = `${symbol}/${scope}`;
      const memory = memories.get(key) ?? { current: book, previous: book };
      memories.set(key, memory);
      if (!isSameBook(memory.current, book)) {
        memory.previous = memory.current;
        memory.current = book;
      }
      const { previous } = memory;
      return {
        book,
        askChanges: levelChanges(book.asks, previous.asks),
        bidChanges: levelChanges(book.bids, previous.bids),
        totalAskChange: book.totalAsk - previous.totalAsk,
        totalBidChange: book.totalBid - previous.totalBid,
        closeAskChange: book.closeTrade.ask - previous.closeTrade.ask,
        closeBidChange: book.closeTrade.bid - previous.closeTrade.bid,
      };
    },
  };
}

function levelChanges(now: readonly BookLevelView[], before: readonly BookLevelView[]): number[] {
  return now.map(({ price, size }) => size - (before.find((level) => level.price === price)?.size ?? 0));
}

function isSameBook(a: BookView, b: BookView): boolean {
  if (a === b) return true;
  return (
    a.totalAsk === b.totalAsk &&
    a.totalBid === b.totalBid &&
    a.closeTrade.ask === b.closeTrade.ask &&
    a.closeTrade.bid === b.closeTrade.bid &&
    isSameSide(a.asks, b.asks) &&
    isSameSide(a.bids, b.bids)
  );
}

function isSameSide(a: readonly BookLevelView[], b: readonly BookLevelView[]): boolean {
  return (
    a.length === b.length &&
    a.every((level, index) => level.price === b[index]?.price && level.size === b[index]?.size)
  );
}
