import { describe, expect, it } from 'vitest';
import { buildInstrument, BookHarness } from './book-harness.ts';

const MIDPOINT = { type: 'midpoint' } as const;

/** A book with 9,980 bid and 10,020 asked: the midpoint is 10,000. */
function quotedBook(options: ConstructorParameters<typeof BookHarness>[0] = {}): BookHarness {
  const book = new BookHarness(options);
  book.buy(9_980, 10);
  book.sell(10_020, 10);
  return book;
}

/** A share whose tick is one won. */
const PENNY = { instrument: buildInstrument({ basePrice: 1_500 as never }) };

describe('midpoint orders', () => {
  it('meet each other in the middle of the spread', () => {
    const book = quotedBook();
    const buy = book.buy(null, 5, MIDPOINT);
    const sell = book.sell(null, 5, MIDPOINT);
    expect(book.trades).toEqual([[10_000, 5, buy, sell, 'sell']]);
  });

  it('trade at a price that need not lie on a tick, cut to whole won', () => {
    const book = quotedBook();
    book.buy(9_990, 1);
    book.buy(null, 5, MIDPOINT);
    book.sell(null, 5, MIDPOINT);
    expect(book.trades.map(([at]) => at)).toEqual([10_005]);
    const penny = new BookHarness(PENNY);
    penny.buy(1_500, 1);
    penny.sell(1_503, 1);
    penny.buy(null, 5, MIDPOINT);
    penny.sell(null, 5, MIDPOINT);
    expect(penny.trades.map(([at]) => at)).toEqual([1_501]);
  });

  it('float with the quotes', () => {
    const book = quotedBook();
    book.buy(null, 5, MIDPOINT);
    expect(book.engine.midpoint()).toEqual({ price: 10_000, buySize: 5, sellSize: 0 });
    book.buy(10_000, 1);
    expect(book.engine.midpoint().price).toBe(10_010);
  });

  it('trade with an incoming limit order before the quote they better', () => {
    const book = quotedBook();
    const pegged = book.sell(null, 5, MIDPOINT);
    const incoming = book.buy(10_020, 8);
    expect(book.trades[0]).toEqual([10_000, 5, incoming, pegged, 'buy']);
    expect(book.trades[1]?.[0]).toBe(10_020);
  });

  it('keep their price for the whole of one incoming order', () => {
    const penny = new BookHarness(PENNY);
    const bid = penny.buy(1_500, 10);
    penny.buy(1_490, 10);
    penny.sell(1_501, 10);
    const pegged = penny.buy(null, 10, MIDPOINT);
    // The midpoint is rounded down onto the bid; the limit came first, then the midpoint order at the same price.
    const incoming = penny.sell(1_500, 20, { timeInForce: 'fok' });
    expect(penny.trades).toEqual([
      [1_500, 10, bid, incoming, 'sell'],
      [1_500, 10, pegged, incoming, 'sell'],
    ]);
  });

  it('do not trade with a limit order short of the middle', () => {
    const book = quotedBook();
    book.sell(null, 5, MIDPOINT);
    book.buy(9_990, 5);
    expect(book.trades).toEqual([]);
  });

  it('stay out of the book that is shown and of its totals', () => {
    const book = quotedBook();
    book.buy(null, 5, MIDPOINT);
    expect(book.bids()).toEqual([[9_980, 10]]);
    expect(book.engine.totalSize('buy')).toBe(10);
    expect(book.engine.bestPrice('buy')).toBe(9_980);
  });

  it('are suspended while one side has no other quote', () => {
    const book = new BookHarness();
    book.buy(9_980, 10);
    const sell = book.sell(null, 5, MIDPOINT);
    const buy = book.buy(null, 5, MIDPOINT);
    expect(book.trades).toEqual([]);
    expect(book.engine.midpoint().price).toBeNull();
    book.sell(10_020, 1);
    expect(book.trades).toEqual([[10_000, 5, buy, sell, 'buy']]);
  });

  it('do not trade with limit orders while they are suspended', () => {
    const book = new BookHarness();
    book.sell(null, 5, MIDPOINT);
    const buy = book.buy(10_500, 5);
    expect(book.trades).toEqual([]);
    expect(book.leavesOf(buy)).toBe(5);
  });

  it('sell to the best bid when the spread is one won', () => {
    const book = new BookHarness(PENNY);
    const bid = book.buy(1_500, 10);
    const sell = book.sell(null, 4, MIDPOINT);
    book.sell(1_501, 10);
    expect(book.trades).toEqual([[1_500, 4, bid, sell, 'sell']]);
  });

  it('and the best bid share one price by time when the spread is one won', () => {
    const earlier = new BookHarness(PENNY);
    const pegged = earlier.buy(null, 4, MIDPOINT);
    const sell = earlier.sell(null, 4, MIDPOINT);
    earlier.buy(1_500, 10);
    earlier.sell(1_501, 10);
    expect(earlier.trades).toEqual([[1_500, 4, pegged, sell, 'sell']]);
    const later = new BookHarness(PENNY);
    const bid = later.buy(1_500, 10);
    later.buy(null, 4, MIDPOINT);
    const other = later.sell(null, 4, MIDPOINT);
    later.sell(1_501, 10);
    expect(later.trades).toEqual([[1_500, 4, bid, other, 'sell']]);
  });

  it('that move onto the bid are the aggressor, however long they waited', () => {
    const book = new BookHarness(PENNY);
    const sell = book.sell(null, 4, MIDPOINT);
    const bid = book.buy(1_500, 10);
    book.sell(1_501, 10);
    expect(book.trades).toEqual([[1_500, 4, bid, sell, 'sell']]);
  });

  it('have no price while the market pauses', () => {
    const book = quotedBook();
    book.buy(null, 5, MIDPOINT);
    book.enter('paused');
    expect(book.engine.midpoint()).toEqual({ price: null, buySize: 5, sellSize: 0 });
  });

  it('are suspended while a volatility interruption collects orders, and resume after it', () => {
    const book = quotedBook();
    book.buy(null, 5, MIDPOINT);
    book.buy(10_650, 11);
    book.sell(10_650, 1, { owner: null });
    expect(book.engine.vi.isActive).toBe(true);
    expect(book.refusalOf('sell', null, 5, MIDPOINT)).toBe('TYPE_NOT_ALLOWED');
    expect(book.engine.midpoint()).toEqual({ price: null, buySize: 5, sellSize: 0 });
    book.advance(120_000);
    book.buy(10_640, 1);
    book.sell(10_660, 1);
    expect(book.engine.vi.isActive).toBe(false);
    expect(book.engine.midpoint()).toEqual({ price: 10_650, buySize: 5, sellSize: 0 });
  });

  it('are void in the closing auction', () => {
    const book = quotedBook();
    const number = book.buy(null, 5, MIDPOINT);
    book.enter('closingAuction', '15:20');
    expect(book.cancels).toEqual([[number, 5, 'halt']]);
  });

  it.each(['ioc', 'fok'] as const)('take %s: what does not trade at once is canceled', (timeInForce) => {
    const book = quotedBook();
    book.sell(null, 5, MIDPOINT);
    const tooLarge = book.buy(null, 8, { ...MIDPOINT, timeInForce });
    expect(book.filledOf(tooLarge)).toBe(timeInForce === 'ioc' ? 5 : 0);
    expect(book.cancels).toEqual([[tooLarge, timeInForce === 'ioc' ? 3 : 8, timeInForce]]);
  });

  it('are canceled as IOC when they are suspended', () => {
    const book = new BookHarness();
    const number = book.buy(null, 8, { ...MIDPOINT, timeInForce: 'ioc' });
    expect(book.cancels).toEqual([[number, 8, 'ioc']]);
  });

  it('on NXT end with its main market', () => {
    const book = quotedBook({ venue: 'NXT' });
    const midpoint = book.buy(null, 5, MIDPOINT);
    const stop = book.buy(10_200, 5, { type: 'stopLimit', stop: 10_100 });
    book.enter('paused', '15:20');
    expect(book.cancels).toEqual([]);
    book.enter('afterMarketAuction', '15:30');
    expect(book.cancels).toEqual([
      [midpoint, 5, 'halt'],
      [stop, 5, 'halt'],
    ]);
  });
});
