import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionArrow, directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney, formatPnl } from '#renderer/format/money.ts';
import { formatInteger, formatPercent, formatSignedInteger } from '#renderer/format/number.ts';
import {
  formatAveragePrice,
  formatChange,
  formatChangeWithPercent,
  formatPrice,
} from '#renderer/format/price.ts';

describe('numbers', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_284_500, '1,284,500'],
    [-38_114, '−38,114'],
  ])('writes %s as %s', (value, text) => {
    expect(formatInteger(value)).toBe(text);
  });

  it('gives a gain its plus sign and zero none', () => {
    expect([12, 0, -12].map(formatSignedInteger)).toEqual(['+12', '0', '−12']);
  });

  it.each([
    [1.25, '+1.25%'],
    [-0.74, '−0.74%'],
    [0, '0.00%'],
    [-0.001, '0.00%'],
    [0.004, '0.00%'],
  ])('writes a percentage of %s as %s: what rounds to zero has no sign', (value, text) => {
    expect(formatPercent(value)).toBe(text);
  });

  it('loses no digit of any amount of won', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        const digits = formatInteger(value).replace('−', '-').replaceAll(',', '');
        expect(BigInt(digits)).toBe(BigInt(value));
      }),
    );
  });
});

describe('money in few figures', () => {
  it.each([
    [0, '0', '0'],
    [9_999, '9,999', '9K'],
    [8_500_000, '850만', '8.5M'],
    [99_999_999, '9,999만', '99.9M'],
    [1_240_000_000, '12.4억', '1.2B'],
    [841_200_000_000, '8,412억', '841B'],
    [1_000_000_000_000, '1.0조', '1.0T'],
    [123_400_000_000_000, '123조', '123T'],
    [-1_240_000_000, '−12.4억', '−1.2B'],
  ])('writes %s won as %s, in English %s', (value, korean, english) => {
    expect(formatCompactMoney(value, 'ko')).toBe(korean);
    expect(formatCompactMoney(value, 'en')).toBe(english);
  });

  it('never shows more than there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 10 ** 15 }), (value) => {
        const text = formatCompactMoney(value, 'ko');
        const scale = { 만: 1e4, 억: 1e8, 조: 1e12 }[text.slice(-1)] ?? 1;
        expect(Number(text.slice(0, -1).replaceAll(',', '')) * scale).toBeLessThanOrEqual(value);
      }),
    );
  });

  it('writes a result with its sign', () => {
    expect([723_200, 0, -15].map(formatPnl)).toEqual(['+723,200', '0', '−15']);
  });
});

describe('prices', () => {
  it('shows a dash for what is not known', () => {
    expect(formatPrice(null)).toBe('–');
    expect(formatAveragePrice(undefined)).toBe('–');
  });

  it('shows the fractions of an average price only where it has some', () => {
    expect([68_940, 68_940.25].map(formatAveragePrice)).toEqual(['68,940', '68,940.25']);
  });

  it('tells the direction by an arrow, not by colour alone', () => {
    expect([1300, -500, 0].map((change) => formatChange(change))).toEqual(['▲ 1,300', '▼ 500', '0']);
    expect(formatChangeWithPercent(1300, 1.86)).toBe('▲ 1,300 (+1.86%)');
  });

  it('tells the daily limit by another arrow', () => {
    expect(formatChange(16_000, true)).toBe('↑ 16,000');
    expect(formatChange(-16_000, true)).toBe('↓ 16,000');
    expect(directionArrow(directionOf(0), true)).toBe('');
  });
});
