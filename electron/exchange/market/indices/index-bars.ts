import { kstDateOf, kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, BarInterval } from '../../world.ts';
import { joinBars, minuteStart, periodKey } from '../history/aggregate.ts';

/** How far back minutes can be asked for. Brokers keep about this much. */
const DAYS_OF_MINUTES = 250;

/** Where the bars of one index come from, each oldest first. */
export interface IndexBarSource {
  /** Days before today: at least the `count` latest that start before `limit`, and all after them. */
  days(limit: number, count: number): readonly Bar[];
  pastMinutes(day: Bar): readonly Bar[];
  todayMinutes(): readonly Bar[];
  /** Today's latest seconds with a print; minutes before that. */
  seconds(): readonly Bar[];
  /** Null before the first print. */
  today(): Bar | null;
}

export interface IndexBarRequest {
  readonly interval: BarInterval;
  readonly before: EpochMs | null;
  readonly count: number;
}

/** Answers newest first, like the bars of an instrument; prices are hundredths of a point. */
export function queryIndexBars(
  source: IndexBarSource,
  { interval, before, count }: IndexBarRequest,
): readonly Bar[] {
  const limit = before ?? Number.POSITIVE_INFINITY;
  if (count <= 0) return [];
  if (interval.unit === 'minute') return minuteBars(source, interval.count, limit, count);
  if (interval.unit === 'tick') {
    let place = -1;
    const joined = joinBars(source.seconds(), () => {
      place += 1;
      return Math.floor(place / Math.max(1, interval.count));
    });
    return newestBefore(joined, limit, count);
  }
  const today = source.today();
  // One period more, because the oldest may be cut off.
  const past = source.days(limit, interval.unit === 'day' ? count : (count + 1) * MOST_DAYS[interval.unit]);
  const days = today === null ? past : [...past, today];
  if (interval.unit === 'day') return newestBefore(days, limit, count);
  return newestBefore(
    joinBars(days, (bar) => periodKey(interval.unit, bar.time)),
    limit,
    count,
  );
}

/** Trading days that a period can have. */
const MOST_DAYS = { week: 5, month: 23, year: 262 } as const;

function minuteBars(source: IndexBarSource, length: number, limit: number, count: number): readonly Bar[] {
  const answer = [...newestBefore(byMinutes(source.todayMinutes(), length), limit, count)];
  for (const day of daysBack(source)) {
    if (answer.length >= count) break;
    if (kstInstant(kstDateOf(day.time), 0) >= limit) continue;
    const bars = byMinutes(source.pastMinutes(day), length);
    answer.push(...newestBefore(bars, limit, count - answer.length));
  }
  return answer;
}

/** Days before today, newest first; older ones are asked for only when one goes on to them. */
function* daysBack(source: IndexBarSource): Generator<Bar> {
  let passed = 0;
  for (const depth of [20, DAYS_OF_MINUTES]) {
    const days = source.days(Number.POSITIVE_INFINITY, depth);
    for (; passed < Math.min(depth, days.length); passed += 1) {
      const day = days[days.length - 1 - passed];
      if (day !== undefined) yield day;
    }
  }
}

function byMinutes(bars: readonly Bar[], length: number): readonly Bar[] {
  if (length <= 1) return bars;
  const startOf = (bar: Bar) => minuteStart(bar.time, length);
  return joinBars(bars, startOf, startOf);
}

function newestBefore(bars: readonly Bar[], limit: number, count: number): readonly Bar[] {
  const answer: Bar[] = [];
  for (let place = bars.length - 1; place >= 0 && answer.length < count; place -= 1) {
    const bar = bars[place];
    if (bar !== undefined && bar.time < limit) answer.push(bar);
  }
  return answer;
}
