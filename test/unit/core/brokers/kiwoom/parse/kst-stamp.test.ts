import { describe, expect, it } from 'vitest';
import {
  KstDay,
  parseDate,
  parseStamp,
  parseTimeOfDay,
} from '#electron/core/brokers/kiwoom/parse/kst-stamp.ts';
import { epochMs } from '#shared/domain/time.ts';

const at = (iso: string) => epochMs(Date.parse(iso));

describe('times as Kiwoom writes them', () => {
  it.each([
    ['093015', 34_215_000],
    ['09:30:15', 34_215_000],
    ['0930', 34_200_000],
    ['000000', 0],
    ['235959', 86_399_000],
  ])('%s is %d ms after midnight', (text, ms) => {
    expect(parseTimeOfDay(text)).toBe(ms);
  });

  it.each(['', '240000', '096000', '093060', '9301', '93015', 'abcdef', '09-30-15', null, 93015])(
    '%j is no time of day',
    (value) => {
      expect(parseTimeOfDay(value)).toBeNaN();
    },
  );

  it('are Korean: nine hours ahead of UTC', () => {
    expect(parseStamp('20261120094500')).toBe(at('2026-11-20T00:45:00Z'));
    expect(parseStamp('20261120000000')).toBe(at('2026-11-19T15:00:00Z'));
  });

  it.each(['2026112009450', '20261320094500', '20261120250000', '', 'x', null])('%j is no stamp', (value) => {
    expect(parseStamp(value)).toBeNaN();
  });

  it.each([
    ['20261120', '20261120'],
    ['20260230', null],
    ['2026-11-20', null],
    [20261120, null],
  ])('%j as a date is %j', (value, date) => {
    expect(parseDate(value)).toBe(date);
  });
});

describe('a time without a date', () => {
  const dayAt = (iso: string) => new KstDay(() => at(iso));

  it('belongs to today', () => {
    expect(dayAt('2026-11-20T01:00:00Z').instant('093000')).toBe(at('2026-11-20T00:30:00Z'));
  });

  it('belongs to yesterday just after midnight, and to tomorrow just before', () => {
    expect(dayAt('2026-11-19T15:00:02Z').instant('235958')).toBe(at('2026-11-19T14:59:58Z'));
    expect(dayAt('2026-11-19T14:59:59Z').instant('000001')).toBe(at('2026-11-19T15:00:01Z'));
  });

  it('moves on with the day', () => {
    let now = at('2026-11-20T01:00:00Z');
    const day = new KstDay(() => now);
    day.instant('090000');
    now = at('2026-11-21T01:00:00Z');
    expect(day.instant('090000')).toBe(at('2026-11-21T00:00:00Z'));
    expect(day.today()).toBe('20261121');
  });

  it('is now when it cannot be read', () => {
    expect(dayAt('2026-11-20T01:00:00Z').instant('')).toBe(at('2026-11-20T01:00:00Z'));
  });
});
