import { describe, expect, it } from 'vitest';
import { BookHarness } from './book-harness.ts';

describe('continuous matching', () => {
  it('fills the best price first, whatever came first', () => {
    const book = new BookHarness();
    const worse = book.sell(10_020, 5);
    const best = book.sell(10_010, 5);
    const incoming = book.buy(10_020, 8);
    expect(book.trades).toEqual([
      [10_010, 5, incoming, best, 'buy'],
      [10_020, 3, incoming, worse, 'buy'],
    ]);
  });

  it('fills orders of one price in the order they arrived', () => {
    const book = new BookHarness();
    const first = book.buy(10_000, 5);
    const second = book.buy(10_000, 5);
    const incoming = book.sell(10_000, 7);
    expect(book.trades).toEqual([
      [10_000, 5, first, incoming, 'sell'],
      [10_000, 2, second, incoming, 'sell'],
    ]);
    expect(book.leavesOf(second)).toBe(3);
  });

  it('trades at the price of the resting order', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.buy(10_050, 5);
    expect(book.trades.map(([at]) => at)).toEqual([10_010]);
    expect(book.engine.lastPrice).toBe(10_010);
  });

  it('rests what a limit order cannot trade', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.buy(10_010, 8);
    expect(book.bids()).toEqual([[10_010, 3]]);
    expect(book.asks()).toEqual([]);
  });

  it('reports acceptance first, then trades, then one change of the book', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.sell(10_020, 5);
    book.takeNew();
    book.buy(10_020, 10);
    expect(book.takeNew().map(({ type }) => type)).toEqual(['accepted', 'trade', 'trade', 'bookChanged']);
  });

  it('changes nothing when it refuses', () => {
    const book = new BookHarness();
    book.buy(10_000, 5);
    const before = JSON.stringify([book.bids(), book.asks(), book.engine.workingOrders()]);
    expect(book.refusalOf('sell', 10_001, 5)).toBe('PRICE_OFF_TICK');
    expect(JSON.stringify([book.bids(), book.asks(), book.engine.workingOrders()])).toBe(before);
    expect(book.engine.enterPhase('continuous', book.now)).toEqual([]);
  });

  it('refuses a number that is already at work', () => {
    const { engine, now } = new BookHarness();
    const order = new BookHarness();
    const number = order.buy(10_000, 5);
    const working = order.engine.working(number);
    if (working === null) throw new Error('the order rests');
    engine.submit({ number, owner: null, intent: working.intent, receivedAt: now });
    expect(() => engine.submit({ number, owner: null, intent: working.intent, receivedAt: now })).toThrow(
      /already at work/,
    );
  });
});

describe('market orders in continuous matching', () => {
  it('take every price the book offers', () => {
    const book = new BookHarness();
    book.sell(10_010, 5);
    book.sell(10_300, 5);
    book.buy(null, 10, { type: 'market' });
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([
      [10_010, 5],
      [10_300, 5],
    ]);
  });

  it('rank ahead of every limit order when they have to wait', () => {
    const book = new BookHarness();
    const limit = book.buy(10_000, 5);
    const market = book.buy(null, 5, { type: 'market' });
    const incoming = book.sell(9_990, 7);
    expect(book.trades.map(([, size, buyNumber, sellNumber]) => [size, buyNumber, sellNumber])).toEqual([
      [5, market, incoming],
      [2, limit, incoming],
    ]);
  });

  it('rank equal to a limit at the daily limit, in time order', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false });
    const limit = book.buy(13_000, 5);
    const market = book.buy(null, 5, { type: 'market' });
    book.sell(13_000, 7);
    expect(book.filledOf(limit)).toBe(5);
    expect(book.filledOf(market)).toBe(2);
  });

  it('trade at the daily limit when a limit order stands there too', () => {
    const book = new BookHarness({ hasVolatilityInterruption: false });
    const market = book.buy(null, 5, { type: 'market' });
    book.buy(13_000, 5);
    const incoming = book.sell(12_000, 5);
    expect(book.trades).toEqual([[13_000, 5, market, incoming, 'sell']]);
  });

  it('wait one tick above the best bid and trade there', () => {
    const book = new BookHarness();
    book.buy(10_050, 5);
    book.buy(null, 5, { type: 'market' });
    expect(book.bids()).toEqual([
      [10_060, 5],
      [10_050, 5],
    ]);
    expect(book.engine.bestPrice('buy')).toBe(10_060);
    book.sell(9_900, 5);
    expect(book.trades.map(([at]) => at)).toEqual([10_060]);
  });

  it('count as reaching a better price than their own side when a limit comes in above it', () => {
    const book = new BookHarness();
    const market = book.buy(null, 5, { type: 'market' });
    const incoming = book.sell(10_200, 5);
    expect(book.trades).toEqual([[10_200, 5, market, incoming, 'sell']]);
  });

  it('meet another market order at the last price when there is no limit at all', () => {
    const book = new BookHarness();
    book.sell(null, 5, { type: 'market' });
    book.buy(null, 5, { type: 'market' });
    expect(book.trades.map(([at]) => at)).toEqual([10_000]);
  });
});
