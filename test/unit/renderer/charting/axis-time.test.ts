import { describe, expect, it } from 'vitest';
import { axisTimes, formatAxisTime, formatTickMark } from '#renderer/charting/axis-time.ts';
import type { Candle } from '#shared/domain/candle.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { kstInstant, timeOfDay } from '#shared/domain/time.ts';

const bar = (clock: string) => ({ time: kstInstant('20261120' as KstDate, timeOfDay(clock)) }) as Candle;

describe('axis times', () => {
  it('show Korean wall time', () => {
    const [time = 0] = axisTimes([bar('09:01')], '1m');
    expect(formatAxisTime(time, '1m')).toBe('26.11.20 09:01');
    expect(formatAxisTime(time, 'day')).toBe('26.11.20');
    expect(formatAxisTime(time, 'year')).toBe('2026');
  });

  it('stay strictly ascending for prints of one second', () => {
    const times = axisTimes([bar('09:01'), bar('09:01'), bar('09:01'), bar('09:02')], 'tick');
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true);
  });

  it.each([
    ['year', '2026'],
    ['month', '26.11'],
    ['day', '11.20'],
    ['time', '09:01'],
    ['seconds', '09:01:00'],
  ] as const)('mark a %s by its own part', (level, text) => {
    const [time = 0] = axisTimes([bar('09:01')], '1m');
    expect(formatTickMark(time, level)).toBe(text);
  });
});
