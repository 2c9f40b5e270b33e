import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MovingAverage } from '#renderer/charting/moving-average.ts';

const plainAverage = (closes: readonly number[], period: number) =>
  closes.length < period ? null : closes.slice(-period).reduce((sum, close) => sum + close, 0) / period;

describe('moving average', () => {
  it('is the mean of the last closes, however they came', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 40 }),
        fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 1_000_000 })), { maxLength: 40 }),
        (history, changes) => {
          const average = new MovingAverage(5);
          const closes = [...history];
          let shown = average.reset(closes).at(-1) ?? null;
          for (const [isNew, close] of changes) {
            if (isNew || closes.length === 0) {
              closes.push(close);
              shown = average.append(close);
            } else {
              closes[closes.length - 1] = close;
              shown = average.update(close);
            }
          }
          const expected = plainAverage(closes, 5);
          if (expected === null) expect(shown).toBeNull();
          else expect(shown).toBeCloseTo(expected, 6);
        },
      ),
    );
  });
});
