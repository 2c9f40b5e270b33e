import type { KstDate } from '../domain/time.ts';
import { DAY_MS, epochMs, kstDate, kstDateOf, kstInstant } from '../domain/time.ts';
import type { EffectiveRow } from './effective.ts';
import { rowOn } from './effective.ts';

/** One span of days whose closures are known completely. */
export interface CalendarRow extends EffectiveRow {
  /** Closed days that fall on a weekday, ascending. */
  readonly closures: readonly { readonly date: KstDate; readonly reason: string }[];
}

/** `unknown`: outside the table. Never take such a day for open: elections and decrees close days at short notice. */
export type TradingDayKind = 'open' | 'closed' | 'unknown';

/** A day whose sessions run at other hours. */
export type SpecialDayKind = 'firstTradingDay' | 'csatDay';

export interface SpecialDay {
  readonly date: KstDate;
  readonly kind: SpecialDayKind;
  readonly source: string;
}

export const TRADING_CALENDAR: readonly CalendarRow[] = [
  {
    from: kstDate('20260101'),
    to: kstDate('20261231'),
    closures: [
      { date: kstDate('20260101'), reason: '신정' },
      { date: kstDate('20260216'), reason: '설날 연휴' },
      { date: kstDate('20260217'), reason: '설날' },
      { date: kstDate('20260218'), reason: '설날 연휴' },
      { date: kstDate('20260302'), reason: '삼일절 대체공휴일' },
      { date: kstDate('20260501'), reason: '근로자의 날' },
      { date: kstDate('20260505'), reason: '어린이날' },
      { date: kstDate('20260525'), reason: '부처님오신날 대체공휴일' },
      { date: kstDate('20260603'), reason: '전국동시지방선거' },
      { date: kstDate('20260717'), reason: '제헌절' },
      { date: kstDate('20260817'), reason: '광복절 대체공휴일' },
      { date: kstDate('20260924'), reason: '추석 연휴' },
      { date: kstDate('20260925'), reason: '추석' },
      { date: kstDate('20261005'), reason: '개천절 대체공휴일' },
      { date: kstDate('20261009'), reason: '한글날' },
      { date: kstDate('20261225'), reason: '성탄절' },
      { date: kstDate('20261231'), reason: '연말 휴장' },
    ],
    source:
      'KRX KOSPI Market Business Regulation §5; hankyung 2026052094456 and two published calendars for 2026',
  },
];

export const SPECIAL_DAYS: readonly SpecialDay[] = [
  {
    date: kstDate('20260102'),
    kind: 'firstTradingDay',
    source: 'KRX KOSPI Market Business Regulation §4.3; published calendars for 2026',
  },
  {
    date: kstDate('20261119'),
    kind: 'csatDay',
    source: 'College entrance exam; hours as announced for 2025, ajunews 20251030175930009',
  },
];

/** Monday to Friday. Says nothing about holidays; for made-up history of years that the table does not cover. */
export function isWeekday(date: KstDate): boolean {
  const day = new Date(kstInstant(date, DAY_MS / 2)).getUTCDay();
  return day !== 0 && day !== 6;
}

export function tradingDayKind(date: KstDate): TradingDayKind {
  const row = rowOn(TRADING_CALENDAR, date);
  if (row === null) return 'unknown';
  if (!isWeekday(date)) return 'closed';
  return row.closures.some((closure) => closure.date === date) ? 'closed' : 'open';
}

export function specialDayKind(date: KstDate): SpecialDayKind | null {
  return SPECIAL_DAYS.find((special) => special.date === date)?.kind ?? null;
}

/** Returns the calendar day `days` after `date`, before it when negative; weekends and holidays count. */
export function addDays(date: KstDate, days: number): KstDate {
  return kstDateOf(epochMs(kstInstant(date, 0) + days * DAY_MS));
}

/** Returns the first open day after `date`, or null when the table ends before one. */
export function nextTradingDay(date: KstDate): KstDate | null {
  return openDayFrom(date, 1);
}

/** Returns the last open day before `date`, or null when the table begins after it. */
export function previousTradingDay(date: KstDate): KstDate | null {
  return openDayFrom(date, -1);
}

/**
 * Returns the open day `days` trading days after `date`, before it when negative; 2 is the settlement day of a trade.
 *
 * With 0 it is `date` itself, open or not. Null when the table does not reach that far.
 */
export function addTradingDays(date: KstDate, days: number): KstDate | null {
  const direction = days < 0 ? -1 : 1;
  let day: KstDate | null = date;
  for (let left = Math.abs(days); left > 0 && day !== null; left -= 1) day = openDayFrom(day, direction);
  return day;
}

/** Trade day to settlement day, in trading days. @source KRX KOSPI Market Business Regulation §7 */
export const SETTLEMENT_DAYS = 2;

/**
 * Returns the day on which a trade of `date` settles, which also decides its tax rate.
 *
 * Where the calendar ends, weekdays are counted instead and the answer is marked as an estimate.
 */
export function settlementDay(date: KstDate): { readonly date: KstDate; readonly isEstimate: boolean } {
  const known = addTradingDays(date, SETTLEMENT_DAYS);
  if (known !== null) return { date: known, isEstimate: false };
  let day = date;
  for (let left = SETTLEMENT_DAYS; left > 0;) {
    day = addDays(day, 1);
    if (isWeekday(day) && tradingDayKind(day) !== 'closed') left -= 1;
  }
  return { date: day, isEstimate: true };
}

function openDayFrom(date: KstDate, direction: 1 | -1): KstDate | null {
  for (let day = addDays(date, direction); ; day = addDays(day, direction)) {
    const kind = tradingDayKind(day);
    if (kind === 'open') return day;
    if (kind === 'unknown') return null;
  }
}
