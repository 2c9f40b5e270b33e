import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MinuteSeries } from '#electron/exchange/market/today/minute-series.ts';
import { Tape } from '#electron/exchange/market/today/tape.ts';
import type { Print } from '#electron/exchange/world.ts';
import { money } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { epochMs } from '#shared/domain/time.ts';

const printOf = (place: number): Omit<Print, 'sequence'> => ({
  venue: place % 3 === 0 ? 'NXT' : 'KRX',
  price: price(1_000 + place),
  quantity: quantity(1 + (place % 7)),
  aggressor: ([null, 'buy', 'sell'] as const)[place % 3] ?? null,
  cumulativeVolume: quantity(place * 10),
  cumulativeTurnover: money(place * 10_000),
  at: epochMs(1_000_000 + place),
});

describe('tape', () => {
  it('keeps the latest prints as they were and drops the oldest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 64, max: 900 }),
        fc.integer({ min: 0, max: 2_500 }),
        (capacity, count) => {
          const tape = new Tape(101, capacity);
          const all = Array.from({ length: count }, (_, place) => tape.push(printOf(place)));
          expect(all.map(({ sequence }) => sequence)).toEqual(all.map((_, place) => 101 + place));
          expect(tape.newest('ALL', 5_000)).toEqual(all.slice(-capacity).reverse());
          expect(tape.isComplete).toBe(count <= capacity);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('shows one venue alone when asked to', () => {
    const tape = new Tape(1, 64);
    for (let place = 0; place < 9; place += 1) tape.push(printOf(place));
    expect(tape.newest('NXT', 2).map(({ sequence }) => sequence)).toEqual([7, 4]);
    expect(tape.newest('KRX', 2).map(({ sequence }) => sequence)).toEqual([9, 8]);
  });
});

describe('minute series', () => {
  it('starts a bar with each new minute and keeps its four prices', () => {
    const series = new MinuteSeries();
    const add = (second: number, at: number, shares: number) =>
      series.add(epochMs(second * 1_000), at, shares);
    add(60, 100, 1);
    add(75, 104, 2);
    add(80, 98, 3);
    add(119, 101, 4);
    add(120, 102, 5);
    expect(series.length).toBe(2);
    expect(series.barAt(0)).toEqual({
      time: 60_000,
      open: 100,
      high: 104,
      low: 98,
      close: 101,
      volume: 10,
      turnover: 100 + 208 + 294 + 404,
    });
    expect(series.barAt(1)).toMatchObject({ time: 120_000, open: 102, close: 102, volume: 5 });
  });

  it('drops the older half when two days are full, and goes on', () => {
    const series = new MinuteSeries();
    for (let minute = 0; minute < 3_000; minute += 1) series.add(epochMs(minute * 60_000), 1_000 + minute, 1);
    expect(series.length).toBeLessThanOrEqual(2_880);
    expect(series.barAt(series.length - 1)).toMatchObject({ time: 2_999 * 60_000, close: 3_999 });
    for (let row = 1; row < series.length; row += 1) {
      expect(series.barAt(row).time - series.barAt(row - 1).time).toBe(60_000);
    }
  });
});
