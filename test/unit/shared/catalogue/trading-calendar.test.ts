import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addTradingDays,
  isWeekday,
  nextTradingDay,
  previousTradingDay,
  settlementDay,
  specialDayKind,
  TRADING_CALENDAR,
  tradingDayKind,
} from '#shared/catalogue/trading-calendar.ts';
import { kstDate } from '#shared/domain/time.ts';

const day = kstDate;
const daysOf2026 = Array.from({ length: 365 }, (_, index) => addDays(day('20260101'), index));

describe('trading calendar of 2026', () => {
  it('has 244 trading days', () => {
    expect(daysOf2026.at(-1)).toBe('20261231');
    expect(daysOf2026.filter((date) => tradingDayKind(date) === 'open')).toHaveLength(244);
    expect(daysOf2026.filter((date) => tradingDayKind(date) === 'unknown')).toEqual([]);
  });

  it('closes on seventeen weekdays', () => {
    const closures = TRADING_CALENDAR.flatMap((row) => row.closures.map(({ date }) => date));
    expect(closures).toHaveLength(17);
    expect(closures.filter((date) => !isWeekday(date))).toEqual([]);
    expect(daysOf2026.filter((date) => isWeekday(date) && tradingDayKind(date) === 'closed')).toEqual(
      closures,
    );
  });

  it.each([
    ['20261120', 'open'],
    ['20261121', 'closed'],
    ['20260603', 'closed'],
    ['20260717', 'closed'],
    ['20261231', 'closed'],
    ['20251231', 'unknown'],
    ['20270101', 'unknown'],
    ['20270102', 'unknown'],
  ])('takes %s for %s', (date, kind) => {
    expect(tradingDayKind(day(date))).toBe(kind);
  });

  it('knows the days with other hours', () => {
    expect(specialDayKind(day('20260102'))).toBe('firstTradingDay');
    expect(specialDayKind(day('20261119'))).toBe('csatDay');
    expect(specialDayKind(day('20261120'))).toBeNull();
  });
});

describe('counting trading days', () => {
  it('settles two open days later', () => {
    expect(addTradingDays(day('20261120'), 2)).toBe('20261124');
    expect(addTradingDays(day('20260923'), 2)).toBe('20260929');
    expect(addTradingDays(day('20260213'), 2)).toBe('20260220');
  });

  it('finds the neighbours across a holiday', () => {
    expect(nextTradingDay(day('20260213'))).toBe('20260219');
    expect(previousTradingDay(day('20260219'))).toBe('20260213');
    expect(previousTradingDay(day('20261122'))).toBe('20261120');
  });

  it('says nothing past the end of the table', () => {
    expect(nextTradingDay(day('20261230'))).toBeNull();
    expect(addTradingDays(day('20261229'), 2)).toBeNull();
    expect(previousTradingDay(day('20260102'))).toBeNull();
  });

  it('is undone by counting back', () => {
    const open = daysOf2026.filter((date) => tradingDayKind(date) === 'open');
    fc.assert(
      fc.property(fc.constantFrom(...open), fc.integer({ min: 0, max: 60 }), (date, count) => {
        const later = addTradingDays(date, count);
        if (later !== null) expect(addTradingDays(later, -count)).toBe(date);
      }),
    );
  });
});

describe('settlement day', () => {
  it('is certain inside the calendar and an estimate past its end', () => {
    expect(settlementDay(day('20261228'))).toEqual({ date: '20261230', isEstimate: false });
    expect(settlementDay(day('20261229'))).toEqual({ date: '20270101', isEstimate: true });
    expect(settlementDay(day('20230106'))).toEqual({ date: '20230110', isEstimate: true });
  });
});

describe('weekday', () => {
  it('is Monday to Friday, in years without a calendar too', () => {
    expect(isWeekday(day('20210104'))).toBe(true);
    expect(isWeekday(day('20210108'))).toBe(true);
    expect(isWeekday(day('20210109'))).toBe(false);
    expect(isWeekday(day('20210110'))).toBe(false);
  });
});
