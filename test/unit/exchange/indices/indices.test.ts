import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '#electron/exchange/create-world.ts';
import { createIndices, type Indices } from '#electron/exchange/market/indices/indices.ts';
import type { Sector } from '#electron/exchange/market/indices/sectors.ts';
import type { Bar, World } from '#electron/exchange/world.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { listingsOf, TEN_O_CLOCK } from '#test/support/quiet-world.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

/** Large and small shares of both markets, one of which was listed within the five years, and a fund. */
const SYMBOLS = ['005930', '000660', '005935', '105560', '005380', '068760', '196170', '247540', '069500'];

describe('the indices', () => {
  let clock: VirtualClock;
  let world: World;
  let indices: Indices;

  beforeAll(() => {
    clock = createVirtualClock(TEN_O_CLOCK);
    world = createWorld({ clock, seed: 7, listings: listingsOf(...SYMBOLS), hasWarmUp: true });
    indices = createIndices(world);
    world.start();
    clock.advance(65_000);
  });

  const each = fc.nat().map((place) => indices.sectors[place % indices.sectors.length] as Sector);
  const sum = (sector: Sector, of: (symbol: string, shares: number) => number) =>
    sector.members.reduce((all, { symbol, shares }) => all + of(symbol, shares), 0);
  const day = (symbol: string) => world.day(symbol, 'KRX');
  const newest = (sector: Sector, unit: 'day' | 'week' | 'month' | 'year') =>
    indices.bars(sector, { unit }, null, 1)[0] as Bar;
  const sectorOf = (code: string) => indices.sector(code) as Sector;

  it('hold every share of their market and no fund', () => {
    expect(sectorOf('001').members.map(({ symbol }) => symbol)).toEqual(SYMBOLS.slice(0, 5));
    expect(sectorOf('101').members.map(({ symbol }) => symbol)).toEqual(SYMBOLS.slice(5, 8).toSorted());
    expect(indices.sectorsOf('069500')).toEqual([]);
    expect(indices.sector('999')).toBeNull();
  });

  it('trade what their members trade', () => {
    fc.assert(
      fc.property(each, (sector) => {
        const quote = indices.quote(sector);
        expect(quote.volume).toBe(sum(sector, (symbol) => day(symbol).volume));
        expect(quote.turnover).toBe(sum(sector, (symbol) => day(symbol).turnover));
        expect(quote.rising + quote.unchanged + quote.falling).toBe(sector.members.length);
        expect(quote.volume).toBeGreaterThan(0);
      }),
    );
  });

  it('move as the value of their members moves', () => {
    fc.assert(
      fc.property(each, (sector) => {
        const { level, baseLevel } = indices.quote(sector);
        const now = sum(sector, (symbol, shares) => day(symbol).lastPrice * shares);
        const before = sum(sector, (symbol, shares) => day(symbol).basePrice * shares);
        expect(Math.abs(level / baseLevel - now / before)).toBeLessThan(2 / baseLevel);
        expect(level).toBe(Math.round(now / sector.divisor));
      }),
    );
  });

  it('have a last bar of every length that closes at the level', () => {
    fc.assert(
      fc.property(
        each,
        fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
        (sector, unit) => {
          const quote = indices.quote(sector);
          expect(newest(sector, unit).close).toBe(quote.level);
          if (unit !== 'day') return;
          const { open, high, low, volume, turnover } = newest(sector, 'day');
          expect({ open, high, low, volume, turnover }).toEqual({
            open: quote.open,
            high: quote.high,
            low: quote.low,
            volume: quote.volume,
            turnover: quote.turnover,
          });
          for (const interval of [
            { unit: 'minute', count: 5 },
            { unit: 'tick', count: 1 },
          ] as const) {
            expect(indices.bars(sector, interval, null, 1)[0]?.close).toBe(quote.level);
          }
        },
      ),
    );
  });

  it('tell today in minutes that add up to the day', () => {
    for (const sector of indices.sectors) {
      const minutes = indices
        .bars(sector, { unit: 'minute', count: 1 }, null, 120)
        .filter((bar) => kstDateOf(bar.time) === world.tradingDate());
      const quote = indices.quote(sector);
      const total = (of: (bar: Bar) => number) => minutes.reduce((all, bar) => all + of(bar), 0);
      expect(total(({ volume }) => volume)).toBe(quote.volume);
      expect(total(({ turnover }) => turnover)).toBe(quote.turnover);
      expect(Math.max(...minutes.map(({ high }) => high))).toBe(quote.high);
      expect(Math.min(...minutes.map(({ low }) => low))).toBe(quote.low);
      expect(minutes.at(-1)?.open).toBe(quote.open);
    }
  });

  it('join today to the past without a gap: the close before is the base', () => {
    for (const sector of indices.sectors) {
      const [, yesterday] = indices.bars(sector, { unit: 'day' }, null, 2);
      expect(yesterday?.close).toBe(indices.quote(sector).baseLevel);
    }
  });

  it('changed on a past day as their members of that day and the day before did', () => {
    fc.assert(
      fc.property(each, fc.integer({ min: 1, max: 1_200 }), (sector, back) => {
        const days = indices.bars(sector, { unit: 'day' }, null, back + 2);
        const [bar, before] = days.slice(-2);
        if (days.length < back + 2 || bar === undefined || before === undefined) return;
        let now = 0;
        let then = 0;
        let volume = 0;
        for (const { symbol, shares } of sector.members) {
          const end = (bar.time + 1) as Bar['time'];
          const [own, previous] = world.bars(symbol, 'KRX', { unit: 'day' }, end, 2);
          if (own?.time !== bar.time) continue;
          volume += own.volume;
          if (previous === undefined) continue;
          now += own.close * shares;
          then += previous.close * shares;
        }
        expect(bar.volume).toBe(volume);
        expect(Math.abs(bar.close / before.close - now / then)).toBeLessThan(3 / before.close);
        expect(bar.high).toBeGreaterThanOrEqual(Math.max(bar.open, bar.close));
        expect(bar.low).toBeLessThanOrEqual(Math.min(bar.open, bar.close));
      }),
      { numRuns: 60 },
    );
  });

  it('tell a past day in minutes that add up to it', () => {
    fc.assert(
      fc.property(each, fc.integer({ min: 1, max: 200 }), (sector, back) => {
        const [today] = indices.bars(sector, { unit: 'day' }, null, 1);
        const bar = indices.bars(sector, { unit: 'day' }, today?.time ?? null, back).at(-1) as Bar;
        const end = (bar.time + 86_400_000) as Bar['time'];
        const minutes = indices
          .bars(sector, { unit: 'minute', count: 1 }, end, 391)
          .filter(({ time }) => time >= bar.time);
        const total = (of: (minute: Bar) => number) => minutes.reduce((all, minute) => all + of(minute), 0);
        expect(total(({ volume }) => volume)).toBe(bar.volume);
        expect(total(({ turnover }) => turnover)).toBe(bar.turnover);
        expect(minutes.at(-1)?.open).toBe(bar.open);
        expect(minutes[0]?.close).toBe(bar.close);
        expect(Math.max(...minutes.map(({ high }) => high))).toBe(bar.high);
        expect(Math.min(...minutes.map(({ low }) => low))).toBe(bar.low);
        expect(
          minutes.every(
            ({ open, high, low, close }) => high >= Math.max(open, close) && low <= Math.min(open, close),
          ),
        ).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('are the same when they are asked again, and when another reader prepared them', () => {
    const read = (from: Indices) =>
      from.sectors.map((sector) => [
        from.quote(sector),
        from.bars(sector, { unit: 'day' }, null, 30),
        from.bars(sector, { unit: 'week' }, null, 30),
      ]);
    const quiet = createWorld({
      clock: createVirtualClock(TEN_O_CLOCK),
      seed: 7,
      listings: listingsOf(...SYMBOLS),
      hasWarmUp: true,
    });
    const first = createIndices(quiet);
    const second = createIndices(quiet);
    while (second.prepare());
    expect(read(first)).toEqual(read(first));
    expect(read(second)).toEqual(read(first));
  });

  it('do not move with the prints of the other venue', () => {
    const quote = indices.quote(sectorOf('001'));
    expect(quote.volume).toBeLessThan(sum(sectorOf('001'), (symbol) => world.day(symbol, 'ALL').volume));
  });

  it('begin a new day where the last one ended', () => {
    const evening = createVirtualClock(Date.UTC(2026, 10, 19, 6, 18));
    const listings = listingsOf('005930', '068760');
    const kst = createWorld({ clock: evening, seed: 7, listings, session: 'kst', hasWarmUp: true });
    const followed = createIndices(kst);
    kst.start();
    const whole = followed.sector('001') as Sector;
    evening.advance(60_000);
    const first = followed.quote(whole);
    // The machine sleeps through the night.
    evening.setNow(Date.UTC(2026, 10, 20, 0, 1) as Bar['time']);
    evening.advance(30_000);
    expect(kst.tradingDate()).toBe('20261120');
    const [today, yesterday, before] = followed.bars(whole, { unit: 'day' }, null, 3);
    const quote = followed.quote(whole);
    expect(today).toMatchObject({ close: quote.level, volume: quote.volume });
    expect(quote.volume).toBe(kst.day('005930', 'KRX').volume);
    expect(quote.volume).toBeLessThan(first.volume);
    expect(yesterday?.close).toBe(quote.baseLevel);
    expect(before?.close).toBe(first.baseLevel);
    expect(yesterday?.volume).toBeGreaterThanOrEqual(first.volume);
    expect(followed.bars(whole, { unit: 'minute', count: 1 }, null, 3)[0]?.close).toBe(quote.level);
    kst.stop();
  });
});
