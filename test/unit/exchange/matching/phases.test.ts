import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { kstDate } from '#shared/domain/time.ts';
import { atTime, BookHarness } from './book-harness.ts';

const BEFORE_OPEN = { type: 'preOpenClosePrice' } as const;
const AFTER_CLOSE = { type: 'postCloseClosePrice' } as const;

describe('a KRX day', () => {
  it('opens at the crossing price and goes on continuously', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.buy(10_100, 5);
    book.sell(10_100, 3);
    const events = book.enter('continuous', '09:00:10');
    expect(events.map(({ type }) => type)).toEqual(['trade', 'phaseChanged', 'bookChanged']);
    book.sell(10_100, 2);
    expect(book.trades.map(([, size]) => size)).toEqual([3, 2]);
  });

  it('enters a phase once', () => {
    const book = new BookHarness();
    expect(book.enter('continuous')).toEqual([]);
  });

  it('carries the orders of the open into continuous matching with their priority', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    const early = book.buy(10_000, 5);
    book.enter('continuous', '09:00:10');
    const late = book.buy(10_000, 5);
    book.sell(10_000, 5);
    expect([book.filledOf(early), book.filledOf(late)]).toEqual([5, 0]);
  });

  it('ends with everything unfilled expired: nothing reaches the after-market', () => {
    const book = new BookHarness({}, 'closingAuction', '15:20');
    const buy = book.buy(9_900, 5);
    const sell = book.sell(10_100, 5);
    book.enter('postCloseWait', '15:30:05');
    expect(book.cancels).toEqual([
      [buy, 5, 'expired'],
      [sell, 5, 'expired'],
    ]);
    expect(book.engine.workingOrders()).toEqual([]);
  });

  it('ends after-market orders at 20:00', () => {
    const book = new BookHarness({}, 'afterMarket', '16:00');
    const number = book.buy(10_000, 5);
    book.enter('closed', '20:00');
    expect(book.cancels).toEqual([[number, 5, 'expired']]);
  });

  it('closes at the price of the closing auction', () => {
    const book = new BookHarness({}, 'closingAuction', '15:20');
    expect(book.engine.closePrice).toBeNull();
    book.buy(10_100, 5);
    book.sell(10_100, 5);
    book.enter('postCloseWait', '15:30:05');
    expect(book.engine.closePrice).toBe(10_100);
  });

  it('keeps that close whatever the after-market trades', () => {
    const book = new BookHarness({}, 'closingAuction', '15:20');
    book.enter('postCloseWait', '15:30:05');
    book.enter('postCloseClosePrice', '15:40');
    book.enter('afterMarket', '16:00');
    book.sell(10_200, 1);
    book.buy(10_200, 1);
    expect(book.engine.lastPrice).toBe(10_200);
    expect(book.engine.closePrice).toBe(10_000);
  });

  it('closes at the last trade when the closing auction does not cross', () => {
    const book = new BookHarness();
    book.sell(10_050, 1);
    book.buy(10_050, 1);
    book.buy(10_300, 1);
    book.enter('closingAuction', '15:20');
    book.enter('postCloseWait', '15:30:05');
    expect(book.engine.closePrice).toBe(10_050);
  });

  it.each([
    ['the best bid above the base', 'buy', 10_200, 10_200],
    ['the best ask below the base', 'sell', 9_800, 9_800],
    ['the base when the bid is below it', 'buy', 9_800, 10_000],
    ['the base when the ask is above it', 'sell', 10_200, 10_000],
  ] as const)('closes at %s when nothing traded all day', (_case, side, at, close) => {
    const book = new BookHarness();
    book.place(side, at, 5);
    book.place(side, side === 'buy' ? at - 100 : at + 100, 5);
    book.enter('closingAuction', '15:20');
    book.enter('postCloseWait', '15:30:05');
    expect(book.engine.closePrice).toBe(close);
    expect(book.engine.lastPrice).toBe(close);
  });

  it('leaves midpoint orders out of the close of a day without a trade', () => {
    const book = new BookHarness();
    book.buy(null, 5, { type: 'midpoint' });
    book.enter('closingAuction', '15:20');
    book.enter('postCloseWait', '15:30:05');
    expect(book.engine.closePrice).toBe(10_000);
  });
});

describe('close-price trade before the open', () => {
  it('trades at the previous close, by time alone, beside the opening auction', () => {
    const book = new BookHarness({ previousClose: price(9_990) }, 'preOpenClosePrice', '08:30');
    const auction = book.buy(10_100, 5);
    const first = book.buy(null, 5, BEFORE_OPEN);
    const second = book.buy(null, 5, BEFORE_OPEN);
    expect(book.engine.closePriceSize('buy')).toBe(10);
    const sell = book.sell(null, 7, BEFORE_OPEN);
    expect(book.trades).toEqual([
      [9_990, 5, first, sell, 'sell'],
      [9_990, 2, second, sell, 'sell'],
    ]);
    expect(book.engine.working(second)?.workingPrice).toBe(9_990);
    expect(book.leavesOf(auction)).toBe(5);
    expect(book.engine.lastPrice).toBe(10_000);
  });

  it('ends at 08:40, while the opening auction goes on', () => {
    const book = new BookHarness({}, 'preOpenClosePrice', '08:30');
    const auction = book.buy(10_100, 5);
    book.sell(10_100, 3);
    const number = book.buy(null, 5, BEFORE_OPEN);
    book.enter('openingAuction', '08:40');
    expect(book.cancels).toEqual([[number, 5, 'expired']]);
    expect(book.leavesOf(auction)).toBe(5);
    expect(book.engine.indicative()).toEqual({ price: 10_100, quantity: 3 });
  });
});

describe('close-price trade after the close', () => {
  it('collects from 15:30 and trades from 15:40, in time order at the close', () => {
    const book = new BookHarness({}, 'closingAuction', '15:20');
    book.buy(10_100, 5);
    book.sell(10_100, 5);
    book.enter('postCloseWait', '15:30:05');
    const buys = [book.buy(null, 5, AFTER_CLOSE), book.buy(null, 5, AFTER_CLOSE)];
    const sell = book.sell(null, 7, AFTER_CLOSE);
    expect(book.trades.length).toBe(1);
    book.enter('postCloseClosePrice', '15:40');
    expect(book.trades.slice(1)).toEqual([
      [10_100, 5, buys[0], sell, null],
      [10_100, 2, buys[1], sell, null],
    ]);
    book.sell(null, 3, AFTER_CLOSE);
    expect(book.trades.at(-1)?.slice(0, 2)).toEqual([10_100, 3]);
  });

  it('ends at 16:00', () => {
    const book = new BookHarness({}, 'postCloseClosePrice', '15:40');
    const number = book.buy(null, 5, AFTER_CLOSE);
    book.enter('afterMarket', '16:00');
    expect(book.cancels).toEqual([[number, 5, 'expired']]);
  });

  it('amends only in size, and cancels', () => {
    const book = new BookHarness({}, 'postCloseWait', '15:30');
    const number = book.buy(null, 5, AFTER_CLOSE);
    expect(book.amend(number, { size: 5, price: 10_000 })).toMatchObject({
      ok: false,
      error: 'TYPE_NOT_ALLOWED',
    });
    expect(book.cancel(number, 2).ok).toBe(true);
    expect(book.engine.closePriceSize('buy')).toBe(3);
  });
});

describe('an NXT day', () => {
  it('carries unfilled orders from the pre-market through the main market into the after-market', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'preMarket', '08:00');
    const number = book.buy(9_900, 5);
    book.enter('paused', '08:50');
    book.enter('continuous', '09:00:30');
    book.sell(9_900, 1);
    book.enter('paused', '15:20');
    book.enter('afterMarketAuction', '15:30');
    book.enter('afterMarket', '15:40');
    book.sell(9_900, 1);
    expect(book.filledOf(number)).toBe(2);
    book.enter('closed', '20:00');
    expect(book.cancels).toEqual([[number, 3, 'expired']]);
  });

  it('takes no order in its pauses', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'paused', '08:50');
    expect(book.refusalOf('buy', 10_000, 1)).toBe('SESSION_CLOSED');
  });

  it('opens its after-market with one cross', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'afterMarketAuction', '15:30');
    book.buy(10_100, 5);
    book.sell(10_050, 5);
    expect(book.trades).toEqual([]);
    book.enter('afterMarket', '15:40');
    expect(book.trades.map(([at, size, , , aggressor]) => [at, size, aggressor])).toEqual([
      [10_050, 5, null],
    ]);
    expect(book.engine.vi.referencePrice).toBe(10_050);
  });

  it('never makes a close', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'afterMarketAuction', '15:30');
    book.enter('afterMarket', '15:40');
    expect(book.engine.closePrice).toBeNull();
  });
});

describe('the off-hours single-price trade of the days before 2026-09-14', () => {
  const options = { date: kstDate('20260911') };
  const terms = { type: 'offHoursSinglePrice' } as const;

  it('crosses every ten minutes', () => {
    const book = new BookHarness(options, 'offHoursSinglePrice', '16:00');
    book.buy(10_100, 5, terms);
    book.sell(10_100, 3, terms);
    expect(book.trades).toEqual([]);
    book.now = atTime('16:10');
    book.advance(0);
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([[10_100, 3]]);
    expect(book.engine.nextDueAt()).toBe(atTime('16:20'));
  });

  it('crosses a last time as it ends', () => {
    const book = new BookHarness(options, 'offHoursSinglePrice', '16:00');
    book.buy(10_100, 5, terms);
    book.sell(10_100, 3, terms);
    book.enter('closed', '18:00');
    expect(book.trades.map(([, size]) => size)).toEqual([3]);
    expect(book.cancels).toEqual([[1, 2, 'expired']]);
  });

  it('keeps within 10 % of the close', () => {
    const book = new BookHarness(options, 'offHoursSinglePrice', '16:00');
    expect(book.refusalOf('buy', 11_000, 1, terms)).toBeNull();
    expect(book.refusalOf('buy', 11_010, 1, terms)).toBe('PRICE_OUTSIDE_LIMITS');
    expect(book.refusalOf('sell', 8_990, 1, terms)).toBe('PRICE_OUTSIDE_LIMITS');
    expect(book.refusalOf('buy', 10_000, 1)).toBe('TYPE_NOT_ALLOWED');
  });
});

describe('a halt of the whole market', () => {
  it('resumes with one cross that no volatility interruption lengthens', () => {
    const book = new BookHarness();
    book.enter('paused', '11:00');
    book.enter('openingAuction', '11:20');
    book.buy(11_500, 5);
    book.sell(11_500, 5);
    book.enter('continuous', '11:30');
    expect(book.trades.map(([at]) => at)).toEqual([11_500]);
    expect(book.engine.vi.isActive).toBe(false);
  });

  it('resumes with an allocation by size when the price is locked at its limit', () => {
    const book = new BookHarness();
    book.enter('paused', '11:00');
    book.enter('openingAuction', '11:20');
    const buys = [1_000, 200, 10_000, 5_000].map((size) => book.buy(13_000, size));
    book.sell(12_000, 13_100);
    book.enter('continuous', '11:30');
    expect(buys.map((number) => book.filledOf(number))).toEqual([550, 150, 9_850, 2_550]);
  });

  it('resumes at one price even without an auction of its own', () => {
    const book = new BookHarness();
    book.sell(10_600, 5);
    book.buy(10_600, 8);
    book.enter('paused', '11:00');
    book.enter('continuous', '11:20');
    expect(book.trades.map(([at, size, , , aggressor]) => [at, size, aggressor])).toEqual([
      [10_600, 5, null],
    ]);
    expect(book.bids()).toEqual([[10_600, 3]]);
  });

  it('drops an auction that it interrupts, with the orders kept for the next', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.buy(10_100, 5);
    book.sell(10_100, 5);
    book.enter('paused', '08:50');
    expect(book.trades).toEqual([]);
    expect(book.engine.workingOrders().length).toBe(2);
  });

  it('shows no crossed book while orders collected before it wait', () => {
    const book = new BookHarness();
    book.sell(10_600, 5);
    book.buy(10_600, 8);
    book.enter('paused', '11:00');
    expect(book.bids()).toEqual([[10_600, 3]]);
    expect(book.asks()).toEqual([]);
    expect(book.engine.bestPrice('sell')).toBeNull();
    expect(book.engine.indicative()).toBeNull();
  });
});

describe('stops that the last price of a session wakes', () => {
  it('do not outlive the regular session', () => {
    const book = new BookHarness({}, 'continuous', '15:00');
    const stop = book.buy(10_300, 5, { type: 'stopLimit', stop: 10_050 });
    book.enter('closingAuction', '15:20');
    book.buy(10_100, 1);
    book.sell(10_100, 1);
    book.enter('postCloseWait', '15:30:05');
    expect(book.cancels).toEqual([[stop, 5, 'expired']]);
    expect(book.engine.workingOrders()).toEqual([]);
    expect(book.bids()).toEqual([]);
  });

  it('do not trade in a pause: they wait for the next auction', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'continuous', '15:19');
    const stop = book.sell(9_000, 5, { type: 'stopLimit', stop: 10_300 });
    book.cancel(stop);
    const buyStop = book.buy(10_900, 5, { type: 'stopLimit', stop: 10_650 });
    book.sell(10_650, 5);
    book.sell(10_660, 5);
    book.buy(10_650, 5);
    expect(book.engine.vi.isActive).toBe(true);
    book.enter('paused', '15:20');
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([[10_650, 5]]);
    expect(book.leavesOf(buyStop)).toBe(5);
    book.enter('afterMarketAuction', '15:30');
    book.enter('afterMarket', '15:40');
    expect(book.filledOf(buyStop)).toBe(5);
  });
});
