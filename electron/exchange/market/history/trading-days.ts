import { addDays, isWeekday, tradingDayKind } from '#shared/catalogue/trading-calendar.ts';
import type { KstDate } from '#shared/domain/time.ts';

/** Whether the simulated market trades on `date`: by the calendar, and on weekdays of years it does not cover. */
export function isSimulatedTradingDay(date: KstDate): boolean {
  const kind = tradingDayKind(date);
  return kind === 'open' || (kind === 'unknown' && isWeekday(date));
}

/** Returns `date` itself when it is a trading day, else the last one before it. */
export function latestTradingDay(date: KstDate): KstDate {
  let day = date;
  while (!isSimulatedTradingDay(day)) day = addDays(day, -1);
  return day;
}

/** Asked for by every instrument, back over the same years. */
const daysBefore = new Map<KstDate, KstDate>();

export function tradingDayBefore(date: KstDate): KstDate {
  const known = daysBefore.get(date);
  if (known !== undefined) return known;
  const before = latestTradingDay(addDays(date, -1));
  daysBefore.set(date, before);
  return before;
}

export function tradingDayAfter(date: KstDate): KstDate {
  let day = addDays(date, 1);
  while (!isSimulatedTradingDay(day)) day = addDays(day, 1);
  return day;
}
