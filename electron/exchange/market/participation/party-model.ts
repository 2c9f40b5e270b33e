import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { kstTimeOfDayOf } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';
import type { Market } from '#shared/domain/instrument.ts';
import { mergeBars } from '../history/aggregate.ts';
import { dayNumber, minutesOfDay, type DayReader, type PastDay } from './day-reader.ts';
import type { Stretch } from './investor-shares.ts';
import { NO_TURNS, type Turns } from '../turns.ts';
import {
  addSplit,
  emptyShares,
  emptySplit,
  SplitStream,
  subtractSplit,
  type SideShares,
  type Split,
} from './split.ts';

/** One day and who traded in it. */
export interface DaySplit {
  readonly date: KstDate;
  readonly split: Split;
}

/** Today up to the end of one minute, and who had traded by then. */
export interface MinuteSplit {
  readonly bar: Bar;
  readonly soFar: Split;
}

/** One way to divide the market's trading among parties. */
export interface PartyModel {
  /** Number of parties. */
  readonly count: number;
  /** Today so far; the sum of its minutes. */
  today(symbol: string, scope: BookScope): Split;
  /** The days from `from` to `to`, both included, newest first; days without trades are left out. */
  days(symbol: string, scope: BookScope, from: KstDate, to: KstDate): readonly DaySplit[];
  /** What those days add up to. */
  period(symbol: string, scope: BookScope, from: KstDate, to: KstDate): Split;
  /** Today up to the end of the last minute that a later one has followed. */
  untilLastMinute(symbol: string, scope: BookScope): Split;
  /** A day minute by minute, oldest first; empty when its minutes are no longer known. */
  minutes(symbol: string, scope: BookScope, date?: KstDate): readonly MinuteSplit[];
  /** Today of a whole market minute by minute, oldest first; the last one is the running minute. Empty unless the model keeps it. */
  marketMinutes(market: Market, scope: BookScope): readonly MarketMinute[];
}

/** A whole market up to the end of one minute of today. */
export interface MarketMinute {
  readonly time: EpochMs;
  readonly soFar: Split;
}

/** Fills in the shares of a stretch of one instrument's trading. */
export type ShareSource = (symbol: string, stretch: Stretch, shares: SideShares) => void;

interface TodayStream {
  /** All minutes but the last one, which may still grow. */
  readonly done: SplitStream;
  /** `done` and the last minute. */
  readonly all: SplitStream;
  doneUntil: EpochMs | null;
  volume: number;
}

/** Sums of past days that are kept, one set of instruments each. */
const PERIODS_KEPT = 16;

export function createPartyModel(options: {
  readonly world: World;
  readonly reader: DayReader;
  readonly count: number;
  readonly shares: ShareSource;
  /** Whether minutes of whole markets are kept. */
  readonly keepsMarketMinutes?: boolean;
  readonly turns?: Pick<Turns, 'beforePiece'>;
}): PartyModel {
  const keepsMinutes = options.keepsMarketMinutes === true;
  const { world, reader, count, shares, turns = NO_TURNS } = options;
  return new BarDivider(world, reader, count, shares, keepsMinutes, turns);
}

class BarDivider implements PartyModel {
  private readonly streams = new Map<string, TodayStream>();
  private readonly periods = new Map<string, Map<string, Split>>();
  private readonly shares: SideShares;
  /** What was traded in each finished minute, by market and venue. */
  private readonly marketSums = new Map<string, Map<number, Split>>();
  private date: KstDate | null = null;

  constructor(
    private readonly world: World,
    private readonly reader: DayReader,
    readonly count: number,
    private readonly source: ShareSource,
    private readonly keepsMinutes: boolean,
    private readonly turns: Pick<Turns, 'beforePiece'>,
  ) {
    this.shares = emptyShares(count);
  }

  today(symbol: string, scope: BookScope): Split {
    if (scope !== 'ALL') return this.todayOn(symbol, scope);
    const krx = this.todayOn(symbol, 'KRX');
    if (this.world.listing(symbol)?.isNxtEligible !== true) return krx;
    const both = emptySplit(this.count);
    addSplit(both, krx);
    addSplit(both, this.todayOn(symbol, 'NXT'));
    return both;
  }

  days(symbol: string, scope: BookScope, from: KstDate, to: KstDate): readonly DaySplit[] {
    const today = this.world.tradingDate();
    const past = this.pastDays(symbol, scope, from, to);
    if (from > today || to < today || this.world.day(symbol, scope).volume === 0) return past;
    return [{ date: today, split: this.today(symbol, scope) }, ...past];
  }

  period(symbol: string, scope: BookScope, from: KstDate, to: KstDate): Split {
    this.startDay();
    const today = this.world.tradingDate();
    const sum = emptySplit(this.count);
    for (const venue of this.venuesOf(symbol, scope)) addSplit(sum, this.pastSum(symbol, venue, from, to));
    if (from <= today && to >= today) addSplit(sum, this.today(symbol, scope));
    return sum;
  }

  untilLastMinute(symbol: string, scope: BookScope): Split {
    this.today(symbol, scope);
    const sum = emptySplit(this.count);
    for (const venue of this.venuesOf(symbol, scope)) {
      const done = this.streams.get(`${venue} ${symbol}`)?.done.split;
      if (done !== undefined) addSplit(sum, done);
    }
    return sum;
  }

  minutes(symbol: string, scope: BookScope, date = this.world.tradingDate()): readonly MinuteSplit[] {
    const [first = 'KRX', second] = this.venuesOf(symbol, scope);
    const one = this.minutesOn(symbol, first, date);
    return second === undefined ? one : mergeMinutes(one, this.minutesOn(symbol, second, date), this.count);
  }

  marketMinutes(market: Market, scope: BookScope): readonly MarketMinute[] {
    if (!this.keepsMinutes) return [];
    const listings = this.world.listings.filter((listing) => listing.market === market);
    const total = emptySplit(this.count);
    for (const { symbol } of listings) addSplit(total, this.today(symbol, scope));
    const venues: readonly BookVenue[] = scope === 'ALL' ? ['KRX', 'NXT'] : [scope];
    const sums = venues.flatMap((venue) => [...(this.marketSums.get(`${venue} ${market}`) ?? [])]);
    const soFar = emptySplit(this.count);
    const byTime = new Map<number, Split>();
    for (const [time, split] of sums.sort(([a], [b]) => a - b)) {
      addSplit(soFar, split);
      const copy = emptySplit(this.count);
      addSplit(copy, soFar);
      byTime.set(time, copy);
    }
    const finished = [...byTime].map(([time, split]) => ({ time: time as EpochMs, soFar: split }));
    const now = this.world.clock.now();
    const running = { time: (now - (now % 60_000)) as EpochMs, soFar: total };
    return [...finished.filter(({ time }) => time < running.time), running];
  }

  /** Minutes of the past have the shares of their day, so that they end where the day does. */
  private minutesOn(symbol: string, venue: BookVenue, date: KstDate): readonly MinuteSplit[] {
    const stream = new SplitStream(this.count);
    const isToday = date === this.world.tradingDate();
    const [past] = isToday ? [] : this.reader.between(symbol, venue, date, date);
    if (!isToday && past === undefined) return [];
    const bars = isToday
      ? this.world.todayMinutes(symbol, venue, null)
      : minutesOfDay(this.world, symbol, venue, date);
    return bars.map((bar) => {
      if (past === undefined) this.addMinute(stream, symbol, bar);
      else this.addPart(stream, symbol, past, bar);
      const soFar = emptySplit(this.count);
      addSplit(soFar, stream.split);
      return { bar, soFar };
    });
  }

  private addPart(stream: SplitStream, symbol: string, day: PastDay, bar: Bar): void {
    this.source(symbol, { day: dayNumber(day.date), minute: null, rise: day.rise }, this.shares);
    stream.add(bar.volume, bar.turnover, this.shares);
  }

  private todayOn(symbol: string, venue: BookVenue): Split {
    this.startDay();
    const key = `${venue} ${symbol}`;
    let stream = this.streams.get(key);
    if (stream === undefined) {
      this.turns.beforePiece();
      stream = {
        done: new SplitStream(this.count),
        all: new SplitStream(this.count),
        doneUntil: null,
        volume: 0,
      };
      this.streams.set(key, stream);
    }
    const { volume } = this.world.day(symbol, venue);
    if (volume !== stream.volume) {
      this.catchUp(stream, symbol, venue);
      stream.volume = volume;
    }
    return stream.all.split;
  }

  private catchUp(stream: TodayStream, symbol: string, venue: BookVenue): void {
    const bars = this.world.todayMinutes(symbol, venue, stream.doneUntil);
    bars.forEach((bar, place) => {
      if (place === bars.length - 1) stream.all.copyFrom(stream.done);
      const isLast = place === bars.length - 1;
      if (!isLast && this.keepsMinutes) this.addMarketMinute(stream.done, symbol, venue, bar);
      else this.addMinute(isLast ? stream.all : stream.done, symbol, bar);
      if (isLast) return;
      stream.doneUntil = bar.time;
    });
  }

  private addMarketMinute(stream: SplitStream, symbol: string, venue: BookVenue, bar: Bar): void {
    const before = emptySplit(this.count);
    addSplit(before, stream.split);
    this.addMinute(stream, symbol, bar);
    const key = `${venue} ${this.world.listing(symbol)?.market ?? ''}`;
    const sums = this.marketSums.get(key) ?? new Map<number, Split>();
    this.marketSums.set(key, sums);
    const sum = sums.get(bar.time) ?? emptySplit(this.count);
    sums.set(bar.time, sum);
    addSplit(sum, stream.split);
    subtractSplit(sum, before);
  }

  private addMinute(stream: SplitStream, symbol: string, bar: Bar): void {
    const base = this.world.day(symbol, 'KRX').basePrice;
    const stretch = {
      day: dayNumber(this.world.tradingDate()),
      minute: Math.floor(kstTimeOfDayOf(bar.time) / 60_000),
      rise: Math.log(bar.open / base),
    };
    this.source(symbol, stretch, this.shares);
    stream.add(bar.volume, bar.turnover, this.shares);
  }

  private pastDays(symbol: string, scope: BookScope, from: KstDate, to: KstDate): readonly DaySplit[] {
    const [first = 'KRX', second] = this.venuesOf(symbol, scope);
    const days = this.reader
      .between(symbol, first, from, to)
      .map((day) => ({ date: day.date, split: this.splitDay(symbol, day) }));
    if (second === undefined) return days;
    const others = new Map(this.reader.between(symbol, second, from, to).map((day) => [day.date, day]));
    for (const { date, split } of days) {
      const other = others.get(date);
      if (other !== undefined) addSplit(split, this.splitDay(symbol, other));
    }
    return days;
  }

  private splitDay(symbol: string, day: PastDay): Split {
    const stream = new SplitStream(this.count);
    this.source(symbol, { day: dayNumber(day.date), minute: null, rise: day.rise }, this.shares);
    stream.add(day.volume, day.turnover, this.shares);
    return stream.split;
  }

  private pastSum(symbol: string, venue: BookVenue, from: KstDate, to: KstDate): Split {
    const key = `${venue} ${from} ${to}`;
    let sums = this.periods.get(key);
    if (sums === undefined) {
      if (this.periods.size >= PERIODS_KEPT) this.periods.delete(this.periods.keys().next().value ?? key);
      sums = new Map();
      this.periods.set(key, sums);
    }
    const known = sums.get(symbol);
    if (known !== undefined) return known;
    this.turns.beforePiece();
    const sum = emptySplit(this.count);
    for (const day of this.reader.between(symbol, venue, from, to)) addSplit(sum, this.splitDay(symbol, day));
    sums.set(symbol, sum);
    return sum;
  }

  private venuesOf(symbol: string, scope: BookScope): readonly BookVenue[] {
    if (scope !== 'ALL') return [scope];
    return this.world.listing(symbol)?.isNxtEligible === true ? ['KRX', 'NXT'] : ['KRX'];
  }

  private startDay(): void {
    const today = this.world.tradingDate();
    if (this.date === today) return;
    this.date = today;
    this.streams.clear();
    this.periods.clear();
    this.marketSums.clear();
  }
}

/** Joins the minutes of two venues; each shows what both had traded by then. */
function mergeMinutes(
  one: readonly MinuteSplit[],
  other: readonly MinuteSplit[],
  count: number,
): readonly MinuteSplit[] {
  const merged: MinuteSplit[] = [];
  let [left, right] = [0, 0];
  while (left < one.length || right < other.length) {
    const [first, second] = [one[left], other[right]];
    const time = Math.min(first?.bar.time ?? Infinity, second?.bar.time ?? Infinity);
    const bars = [first, second].flatMap((minute) => (minute?.bar.time === time ? [minute.bar] : []));
    if (first?.bar.time === time) left += 1;
    if (second?.bar.time === time) right += 1;
    const soFar = emptySplit(count);
    for (const minute of [one[left - 1], other[right - 1]])
      if (minute !== undefined) addSplit(soFar, minute.soFar);
    const [bar, more] = bars;
    if (bar !== undefined) merged.push({ bar: more === undefined ? bar : mergeBars(more, bar), soFar });
  }
  return merged;
}
