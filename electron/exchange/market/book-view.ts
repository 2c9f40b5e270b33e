import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { BookLevelView, MatchingEngine } from '../matching/engine.ts';
import type { BookScope, BookView } from '../world.ts';
import type { Issue } from './issue.ts';

const EMPTY: BookView = {
  asks: [],
  bids: [],
  totalAsk: quantity(0),
  totalBid: quantity(0),
  indicative: null,
  closeTrade: { ask: quantity(0), bid: quantity(0) },
};

/** Shows ten levels a side of one venue's book, or of both laid over each other. */
export function viewBook(issue: Issue, scope: BookScope): BookView {
  const krx = issue.books.get('KRX')?.engine;
  const nxt = issue.books.get('NXT')?.engine;
  if (scope === 'NXT') return nxt === undefined ? EMPTY : viewOf([nxt]);
  const engines = scope === 'ALL' ? [krx, nxt] : [krx];
  return viewOf(engines.filter((engine) => engine !== undefined));
}

function viewOf(engines: readonly MatchingEngine[]): BookView {
  return {
    asks: levels(engines, 'sell'),
    bids: levels(engines, 'buy'),
    totalAsk: total(engines, 'sell'),
    totalBid: total(engines, 'buy'),
    indicative: engines.find((engine) => engine.indicative() !== null)?.indicative() ?? null,
    closeTrade: { ask: waiting(engines, 'sell'), bid: waiting(engines, 'buy') },
  };
}

function levels(engines: readonly MatchingEngine[], side: OrderSide): readonly BookLevelView[] {
  const [only, other] = engines;
  if (only === undefined) return [];
  if (other === undefined) return only.levels(side, BOOK_DEPTH);
  const sizes = new Map<BookLevelView['price'], number>();
  for (const engine of engines) {
    for (const { price, size } of engine.levels(side, BOOK_DEPTH))
      sizes.set(price, (sizes.get(price) ?? 0) + size);
  }
  const direction = side === 'sell' ? 1 : -1;
  return [...sizes]
    .sort(([a], [b]) => (a - b) * direction)
    .slice(0, BOOK_DEPTH)
    .map(([price, size]) => ({ price, size: quantity(size) }));
}

function total(engines: readonly MatchingEngine[], side: OrderSide) {
  return quantity(engines.reduce((sum, engine) => sum + engine.totalSize(side), 0));
}

function waiting(engines: readonly MatchingEngine[], side: OrderSide) {
  return quantity(engines.reduce((sum, engine) => sum + engine.closePriceSize(side), 0));
}
