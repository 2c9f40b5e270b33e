import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFigures } from '#electron/exchange/market/fundamentals/company-figures.ts';
import { volumeProfile } from '#electron/exchange/market/past-days/volume-profile.ts';

const company = fc.record({
  symbol: fc.stringMatching(/^[0-9]{5}0$/),
  isKosdaq: fc.boolean(),
  price: fc.integer({ min: 200, max: 2_000_000 }),
  shares: fc.integer({ min: 100_000, max: 6_000_000_000 }),
});

describe('the accounts of a company', () => {
  it('agree with each other, and are the same for the same seed', () => {
    fc.assert(
      fc.property(fc.integer(), company, (seed, shape) => {
        const figures = drawFigures(seed, shape);
        expect(figures).toEqual(drawFigures(seed, shape));
        expect(figures.netProfit).toBe(figures.eps * shape.shares);
        expect(figures.capital).toBe(figures.faceValue * shape.shares);
        expect(figures.roe).toBeCloseTo((figures.eps / figures.bps) * 100, 6);
        expect(Math.sign(figures.operatingProfit)).toBe(Math.sign(figures.netProfit));
        expect(figures.sales).toBeGreaterThan(Math.abs(figures.netProfit));
      }),
    );
  });
});

describe('the volume by price', () => {
  const days = fc.array(
    fc.record({
      low: fc.integer({ min: 100, max: 1_000 }),
      range: fc.integer({ min: 0, max: 300 }),
      volume: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('puts every share that traded into one band', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 99 }), (bars, count) => {
        const column = (read: (bar: (typeof bars)[number]) => number) => Float64Array.from(bars, read);
        const low = column((bar) => bar.low);
        const high = column((bar) => bar.low + bar.range);
        const volume = column((bar) => bar.volume);
        const columns = { length: bars.length, open: low, high, low, close: high, volume, turnover: volume };
        const shelves = volumeProfile(columns, bars.length, count);
        const total = bars.reduce((sum, bar) => sum + bar.volume, 0);
        expect(shelves).toHaveLength(count);
        expect(shelves.reduce((sum, shelf) => sum + shelf.volume, 0)).toBeCloseTo(total, 3);
      }),
    );
  });
});
