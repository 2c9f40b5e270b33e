import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '#electron/core/transport/back-off.ts';

const POLICY = { firstMs: 1_000, maxMs: 60_000, factor: 2 };

describe('back-off', () => {
  it('doubles up to its maximum', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backOffMs(attempt, POLICY, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
    ]);
  });

  it('spreads clients over the second half of the wait', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (attempt, random) => {
          const whole = backOffMs(attempt, POLICY, 1);
          const waited = backOffMs(attempt, POLICY, random);
          expect(waited).toBeGreaterThanOrEqual(whole / 2);
          expect(waited).toBeLessThanOrEqual(whole);
        },
      ),
    );
  });
});
