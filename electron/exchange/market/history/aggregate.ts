import { DAY_MS, kstDateOf, kstInstant, kstTimeOfDayOf } from '#shared/domain/time.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Bar } from '../../world.ts';

/** Joins bars that share a key into one, in the order given (oldest first). The joint bar starts where its first one does, or at `startOf`. */
export function joinBars(
  bars: readonly Bar[],
  keyOf: (bar: Bar) => number | string,
  startOf: (bar: Bar) => EpochMs = (bar) => bar.time,
): Bar[] {
  const joined: Bar[] = [];
  let key: number | string | null = null;
  for (const bar of bars) {
    const next = keyOf(bar);
    const open = joined.at(-1);
    if (open === undefined || next !== key) {
      joined.push({ ...bar, time: startOf(bar) });
      key = next;
      continue;
    }
    joined[joined.length - 1] = mergeBars(open, bar);
  }
  return joined;
}

/** Returns `first` extended by `second`. */
export function mergeBars(first: Bar, second: Bar): Bar {
  return {
    time: first.time,
    open: first.open,
    high: second.high > first.high ? second.high : first.high,
    low: second.low < first.low ? second.low : first.low,
    close: second.close,
    volume: first.volume + second.volume,
    turnover: first.turnover + second.turnover,
  };
}

/** Start of the `count`-minute bar that holds `at`; bars are counted from midnight in Korea. */
export function minuteStart(at: EpochMs, count: number): EpochMs {
  return (at - (kstTimeOfDayOf(at) % (count * 60_000))) as EpochMs;
}

/** What days share a week (from Monday), a month or a year. */
export function periodKey(unit: 'day' | 'week' | 'month' | 'year', at: EpochMs): string {
  const date = kstDateOf(at);
  if (unit === 'day') return date;
  if (unit === 'year') return date.slice(0, 4);
  if (unit === 'month') return date.slice(0, 6);
  const weekday = (new Date(kstInstant(date, DAY_MS / 2)).getUTCDay() + 6) % 7;
  return kstDateOf((at - weekday * DAY_MS) as EpochMs);
}
