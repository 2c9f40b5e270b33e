import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinBars, minuteStart } from '#electron/exchange/market/history/aggregate.ts';
import type { DayBar } from '#electron/exchange/market/history/day-bar.ts';
import { gridFrom } from '#electron/exchange/market/history/daily-bars.ts';
import { PriceHistory } from '#electron/exchange/market/history/price-history.ts';
import type { Bar, Listing } from '#electron/exchange/world.ts';
import { tradingDayKind } from '#shared/catalogue/trading-calendar.ts';
import { kstDate } from '#shared/domain/time.ts';
import { listingsOf, TEST_DATE } from '#test/support/quiet-world.ts';

const YESTERDAY = kstDate('20261119');
const listings = listingsOf('005930', '298040', '007310', '090710', '252670', '459580', '279570');

function historyOf(listing: Listing, seed = 1): PriceHistory {
  return new PriceHistory(seed, listing, { date: YESTERDAY, close: listing.basePrice }, [], TEST_DATE);
}

function sum(bars: readonly Bar[]) {
  return {
    open: bars[0]?.open,
    high: Math.max(...bars.map(({ high }) => high)),
    low: Math.min(...bars.map(({ low }) => low)),
    close: bars.at(-1)?.close,
    volume: bars.reduce((total, { volume }) => total + volume, 0),
  };
}

function prices({ open, high, low, close }: DayBar) {
  return { open, high, low, close };
}

describe('daily history', () => {
  it('covers five years and ends at the base price', () => {
    const [samsung] = listings;
    const days = historyOf(samsung as Listing).days();
    expect(days.length).toBeGreaterThan(1_200);
    expect(days[0]?.date.slice(0, 6)).toBe('202111');
    expect(days.at(-1)).toMatchObject({ date: YESTERDAY, close: samsung?.basePrice });
  });

  it('begins on the listing day of a younger issue', () => {
    const [, , , , , , young] = listings;
    const days = historyOf(young as Listing).days();
    expect(days[0]?.date).toBe(young?.listedOn);
  });

  it('skips the known holidays', () => {
    const days = historyOf(listings[0] as Listing).days();
    expect(days.filter(({ date }) => tradingDayKind(date) === 'closed')).toEqual([]);
  });

  it.each(listings.map((listing) => [listing.name, listing] as const))(
    'keeps %s on tick, inside each day’s band and without a gap in its closes',
    (_, listing) => {
      const history = historyOf(listing);
      let previous: DayBar | null = null;
      for (const day of history.days()) {
        const grid = gridFrom(history.source, day.previousClose);
        for (const value of Object.values(prices(day))) expect(grid.isOnGrid(value)).toBe(true);
        expect(day.low).toBeLessThanOrEqual(Math.min(day.open, day.close));
        expect(day.high).toBeGreaterThanOrEqual(Math.max(day.open, day.close));
        expect(day.volume).toBeGreaterThan(0);
        if (previous !== null) expect(day.previousClose).toBe(previous.close);
        previous = day;
      }
    },
  );

  it('moves a large share by 1.5 to 3 percent a day', () => {
    const returns = historyOf(listings[0] as Listing)
      .days()
      .map(({ close, previousClose }) => Math.log(close / previousClose));
    const deviation = Math.sqrt(returns.reduce((total, value) => total + value ** 2, 0) / returns.length);
    expect(deviation).toBeGreaterThan(0.015);
    expect(deviation).toBeLessThan(0.03);
  });

  it('is the same for the same seed and another for another', () => {
    const listing = listings[0] as Listing;
    expect(historyOf(listing, 7).days()).toEqual(historyOf(listing, 7).days());
    expect(historyOf(listing, 7).days()).not.toEqual(historyOf(listing, 8).days());
  });

  it('does not change a past day when the world is started on a later one', () => {
    const listing = listings[0] as Listing;
    const anchor = { date: YESTERDAY, close: listing.basePrice };
    const now = new PriceHistory(1, listing, anchor, [], TEST_DATE);
    const later = new PriceHistory(1, listing, anchor, [], kstDate('20261127'));
    expect(later.days().slice(0, now.days().length)).toEqual(now.days());
    expect(later.days().at(-1)?.date).toBe('20261126');
  });
});

describe('minutes of history', () => {
  it('add up exactly to their day, on each venue and on both together', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: listings.length - 1 }),
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 1_000 }),
        (place, back, seed) => {
          const history = historyOf(listings[place] as Listing, seed);
          const day = history.days().at(-1 - back);
          if (day === undefined) return;
          for (const scope of ['KRX', 'NXT', 'ALL'] as const) {
            const volume = history.volumeOf(day, scope);
            const minutes = history.minutesOf(day, scope);
            if (volume === 0) expect(minutes).toEqual([]);
            else expect(sum(minutes)).toEqual({ ...prices(day), volume });
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([3, 5, 10, 15, 30, 45, 60])('join to bars of %s minutes as a client would join them', (length) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: listings.length - 1 }),
        fc.integer({ min: 0, max: 400 }),
        fc.constantFrom('KRX' as const, 'NXT' as const, 'ALL' as const),
        (place, back, scope) => {
          const history = historyOf(listings[place] as Listing);
          const day = history.days().at(-1 - back);
          if (day === undefined) return;
          const startOf = (bar: Bar) => minuteStart(bar.time, length);
          const expected = joinBars(history.minutesOf(day, scope), startOf, startOf);
          expect(history.barsOf(day, scope, length)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('run from 09:00 to the closing cross at 15:30, in order', () => {
    const history = historyOf(listings[0] as Listing);
    const day = history.days().at(-1) as DayBar;
    const times = history
      .minutesOf(day, 'KRX')
      .map(({ time }) => new Date(time + 9 * 3_600_000).toISOString().slice(11, 16));
    expect(times[0]).toBe('09:00');
    expect(times.at(-2)).toBe('15:19');
    expect(times.at(-1)).toBe('15:30');
    expect([...times].sort()).toEqual(times);
  });

  it('trade most in the first and the last minutes of the day', () => {
    const history = historyOf(listings[0] as Listing);
    const average = (from: number, to: number) => {
      const days = history.days().slice(-40);
      const volumes = days.flatMap((day) => history.minutesOf(day, 'KRX').slice(from, to));
      return volumes.reduce((total, { volume }) => total + volume, 0) / volumes.length;
    };
    const noon = average(170, 210);
    expect(average(0, 20)).toBeGreaterThan(2.5 * noon);
    expect(average(360, 380)).toBeGreaterThan(1.3 * noon);
  });

  it('are told in ticks that add up to each of them', () => {
    for (const listing of listings) {
      const history = historyOf(listing);
      const day = history.lastDay() as DayBar;
      for (const bar of history.minutesOf(day, 'KRX').slice(0, 60)) {
        const ticks = history.ticksOf(bar, day, 20);
        const values = ticks.map(({ price }) => price);
        expect({
          open: values[0],
          high: Math.max(...values),
          low: Math.min(...values),
          close: values.at(-1),
          volume: ticks.reduce((total, { quantity }) => total + quantity, 0),
        }).toEqual(sum([bar]));
        expect(
          ticks.every(({ quantity, at }) => quantity >= 1 && at >= bar.time && at < bar.time + 60_000),
        ).toBe(true);
      }
    }
  });
});
