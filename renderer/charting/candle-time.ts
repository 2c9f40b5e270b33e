import type { CandleInterval } from '#shared/domain/candle.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { DAY_MS, KST_OFFSET_MS, kstDateOf, kstInstant } from '#shared/domain/time.ts';

const MINUTES: Partial<Record<CandleInterval, number>> = {
  '1m': 1,
  '3m': 3,
  '5m': 5,
  '10m': 10,
  '15m': 15,
  '30m': 30,
  '60m': 60,
};

/** Bars of a day or longer: their axis shows dates, not times. */
export function isDailyOrLonger(interval: CandleInterval): boolean {
  return interval === 'day' || interval === 'week' || interval === 'month' || interval === 'year';
}

/**
 * Returns the start of the bar that holds a print at `at`: the minute grid counts from midnight in Korea, weeks start on
 * Monday. For `tick` it is the print's own time.
 */
export function candleStart(at: EpochMs, interval: CandleInterval): EpochMs {
  const minutes = MINUTES[interval];
  if (minutes !== undefined) return (at - (at % (minutes * 60_000))) as EpochMs;
  const date = kstDateOf(at);
  switch (interval) {
    case 'week':
      return startOfWeek(date);
    case 'month':
      return kstInstant(`${date.slice(0, 6)}01` as KstDate, 0);
    case 'year':
      return kstInstant(`${date.slice(0, 4)}0101` as KstDate, 0);
    case 'day':
      return kstInstant(date, 0);
    default:
      return at;
  }
}

function startOfWeek(date: KstDate): EpochMs {
  const midnight = kstInstant(date, 0);
  const weekday = new Date(midnight + KST_OFFSET_MS).getUTCDay();
  return (midnight - ((weekday + 6) % 7) * DAY_MS) as EpochMs;
}
