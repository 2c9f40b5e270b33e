import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { isSimulatedTradingDay } from '#electron/exchange/market/history/trading-days.ts';
import type { AccountDay, World } from '#electron/exchange/world.ts';
import { addDays, settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { kstDate, kstDateOf, kstInstant, timeOfDay, type EpochMs } from '#shared/domain/time.ts';
import { listingsOf, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const CASH = 100_000_000;
const LISTINGS = listingsOf('005930', '000660', '068760', '069500', '035720', '005380');
const worlds = new Map<number, World>();

function worldOf(seed: number): World {
  const known = worlds.get(seed);
  if (known !== undefined) return known;
  const world = createWorld({
    clock: createVirtualClock(),
    seed,
    activity: 0,
    listings: LISTINGS,
    history: 'sample',
  });
  worlds.set(seed, world);
  return world;
}

function pastOf(seed: number, accountId: string): readonly AccountDay[] {
  const world = worldOf(seed);
  world.openAccount(accountId);
  return world.history(accountId).days;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const anyPast = fc
  .record({ seed: fc.integer({ min: 1, max: 3 }), accountId: fc.stringMatching(/^8\d{9}$/) })
  .map(({ seed, accountId }) => pastOf(seed, accountId));

describe('the invented past of a new account', () => {
  it('is the same for the same seed and account, and another for another', () => {
    const again = createWorld({
      clock: createVirtualClock(),
      seed: 1,
      activity: 0,
      listings: LISTINGS,
      history: 'sample',
    });
    again.openAccount('8000000111');
    expect(again.history('8000000111').days).toEqual(pastOf(1, '8000000111'));
    expect(pastOf(1, '8000000211')).not.toEqual(pastOf(1, '8000000111'));
  });

  it('covers the sixty trading days before today with a handful of trades a week', () => {
    fc.assert(
      fc.property(anyPast, (days) => {
        expect(days).toHaveLength(61);
        expect(days.at(-1)?.date).toBe(TEST_DATE);
        for (const { date } of days.slice(0, -1)) expect(isSimulatedTradingDay(date)).toBe(true);
        expect([...new Set(days.map(({ date }) => date))].sort()).toEqual(days.map(({ date }) => date));
        const filled = days.flatMap(({ orders }) => orders.filter((order) => order.filled > 0));
        expect(filled.length).toBeGreaterThan(15);
        expect(filled.length).toBeLessThan(110);
      }),
      { numRuns: 12 },
    );
  });

  it('ends with the opening cash and nothing held', () => {
    fc.assert(
      fc.property(anyPast, (days) => {
        const [yesterday, today] = days.slice(-2);
        const settled = { deposit: CASH, depositD1: CASH, depositD2: CASH, holdings: [] };
        expect(yesterday?.closing).toEqual(settled);
        expect(today).toMatchObject({ orders: [], fills: [], movements: [], closing: settled });
      }),
      { numRuns: 12 },
    );
  });

  it('explains every won: payments, profit and the cost of buying add up to the cash', () => {
    fc.assert(
      fc.property(anyPast, (days) => {
        const fills = days.flatMap((day) => day.fills);
        const paid = days.flatMap((day) => day.movements).filter(({ kind }) => kind !== 'settlement');
        const buys = fills.filter(({ side }) => side === 'buy');
        const total =
          sum(paid.map(({ amount }) => amount)) +
          sum(fills.map(({ realized }) => realized)) -
          sum(buys.map(({ commission }) => commission));
        expect(total).toBe(CASH);
      }),
      { numRuns: 12 },
    );
  });

  it('moves the cash of a day by its movements, and settles trades on their second day', () => {
    fc.assert(
      fc.property(anyPast, (days) => {
        let deposit = 0;
        for (const day of days) {
          deposit += sum(day.movements.map(({ amount }) => amount));
          expect(day.closing.deposit).toBe(deposit);
          expect(deposit).toBeGreaterThanOrEqual(0);
          const settled = day.movements.find(({ kind }) => kind === 'settlement')?.amount ?? 0;
          const due = days
            .filter(({ date }) => settlementDay(date).date === day.date)
            .flatMap(({ fills }) => fills);
          expect(settled).toBe(
            sum(
              due.map(({ side, price, quantity, commission, tax }) =>
                side === 'buy' ? -price * quantity - commission : price * quantity - commission - tax,
              ),
            ),
          );
        }
      }),
      { numRuns: 12 },
    );
  });

  it('chains what is held from day to day by the fills', () => {
    fc.assert(
      fc.property(anyPast, (days) => {
        const held = new Map<string, number>();
        for (const { fills, closing } of days) {
          for (const { symbol, side, quantity } of fills) {
            held.set(symbol, (held.get(symbol) ?? 0) + (side === 'buy' ? quantity : -quantity));
          }
          const open = [...held].filter(([, quantity]) => quantity !== 0);
          expect(closing.holdings.map(({ symbol, quantity }) => [symbol, quantity]).sort()).toEqual(
            open.sort(),
          );
        }
      }),
      { numRuns: 12 },
    );
  });

  it('trades at prices that the chart shows for that minute, and values days at their close', () => {
    const world = worldOf(2);
    for (const { date, fills, closing } of pastOf(2, '8123456711')) {
      for (const { symbol, venue, price, at } of fills.slice(0, 1)) {
        const minute = at - (at % 60_000);
        const before = (minute + 60_000) as EpochMs;
        const bars = world.bars(symbol, venue, { unit: 'minute', count: 1 }, before, 2);
        expect(bars.map(({ close }) => close)).toContain(price);
        expect(kstDateOf(at)).toBe(date);
      }
      for (const { symbol, price } of closing.holdings) {
        const [bar] = world.bars(symbol, 'KRX', { unit: 'day' }, kstInstant(addDays(date, 1), 0), 1);
        expect(price).toBe(bar?.close);
      }
    }
  });

  it.each([
    ['a Saturday', '20261121', CASH],
    ['the turn of the year', '20260106', CASH],
    ['a year without a calendar', '20270216', CASH],
    ['little money', '20261120', 1_000_000],
    ['less than a share costs', '20261120', 1_000],
  ])('ends with the opening cash with %s', (_, date, initialCash) => {
    const clock = createVirtualClock(kstInstant(kstDate(date), timeOfDay('10:00')));
    const world = createWorld({
      clock,
      seed: 5,
      activity: 0,
      listings: LISTINGS,
      history: 'sample',
      initialCash,
    });
    world.openAccount('8000000111');
    const { days } = world.history('8000000111');
    expect(days).toHaveLength(61);
    const settled = { deposit: initialCash, depositD1: initialCash, depositD2: initialCash, holdings: [] };
    expect(days.at(-2)?.closing).toEqual(settled);
    expect(sum(days.flatMap((day) => day.movements).map(({ amount }) => amount))).toBe(initialCash);
  });

  it('is short or missing where no tax is known', () => {
    const clock = createVirtualClock(kstInstant(kstDate('20250110'), timeOfDay('10:00')));
    const world = createWorld({ clock, seed: 5, activity: 0, listings: LISTINGS, history: 'sample' });
    world.openAccount('8000000111');
    const { days } = world.history('8000000111');
    expect(days).toHaveLength(1);
    expect(days[0]?.movements).toMatchObject([{ kind: 'deposit', amount: CASH }]);
  });

  it('leaves a new account without a past unless it is asked for', () => {
    const world = createWorld({ clock: createVirtualClock(), seed: 1, activity: 0, listings: LISTINGS });
    world.openAccount('plain');
    const { carried, days } = world.history('plain');
    expect(carried).toEqual({ deposit: 0, paidIn: 0 });
    expect(days).toHaveLength(1);
    expect(days[0]).toMatchObject({ date: TEST_DATE, movements: [{ kind: 'deposit', amount: CASH }] });
  });
});
