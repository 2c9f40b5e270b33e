import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShareStream } from '#electron/exchange/market/participation/share-stream.ts';

const shares = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });

describe('a stream of shares', () => {
  it('gives out every unit of every addition, and never takes one back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 3_000_000 }), shares), { minLength: 1, maxLength: 40 }),
        (additions) => {
          const stream = new ShareStream(5);
          let total = 0;
          let before = [0, 0, 0, 0, 0];
          for (const [amount, wanted] of additions) {
            stream.add(amount, Float64Array.from(wanted));
            total += amount;
            const parts = [...stream.parts];
            expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
            expect(parts.every((part, place) => part >= (before[place] ?? 0))).toBe(true);
            before = parts;
          }
        },
      ),
    );
  });

  it('grows in every part when a running addition grows', () => {
    fc.assert(
      fc.property(
        shares,
        fc.integer({ min: 0, max: 100_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        fc.integer({ min: 0, max: 5_000 }),
        (wanted, done, running, more) => {
          const at = (amount: number) => {
            const stream = new ShareStream(5);
            stream.add(done, Float64Array.from(wanted).reverse());
            stream.add(amount, Float64Array.from(wanted));
            return [...stream.parts];
          };
          const earlier = at(running);
          expect(at(running + more).every((part, place) => part >= (earlier[place] ?? 0))).toBe(true);
        },
      ),
    );
  });

  it('keeps every part within a few units of its share, however small the additions', () => {
    const stream = new ShareStream(3);
    const wanted = Float64Array.from([0.7, 0.25, 0.05]);
    for (let addition = 0; addition < 1_000; addition += 1) stream.add(1, wanted);
    [700, 250, 50].forEach((exact, place) =>
      expect(Math.abs((stream.parts[place] ?? 0) - exact)).toBeLessThan(3),
    );
  });

  it('gives a day of the largest turnover out to the won', () => {
    const stream = new ShareStream(4);
    stream.add(9_000_000_000_000, Float64Array.from([0.4, 0.3, 0.2, 0.1]));
    expect([...stream.parts].reduce((sum, part) => sum + part, 0)).toBe(9_000_000_000_000);
  });
});
