import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AccountHistories } from '#electron/exchange/accounts-history/account-histories.ts';
import { sumFills, tradedOf } from '#electron/exchange/accounts-history/fill-sums.ts';
import type { BookedFill } from '#electron/exchange/clearing/clearing.ts';
import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import { tradingDayAfter } from '#electron/exchange/market/history/trading-days.ts';
import type { AccountHistory, World } from '#electron/exchange/world.ts';
import type { Price } from '#shared/domain/price.ts';
import { epochMs, kstDate, kstInstant, timeOfDay, type KstDate } from '#shared/domain/time.ts';
import { intentOf, listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import { ClearingHarness, FRIDAY, FUND, KOSDAQ_SHARE, SHARE } from '../clearing/clearing-harness.ts';

const CLOSE = 10_000 as Price;
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** What must hold of the books of any account on any day. */
function expectSoundBooks({ carried, days }: AccountHistory): void {
  let deposit: number = carried.deposit;
  const held = new Map<string, number>();
  let last: KstDate | null = null;
  for (const { date, fills, movements, closing } of days) {
    expect(last === null || date > last).toBe(true);
    last = date;
    deposit += sum(movements.map(({ amount }) => amount));
    expect(closing.deposit).toBe(deposit);
    for (const { symbol, side, quantity } of fills) {
      held.set(symbol, (held.get(symbol) ?? 0) + (side === 'buy' ? quantity : -quantity));
    }
    const open = [...held].filter(([, quantity]) => quantity !== 0).sort();
    expect(closing.holdings.map(({ symbol, quantity }) => [symbol, quantity]).sort()).toEqual(open);
    const { sold, costOfSold, sellCommission, tax, realized } = sumFills(fills);
    expect(realized).toBe(sold - costOfSold - sellCommission - tax);
  }
}

const trade = fc.record({
  symbol: fc.constantFrom(SHARE, KOSDAQ_SHARE, FUND),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  price: fc.integer({ min: 9_000, max: 11_000 }),
  quantity: fc.integer({ min: 1, max: 40 }),
});

describe('the books of an account', () => {
  it('chain from day to day whatever is traded, and lose nothing of what is carried', () => {
    fc.assert(
      fc.property(fc.array(fc.array(trade, { maxLength: 6 }), { minLength: 1, maxLength: 12 }), (plan) => {
        const desk = new ClearingHarness({}, 5_000_000);
        const histories = new AccountHistories(desk.clearing);
        histories.open('A', [], kstInstant(FRIDAY, 0));
        let date = FRIDAY;
        let fills: BookedFill[] = [];
        const records = { orders: () => [], fills: () => fills };
        for (const trades of plan) {
          fills = trades.flatMap(({ symbol, side, price, quantity }) => {
            const isTaken = desk.refusalOf(side, price, quantity, { symbol }) === null;
            return isTaken ? [desk.fill(desk.lastOrder, side, price, quantity, { symbol })] : [];
          });
          const next = tradingDayAfter(date);
          histories.rollTo(next, date, records, () => CLOSE);
          desk.clearing.rollTo(next);
          fills = [];
          date = next;
        }
        const books = histories.of('A', date, records, () => CLOSE);
        expect(books.days).toHaveLength(plan.length + 1);
        expectSoundBooks(books);
        expect(books.days.at(-1)?.closing).toMatchObject({
          deposit: desk.cash.deposit,
          depositD1: desk.cash.depositD1,
          depositD2: desk.cash.depositD2,
        });
      }),
      { numRuns: 150 },
    );
  });

  it('keep about a year and carry the rest forward', () => {
    const desk = new ClearingHarness();
    const histories = new AccountHistories(desk.clearing);
    const records = { orders: () => [], fills: () => [] };
    histories.open('A', [], kstInstant(FRIDAY, 0));
    let date = FRIDAY;
    for (let day = 0; day < 300; day += 1) {
      const next = tradingDayAfter(date);
      histories.rollTo(next, date, records, () => CLOSE);
      desk.clearing.rollTo(next);
      date = next;
    }
    const books = histories.of('A', date, records, () => CLOSE);
    expect(books.days).toHaveLength(251);
    expect(books.carried).toEqual({ deposit: 1_000_000, paidIn: 1_000_000 });
    expectSoundBooks(books);
  });

  it('tell a fill’s money as it was booked', () => {
    const desk = new ClearingHarness();
    const fills = [desk.trade('buy', 10_000, 10), desk.trade('sell', 10_500, 4)];
    expect(sumFills(fills)).toMatchObject({ boughtQuantity: 10, soldQuantity: 4, costOfSold: 40_000 });
    expect(fills.map(tradedOf)).toEqual([100_000, 42_000]);
  });
});

describe('the books in the state file', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hoga-books-'));
    path = join(folder, 'exchange.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function open(start: number = TEN_O_CLOCK, options: Partial<WorldOptions> = {}) {
    const clock = createVirtualClock(start);
    const ask = { symbol: '005930', venue: 'KRX', side: 'sell', price: 253_500, quantity: 10 } as const;
    const listings = listingsOf('005930', '068760');
    const world = createWorld({
      ...{ clock, seed: 1, activity: 0, listings, statePath: path, seedBooks: [ask], session: 'kst' },
      ...options,
    });
    world.openAccount('trader');
    world.start();
    return { clock, world };
  }

  function buyTen(world: World) {
    world.submit('trader', intentOf({ quantity: 10 }));
    world.submit('trader', intentOf({ price: 250_000, quantity: 3 }));
  }

  const at = (date: string) => kstInstant(kstDate(date), timeOfDay('10:00'));

  it('are the same after a restart', () => {
    const first = open(TEN_O_CLOCK, { history: 'sample' });
    buyTen(first.world);
    const before = first.world.history('trader');
    expect(before.days).toHaveLength(61);
    first.world.stop();
    expect(open().world.history('trader')).toEqual(before);
  });

  it('are on disk as soon as the account is open', () => {
    const { world } = open(TEN_O_CLOCK, { history: 'sample' });
    const books = world.history('trader');
    expect(open().world.history('trader')).toEqual(books);
  });

  it('close the day at midnight: orders expire, and settlement moves cash on the second day', () => {
    const { clock, world } = open();
    buyTen(world);
    clock.setNow(epochMs(at('20261123')));
    clock.advance(1_000);
    clock.setNow(epochMs(at('20261124')));
    clock.advance(1_000);
    const books = world.history('trader');
    expect(books.days.map(({ date }) => date)).toEqual(['20261120', '20261123', '20261124']);
    expectSoundBooks(books);
    const [friday, , tuesday] = books.days;
    expect(friday?.orders.map(({ status }) => status)).toEqual(['filled', 'expired']);
    expect(friday?.closing.holdings).toMatchObject([{ symbol: '005930', quantity: 10, price: 253_500 }]);
    expect(tuesday?.movements).toMatchObject([{ kind: 'settlement', amount: -2_535_380 }]);
    expect(tuesday?.closing.deposit).toBe(100_000_000 - 2_535_380);
  });

  it('go on over days on which the exchange did not run', () => {
    const first = open();
    buyTen(first.world);
    first.world.stop();
    const { world } = open(at('20261130'));
    const books = world.history('trader');
    expect(books.days.map(({ date }) => date)).toEqual([
      ...['20261120', '20261123', '20261124', '20261125', '20261126', '20261127', '20261130'],
    ]);
    expectSoundBooks(books);
    expect(books.days[0]?.orders.map(({ status }) => status)).toEqual(['filled', 'expired']);
    expect(books.days[2]?.movements).toMatchObject([{ kind: 'settlement', amount: -2_535_380 }]);
    const closes = world.bars('005930', 'KRX', { unit: 'day' }, at('20261130'), 6).map(({ close }) => close);
    const valued = books.days.slice(0, -1).map(({ closing }) => closing.holdings[0]?.price);
    expect(valued).toContain(closes[1]);
  });

  it('begin with what an account had when its file is of the first version', () => {
    const first = open();
    buyTen(first.world);
    first.world.stop();
    const { histories: _, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...rest, version: 1 }));
    const { world } = open();
    const books = world.history('trader');
    expect(books.carried).toEqual({ deposit: 100_000_000, paidIn: 100_000_000 });
    expect(books.days).toHaveLength(1);
    expectSoundBooks(books);
    expect(world.holdings('trader')).toMatchObject([{ quantity: 10 }]);
  });

  it('put a file aside whose books are damaged', () => {
    const first = open();
    first.world.stop();
    const text = readFileSync(path, 'utf8').replace('"kind":"deposit"', '"kind":"gift"');
    writeFileSync(path, text);
    const warnings: string[] = [];
    open(TEN_O_CLOCK, { onWarning: (message) => warnings.push(message) });
    expect(warnings[0]).toContain('histories');
  });
});
