import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { viRates, viTriggers } from '#shared/catalogue/volatility-interruption.ts';
import type { SecurityKind } from '#shared/domain/instrument.ts';
import { price } from '#shared/domain/price.ts';
import { isOnTick, roundDownToTick, stepDown, stepUp, ticksBetween } from '#shared/domain/tick-size.ts';
import { kstDate } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

const now = kstDate('20261120');
const before = kstDate('20260911');
const ladder = ladderFor('share', now);

describe('rates of volatility interruptions', () => {
  const rates = (
    venue: BookVenue,
    phase: TradingSessionPhase,
    group: 'index' | 'expiry' | 'other',
    date = now,
  ) => {
    const found = viRates({
      venue,
      phase,
      date,
      kind: 'share',
      isIndexMember: group !== 'other',
      isExpiryDay: group === 'expiry',
    });
    return found === null ? null : [found.dynamicPercent, found.staticPercent, found.effect];
  };

  it.each([
    ['KRX', 'preOpenClosePrice', 'index', [null, 10, 'auction']],
    ['KRX', 'openingAuction', 'other', [null, 10, 'auction']],
    ['KRX', 'continuous', 'index', [3, 10, 'auction']],
    ['KRX', 'continuous', 'expiry', [3, 10, 'auction']],
    ['KRX', 'continuous', 'other', [6, 10, 'auction']],
    ['KRX', 'closingAuction', 'index', [2, 10, 'auction']],
    ['KRX', 'closingAuction', 'expiry', [1, 10, 'auction']],
    ['KRX', 'closingAuction', 'other', [4, 10, 'auction']],
    ['KRX', 'afterMarket', 'index', [3, 10, 'auction']],
    ['KRX', 'afterMarket', 'other', [6, 10, 'auction']],
    ['KRX', 'postCloseClosePrice', 'index', null],
    ['KRX', 'closed', 'index', null],
    ['NXT', 'preMarket', 'other', [6, 10, 'auction']],
    ['NXT', 'continuous', 'index', [3, 10, 'auction']],
    ['NXT', 'paused', 'index', null],
  ] as const)('%s, %s, %s: %j', (venue, phase, group, expected) => {
    expect(rates(venue, phase, group)).toEqual(expected);
  });

  it.each([
    ['NXT', 'continuous', 'index', [3, null, 'pause']],
    ['KRX', 'offHoursSinglePrice', 'other', [6, null, 'auction']],
    ['KRX', 'afterMarket', 'other', null],
  ] as const)('before September 2026: %s, %s, %s: %j', (venue, phase, group, expected) => {
    expect(rates(venue, phase, group, before)).toEqual(expected);
  });

  it.each<SecurityKind>(['etf', 'etn'])('apply to %s and not to ELW', (kind) => {
    const question = { venue: 'KRX', phase: 'continuous', date: now, isIndexMember: false } as const;
    expect(viRates({ ...question, kind })).not.toBeNull();
    expect(viRates({ ...question, kind: 'elw' })).toBeNull();
  });
});

describe('trigger prices', () => {
  it.each([
    [70_000, 3, 72_100, 67_900],
    [70_000, 10, 77_000, 63_000],
    [71_400, 3, 73_600, 69_200],
    [1_985, 3, 2_045, 1_925],
    [999, 10, 1_099, 899],
    [50, 3, 54, 46],
    [5, 6, 9, 1],
  ])('for reference %i at %i percent are %i and %i', (reference, percent, upper, lower) => {
    expect(viTriggers(price(reference), percent, ladder)).toEqual({ upper, lower });
  });

  it('have no lower side when one won is less than four ticks away', () => {
    expect(viTriggers(price(4), 6, ladder)).toEqual({ upper: 8, lower: null });
  });

  it('are the first prices on the ladder that are far enough', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000_000 }),
        fc.constantFrom(1, 2, 3, 4, 6, 10),
        (raw, percent) => {
          const reference = roundDownToTick(raw, ladder);
          const { upper, lower } = viTriggers(reference, percent, ladder);
          const isFar = (at: typeof upper) =>
            Math.abs(at - reference) * 100 >= reference * percent &&
            (reference >= 1_000 || Math.abs(ticksBetween(reference, at, ladder)) > 3);
          expect(isOnTick(upper, ladder) && isFar(upper) && !isFar(stepDown(upper, ladder))).toBe(true);
          if (lower !== null) {
            expect(isOnTick(lower, ladder) && isFar(lower) && !isFar(stepUp(lower, ladder))).toBe(true);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
