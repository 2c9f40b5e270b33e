import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import {
  basePriceFromClose,
  clampToLimits,
  isWithinLimits,
  listingDayPriceLimits,
  priceLimits,
} from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import { isOnTick, roundUpToTick, stepDown, stepUp } from '#shared/domain/tick-size.ts';
import { kstDate } from '#shared/domain/time.ts';

const today = kstDate('20261120');
const share = ladderFor('share', today);
const etf = ladderFor('etf', today);

describe('daily band of shares', () => {
  it.each([
    [1, 1, 1],
    [999, 1_298, 700],
    [1_535, 1_995, 1_075],
    [1_990, 2_585, 1_393],
    [1_999, 2_595, 1_400],
    [3_850, 5_000, 2_695],
    [4_995, 6_490, 3_500],
    [9_980, 12_970, 6_990],
    [15_380, 19_990, 10_770],
    [19_990, 25_950, 14_000],
    [20_000, 26_000, 14_000],
    [38_450, 49_950, 26_950],
    [49_950, 64_900, 35_000],
    [71_400, 92_800, 50_000],
    [153_800, 199_900, 107_700],
    [153_900, 200_000, 107_800],
    [199_900, 259_500, 140_000],
    [239_500, 311_000, 168_000],
    [384_500, 499_500, 269_500],
    [1_250_000, 1_625_000, 875_000],
  ])('of base %i reaches %i and %i', (base, upper, lower) => {
    expect(priceLimits(price(base), share)).toEqual({ upper, lower });
  });
});

describe('daily band of funds', () => {
  it.each([
    [1_999, 1, 2_595, 1_400],
    [12_345, 1, 16_045, 8_645],
    [12_345, 2, 19_750, 4_940],
    [12_345, -2, 19_750, 4_940],
    [12_345, -1, 16_045, 8_645],
    [12_345, 0.5, 16_045, 8_645],
    [10_000, 1.5, 14_500, 5_500],
  ])('of base %i at %fx reaches %i and %i', (base, leverage, upper, lower) => {
    expect(priceLimits(price(base), etf, { leverage })).toEqual({ upper, lower });
  });

  it('never goes under one won', () => {
    expect(priceLimits(price(1_000), etf, { leverage: 4 })).toEqual({ upper: 2_200, lower: 1 });
  });
});

describe('daily band', () => {
  const cases = fc.tuple(
    fc.integer({ min: 1, max: 5_000_000 }),
    fc.constantFrom(share, etf),
    fc.constantFrom(1, 2, -2, 0.5),
  );

  it('holds the base and ends on ticks, within the percentage', () => {
    fc.assert(
      fc.property(cases, ([raw, ladder, leverage]) => {
        const base = roundUpToTick(raw, ladder);
        const { upper, lower } = priceLimits(base, ladder, { leverage });
        const percent = 30 * Math.max(1, Math.abs(leverage));
        expect(isOnTick(upper, ladder) && isOnTick(lower, ladder)).toBe(true);
        expect(lower <= base && base <= upper).toBe(true);
        expect(upper * 100 <= base * (100 + percent)).toBe(true);
        expect(lower * 100 >= base * (100 - percent)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes its ends in and the next prices out', () => {
    const limits = priceLimits(price(71_400), share);
    expect(isWithinLimits(limits.upper, limits)).toBe(true);
    expect(isWithinLimits(limits.lower, limits)).toBe(true);
    expect(isWithinLimits(stepUp(limits.upper, share), limits)).toBe(false);
    expect(isWithinLimits(stepDown(limits.lower, share), limits)).toBe(false);
    expect(clampToLimits(price(1_000_000), limits)).toBe(92_800);
    expect(clampToLimits(price(1), limits)).toBe(50_000);
  });
});

describe('first day of a listing', () => {
  it('runs from 60 to 400 percent of the base', () => {
    expect(listingDayPriceLimits(price(20_000), share)).toEqual({ upper: 80_000, lower: 12_000 });
    expect(listingDayPriceLimits(price(3_335), share)).toEqual({ upper: 13_340, lower: 2_005 });
  });
});

describe('base price', () => {
  it('is the close, rounded up to a tick', () => {
    expect(basePriceFromClose(price(71_400), share)).toBe(71_400);
    expect(basePriceFromClose(price(71_450), share)).toBe(71_500);
  });
});
