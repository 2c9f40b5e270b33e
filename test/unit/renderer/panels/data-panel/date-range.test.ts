import { describe, expect, it } from 'vitest';
import { presetOf, presetRange, RANGE_PRESETS } from '#renderer/panels/data-panel/date-range.ts';

describe('usual ranges of days', () => {
  it.each([
    ['today', '20261120', '20261120'],
    ['week', '20261120', '20261114'],
    ['month', '20261120', '20261020'],
    ['month', '20260331', '20260228'],
    ['month', '20260115', '20251215'],
    ['quarter', '20260228', '20251128'],
    ['quarter', '20260531', '20260228'],
    ['year', '20261120', '20260101'],
  ] as const)('%s until %s begins on %s', (preset, today, from) => {
    expect(presetRange(preset, today)).toEqual({ from, to: today });
  });

  it.each(RANGE_PRESETS)('%s is known again by its days', (preset) => {
    expect(presetOf(presetRange(preset, '20261120'), '20261120')).toBe(preset);
  });

  it("are none of a range of one's own", () => {
    expect(presetOf({ from: '20261102', to: '20261119' }, '20261120')).toBeNull();
  });
});
