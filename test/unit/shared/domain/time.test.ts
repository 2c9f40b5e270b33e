import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  epochMs,
  isKstDate,
  kstClockText,
  kstDate,
  kstDateOf,
  kstInstant,
  kstTimeOfDayOf,
  timeOfDay,
} from '#shared/domain/time.ts';

describe('Korean calendar day', () => {
  it('starts at 15:00 UTC of the day before', () => {
    const midnight = epochMs(Date.UTC(2026, 10, 19, 15));
    expect(kstDateOf(midnight)).toBe('20261120');
    expect(kstDateOf(epochMs(midnight - 1))).toBe('20261119');
    expect(kstInstant(kstDate('20261120'), 0)).toBe(midnight);
  });

  it('joins with a time of day to an instant', () => {
    expect(kstInstant(kstDate('20261120'), timeOfDay('09:00:30'))).toBe(Date.UTC(2026, 10, 20, 0, 0, 30));
  });

  it.each(['20260230', '20261301', '2026-11-20', '2026112', ' 20261120', '20260100'])(
    'refuses %j',
    (text) => {
      expect(isKstDate(text)).toBe(false);
      expect(() => kstDate(text)).toThrow(RangeError);
    },
  );

  it('accepts a leap day', () => {
    expect(isKstDate('20240229')).toBe(true);
  });

  it('and time of day together are the instant again', () => {
    const centuries = { min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) };
    fc.assert(
      fc.property(fc.integer(centuries).map(epochMs), (at) => {
        expect(kstInstant(kstDateOf(at), kstTimeOfDayOf(at))).toBe(at);
      }),
    );
  });

  it('shows its clock as HHMMSS', () => {
    expect(kstClockText(kstInstant(kstDate('20261120'), timeOfDay('09:00:30')))).toBe('090030');
    expect(kstClockText(kstInstant(kstDate('20261120'), 0))).toBe('000000');
  });
});
