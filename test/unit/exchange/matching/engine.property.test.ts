import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EngineEvent, OrderNumber, WorkingOrder } from '#electron/exchange/matching/engine.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import { BookHarness } from './book-harness.ts';
import { daySteps, runStep, tradingSteps } from './order-script.ts';
import type { StepResult } from './order-script.ts';

type TradeEvent = Extract<EngineEvent, { readonly type: 'trade' }>;

const RUNS = { numRuns: 150, seed: 20261120 };
const UPPER = 13_000;
const LOWER = 7_000;

/** Random, yet the same in every run of one script. */
function countingRandom(): () => number {
  let calls = 0;
  return () => ((calls += 1) * 0.618_033_988_749) % 1;
}

function newBook(phase: 'closed' | 'continuous'): BookHarness {
  return new BookHarness({ random: countingRandom() }, phase);
}

/** Runs `check` after each step of trading in the continuous session. */
function afterEachStep(
  check: (book: BookHarness, result: StepResult, before: readonly WorkingOrder[]) => void,
): void {
  fc.assert(
    fc.property(tradingSteps, (steps) => {
      const book = newBook('continuous');
      for (const step of steps) {
        const before = book.engine.workingOrders();
        check(book, runStep(book, step), before);
      }
    }),
    RUNS,
  );
}

function tradesOf(events: readonly EngineEvent[]): readonly TradeEvent[] {
  return events.filter((event) => event.type === 'trade');
}

function isSorted(prices: readonly number[], side: OrderSide): boolean {
  return prices.every((at, place) => {
    const next = prices[place + 1];
    return next === undefined || (side === 'buy' ? at > next : at < next);
  });
}

describe('the book, whatever happens', () => {
  it('is sorted, holds no empty level and is never shown crossed', () => {
    afterEachStep(({ engine }) => {
      const bids = engine.levels('buy', 1_000);
      const asks = engine.levels('sell', 1_000);
      expect(
        isSorted(
          bids.map(({ price }) => price),
          'buy',
        ),
      ).toBe(true);
      expect(
        isSorted(
          asks.map(({ price }) => price),
          'sell',
        ),
      ).toBe(true);
      expect([...bids, ...asks].every(({ size }) => size > 0)).toBe(true);
      const [bid] = bids;
      const [ask] = asks;
      if (bid !== undefined && ask !== undefined) expect(bid.price).toBeLessThan(ask.price);
    });
  });

  it('adds up to the orders in it', () => {
    afterEachStep(({ engine }) => {
      for (const side of ['buy', 'sell'] as const) {
        const waiting = engine
          .workingOrders()
          .filter(({ intent, workingPrice }) => intent.side === side && workingPrice !== null)
          .reduce((sum, { leaves }) => sum + leaves, 0);
        expect(engine.totalSize(side)).toBe(waiting);
        const shown = engine.levels(side, 1_000).reduce((sum, { size }) => sum + size, 0);
        expect(shown + (engine.indicative()?.quantity ?? 0)).toBe(waiting);
      }
    });
  });

  it('reports its change once per call, at the end', () => {
    afterEachStep((_book, { events, step }) => {
      const changes = events.filter(({ type }) => type === 'bookChanged').length;
      // Time passing before an order is a call of its own.
      expect(changes).toBeLessThanOrEqual(step.do === 'wait' ? 1 : 2);
      if (changes > 0) expect(events.at(-1)?.type).toBe('bookChanged');
    });
  });
});

describe('trades, whatever happens', () => {
  it('lie inside the daily limits and inside the limits of both orders', () => {
    fc.assert(
      fc.property(daySteps, (steps) => {
        const book = newBook('closed');
        const limits = new Map<OrderNumber, number | null>();
        for (const step of steps) {
          for (const event of runStep(book, step).events) {
            if (event.type === 'accepted' || event.type === 'amended') {
              const { intent, number } = event.order;
              limits.set(number, intent.type === 'conditionalLimit' ? null : intent.price);
            }
            if (event.type !== 'trade') continue;
            expect(event.price).toBeLessThanOrEqual(limits.get(event.buy.number) ?? UPPER);
            expect(event.price).toBeGreaterThanOrEqual(limits.get(event.sell.number) ?? LOWER);
          }
        }
      }),
      RUNS,
    );
  });

  it('fill the best price first and the earliest order of a price first', () => {
    afterEachStep((book, { events }, before) => {
      if (book.engine.vi.isActive || events.some(({ type }) => type === 'viReleased')) return;
      const gone = new Map<OrderNumber, number>();
      for (const event of events) {
        if (event.type === 'amended') gone.set(event.original, event.order.intent.quantity);
      }
      for (const trade of tradesOf(events)) {
        const resting = trade.aggressor === 'buy' ? trade.sell : trade.buy;
        const hit = before.find(({ number }) => number === resting.number);
        const rank = (order: WorkingOrder) =>
          (order.intent.side === 'buy' ? -1 : 1) * (order.workingPrice ?? 0);
        if (hit !== undefined && hit.workingPrice !== null && trade.price === hit.workingPrice) {
          const overlooked = before.filter(
            (order) =>
              order.intent.side === resting.side &&
              order.workingPrice !== null &&
              order.leaves > (gone.get(order.number) ?? 0) &&
              (rank(order) < rank(hit) || (rank(order) === rank(hit) && order.number < hit.number)),
          );
          expect(overlooked).toEqual([]);
        }
        for (const { number } of [trade.buy, trade.sell]) {
          gone.set(number, (gone.get(number) ?? 0) + trade.quantity);
        }
      }
    });
  });

  it('of continuous matching stay inside the volatility thresholds, the first price after an auction excepted', () => {
    fc.assert(
      fc.property(tradingSteps, (steps) => {
        const book = newBook('continuous');
        let last = 10_000;
        let isExempt = false;
        for (const step of steps) {
          let aggressor: OrderNumber | null = null;
          let reference = last;
          let first: number | null = null;
          for (const trade of tradesOf(runStep(book, step).events)) {
            const mover = trade.aggressor === null ? null : trade[trade.aggressor].number;
            if (mover === null || mover !== aggressor) {
              if (aggressor !== null) isExempt = false;
              reference = last;
              first = trade.price;
            }
            aggressor = mover;
            if (mover === null) isExempt = true;
            else if (!isExempt || trade.price !== first) {
              expect(Math.abs(trade.price - reference) * 100).toBeLessThan(reference * 6);
            }
            last = trade.price;
          }
          if (aggressor !== null) isExempt = false;
          expect(book.engine.lastPrice).toBe(last);
        }
      }),
      RUNS,
    );
  });
});

describe('orders, whatever happens', () => {
  it('account for every share: filled, canceled, amended away or still open', () => {
    fc.assert(
      fc.property(daySteps, (steps) => {
        const book = newBook('closed');
        const open = new Map<OrderNumber, number>();
        const take = (number: OrderNumber, amount: number) =>
          open.set(number, (open.get(number) ?? 0) - amount);
        for (const step of steps) {
          for (const event of runStep(book, step).events) {
            if (event.type === 'accepted') open.set(event.order.number, event.order.intent.quantity);
            if (event.type === 'amended') {
              open.set(event.order.number, event.order.intent.quantity);
              take(event.original, event.order.intent.quantity);
            }
            if (event.type === 'canceled') {
              take(event.number, event.quantity);
              expect(open.get(event.number)).toBe(event.leaves);
            }
            if (event.type !== 'trade') continue;
            take(event.buy.number, event.quantity);
            take(event.sell.number, event.quantity);
          }
          const left = [...open].filter(([, leaves]) => leaves !== 0);
          const working = book.engine.workingOrders().map(({ number, leaves }) => [number, leaves]);
          expect(new Map(left)).toEqual(new Map(working as [OrderNumber, number][]));
        }
        expect(book.engine.workingOrders()).toEqual([]);
      }),
      RUNS,
    );
  });

  it('of FOK fill whole or not at all, and like IOC never wait', () => {
    afterEachStep((book, { step, number, events }) => {
      if (step.do !== 'place' || number === null || step.timeInForce === 'day') return;
      const filled = tradesOf(events)
        .filter(({ buy, sell }) => buy.number === number || sell.number === number)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      expect(book.engine.working(number)).toBeNull();
      if (step.timeInForce === 'fok') expect([0, step.size]).toContain(filled);
    });
  });
});

describe('a cross, whatever was collected', () => {
  it('fills every limit order better than its price, and at its price one side completely', () => {
    fc.assert(
      fc.property(daySteps, (steps) => {
        const book = newBook('closed');
        for (const step of steps) {
          const cross = tradesOf(runStep(book, step).events).find(({ aggressor }) => aggressor === null);
          if (cross === undefined || book.engine.phase !== 'continuous') continue;
          const limits = book.engine.workingOrders().filter(({ intent }) => intent.type === 'limit');
          const better = limits.filter(({ intent, workingPrice }) =>
            workingPrice === null || intent.side === 'buy'
              ? (workingPrice ?? 0) > cross.price
              : workingPrice < cross.price,
          );
          expect(better).toEqual([]);
          const sides = new Set(
            limits
              .filter(({ workingPrice }) => workingPrice === cross.price)
              .map(({ intent }) => intent.side),
          );
          expect(sides.size).toBeLessThan(2);
        }
      }),
      RUNS,
    );
  });

  it('trades as much as any price allows, at the price closest to the last', () => {
    const order = fc.record({
      side: fc.constantFrom<OrderSide>('buy', 'sell'),
      ticks: fc.integer({ min: -12, max: 12 }),
      size: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(order, { maxLength: 25, size: 'max' }), (orders) => {
        const book = new BookHarness({}, 'openingAuction');
        for (const { side, ticks, size } of orders) book.place(side, 10_000 + ticks * 10, size);
        expect(book.engine.indicative()).toEqual(bruteForceCross(orders));
      }),
      RUNS,
    );
  });
});

describe('the engine', () => {
  it('gives the same events for the same calls', () => {
    fc.assert(
      fc.property(daySteps, (steps) => {
        const [one, other] = [newBook('closed'), newBook('closed')];
        for (const step of steps) {
          runStep(one, step);
          runStep(other, step);
        }
        expect(JSON.stringify(one.log)).toBe(JSON.stringify(other.log));
      }),
      { ...RUNS, numRuns: 50 },
    );
  });
});

interface CollectedOrder {
  readonly side: OrderSide;
  readonly ticks: number;
  readonly size: number;
}

/** Tries every price: the rule itself, without any of the engine's shortcuts. */
function bruteForceCross(orders: readonly CollectedOrder[]): { price: number; quantity: number } | null {
  const sum = (side: OrderSide, isIn: (at: number) => boolean) =>
    orders
      .filter((order) => order.side === side && isIn(10_000 + order.ticks * 10))
      .reduce((total, { size }) => total + size, 0);
  let best: { price: number; quantity: number } | null = null;
  for (let price = 9_800; price <= 10_200; price += 10) {
    const quantity = Math.min(
      sum('buy', (at) => at >= price),
      sum('sell', (at) => at <= price),
    );
    const isEveryBetterFilled =
      sum('buy', (at) => at > price) <= quantity && sum('sell', (at) => at < price) <= quantity;
    if (quantity === 0 || !isEveryBetterFilled) continue;
    if (best === null || Math.abs(price - 10_000) < Math.abs(best.price - 10_000)) best = { price, quantity };
  }
  return best;
}
