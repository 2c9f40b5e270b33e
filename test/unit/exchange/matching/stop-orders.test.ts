import { describe, expect, it } from 'vitest';
import { BookHarness } from './book-harness.ts';

function buyStop(stop: number) {
  return { type: 'stopLimit', stop } as const;
}

describe('stop-limit orders', () => {
  it('sleep, unseen, until the last price reaches their stop', () => {
    const book = new BookHarness();
    const stop = book.buy(10_100, 5, buyStop(10_050));
    expect(book.bids()).toEqual([]);
    expect(book.engine.totalSize('buy')).toBe(0);
    expect(book.engine.working(stop)).toMatchObject({ workingPrice: null, leaves: 5 });
    book.sell(10_040, 1);
    book.buy(10_040, 1);
    expect(book.engine.working(stop)?.workingPrice).toBeNull();
    book.sell(10_050, 1);
    book.buy(10_050, 1);
    expect(book.engine.working(stop)?.workingPrice).toBe(10_100);
    expect(book.bids()).toEqual([[10_100, 5]]);
  });

  it('sell when the last price falls to their stop', () => {
    const book = new BookHarness();
    const stop = book.sell(9_900, 5, buyStop(9_950));
    book.buy(9_950, 1);
    book.buy(9_930, 5);
    book.sell(9_950, 1);
    expect(book.filledOf(stop)).toBe(5);
    expect(book.trades.at(-1)?.slice(0, 2)).toEqual([9_930, 5]);
  });

  it('work at once when their stop is reached on arrival', () => {
    const book = new BookHarness();
    const number = book.buy(10_100, 5, buyStop(10_000));
    expect(book.engine.working(number)?.workingPrice).toBe(10_100);
  });

  it('wake after the order that woke them is done', () => {
    const book = new BookHarness();
    const stop = book.buy(10_200, 5, buyStop(10_050));
    book.sell(10_050, 5);
    book.sell(10_060, 5);
    const incoming = book.buy(10_060, 10);
    expect(book.filledOf(incoming)).toBe(10);
    expect(book.leavesOf(stop)).toBe(5);
  });

  it('keep their original time of receipt among limits of the same price', () => {
    const book = new BookHarness();
    const stop = book.sell(10_100, 5, { type: 'stopLimit', stop: 9_950 });
    const limit = book.sell(10_100, 5);
    book.buy(9_950, 1);
    book.sell(9_950, 1);
    book.buy(10_100, 7);
    expect([book.filledOf(stop), book.filledOf(limit)]).toEqual([5, 2]);
  });

  it('wake in the order they were received when one trade reaches several', () => {
    const book = new BookHarness();
    const later = book.buy(10_200, 5, buyStop(10_060));
    const sooner = book.buy(10_200, 5, buyStop(10_050));
    book.sell(10_060, 1);
    book.buy(10_060, 1);
    book.sell(10_200, 7);
    expect([book.filledOf(later), book.filledOf(sooner)]).toEqual([5, 2]);
  });

  it('compete for one counterpart in the order they were received', () => {
    const book = new BookHarness();
    const earlier = book.buy(10_200, 5, buyStop(10_060));
    const later = book.buy(10_200, 5, buyStop(10_050));
    book.sell(10_060, 1);
    book.sell(10_200, 5);
    book.buy(10_060, 1);
    expect([book.filledOf(earlier), book.filledOf(later)]).toEqual([5, 0]);
  });

  it('wake one another', () => {
    const book = new BookHarness();
    const first = book.buy(10_060, 1, buyStop(10_050));
    const second = book.buy(10_080, 1, buyStop(10_060));
    book.sell(10_050, 1);
    book.sell(10_060, 1);
    book.sell(10_080, 1);
    book.buy(10_050, 1);
    expect([book.filledOf(first), book.filledOf(second)]).toEqual([1, 1]);
    expect(book.engine.lastPrice).toBe(10_080);
  });

  it('can be canceled and amended asleep', () => {
    const book = new BookHarness();
    const number = book.buy(10_100, 5, buyStop(10_050));
    const amended = book.amend(number, { size: 5, price: 10_300, stop: 10_200 });
    expect(amended.ok).toBe(true);
    book.sell(10_050, 1);
    book.buy(10_050, 1);
    expect(book.engine.working(amended.number)?.workingPrice).toBeNull();
    expect(book.cancel(amended.number).ok).toBe(true);
    expect(book.engine.workingOrders()).toEqual([]);
  });

  it('keep their stop when only the price is amended', () => {
    const book = new BookHarness();
    const number = book.buy(10_100, 5, buyStop(10_050));
    const amended = book.amend(number, { size: 2, price: 10_300 });
    expect(book.engine.working(amended.number)?.intent).toMatchObject({ stopPrice: 10_050, price: 10_300 });
    expect(book.leavesOf(number)).toBe(3);
  });

  it.each([
    ['off its tick', 10_055],
    ['above the band', 13_010],
    ['below the band', 6_990],
  ])('are refused with a stop price %s', (_case, stop) => {
    expect(new BookHarness().refusalOf('buy', 10_100, 5, buyStop(stop))).toBe('STOP_PRICE_INVALID');
  });

  it('are refused without a stop price, and other types with one', () => {
    const book = new BookHarness();
    expect(book.refusalOf('buy', 10_100, 5, { type: 'stopLimit' })).toBe('STOP_PRICE_INVALID');
    expect(book.refusalOf('buy', 10_100, 5, { type: 'limit', stop: 10_000 })).toBe('STOP_PRICE_INVALID');
  });

  it('stay asleep through the closing auction and die with the session', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const number = book.buy(10_100, 5, buyStop(10_050));
    book.enter('closingAuction', '15:20');
    expect(book.leavesOf(number)).toBe(5);
    book.enter('postCloseWait', '15:30:05');
    expect(book.cancels).toEqual([[number, 5, 'expired']]);
  });

  it('join a volatility auction when they wake into one', () => {
    const book = new BookHarness();
    const stop = book.buy(10_900, 5, buyStop(10_050));
    book.sell(10_050, 1);
    book.sell(10_900, 5);
    book.buy(10_050, 1);
    expect(book.engine.vi.isActive).toBe(true);
    expect(book.leavesOf(stop)).toBe(5);
    expect(book.trades.length).toBe(1);
  });
});
