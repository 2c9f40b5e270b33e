import { kstDateOf, kstInstant, kstTimeOfDayOf, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { latestTradingDay } from '../history/trading-days.ts';
import { MINUTES_TO_RUSH, SESSION_MINUTES, SESSION_OPEN_MS } from '../history/day-profile.ts';
import type { SessionMode } from './session-driver.ts';

const MINUTE_MS = 60_000;

/** The day that a market is in at `at`: a trading day on the real timetable; a market that never closes has every day. */
export function marketDateAt(mode: SessionMode, at: EpochMs): KstDate {
  return mode === 'regular' ? kstDateOf(at) : latestTradingDay(kstDateOf(at));
}

/**
 * When the trading of a day began, for a market that is looked at from `at`.
 *
 * Always 09:00 on the real timetable, and within its hours. Outside them, a market that never closes has been open for most of a
 * session, up to where the rush to the close would begin, but not since before midnight.
 */
export function openingOf(mode: SessionMode, date: KstDate, at: EpochMs): EpochMs {
  const opening = kstInstant(date, SESSION_OPEN_MS);
  const minute = Math.floor((at - opening) / MINUTE_MS);
  if (mode === 'kst' || (minute >= 0 && minute <= SESSION_MINUTES)) return opening;
  const sinceMidnight = Math.floor(kstTimeOfDayOf(at) / MINUTE_MS);
  const thisMinute = kstInstant(kstDateOf(at), sinceMidnight * MINUTE_MS);
  return (thisMinute - Math.min(sinceMidnight, MINUTES_TO_RUSH) * MINUTE_MS) as EpochMs;
}
