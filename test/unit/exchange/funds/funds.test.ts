import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { BENCHMARK_ROWS, benchmarkRowOf } from '#electron/exchange/market/funds/benchmark-table.ts';
import { managerCode, payoutOf, taxClassOf } from '#electron/exchange/market/funds/fund-facts.ts';
import { createFunds, type Funds } from '#electron/exchange/market/funds/funds.ts';
import { createIndices, type Indices } from '#electron/exchange/market/indices/indices.ts';
import { LISTING_ROWS } from '#electron/exchange/market/instruments.ts';
import type { Listing, World } from '#electron/exchange/world.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const SHARES = ['005930', '000660', '373220', '005380', '105560', '042700', '247540', '196170'];
const FUNDS = ['069500', '122630', '252670', '091160', '229200', '360750', '379800', '153130', '132030'];

describe('the funds', () => {
  let world: World;
  let indices: Indices;
  let funds: Funds;
  const fund = fc.nat().map((place) => funds.listings[place % FUNDS.length] as Listing);
  const named = (symbol: string) => funds.listings.find((listing) => listing.symbol === symbol) as Listing;

  beforeAll(() => {
    const clock = createVirtualClock(TEN_O_CLOCK);
    world = createWorld({ clock, seed: 7, listings: listingsOf(...SHARES, ...FUNDS), hasWarmUp: true });
    indices = createIndices(world);
    funds = createFunds(world, indices);
    world.start();
    clock.advance(20_000);
  });

  it('end their days with the value of now, at the price of the quote', () => {
    fc.assert(
      fc.property(fund, (listing) => {
        const [today] = funds.days(listing, null, 1);
        const now = funds.now(listing);
        expect(today).toMatchObject({ nav: now.nav, price: now.price, level: now.level });
        expect(today?.bar.close).toBe(world.day(listing.symbol, 'KRX').lastPrice);
        expect(now.price).toBe(world.day(listing.symbol, 'KRX').lastPrice);
      }),
    );
  });

  it('chain: the value before a day is the value of the day before', () => {
    fc.assert(
      fc.property(fund, fc.integer({ min: 2, max: 150 }), (listing, count) => {
        const days = funds.days(listing, null, count);
        expect(days).toHaveLength(count);
        days.slice(0, -1).forEach((day, place) => {
          expect(day.previousNav).toBeCloseTo(days[place + 1]?.nav ?? 0, 6);
          expect(day.previousClose).toBe(days[place + 1]?.bar.close);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('tell the same days whichever page they are asked on', () => {
    fc.assert(
      fc.property(fund, fc.integer({ min: 1, max: 200 }), (listing, skip) => {
        const whole = funds.days(listing, null, skip + 3);
        const before = whole[skip - 1]?.time ?? null;
        const page = funds.days(listing, before, 3);
        expect(page.map(({ time }) => time)).toEqual(whole.slice(skip).map(({ time }) => time));
        page.forEach((day, place) => expect(day.nav).toBeCloseTo(whole[skip + place]?.nav ?? 0, 4));
      }),
      { numRuns: 20 },
    );
  });

  it('stay near their price over five years, and move with their multiple of what they follow', () => {
    for (const listing of funds.listings) {
      const days = funds.days(listing, null, 1_000);
      expect(Math.max(...days.map(({ premium }) => Math.abs(premium)))).toBeLessThan(
        12 * Math.abs(listing.leverage),
      );
      const rises = days.map(({ nav, previousNav }) => nav / previousNav - 1);
      const dues = days.map(({ level, previousLevel }) => listing.leverage * (level / previousLevel - 1));
      expect([listing.symbol, correlation(rises, dues) > 0.5]).toEqual([listing.symbol, true]);
    }
  });

  it('follow the level that the index itself has', () => {
    const sector = indices.sector('201');
    const level = sector === null ? 0 : indices.quote(sector).level;
    expect(Math.round(funds.now(named('069500')).level)).toBe(level);
    expect(Math.round(funds.now(named('122630')).level)).toBe(level);
    const history = sector === null ? [] : indices.bars(sector, { unit: 'day' }, null, 40);
    const told = funds.days(named('069500'), null, 40).map((day) => Math.round(day.level));
    expect(told).toEqual(history.map(({ close }) => close));
  });

  it('end their minutes with the value of now', () => {
    const [last] = funds.minutes(named('069500'), 30);
    const now = funds.now(named('069500'));
    expect(last?.bar.close).toBe(now.price);
    expect(Math.abs((last?.point.nav ?? 0) / now.nav - 1)).toBeLessThan(0.002);
    const times = funds.minutes(named('091160'), 30).map(({ bar }) => bar.time);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('follow something that the table knows, and every member is listed', () => {
    const symbols = new Set(LISTING_ROWS.map(({ symbol }) => symbol));
    for (const row of BENCHMARK_ROWS) {
      expect([row.code, row.members.filter((member) => !symbols.has(member))]).toEqual([row.code, []]);
    }
    for (const { symbol, fundKind } of LISTING_ROWS) {
      if (fundKind === null || fundKind === 'index') continue;
      expect([symbol, benchmarkRowOf(symbol).code === '201']).toEqual([symbol, false]);
    }
  });

  it('are taxed by what they hold and run by who names them', () => {
    const facts = FUNDS.map((symbol) => [taxClassOf(named(symbol)), managerCode(named(symbol))]);
    expect(facts).toEqual([
      ['1', '3020'],
      ['2', '3020'],
      ['2', '3020'],
      ['1', '3020'],
      ['1', '3020'],
      ['2', '3191'],
      ['2', '3020'],
      ['2', '3020'],
      ['2', '3020'],
    ]);
  });

  it('pay out on the last trading day of a quarter month, and reinvesting ones never', () => {
    const on = (date: string, nextDate: string, symbol = '069500') =>
      payoutOf(named(symbol), { date, nextDate, value: 100_000 });
    expect(on('20261030', '20261102')).toBe(450);
    expect(on('20261029', '20261030')).toBe(0);
    expect(on('20261130', '20261201')).toBe(0);
    expect(on('20261030', '20261102', '122630')).toBe(0);
  });

  it('have a value for every day, back to their first', () => {
    const days = funds.days(named('153130'), null, 5_000);
    expect(days.length).toBeGreaterThan(1_100);
    expect(new Set(days.map(({ time }) => kstDateOf(time))).size).toBe(days.length);
    expect(days.every(({ nav }) => nav > 0)).toBe(true);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, place) => (value - ma) * ((b[place] ?? 0) - mb)));
  const spread = (of: readonly number[], m: number) => Math.sqrt(mean(of.map((value) => (value - m) ** 2)));
  return covariance / (spread(a, ma) * spread(b, mb));
}
