import { describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { atTime, BookHarness, buildInstrument } from './book-harness.ts';

const SECOND = 1_000;

/** A book whose only ask would trade at `at`; the last price is 10,000. */
function bookAsking(at: number, options: ConstructorParameters<typeof BookHarness>[0] = {}): BookHarness {
  const book = new BookHarness(options);
  book.sell(at, 10);
  return book;
}

describe('dynamic volatility interruption', () => {
  it.each([
    ['6 % for an ordinary share', {}, 10_600, 10_590],
    ['3 % for a member of the index', { isIndexMember: true }, 10_300, 10_290],
    [
      '3 % for a member on expiry day too',
      { isIndexMember: true, isDerivativeExpiryDay: true },
      10_300,
      10_290,
    ],
  ])('begins at %s above the last trade', (_case, options, triggering, harmless) => {
    const calm = bookAsking(harmless, options);
    calm.buy(harmless, 10);
    expect(calm.engine.vi.isActive).toBe(false);
    const hot = bookAsking(triggering, options);
    hot.buy(triggering, 10);
    expect(hot.engine.vi).toMatchObject({ isActive: true, kind: 'dynamic', referencePrice: 10_000 });
  });

  it('begins as far below the last trade', () => {
    const book = new BookHarness();
    book.buy(9_400, 10);
    book.sell(9_400, 10);
    expect(book.engine.vi).toMatchObject({ isActive: true, lowerTrigger: 9_400, upperTrigger: 10_600 });
  });

  it('does not let the trade happen: the order joins the auction', () => {
    const book = bookAsking(10_600);
    const number = book.buy(10_700, 15);
    expect(book.trades).toEqual([]);
    expect(book.engine.working(number)).toMatchObject({ leaves: 15, workingPrice: 10_700 });
    expect(book.engine.lastPrice).toBe(10_000);
    expect(book.engine.indicative()).toEqual({ price: 10_700, quantity: 10 });
  });

  it('lets an order trade up to the threshold first', () => {
    const book = bookAsking(10_590);
    book.sell(10_600, 10);
    const number = book.buy(null, 20, { type: 'market' });
    expect(book.trades.map(([at, size]) => [at, size])).toEqual([[10_590, 10]]);
    expect(book.leavesOf(number)).toBe(10);
    expect(book.engine.vi.isActive).toBe(true);
  });

  it('measures a whole order by the last trade before it', () => {
    const book = bookAsking(10_500);
    book.sell(10_700, 10);
    book.buy(10_700, 20);
    // 10,700 is less than 6 % above 10,500, but the order began when the last trade was 10,000.
    expect(book.engine.vi.isActive).toBe(true);
    const apart = bookAsking(10_500);
    apart.sell(10_700, 10);
    apart.buy(10_500, 10);
    apart.buy(10_700, 10);
    expect(apart.engine.vi.isActive).toBe(false);
    expect(apart.engine.lastPrice).toBe(10_700);
  });

  it('leaves the rest of an IOC order void', () => {
    const book = bookAsking(10_500);
    book.sell(10_600, 10);
    const number = book.buy(10_600, 20, { timeInForce: 'ioc' });
    expect(book.filledOf(number)).toBe(10);
    expect(book.cancels).toEqual([[number, 10, 'halt']]);
  });

  it('does not begin for an order that only rests', () => {
    const book = new BookHarness();
    book.buy(12_000, 10);
    expect(book.engine.vi.isActive).toBe(false);
  });

  it('uses the rates of the continuous session in the after-market', () => {
    const book = new BookHarness({}, 'afterMarket', '16:00');
    book.sell(10_600, 10);
    book.buy(10_600, 10);
    expect(book.engine.vi.isActive).toBe(true);
  });
});

describe('static volatility interruption', () => {
  /** Walks the last price up in steps too small for the dynamic kind. */
  function walkTo(book: BookHarness, prices: readonly number[]): void {
    for (const at of prices) {
      book.sell(at, 1);
      book.buy(at, 1);
    }
  }

  it('begins 10 % away from the last single-price result', () => {
    const book = new BookHarness();
    walkTo(book, [10_500, 10_990]);
    expect(book.engine.vi).toEqual({
      isActive: false,
      kind: null,
      referencePrice: 10_000,
      upperTrigger: 11_000,
      lowerTrigger: 9_000,
      endsAt: null,
    });
    walkTo(book, [11_000]);
    expect(book.engine.vi).toMatchObject({ isActive: true, kind: 'static', referencePrice: 10_000 });
  });

  it('measures from the opening price once there is one', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.buy(10_500, 1);
    book.sell(10_500, 1);
    book.enter('continuous', '09:00:10');
    expect(book.engine.vi).toMatchObject({
      referencePrice: 10_500,
      upperTrigger: 11_550,
      lowerTrigger: 9_450,
    });
  });
});

describe('the auction of a volatility interruption', () => {
  /** An interruption that begins one millisecond past 10:00, with `random` for its end. */
  function interrupted(random: () => number = () => 0): BookHarness {
    const book = new BookHarness({ random });
    book.sell(10_600, 10);
    book.buy(10_600, 10);
    return book;
  }

  it('announces 120 seconds', () => {
    const book = interrupted();
    expect(book.engine.vi.endsAt).toBe(book.now + 120 * SECOND);
    expect(book.takeNew().map(({ type }) => type)).toEqual([
      'accepted',
      'bookChanged',
      'accepted',
      'viTriggered',
      'bookChanged',
    ]);
  });

  it('crosses at one price when it ends', () => {
    const book = interrupted();
    book.takeNew();
    const events = book.advance(120 * SECOND);
    expect(events.map(({ type }) => type)).toEqual(['trade', 'viReleased', 'bookChanged']);
    expect(book.trades.map(([at, size, , , aggressor]) => [at, size, aggressor])).toEqual([
      [10_600, 10, null],
    ]);
  });

  it('ends up to 30 seconds later, at random', () => {
    const soonest = interrupted(() => 0);
    const latest = interrupted(() => 1 - Number.EPSILON);
    expect(soonest.engine.nextDueAt()).toBe(soonest.now + 120 * SECOND);
    expect(latest.engine.nextDueAt()).toBe(latest.now + 150 * SECOND);
    expect(latest.advance(150 * SECOND - 1)).toEqual([]);
    expect(latest.advance(1).length).toBeGreaterThan(0);
    expect(latest.engine.nextDueAt()).toBeNull();
  });

  it('has happened when it was due, however late the engine is told', () => {
    const book = interrupted();
    const due = book.engine.nextDueAt();
    const [trade] = book.advance(500 * SECOND);
    expect(trade?.at).toBe(due);
  });

  it('sets the new static reference', () => {
    const book = interrupted();
    book.advance(120 * SECOND);
    expect(book.engine.vi).toMatchObject({ isActive: false, referencePrice: 10_600, upperTrigger: 11_660 });
  });

  it('keeps the static reference when nothing crosses', () => {
    const book = interrupted();
    const [order] = book.engine.workingOrders();
    if (order === undefined) throw new Error('an order waits');
    book.cancel(order.number);
    book.advance(120 * SECOND);
    expect(book.trades).toEqual([]);
    expect(book.engine.vi).toMatchObject({ isActive: false, referencePrice: 10_000 });
  });

  it('does not trigger again by its own result, however far that is', () => {
    const book = interrupted();
    book.buy(12_000, 100);
    book.advance(120 * SECOND);
    expect(book.engine.lastPrice).toBe(12_000);
    expect(book.engine.vi.isActive).toBe(false);
  });

  it('does not trigger again by the first price after it, but by the next', () => {
    const book = interrupted();
    book.advance(120 * SECOND);
    book.sell(11_300, 10);
    book.buy(11_300, 10);
    expect(book.engine.lastPrice).toBe(11_300);
    book.sell(11_980, 10);
    book.buy(11_980, 10);
    expect(book.engine.vi).toMatchObject({ isActive: true });
  });

  it('exempts only the first price of the first order after it', () => {
    const book = interrupted();
    book.advance(120 * SECOND);
    book.sell(11_300, 10);
    book.sell(11_310, 10);
    book.buy(11_310, 20);
    expect(book.trades.at(-1)?.slice(0, 2)).toEqual([11_300, 10]);
    expect(book.engine.vi.isActive).toBe(true);
  });

  it('does not trigger again by the first price after it when nothing crossed either', () => {
    const book = interrupted();
    book.cancel(2);
    book.advance(120 * SECOND);
    book.buy(10_600, 10);
    expect(book.trades.map(([at]) => at)).toEqual([10_600]);
    expect(book.engine.vi.isActive).toBe(false);
  });

  it('is not lengthened by a second interruption', () => {
    const book = interrupted();
    const due = book.engine.nextDueAt();
    book.buy(12_500, 10);
    book.sell(9_000, 5);
    expect(book.engine.nextDueAt()).toBe(due);
  });

  it('takes limit and market orders and honours cancels', () => {
    const book = interrupted();
    expect(book.refusalOf('buy', null, 1, { type: 'market' })).toBeNull();
    expect(book.refusalOf('buy', 10_500, 1, { type: 'conditionalLimit' })).toBeNull();
    expect(book.refusalOf('buy', null, 1, { type: 'bestCounter' })).toBe('TYPE_NOT_ALLOWED');
    expect(book.refusalOf('buy', 10_500, 1, { timeInForce: 'ioc' })).toBe('TYPE_NOT_ALLOWED');
    const number = book.buy(10_500, 1);
    expect(book.cancel(number).ok).toBe(true);
  });

  it('hands its orders to the closing auction', () => {
    const book = new BookHarness({}, 'continuous', '15:19');
    book.sell(10_600, 10);
    book.buy(10_600, 10);
    book.enter('closingAuction', '15:20');
    expect(book.engine.vi.isActive).toBe(false);
    expect(book.trades).toEqual([]);
    expect(book.engine.indicative()).toEqual({ price: 10_600, quantity: 10 });
    expect(book.engine.nextDueAt()).toBeNull();
  });

  it('is canceled by a halt of the whole market, whose end is one auction', () => {
    const book = interrupted();
    book.enter('paused');
    expect(book.engine.vi.isActive).toBe(false);
    expect(book.trades).toEqual([]);
    expect(book.refusalOf('buy', 10_000, 1)).toBe('SESSION_CLOSED');
    book.enter('openingAuction');
    book.enter('continuous');
    expect(book.trades.map(([at]) => at)).toEqual([10_600]);
  });

  it('ends with its session on NXT', () => {
    const book = new BookHarness({ venue: 'NXT' }, 'preMarket', '08:49');
    book.sell(10_600, 10);
    book.buy(10_600, 10);
    expect(book.engine.vi.isActive).toBe(true);
    book.enter('paused', '08:50');
    expect(book.engine.vi.isActive).toBe(false);
    expect(book.trades.map(([at]) => at)).toEqual([10_600]);
  });
});

describe('volatility interruption of the opening auction', () => {
  it('lengthens it by two minutes when the price would be 10 % from the base', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.buy(11_000, 10);
    book.sell(11_000, 10);
    book.enter('continuous', '09:00:10');
    expect(book.engine.vi).toMatchObject({ isActive: true, kind: 'static', referencePrice: 10_000 });
    expect(book.engine.phase).toBe('continuous');
    expect(book.engine.nextDueAt()).toBe(atTime('09:02:10'));
    expect(book.refusalOf('buy', null, 1, { type: 'midpoint' })).toBe('TYPE_NOT_ALLOWED');
    expect(book.refusalOf('buy', 10_900, 1)).toBeNull();
    book.now = atTime('09:02:10');
    book.advance(0);
    expect(book.trades.map(([at]) => at)).toEqual([11_000]);
    expect(book.engine.vi).toMatchObject({ isActive: false, referencePrice: 11_000 });
    expect(book.engine.indicative()).toBeNull();
  });

  it('knows no dynamic kind', () => {
    const book = new BookHarness({ isIndexMember: true }, 'openingAuction', '08:40');
    book.buy(10_990, 10);
    book.sell(10_990, 10);
    book.enter('continuous', '09:00:10');
    expect(book.engine.lastPrice).toBe(10_990);
  });
});

describe('volatility interruption of the closing auction', () => {
  it.each([
    ['4 % for an ordinary share', {}, 10_400, 10_390],
    ['2 % for a member of the index', { isIndexMember: true }, 10_200, 10_190],
    ['1 % for a member on expiry day', { isIndexMember: true, isDerivativeExpiryDay: true }, 10_100, 10_090],
  ])('lengthens it at %s', (_case, options, triggering, harmless) => {
    const calm = new BookHarness(options, 'closingAuction', '15:20');
    calm.buy(harmless, 10);
    calm.sell(harmless, 10);
    calm.enter('postCloseWait', '15:30:05');
    expect(calm.engine.closePrice).toBe(harmless);
    const hot = new BookHarness(options, 'closingAuction', '15:20');
    hot.buy(triggering, 10);
    hot.sell(triggering, 10);
    hot.enter('postCloseWait', '15:30:05');
    expect(hot.engine.vi).toMatchObject({ isActive: true, kind: 'dynamic' });
    expect(hot.engine.closePrice).toBeNull();
  });

  it('collects two minutes more beside the close-price orders, then fixes the close and ends the day', () => {
    const book = new BookHarness({}, 'closingAuction', '15:20');
    book.buy(10_400, 10);
    book.sell(10_400, 10);
    book.enter('postCloseWait', '15:30:05');
    const atClose = book.buy(null, 3, { type: 'postCloseClosePrice' });
    const late = book.buy(10_410, 4);
    book.now = atTime('15:32:05');
    book.advance(0);
    expect(book.filledOf(late)).toBe(4);
    expect(book.engine.closePrice).toBe(10_400);
    expect(book.cancels).toEqual([[1, 4, 'expired']]);
    expect(book.leavesOf(atClose)).toBe(3);
    expect(book.refusalOf('buy', 10_400, 1)).toBe('TYPE_NOT_ALLOWED');
  });
});

describe('the price right after an auction', () => {
  it('is no longer exempt once the closing auction has begun', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.buy(10_000, 1);
    book.sell(10_000, 1);
    book.enter('continuous', '09:00:10');
    book.enter('closingAuction', '15:20');
    book.buy(10_400, 10);
    book.sell(10_400, 10);
    book.enter('postCloseWait', '15:30:05');
    expect(book.engine.vi.isActive).toBe(true);
  });

  it('is not exempt when the open found no price', () => {
    const book = new BookHarness({}, 'openingAuction', '08:40');
    book.enter('continuous', '09:00:10');
    book.sell(11_000, 1);
    book.buy(11_000, 1);
    expect(book.engine.vi.isActive).toBe(true);
  });
});

describe('where no volatility interruption applies', () => {
  it('trades on when the issue is exempt', () => {
    const book = bookAsking(12_900, { hasVolatilityInterruption: false });
    book.buy(12_900, 10);
    expect(book.trades.length).toBe(1);
    expect(book.engine.vi).toEqual({
      isActive: false,
      kind: null,
      referencePrice: null,
      upperTrigger: null,
      lowerTrigger: null,
      endsAt: null,
    });
  });

  it('lets an issue under 1,000 won move three ticks, but not four', () => {
    const instrument = buildInstrument({ basePrice: price(30) });
    const three = bookAsking(33, { instrument });
    three.buy(33, 1);
    expect(three.engine.lastPrice).toBe(33);
    const four = bookAsking(34, { instrument });
    expect(four.engine.vi).toMatchObject({ upperTrigger: 34, lowerTrigger: 26 });
    four.buy(34, 1);
    expect(four.engine.vi.isActive).toBe(true);
  });

  it('makes no such exception from 1,000 won on', () => {
    const instrument = buildInstrument({ basePrice: price(1_000) });
    const book = bookAsking(1_060, { instrument });
    book.buy(1_060, 1);
    expect(book.engine.vi.isActive).toBe(true);
  });
});
