import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatCountdown,
  formatDate,
  formatHoursLeft,
  formatTime,
  formatTimeWithMs,
} from '#renderer/format/time.ts';

const AT = Date.UTC(2026, 10, 20, 4, 5, 42, 118);

describe('times', () => {
  it('are Korean, whatever the machine is set to', () => {
    expect(formatTime(AT)).toBe('13:05:42');
    expect(formatTimeWithMs(AT)).toBe('13:05:42.118');
    expect(formatDate(Date.UTC(2026, 10, 20, 15))).toBe('2026-11-21');
  });

  it.each([
    [8_048_000, '02:14:08'],
    [848_000, '14:08'],
    [1, '00:01'],
    [0, '00:00'],
    [-5000, '00:00'],
  ])('count %s ms down as %s', (left, text) => {
    expect(formatCountdown(left)).toBe(text);
  });

  it('tell what is left of a day in hours and minutes', () => {
    expect(formatHoursLeft((22 * 60 + 41) * 60_000)).toBe('22:41');
    expect(formatHoursLeft(-1)).toBe('00:00');
  });

  it.each([
    [3.4, '3 ms', '3 ms'],
    [999.9, '1000 ms', '1000 ms'],
    [12_900, '12초', '12 s'],
    [260_000, '4분', '4 min'],
    [-20, '0 ms', '0 ms'],
  ])('tell an age of %s ms as %s, in English %s', (age, korean, english) => {
    expect(formatAge(age, 'ko')).toBe(korean);
    expect(formatAge(age, 'en')).toBe(english);
  });
});
