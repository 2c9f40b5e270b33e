import { DAY_MS, kstDateOf, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Bar, World } from '../../world.ts';
import { NO_TURNS, type Turns } from '../turns.ts';

/** One past day of an instrument on one venue. */
export interface PastDay {
  readonly date: KstDate;
  readonly close: number;
  readonly volume: number;
  readonly turnover: number;
  /** Logarithmic return since the close before it; zero for the first day. */
  readonly rise: number;
}

/** Days that rankings look back at most; older ones are read again when a page wants them. */
const DAYS_KEPT = 125;

/** Reads the days before today, newest first, and keeps the ones that rankings ask for until the next day begins. */
export class DayReader {
  private readonly kept = new Map<string, readonly PastDay[]>();
  private date: KstDate | null = null;

  constructor(
    private readonly world: World,
    private readonly turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
  ) {}

  /** At most `count` days before today, newest first. */
  latest(symbol: string, venue: BookVenue, count: number): readonly PastDay[] {
    this.forgetYesterday();
    if (count > DAYS_KEPT) return this.read(symbol, venue, count);
    const key = `${venue} ${symbol}`;
    let days = this.kept.get(key);
    if (days === undefined) {
      this.turns.beforePiece();
      days = this.read(symbol, venue, DAYS_KEPT);
      this.kept.set(key, days);
    }
    return days.slice(0, count);
  }

  /** Days from `from` to `to`, both included, newest first. Today is none of them. */
  between(symbol: string, venue: BookVenue, from: KstDate, to: KstDate): readonly PastDay[] {
    const near = this.latest(symbol, venue, DAYS_KEPT);
    const oldest = near.at(-1);
    const reaches = near.length < DAYS_KEPT || oldest === undefined || oldest.date <= from;
    const days = reaches ? near : this.read(symbol, venue, Number.MAX_SAFE_INTEGER);
    return days.filter(({ date }) => date >= from && date <= to);
  }

  private read(symbol: string, venue: BookVenue, count: number): readonly PastDay[] {
    const today = this.world.tradingDate();
    // One more for the return of the oldest, one more for today.
    const bars = this.world.bars(symbol, venue, { unit: 'day' }, null, Math.min(count, 5_000) + 2);
    const past = bars[0] !== undefined && kstDateOf(bars[0].time) === today ? bars.slice(1) : bars;
    return past.slice(0, count).map((bar, place) => toDay(bar, past[place + 1]));
  }

  private forgetYesterday(): void {
    const today = this.world.tradingDate();
    if (this.date === today) return;
    this.date = today;
    this.kept.clear();
  }
}

function toDay(bar: Bar, before: Bar | undefined): PastDay {
  return {
    date: kstDateOf(bar.time),
    close: bar.close,
    volume: bar.volume,
    turnover: bar.turnover,
    rise: before === undefined ? 0 : Math.log(bar.close / before.close),
  };
}

const DAY_NUMBERS = new Map<string, number>();

/** Days since 1970 of a date. */
export function dayNumber(date: KstDate): number {
  const known = DAY_NUMBERS.get(date);
  if (known !== undefined) return known;
  const number = Math.floor(
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / 86_400_000,
  );
  if (DAY_NUMBERS.size > 4_000) DAY_NUMBERS.clear();
  DAY_NUMBERS.set(date, number);
  return number;
}

/** Minutes of a day before today, oldest first. */
export function minutesOfDay(world: World, symbol: string, venue: BookVenue, date: KstDate): readonly Bar[] {
  const start = kstInstant(date, 0);
  const bars = world.bars(
    symbol,
    venue,
    { unit: 'minute', count: 1 },
    kstInstant(date, DAY_MS),
    MINUTES_OF_DAY,
  );
  return bars.filter(({ time }) => time >= start).toReversed();
}

/** At most, in a day of history. */
const MINUTES_OF_DAY = 400;
