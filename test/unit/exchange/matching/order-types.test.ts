import { describe, expect, it } from 'vitest';
import { BookHarness } from './book-harness.ts';

describe('conditional limit orders', () => {
  it('work as a limit in continuous matching', () => {
    const book = new BookHarness();
    const number = book.buy(10_000, 10, { type: 'conditionalLimit' });
    book.sell(9_990, 4);
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([[10_000, 4]]);
    expect(book.leavesOf(number)).toBe(6);
  });

  it('become market orders of the closing auction with what is left', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const conditional = book.buy(9_900, 10, { type: 'conditionalLimit' });
    book.enter('closingAuction', '15:20');
    book.sell(10_000, 6);
    book.enter('postCloseWait', '15:30:05');
    expect(book.filledOf(conditional)).toBe(6);
    expect(book.cancels).toContainEqual([conditional, 4, 'expired']);
  });

  it('convert the most aggressive first, then by time', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const terms = { type: 'conditionalLimit' } as const;
    const low = book.buy(9_800, 10, terms);
    const high = book.buy(9_900, 10, terms);
    const highLater = book.buy(9_900, 10, terms);
    book.enter('closingAuction', '15:20');
    book.sell(10_000, 15);
    book.enter('postCloseWait', '15:30:05');
    expect([low, high, highLater].map((number) => book.filledOf(number))).toEqual([0, 10, 5]);
  });

  it('convert sells with the lowest price first', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const terms = { type: 'conditionalLimit' } as const;
    const high = book.sell(10_200, 10, terms);
    const low = book.sell(10_100, 10, terms);
    book.enter('closingAuction', '15:20');
    book.buy(10_000, 12);
    book.enter('postCloseWait', '15:30:05');
    expect([high, low].map((number) => book.filledOf(number))).toEqual([2, 10]);
  });

  it('rank after market orders that waited already when they convert', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const conditional = book.buy(9_900, 10, { type: 'conditionalLimit' });
    const market = book.buy(null, 10, { type: 'market' });
    book.enter('closingAuction', '15:20');
    book.sell(10_000, 12);
    book.enter('postCloseWait', '15:30:05');
    expect([market, conditional].map((number) => book.filledOf(number))).toEqual([10, 2]);
  });

  it('are refused at the limit they could not better', () => {
    const book = new BookHarness();
    const terms = { type: 'conditionalLimit' } as const;
    expect(book.refusalOf('buy', 13_000, 1, terms)).toBe('PRICE_OUTSIDE_LIMITS');
    expect(book.refusalOf('sell', 7_000, 1, terms)).toBe('PRICE_OUTSIDE_LIMITS');
    expect(book.refusalOf('sell', 12_990, 1, terms)).toBeNull();
  });

  it('carry neither IOC nor FOK', () => {
    const book = new BookHarness();
    for (const timeInForce of ['ioc', 'fok'] as const) {
      expect(book.refusalOf('buy', 10_000, 1, { type: 'conditionalLimit', timeInForce })).toBe(
        'TYPE_NOT_ALLOWED',
      );
    }
  });
});

describe('best counter-side orders', () => {
  const terms = { type: 'bestCounter' } as const;

  it('take the best price of the other side and rest there', () => {
    const book = new BookHarness();
    book.sell(10_020, 5);
    book.sell(10_050, 5);
    const number = book.buy(null, 8, terms);
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([[10_020, 5]]);
    expect(book.engine.working(number)).toMatchObject({ workingPrice: 10_020, leaves: 3 });
  });

  it('are priced once: they stay where they are when the market moves', () => {
    const book = new BookHarness();
    book.sell(10_020, 5);
    const number = book.buy(null, 8, terms);
    book.sell(10_100, 5);
    expect(book.engine.working(number)?.workingPrice).toBe(10_020);
  });

  it('go one tick past their own best when the other side is empty', () => {
    const book = new BookHarness();
    book.buy(10_000, 5);
    const number = book.buy(null, 5, terms);
    expect(book.engine.working(number)?.workingPrice).toBe(10_010);
    const asks = new BookHarness();
    asks.sell(10_000, 5);
    const sell = asks.sell(null, 5, terms);
    expect(asks.engine.working(sell)?.workingPrice).toBe(9_990);
  });

  it('stay inside the daily limits when they do', () => {
    const book = new BookHarness();
    book.buy(13_000, 5);
    const number = book.buy(null, 5, terms);
    expect(book.engine.working(number)?.workingPrice).toBe(13_000);
  });

  it('take the last price when the book is empty', () => {
    const book = new BookHarness();
    const number = book.buy(null, 5, terms);
    expect(book.engine.working(number)?.workingPrice).toBe(10_000);
  });
});

describe('best same-side orders', () => {
  const terms = { type: 'bestSame' } as const;

  it('join the best price of their own side, at its back', () => {
    const book = new BookHarness();
    const first = book.buy(9_980, 5);
    const joined = book.buy(null, 5, terms);
    book.sell(9_980, 7);
    expect([book.filledOf(first), book.filledOf(joined)]).toEqual([5, 2]);
  });

  it('take the last price when there is none, buys rounded down and sells up', () => {
    const onTick = new BookHarness();
    expect(onTick.engine.working(onTick.sell(null, 5, terms))?.workingPrice).toBe(10_000);
    const between = { lastPrice: 10_005 as never };
    const buyer = new BookHarness(between);
    expect(buyer.engine.working(buyer.buy(null, 5, terms))?.workingPrice).toBe(10_000);
    const seller = new BookHarness(between);
    expect(seller.engine.working(seller.sell(null, 5, terms))?.workingPrice).toBe(10_010);
  });

  it('carry neither IOC nor FOK', () => {
    const book = new BookHarness();
    expect(book.refusalOf('buy', null, 1, { ...terms, timeInForce: 'ioc' })).toBe('TYPE_NOT_ALLOWED');
  });
});

describe('IOC orders', () => {
  it.each(['limit', 'market', 'bestCounter'] as const)(
    'cancel what a %s order cannot trade at once',
    (type) => {
      const book = new BookHarness();
      book.sell(10_010, 5);
      const number = book.buy(type === 'limit' ? 10_010 : null, 8, { type, timeInForce: 'ioc' });
      expect(book.filledOf(number)).toBe(5);
      expect(book.cancels).toEqual([[number, 3, 'ioc']]);
      expect(book.engine.working(number)).toBeNull();
    },
  );

  it('are canceled whole when nothing trades', () => {
    const book = new BookHarness();
    const number = book.buy(10_010, 8, { timeInForce: 'ioc' });
    expect(book.cancels).toEqual([[number, 8, 'ioc']]);
    expect(book.bids()).toEqual([]);
  });
});

describe('FOK orders', () => {
  it.each(['limit', 'market', 'bestCounter'] as const)('trade a %s order whole or not at all', (type) => {
    const at = type === 'limit' ? 10_010 : null;
    const book = new BookHarness();
    book.sell(10_010, 5);
    const tooLarge = book.buy(at, 6, { type, timeInForce: 'fok' });
    expect(book.filledOf(tooLarge)).toBe(0);
    expect(book.cancels).toEqual([[tooLarge, 6, 'fok']]);
    const fitting = book.buy(at, 5, { type, timeInForce: 'fok' });
    expect(book.filledOf(fitting)).toBe(5);
  });

  it('count every level within their price and nothing beyond', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.sell(10_020, 5);
    book.sell(10_030, 5);
    expect(book.filledOf(book.buy(10_020, 11, { timeInForce: 'fok' }))).toBe(0);
    expect(book.filledOf(book.buy(10_020, 10, { timeInForce: 'fok' }))).toBe(10);
  });

  it('trade nothing when part of the way would interrupt trading', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.sell(10_600, 5);
    const number = book.buy(10_600, 10, { timeInForce: 'fok' });
    expect(book.trades).toEqual([]);
    expect(book.cancels).toEqual([[number, 10, 'halt']]);
    expect(book.engine.vi.isActive).toBe(true);
  });
});
