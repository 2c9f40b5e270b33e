import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPriceGrid } from '#electron/exchange/market/price-grid.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import { isOnTick, roundUpToTick, stepUp } from '#shared/domain/tick-size.ts';
import { kstDate } from '#shared/domain/time.ts';

const ladder = ladderFor('share', kstDate('20261120'));
const bases = fc.integer({ min: 100, max: 2_000_000 }).map((value) => roundUpToTick(value, ladder));

describe('price grid', () => {
  it('counts the ticks of the band one by one, across tick bands', () => {
    // 49,950 is the last price with ticks of 50.
    const grid = createPriceGrid(priceLimits(roundUpToTick(49_000, ladder), ladder), ladder);
    const at = grid.indexOf(49_900);
    expect([0, 1, 2, 3].map((step) => grid.priceAt(at + step))).toEqual([49_900, 49_950, 50_000, 50_100]);
  });

  it('holds exactly the prices on tick inside the band', () => {
    fc.assert(
      fc.property(bases, (base) => {
        const limits = priceLimits(base, ladder);
        const grid = createPriceGrid(limits, ladder);
        expect(grid.priceAt(0)).toBe(limits.lower);
        expect(grid.priceAt(grid.last)).toBe(limits.upper);
        for (let index = 0; index < grid.last; index += 1) {
          const price = grid.priceAt(index);
          expect(isOnTick(price, ladder)).toBe(true);
          expect(grid.priceAt(index + 1)).toBe(stepUp(price, ladder));
          expect(grid.indexOf(price)).toBe(index);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('knows off-tick and outside prices', () => {
    const limits = priceLimits(roundUpToTick(71_400, ladder), ladder);
    const grid = createPriceGrid(limits, ladder);
    expect(grid.isOnGrid(71_400)).toBe(true);
    expect(grid.isOnGrid(71_450)).toBe(false);
    expect(grid.isOnGrid(limits.upper)).toBe(true);
    expect(grid.isOnGrid(stepUp(limits.upper, ladder))).toBe(false);
    expect(grid.indexOf(1)).toBe(0);
    expect(grid.indexOf(10_000_000)).toBe(grid.last);
  });
});
