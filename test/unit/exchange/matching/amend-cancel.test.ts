import { describe, expect, it } from 'vitest';
import { BookHarness } from './book-harness.ts';

describe('amend', () => {
  it('moves an order to its new price, at the back of the queue there', () => {
    const book = new BookHarness();
    const moved = book.buy(9_900, 5);
    const waiting = book.buy(10_000, 5);
    const { number } = book.amend(moved, { size: 5, price: 10_000 });
    expect(book.leavesOf(moved)).toBeNull();
    book.sell(10_000, 7);
    expect([book.filledOf(waiting), book.filledOf(number)]).toEqual([5, 2]);
  });

  it('loses the place in the queue even at the same price', () => {
    const book = new BookHarness();
    const first = book.buy(10_000, 5);
    const second = book.buy(10_000, 5);
    const { number } = book.amend(first, { size: 5, price: 10_000 });
    book.sell(10_000, 5);
    expect([book.filledOf(second), book.filledOf(number)]).toEqual([5, 0]);
  });

  it('of a part leaves the rest with its number and its place', () => {
    const book = new BookHarness();
    const first = book.buy(10_000, 10);
    const second = book.buy(10_000, 5);
    const { number } = book.amend(first, { size: 4, price: 9_990 });
    expect([book.leavesOf(first), book.leavesOf(number)]).toEqual([6, 4]);
    book.sell(10_000, 8);
    expect([book.filledOf(first), book.filledOf(second)]).toEqual([6, 2]);
  });

  it('trades at once when the new price crosses', () => {
    const book = new BookHarness();
    const ask = book.sell(10_050, 5);
    const bid = book.buy(10_000, 8);
    book.takeNew();
    const { number } = book.amend(bid, { size: 8, price: 10_050 });
    expect(book.takeNew().map(({ type }) => type)).toEqual(['amended', 'trade', 'bookChanged']);
    expect(book.trades).toEqual([[10_050, 5, number, ask, 'buy']]);
    expect(book.leavesOf(number)).toBe(3);
  });

  it('reports the new order with the terms of the old one', () => {
    const book = new BookHarness();
    const original = book.buy(10_000, 8, { owner: 'B' });
    const { number } = book.amend(original, { size: 3, price: 9_990 });
    const amended = book.log.find(({ type }) => type === 'amended');
    expect(amended).toMatchObject({
      original,
      order: { number, owner: 'B', intent: { side: 'buy', type: 'limit', price: 9_990, quantity: 3 } },
    });
  });

  it('keeps the price when none is given', () => {
    const book = new BookHarness();
    const original = book.buy(10_000, 8);
    const { number } = book.amend(original, { size: 8 });
    expect(book.engine.working(number)?.workingPrice).toBe(10_000);
  });

  it('turns an order without a price into a limit order when one is given', () => {
    const book = new BookHarness();
    const market = book.buy(null, 5, { type: 'market' });
    const midpoint = book.buy(null, 5, { type: 'midpoint' });
    const best = book.buy(null, 5, { type: 'bestSame' });
    for (const original of [market, midpoint, best]) {
      const { number } = book.amend(original, { size: 5, price: 9_950 });
      expect(book.engine.working(number)).toMatchObject({ intent: { type: 'limit' }, workingPrice: 9_950 });
    }
  });

  it('prices a best-price order anew when no price is given', () => {
    const book = new BookHarness();
    const original = book.buy(null, 5, { type: 'bestSame' });
    book.buy(10_020, 1);
    const { number } = book.amend(original, { size: 5 });
    expect(book.engine.working(number)).toMatchObject({ intent: { type: 'bestSame' }, workingPrice: 10_020 });
  });

  it('takes a woken stop for the limit order that it is', () => {
    const book = new BookHarness();
    const stop = book.buy(9_900, 5, { type: 'stopLimit', stop: 10_000 });
    const { number } = book.amend(stop, { size: 5, price: 9_950 });
    expect(book.engine.working(number)).toMatchObject({
      intent: { type: 'limit', stopPrice: null },
      workingPrice: 9_950,
    });
  });

  it('gives a converted conditional limit a price again in the closing auction', () => {
    const book = new BookHarness();
    const original = book.buy(9_900, 5, { type: 'conditionalLimit' });
    book.enter('closingAuction', '15:20');
    const { number } = book.amend(original, { size: 5, price: 9_950 });
    expect(book.engine.working(number)).toMatchObject({ intent: { type: 'limit' }, workingPrice: 9_950 });
  });

  it.each([
    ['a price between two ticks', { size: 5, price: 10_005 }, 'PRICE_OFF_TICK'],
    ['a price outside the band', { size: 5, price: 13_010 }, 'PRICE_OUTSIDE_LIMITS'],
    ['more than is left', { size: 6, price: 10_010 }, 'QUANTITY_EXCEEDS_LEAVES'],
    ['nothing', { size: 0, price: 10_010 }, 'QUANTITY_INVALID'],
    ['a stop price it has no use for', { size: 5, price: 10_010, stop: 10_000 }, 'STOP_PRICE_INVALID'],
  ])('is refused with %s and changes nothing', (_case, change, reason) => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    const before = book.engine.workingOrders();
    expect(book.amend(number, change)).toMatchObject({ ok: false, error: reason });
    expect(book.engine.workingOrders()).toEqual(before);
  });

  it('is refused while the session takes no new orders', () => {
    const book = new BookHarness({ venue: 'NXT' });
    const number = book.buy(10_000, 5);
    book.enter('paused', '15:20');
    expect(book.amend(number, { size: 5, price: 10_010 })).toMatchObject({
      ok: false,
      error: 'SESSION_CLOSED',
    });
  });

  it('tells a closed order from one that never was', () => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    book.sell(10_000, 5);
    expect(book.amend(number, { size: 1, price: 10_010 })).toMatchObject({
      ok: false,
      error: 'ORDER_NOT_OPEN',
    });
    expect(book.amend(999, { size: 1, price: 10_010 })).toMatchObject({ ok: false, error: 'UNKNOWN_ORDER' });
  });
});

describe('cancel', () => {
  it('takes the whole rest out of the book', () => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    book.sell(10_000, 2);
    book.cancel(number);
    expect(book.cancels).toEqual([[number, 3, 'request']]);
    expect(book.bids()).toEqual([]);
    expect(book.engine.workingOrders()).toEqual([]);
  });

  it('of a part keeps time priority', () => {
    const book = new BookHarness();
    const first = book.buy(10_000, 10);
    const second = book.buy(10_000, 10);
    book.cancel(first, 4);
    expect(book.leavesOf(first)).toBe(6);
    book.sell(10_000, 8);
    expect([book.filledOf(first), book.filledOf(second)]).toEqual([6, 2]);
  });

  it.each([
    [6, 'QUANTITY_EXCEEDS_LEAVES'],
    [0, 'QUANTITY_INVALID'],
    [1.5, 'QUANTITY_INVALID'],
  ])('of %s of 5 shares is refused', (size, reason) => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    expect(book.cancel(number, size)).toEqual({ ok: false, error: reason });
    expect(book.leavesOf(number)).toBe(5);
  });

  it('is honoured while no new order is taken', () => {
    const book = new BookHarness({ venue: 'NXT' });
    const number = book.buy(10_000, 5);
    book.enter('paused', '15:20');
    expect(book.cancel(number).ok).toBe(true);
  });

  it('tells a closed order from one that never was', () => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    book.cancel(number);
    expect(book.cancel(number)).toEqual({ ok: false, error: 'ORDER_NOT_OPEN' });
    expect(book.cancel(999)).toEqual({ ok: false, error: 'UNKNOWN_ORDER' });
  });

  it('changes the book once', () => {
    const book = new BookHarness();
    const number = book.buy(10_000, 5);
    book.takeNew();
    book.cancel(number);
    expect(book.takeNew().map(({ type }) => type)).toEqual(['canceled', 'bookChanged']);
  });
});
