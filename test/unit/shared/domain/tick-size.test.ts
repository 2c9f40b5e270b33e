import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { price } from '#shared/domain/price.ts';
import {
  isOnTick,
  priceAtTickIndex,
  roundDownToTick,
  roundLimitPrice,
  roundUpToTick,
  stepBy,
  stepDown,
  stepUp,
  tickIndex,
  tickSize,
  ticksBetween,
} from '#shared/domain/tick-size.ts';
import { kstDate } from '#shared/domain/time.ts';

const today = kstDate('20261120');
const share = ladderFor('share', today);
const etf = ladderFor('etf', today);
const elw = ladderFor('elw', today);

const anyPrice = fc.integer({ min: 1, max: 5_000_000 }).map(price);
const anyLadder = fc.constantFrom(share, etf);

describe('tick size of shares', () => {
  it.each([
    [1, 1],
    [1_999, 1],
    [2_000, 5],
    [4_999, 5],
    [5_000, 10],
    [19_999, 10],
    [20_000, 50],
    [49_999, 50],
    [50_000, 100],
    [199_999, 100],
    [200_000, 500],
    [499_999, 500],
    [500_000, 1_000],
    [3_000_000, 1_000],
  ])('at %i won is %i', (at, tick) => {
    expect(tickSize(at, share)).toBe(tick);
  });

  it.each([
    [2_000, 1_999, 2_005],
    [5_000, 4_995, 5_010],
    [20_000, 19_990, 20_050],
    [50_000, 49_950, 50_100],
    [200_000, 199_900, 200_500],
    [500_000, 499_500, 501_000],
  ])('at the boundary %i steps down by the band below and up by the band above', (at, down, up) => {
    expect([stepDown(price(at), share), stepUp(price(at), share)]).toEqual([down, up]);
    expect(stepUp(price(down), share)).toBe(at);
  });
});

describe('tick size of funds and warrants', () => {
  it.each([
    [1_999, 1],
    [2_000, 5],
    [125_000, 5],
  ])('is %i won -> %i for ETF', (at, tick) => {
    expect(tickSize(at, etf)).toBe(tick);
  });

  it('is five won for ELW, from five won up', () => {
    expect(tickSize(5, elw)).toBe(5);
    expect(isOnTick(3, elw)).toBe(false);
    expect(stepDown(price(5), elw)).toBe(5);
  });
});

describe('stepping', () => {
  it('stays at the lowest price', () => {
    expect(stepDown(price(1), share)).toBe(1);
    expect(stepBy(price(10), -1_000, share)).toBe(1);
  });

  it('goes to the neighbouring tick from a price between two ticks', () => {
    expect(stepUp(price(5_003), share)).toBe(5_010);
    expect(stepDown(price(5_003), share)).toBe(5_000);
    expect(stepBy(price(5_003), 0, share)).toBe(5_000);
  });

  it('crosses several bands at once', () => {
    expect(stepBy(price(1_998), 603, share)).toBe(5_010);
    expect(stepBy(price(5_010), -603, share)).toBe(1_998);
  });

  it('is undone by stepping back', () => {
    fc.assert(
      fc.property(anyPrice, fc.integer({ min: 0, max: 5_000 }), anyLadder, (at, steps, ladder) => {
        const start = roundDownToTick(at, ladder);
        expect(stepBy(stepBy(start, steps, ladder), -steps, ladder)).toBe(start);
      }),
    );
  });

  it('by n equals n single steps', () => {
    fc.assert(
      fc.property(anyPrice, fc.integer({ min: -300, max: 300 }), anyLadder, (at, steps, ladder) => {
        const start = roundDownToTick(at, ladder);
        let walked = start;
        for (let step = 0; step < Math.abs(steps); step += 1) {
          walked = steps < 0 ? stepDown(walked, ladder) : stepUp(walked, ladder);
        }
        expect(stepBy(start, steps, ladder)).toBe(walked);
      }),
    );
  });

  it('counts ticks across bands', () => {
    expect(ticksBetween(price(1_999), price(2_010), share)).toBe(3);
    expect(ticksBetween(price(2_010), price(1_999), share)).toBe(-3);
  });

  it('numbers every tick once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), anyLadder, (index, ladder) => {
        const at = priceAtTickIndex(index, ladder);
        expect(isOnTick(at, ladder)).toBe(true);
        expect(tickIndex(at, ladder)).toBe(index);
      }),
    );
  });
});

describe('rounding to a tick', () => {
  it('lands on a tick, at most one step from where it started', () => {
    fc.assert(
      fc.property(anyPrice, anyLadder, (at, ladder) => {
        const down = roundDownToTick(at, ladder);
        const up = roundUpToTick(at, ladder);
        expect(isOnTick(down, ladder) && isOnTick(up, ladder)).toBe(true);
        expect(down <= at && at <= up).toBe(true);
        expect(isOnTick(at, ladder) ? up === down : up === stepUp(down, ladder)).toBe(true);
      }),
    );
  });

  it('accepts fractions, as averages have them', () => {
    expect(roundDownToTick(1_999.5, share)).toBe(1_999);
    expect(roundUpToTick(1_999.5, share)).toBe(2_000);
  });

  it('never makes a limit order more aggressive', () => {
    expect(roundLimitPrice(70_050, 'buy', share)).toEqual({ ok: true, value: 70_000 });
    expect(roundLimitPrice(70_050, 'sell', share)).toEqual({ ok: true, value: 70_100 });
    fc.assert(
      fc.property(anyPrice, anyLadder, (at, ladder) => {
        const buy = roundLimitPrice(at, 'buy', ladder);
        const sell = roundLimitPrice(at, 'sell', ladder);
        expect(buy.ok && buy.value <= at && sell.ok && sell.value >= at).toBe(true);
      }),
    );
  });

  it('refuses a buy under the lowest price', () => {
    expect(roundLimitPrice(3, 'buy', elw)).toMatchObject({
      ok: false,
      error: { code: 'PRICE_BELOW_LADDER' },
    });
    expect(roundLimitPrice(3, 'sell', elw)).toEqual({ ok: true, value: 5 });
  });
});

describe('tick ladder table', () => {
  it('has no row for days before it begins', () => {
    expect(() => ladderFor('share', kstDate('20230124'))).toThrow(RangeError);
    expect(ladderFor('share', kstDate('20230125'))).toBe(share);
  });
});
