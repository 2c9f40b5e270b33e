import type { UTCTimestamp } from 'lightweight-charts';
import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import { KST_OFFSET_MS } from '#shared/domain/time.ts';
import { isDailyOrLonger } from './candle-time.ts';

/** Apart by less than a print can be told from the next, so that ticks of one second keep their order. */
const TICK_STEP_SECONDS = 0.001;

/**
 * Returns the times of `candles` for the chart's axis, strictly ascending. The chart labels times as UTC, so Korean wall
 * time is passed as if it were.
 */
export function axisTimes(candles: readonly Candle[], interval: CandleInterval): UTCTimestamp[] {
  let previous = Number.NEGATIVE_INFINITY;
  return candles.map((candle) => {
    previous = nextAxisTime(candle, interval, previous);
    return previous as UTCTimestamp;
  });
}

/** Returns the axis time of one more candle after `previous`. */
export function nextAxisTime(candle: Candle, interval: CandleInterval, previous: number): UTCTimestamp {
  const seconds = (candle.time + KST_OFFSET_MS) / 1000;
  const time = interval === 'tick' ? Math.max(seconds, previous + TICK_STEP_SECONDS) : seconds;
  return time as UTCTimestamp;
}

/** Writes an axis time as Korean wall time: a date, or date and time for intraday bars. */
export function formatAxisTime(axisSeconds: number, interval: CandleInterval): string {
  const text = new Date(axisSeconds * 1000).toISOString();
  const date = text.slice(2, 10).replaceAll('-', '.');
  if (isDailyOrLonger(interval)) return interval === 'year' ? text.slice(0, 4) : date;
  return `${date} ${text.slice(11, interval === 'tick' ? 19 : 16)}`;
}

/** Writes the short label under a tick mark: the coarsest part that changed there. */
export function formatTickMark(
  axisSeconds: number,
  level: 'year' | 'month' | 'day' | 'time' | 'seconds',
): string {
  const text = new Date(axisSeconds * 1000).toISOString();
  switch (level) {
    case 'year':
      return text.slice(0, 4);
    case 'month':
      return text.slice(2, 7).replace('-', '.');
    case 'day':
      return `${text.slice(5, 7)}.${text.slice(8, 10)}`;
    case 'time':
      return text.slice(11, 16);
    case 'seconds':
      return text.slice(11, 19);
  }
}
