import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isBlank,
  parseDecimal,
  parseInteger,
  parseMagnitude,
} from '#electron/core/brokers/kiwoom/parse/number.ts';

describe('whole numbers as Kiwoom writes them', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['68800', 68_800],
    ['+68800', 68_800],
    ['-20800', -20_800],
    ['--714', -714],
    [' 67300', 67_300],
    ['67300  ', 67_300],
    ['000000017534', 17_534],
    ['-00000000196888', -196_888],
    ['0000005919637922', 5_919_637_922],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    [42, 42],
    [-7, -7],
  ])('reads %j as %d', (text, expected) => {
    expect(parseInteger(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '+',
    '-',
    '--',
    '---5',
    '+-5',
    '1e9',
    '0x1F',
    'NaN',
    'Infinity',
    '1,234',
    '1 234',
    '12.5',
    '٣',
    '９',
    '9007199254740992',
    '9'.repeat(400),
    null,
    undefined,
    true,
    {},
    [],
    1.5,
    Number.NaN,
    2 ** 60,
  ])('does not read %j', (value) => {
    expect(parseInteger(value)).toBeNaN();
  });

  it('takes the direction sign off a price', () => {
    expect([parseMagnitude('-20800'), parseMagnitude('+20800'), parseMagnitude(' 20800')]).toEqual([
      20_800, 20_800, 20_800,
    ]);
  });

  it('reads back every whole number, padded and signed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 20 }), (number, padding) => {
        const sign = number < 0 ? '-' : '';
        const text = sign + '0'.repeat(padding) + String(Math.abs(number));
        expect(parseInteger(text)).toBe(number === 0 ? 0 : number);
      }),
    );
  });

  it('agrees with Number on everything it reads, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+-. eExX,') }), (text) => {
        const number = parseInteger(text);
        if (Number.isNaN(number)) return;
        expect(number).toBe(Number(text.trim().replace(/^--/, '-')) || 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('numbers with a fraction', () => {
  it.each([
    ['5.59', 5.59],
    ['-0.13', -0.13],
    ['+1.93', 1.93],
    ['104.22', 104.22],
    ['0.00', 0],
    ['-.5', -0.5],
    ['.5', 0.5],
    ['12', 12],
    ['12.', 12],
    [' 10125.5 ', 10_125.5],
    ['00000065407.2500', 65_407.25],
    ['--1.5', -1.5],
    [1.25, 1.25],
  ])('reads %j as %d', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it.each([
    '',
    '.',
    '-.',
    '-',
    '1.2.3',
    '1.2e3',
    'x.5',
    '1.-5',
    '-+.5',
    'NaN',
    '1..2',
    '0.12345678901234567',
    {},
    null,
  ])('does not read %j', (value) => {
    expect(parseDecimal(value)).toBeNaN();
  });

  it('reads back what was written with up to four decimals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 11), max: 10 ** 11 }),
        fc.integer({ min: 0, max: 4 }),
        (units, decimals) => {
          const text = (units / 10 ** decimals).toFixed(decimals);
          expect(parseDecimal(text)).toBeCloseTo(Number(text), 9);
        },
      ),
    );
  });
});

describe('blank', () => {
  it.each([undefined, null, '', '   '])('is %j', (value) => {
    expect(isBlank(value)).toBe(true);
  });
  it.each(['0', 0, false, {}])('is not %j', (value) => {
    expect(isBlank(value)).toBe(false);
  });
});
