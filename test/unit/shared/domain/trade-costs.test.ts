import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '#shared/domain/money.ts';
import { applyRate, commissionOf, ratePercent, transactionTaxOf } from '#shared/domain/trade-costs.ts';

describe('rate', () => {
  it.each([
    [0.015, 150_000],
    [0.0036396, 36_396],
    [0.15, 1_500_000],
    [0.2, 2_000_000],
    [0, 0],
  ])('of %d percent is %i parts per billion', (percent, parts) => {
    expect(ratePercent(percent)).toBe(parts);
  });

  it.each([-0.1, Number.NaN, Number.POSITIVE_INFINITY, 0.00000001])('refuses %d', (percent) => {
    expect(() => ratePercent(percent)).toThrow(RangeError);
  });

  it('applies exactly, cut to whole won, up to the largest amount', () => {
    const largest = Number.MAX_SAFE_INTEGER;
    expect(applyRate(money(largest), ratePercent(0.2))).toBe(Number((BigInt(largest) * 2n) / 1_000n));
    expect(applyRate(money(9_007_199_254_740_000), ratePercent(0.015))).toBe(1_351_079_888_211);
    expect(() => applyRate(money(-1), ratePercent(0.1))).toThrow(RangeError);
  });

  it('never takes a won too much or leaves one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.integer({ min: 0, max: 50_000_000 }),
        (amount, parts) => {
          const rate = parts as ReturnType<typeof ratePercent>;
          const result = BigInt(applyRate(money(amount), rate));
          const exact = BigInt(amount) * BigInt(parts);
          expect(result * 1_000_000_000n <= exact && exact < (result + 1n) * 1_000_000_000n).toBe(true);
        },
      ),
    );
  });
});

describe('commission', () => {
  it.each([
    [6_666, 0],
    [6_667, 1],
    [714_000, 107],
    [100_000_000, 15_000],
  ])('at 0.015 percent of %i won is %i won', (notional, commission) => {
    expect(commissionOf(money(notional), ratePercent(0.015))).toBe(commission);
  });
});

describe('transaction tax', () => {
  it('cuts each of its two parts to whole won before adding them', () => {
    const rates = { securities: ratePercent(0.05), rural: ratePercent(0.15) };
    expect(transactionTaxOf(money(1_999), rates)).toEqual({ securities: 0, rural: 2, total: 2 });
    expect(transactionTaxOf(money(2_000), rates)).toEqual({ securities: 1, rural: 3, total: 4 });
    expect(transactionTaxOf(money(3_999), rates).total).toBe(6);
    expect(
      transactionTaxOf(money(3_999), { ...rates, securities: ratePercent(0.2), rural: ratePercent(0) }).total,
    ).toBe(7);
  });
});
