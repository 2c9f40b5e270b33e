import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseValue } from '#electron/core/brokers/kiwoom/api/parse-value.ts';
import type { KiwoomNumericKind } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { KIWOOM_NUMERIC_KINDS } from '#shared/catalogue/kiwoom/endpoint-row.ts';

const UNSIGNED: ReadonlySet<KiwoomNumericKind> = new Set(['price', 'index']);
const SIGNED_KINDS = KIWOOM_NUMERIC_KINDS.filter((kind) => !UNSIGNED.has(kind));

/** The ways in which the guide's examples write a number. */
const WRITINGS: readonly ((magnitude: string) => string)[] = [
  (text) => text,
  (text) => ` ${text}`,
  (text) => `${text} `,
  (text) => text.padStart(15, '0'),
  (text) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
];
const whole = fc.integer({ min: 0, max: 999_999_999 });
const writing = fc.constantFrom(...WRITINGS);

describe('a number of an answer', () => {
  it.each([...UNSIGNED])('that is a %s loses its sign, which is a direction', (kind) => {
    fc.assert(
      fc.property(whole, writing, fc.constantFrom('', '+', '-', '--'), (number, write, sign) => {
        expect(parseValue({ kind }, sign + write(String(number)).trimStart())).toBe(number);
      }),
    );
  });

  it.each(SIGNED_KINDS)('that is a %s keeps its sign, also a doubled one', (kind) => {
    fc.assert(
      fc.property(whole, writing, fc.constantFrom('', '+', '-', '--'), (number, write, sign) => {
        const expected = sign.startsWith('-') && number !== 0 ? -number : number;
        expect(parseValue({ kind }, sign + write(String(number)).trimStart())).toBe(expected);
      }),
    );
  });

  it.each(SIGNED_KINDS)('that is a %s comes back from the text it was written as', (kind) => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000, max: 10_000_000 }),
        fc.integer({ min: 0, max: 4 }),
        (units, digits) => {
          const number = Number((units / 10 ** digits).toFixed(digits));
          expect(parseValue({ kind }, number.toFixed(digits))).toBe(number === 0 ? 0 : number);
        },
      ),
    );
  });

  it.each([0.01, 0.001] as const)('with a scale of %s is exactly what the point would make it', (scale) => {
    const digits = scale === 0.01 ? 2 : 3;
    fc.assert(
      fc.property(whole, (units) => {
        const expected = Number((units / 10 ** digits).toFixed(digits));
        expect(parseValue({ kind: 'index', scale }, `-${units}`)).toBe(expected);
      }),
    );
    expect(parseValue({ kind: 'index', scale: 0.01 }, '252127')).toBe(2521.27);
    expect(parseValue({ kind: 'percent', scale: 0.001 }, '-00000130')).toBe(-0.13);
  });

  it.each(['', '   ', '-', '--', null])('that was left empty (%j) is null', (value) => {
    for (const kind of KIWOOM_NUMERIC_KINDS) expect(parseValue({ kind }, value)).toBeNull();
  });

  it.each(['상한가', '1e5', '0x1F', '1.2.3', 'NaN', '12a', '9'.repeat(20), {}, [], true, Number.NaN])(
    'that is none (%j) is told apart from an empty one',
    (value) => {
      for (const kind of KIWOOM_NUMERIC_KINDS) expect(parseValue({ kind }, value)).toBeUndefined();
    },
  );

  it('may have a percent sign and come as a JSON number', () => {
    expect(parseValue({ kind: 'percent' }, '-1.25%')).toBe(-1.25);
    expect(parseValue({ kind: 'count' }, 7)).toBe(7);
  });
});

describe('a text of an answer', () => {
  it('keeps what it says, blanks around it cut off', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseValue({ kind: 'text' }, ` ${text} `)).toBe(text.trim());
      }),
    );
  });

  it.each([
    ['005930', '005930'],
    ['A005930', '005930'],
    ['A0080G0', '0080G0'],
    ['A005930_AL', '005930_AL'],
    ['005930_NX', '005930_NX'],
    ['J57JBHH', '57JBHH'],
    ['A00593', 'A00593'],
    ['', ''],
  ])('that is a code (%s) loses the prefix and keeps the venue', (text, code) => {
    expect(parseValue({ kind: 'code', prefix: 'A' }, text)).toBe(code);
  });

  it('that only looks prefixed stays whole where the field has no prefix', () => {
    expect(parseValue({ kind: 'code' }, 'A005930')).toBe('A005930');
  });
});
