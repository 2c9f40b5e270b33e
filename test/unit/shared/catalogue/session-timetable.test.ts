import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  nxtClosePriceTradingAt,
  openDaySchedule,
  phaseSchedule,
  sessionAt,
} from '#shared/catalogue/session-timetable.ts';
import { addDays } from '#shared/catalogue/trading-calendar.ts';
import { DAY_MS, kstDate, kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';

const at = (date: string, time: string) => kstInstant(kstDate(date), timeOfDay(time));
const phaseAt = (venue: BookVenue, date: string, time: string) => sessionAt(venue, at(date, time)).phase;
const hours = (venue: BookVenue, date: string) =>
  phaseSchedule(venue, kstDate(date)).map(({ phase, start, end }) => [phase, start / 60_000, end / 60_000]);

const NORMAL = '20261120';
const BEFORE_REFORM = '20260911';
const REFORM = '20260914';
const CSAT = '20261119';
const FIRST_DAY = '20260102';

describe('KRX sessions on a normal day', () => {
  it.each([
    ['08:29:59', 'closed'],
    ['08:30', 'preOpenClosePrice'],
    ['08:40', 'openingAuction'],
    ['08:59:59', 'openingAuction'],
    ['09:00', 'continuous'],
    ['15:19:59', 'continuous'],
    ['15:20', 'closingAuction'],
    ['15:30', 'postCloseWait'],
    ['15:40', 'postCloseClosePrice'],
    ['16:00', 'afterMarket'],
    ['19:59:59', 'afterMarket'],
    ['20:00', 'closed'],
  ])('are at %s in %s', (time, phase) => {
    expect(phaseAt('KRX', NORMAL, time)).toBe(phase);
  });

  it('had ten-minute auctions after the close until 11 September 2026', () => {
    expect(phaseAt('KRX', BEFORE_REFORM, '16:00')).toBe('offHoursSinglePrice');
    expect(phaseAt('KRX', BEFORE_REFORM, '18:00')).toBe('closed');
    expect(phaseAt('KRX', REFORM, '16:00')).toBe('afterMarket');
    expect(phaseAt('KRX', REFORM, '18:00')).toBe('afterMarket');
  });
});

describe('NXT sessions on a normal day', () => {
  it.each([
    ['07:59:59', 'closed'],
    ['08:00', 'preMarket'],
    ['08:50', 'paused'],
    ['09:00:29', 'paused'],
    ['09:00:30', 'continuous'],
    ['15:20', 'paused'],
    ['15:30', 'afterMarketAuction'],
    ['15:40', 'afterMarket'],
    ['20:00', 'closed'],
  ])('are at %s in %s', (time, phase) => {
    expect(phaseAt('NXT', NORMAL, time)).toBe(phase);
  });

  it.each([
    [NORMAL, '14:59:59', 'closed'],
    [NORMAL, '15:00', 'entry'],
    [NORMAL, '15:30', 'matching'],
    [NORMAL, '16:00', 'closed'],
    [CSAT, '15:30', 'closed'],
    ['20261121', '15:30', 'closed'],
  ])('trade at the KRX close on %s at %s: %s', (date, time, state) => {
    expect(nxtClosePriceTradingAt(at(date, time))).toBe(state);
  });
});

describe('days with other hours', () => {
  it('shift the whole KRX day by an hour for the entrance exam, but not the end', () => {
    expect(hours('KRX', CSAT)).toEqual([
      ['closed', 0, 570],
      ['preOpenClosePrice', 570, 580],
      ['openingAuction', 580, 600],
      ['continuous', 600, 980],
      ['closingAuction', 980, 990],
      ['postCloseWait', 990, 1_000],
      ['postCloseClosePrice', 1_000, 1_020],
      ['afterMarket', 1_020, 1_200],
      ['closed', 1_200, 1_440],
    ]);
  });

  it('leave out the NXT pre-market', () => {
    expect(hours('NXT', CSAT)).toEqual([
      ['closed', 0, 600.5],
      ['continuous', 600.5, 980],
      ['paused', 980, 990],
      ['afterMarketAuction', 990, 1_000],
      ['afterMarket', 1_000, 1_200],
      ['closed', 1_200, 1_440],
    ]);
    expect(phaseAt('NXT', FIRST_DAY, '08:30')).toBe('closed');
  });

  it('open KRX at ten on the first trading day of the year, with the usual close', () => {
    expect(phaseAt('KRX', FIRST_DAY, '09:00')).toBe('closed');
    expect(phaseAt('KRX', FIRST_DAY, '09:30')).toBe('preOpenClosePrice');
    expect(phaseAt('KRX', FIRST_DAY, '10:00')).toBe('continuous');
    expect(phaseAt('KRX', FIRST_DAY, '15:20')).toBe('closingAuction');
    expect(phaseAt('KRX', FIRST_DAY, '16:00')).toBe('offHoursSinglePrice');
  });
});

describe('session', () => {
  it('ends where the next one starts', () => {
    expect(sessionAt('KRX', at(NORMAL, '10:00'))).toEqual({
      venue: 'KRX',
      phase: 'continuous',
      endsAt: at(NORMAL, '15:20'),
    });
    expect(sessionAt('NXT', at(NORMAL, '03:00')).endsAt).toBe(at(NORMAL, '08:00'));
  });

  it('has no known end after the last phase of the day', () => {
    expect(sessionAt('KRX', at(NORMAL, '21:00'))).toEqual({ venue: 'KRX', phase: 'closed', endsAt: null });
  });

  it('is closed all day on a holiday', () => {
    expect(sessionAt('KRX', at('20261225', '10:00'))).toEqual({
      venue: 'KRX',
      phase: 'closed',
      endsAt: null,
    });
  });

  it('is unknown on a day outside the calendar, even at ten on a weekday', () => {
    expect(sessionAt('KRX', at('20270104', '10:00'))).toEqual({
      venue: 'KRX',
      phase: 'unknown',
      endsAt: null,
    });
    expect(phaseAt('NXT', '20251230', '10:00')).toBe('unknown');
  });

  it('of a simulated market runs on any day the timetable covers', () => {
    expect(openDaySchedule('KRX', kstDate('20270104'))).toEqual(phaseSchedule('KRX', kstDate(NORMAL)));
    expect(openDaySchedule('KRX', kstDate('20251230'))).toEqual([
      { phase: 'unknown', start: 0, end: DAY_MS },
    ]);
  });
});

describe('timetable', () => {
  it('covers every day from midnight to midnight without a gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<BookVenue>('KRX', 'NXT'),
        fc.integer({ min: -30, max: 400 }),
        (venue, offset) => {
          const schedule = phaseSchedule(venue, addDays(kstDate('20260101'), offset));
          expect(schedule[0]?.start).toBe(0);
          expect(schedule.at(-1)?.end).toBe(DAY_MS);
          for (const [index, { start, end }] of schedule.entries()) {
            expect(end).toBeGreaterThan(start);
            if (index > 0) expect(start).toBe(schedule[index - 1]?.end);
          }
        },
      ),
    );
  });
});
