import type { Price } from '#shared/domain/price.ts';
import { kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Bar, BarInterval, BookScope, Print } from '../../world.ts';
import type { TodayRecord } from '../today/today-record.ts';
import { joinBars, minuteStart, periodKey } from './aggregate.ts';
import type { DayBar } from './day-bar.ts';
import type { PriceHistory } from './price-history.ts';

/** How far back minutes can be asked for. Brokers keep about this much. */
const DAYS_OF_MINUTES = 250;

/** Where the bars of one instrument come from. */
export interface BarSource {
  readonly history: PriceHistory;
  readonly today: TodayRecord;
  readonly tradingDate: KstDate;
}

export interface BarRequest {
  readonly scope: BookScope;
  readonly interval: BarInterval;
  /** Exclusive; null for now. */
  readonly before: EpochMs | null;
  readonly count: number;
}

/** Answers newest first. History and today join without a gap, and the last bar is the one that is forming. */
export function queryBars(source: BarSource, request: BarRequest): readonly Bar[] {
  const { interval, before, count } = request;
  if (count <= 0) return [];
  const limit = before ?? Number.POSITIVE_INFINITY;
  switch (interval.unit) {
    case 'tick':
      return newestBefore(tickBars(source, request.scope, interval.count), limit, count);
    case 'minute':
      return minuteBars(source, request, interval.count, limit);
    case 'day':
    case 'week':
    case 'month':
    case 'year':
      return periodBars(source, request.scope, interval.unit, limit, count);
  }
}

/** Days, or what they add up to. A day's bar starts at midnight of its date, a longer one at midnight of its first trading day. */
function periodBars(
  source: BarSource,
  scope: BookScope,
  unit: 'day' | 'week' | 'month' | 'year',
  limit: number,
  count: number,
): readonly Bar[] {
  const { history } = source;
  const today = todayBar(source, scope);
  const barsOf = (past: readonly DayBar[]) => {
    const bars = past.flatMap((day) => dayBar(history, day, scope) ?? []);
    return today === null ? bars : [...bars, today];
  };
  // Most ask for a few of the latest days, and those are drawn without the years before them.
  if (unit === 'day' && limit >= kstInstant(source.tradingDate, 0)) {
    const bars = newestBefore(barsOf(history.recentDays(count).slice(-count)), limit, count);
    if (bars.length === count) return bars;
  }
  const days = barsOf(history.days());
  if (unit === 'day') return newestBefore(days, limit, count);
  return newestBefore(
    joinBars(days, (bar) => periodKey(unit, bar.time)),
    limit,
    count,
  );
}

function dayBar(history: PriceHistory, day: DayBar, scope: BookScope): Bar | null {
  const volume = history.volumeOf(day, scope);
  if (volume === 0) return null;
  return {
    time: kstInstant(day.date, 0),
    open: day.open as Price,
    high: day.high as Price,
    low: day.low as Price,
    close: day.close as Price,
    volume,
    turnover: Math.round((day.turnover * volume) / day.volume),
  };
}

/** Today so far; null before the first trade. */
function todayBar(source: BarSource, scope: BookScope): Bar | null {
  const day = source.today.day(scope);
  if (day.open === null || day.high === null || day.low === null) return null;
  return {
    time: kstInstant(source.tradingDate, 0),
    open: day.open,
    high: day.high,
    low: day.low,
    close: day.lastPrice,
    volume: day.volume,
    turnover: day.turnover,
  };
}

function minuteBars(
  source: BarSource,
  { scope, count }: BarRequest,
  length: number,
  limit: number,
): readonly Bar[] {
  const answer = [...newestBefore(byMinutes(source.today.minutes(scope), length), limit, count)];
  if (answer.length >= count) return answer;
  const { history } = source;
  for (const day of daysBack(history)) {
    if (answer.length >= count) break;
    if (kstInstant(day.date, 0) >= limit) continue;
    const bars = length <= 1 ? history.minutesOf(day, scope) : history.barsOf(day, scope, length);
    answer.push(...newestBefore(bars, limit, count - answer.length));
  }
  return answer;
}

/** Days before today, newest first. Most questions end with the first few: older days are drawn only when one goes on to them. */
function* daysBack(history: PriceHistory): Generator<DayBar> {
  let passed = 0;
  for (const depth of [1, 20, DAYS_OF_MINUTES]) {
    const days = history.recentDays(depth);
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

/** Bars of `length` prints each, counted from the first print of the day that is still known. */
function tickBars(source: BarSource, scope: BookScope, length: number): readonly Bar[] {
  const prints = source.today.allPrints(scope);
  let place = -1;
  return joinBars(prints.map(printBar), () => {
    place += 1;
    return Math.floor(place / Math.max(1, length));
  });
}

function printBar(print: Print): Bar {
  const { price, quantity, at } = print;
  return {
    time: at,
    open: price,
    high: price,
    low: price,
    close: price,
    volume: quantity,
    turnover: price * quantity,
  };
}

function newestBefore(bars: readonly Bar[], limit: number, count: number): readonly Bar[] {
  const answer: Bar[] = [];
  for (let place = bars.length - 1; place >= 0 && answer.length < count; place -= 1) {
    const bar = bars[place];
    if (bar !== undefined && bar.time < limit) answer.push(bar);
  }
  return answer;
}
