import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  impliedVolatility,
  valueOfForward,
  valueOption,
  type OptionTerms,
} from '#electron/exchange/market/warrants/option-pricing.ts';

const terms = fc.record({
  right: fc.constantFrom('call' as const, 'put' as const),
  spot: fc.double({ min: 20, max: 500, noNaN: true }),
  strike: fc.double({ min: 20, max: 500, noNaN: true }),
  years: fc.double({ min: 0.01, max: 3, noNaN: true }),
  volatility: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
  rate: fc.double({ min: 0, max: 0.1, noNaN: true }),
});

describe('the price of an option', () => {
  it('is that of the textbook', () => {
    const hull: OptionTerms = { right: 'call', spot: 42, strike: 40, years: 0.5, volatility: 0.2, rate: 0.1 };
    expect(valueOption(hull).price).toBeCloseTo(4.76, 2);
    expect(valueOption({ ...hull, right: 'put' }).price).toBeCloseTo(0.81, 2);
  });

  it('has the sensitivities of the textbook', () => {
    const value = valueOption({
      right: 'call',
      spot: 49,
      strike: 50,
      years: 20 / 52,
      volatility: 0.2,
      rate: 0.05,
    });
    expect(value.delta).toBeCloseTo(0.522, 3);
    expect(value.gamma).toBeCloseTo(0.066, 3);
    expect(value.theta).toBeCloseTo(-4.31, 2);
    expect(value.vega).toBeCloseTo(12.1, 1);
    expect(value.rho).toBeCloseTo(8.91, 2);
  });

  it('keeps put-call parity', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const call = valueOption({ ...given, right: 'call' }).price;
        const put = valueOption({ ...given, right: 'put' }).price;
        expect(call - put).toBeCloseTo(given.spot - given.strike * Math.exp(-given.rate * given.years), 3);
      }),
    );
  });

  it('changes as its sensitivities say', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const { delta, vega, rho, theta } = valueOption(given);
        const slope = (change: Partial<OptionTerms>, back: Partial<OptionTerms>, step: number) =>
          (valueOption({ ...given, ...change }).price - valueOption({ ...given, ...back }).price) /
          (2 * step);
        const near = (measured: number, told: number) =>
          expect(Math.abs(measured - told)).toBeLessThan(0.02 * Math.abs(told) + 0.06);
        const { spot, volatility, rate, years } = given;
        near(slope({ spot: spot + 0.01 }, { spot: spot - 0.01 }, 0.01), delta);
        near(slope({ volatility: volatility + 1e-3 }, { volatility: volatility - 1e-3 }, 1e-3), vega);
        near(slope({ rate: rate + 1e-3 }, { rate: rate - 1e-3 }, 1e-3), rho);
        near(-slope({ years: years + 1e-4 }, { years: years - 1e-4 }, 1e-4), theta);
      }),
    );
  });

  it('gives its volatility back', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const { price, vega } = valueOption(given);
        // Where volatility hardly matters, no price tells it.
        fc.pre(vega > 1);
        expect(impliedVolatility(given, price)).toBeCloseTo(given.volatility, 3);
      }),
    );
  });

  it('has no volatility below the worth of exercising', () => {
    const given = { right: 'call', spot: 120, strike: 100, years: 0.5, rate: 0.03 } as const;
    expect(impliedVolatility(given, 15)).toBeNull();
    expect(impliedVolatility(given, 121)).toBeNull();
  });

  it('is the worth of exercising at expiry, and never below nothing', () => {
    const given: OptionTerms = { right: 'put', spot: 90, strike: 100, years: 0, volatility: 0.3, rate: 0.03 };
    expect(valueOption(given).price).toBe(10);
    expect(valueOption({ ...given, right: 'call' }).price).toBe(0);
    expect(valueOfForward({ ...given, years: 1 }).price).toBeCloseTo(100 * Math.exp(-0.03) - 90, 9);
  });
});
