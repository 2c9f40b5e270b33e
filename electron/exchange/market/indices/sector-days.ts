import { kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Price } from '#shared/domain/price.ts';
import { tradingDayBefore } from '../history/trading-days.ts';
import type { Bar, DayState, World } from '../../world.ts';
import type { Turns } from '../turns.ts';
import { levelOf, type Sector } from './sectors.ts';

const YEARS_OF_HISTORY = 5;
/** Most questions are about a few weeks, fewer about half a year or two. */
const DEPTHS = [25, 130, 280, 620] as const;
/** What the members' highs of a day come to at one moment, when there are very many of them. */
const LEAST_AGREEMENT = 0.35;

/** Sums over the members that traded on a day and on the one before it. Volumes count all that traded. */
interface DaySums {
  readonly bases: Float64Array;
  readonly opens: Float64Array;
  readonly highs: Float64Array;
  readonly lows: Float64Array;
  readonly closes: Float64Array;
  readonly volumes: Float64Array;
  readonly turnovers: Float64Array;
}

/**
 * Past days of the indices, chained back from today's base: each day's change is that of the members that were listed the day before,
 * so a share that is listed later does not move the index by coming.
 *
 * The open and the close are exact. The members' highs do not come at one moment: the high of an index lies between its body and the sum
 * of theirs, the closer to it the fewer they are; lows likewise.
 */
export class SectorDays {
  private readonly dates: readonly EpochMs[];
  private readonly places: ReadonlyMap<number, number>;
  private readonly sums = new Map<string, DaySums>();
  /** How many of the latest days have been added, by instrument. */
  private readonly depths = new Map<string, number>();
  private readonly told = new Map<string, { readonly depth: number; readonly bars: readonly Bar[] }>();

  constructor(
    private readonly world: World,
    private readonly sectorsOf: (symbol: string) => readonly Sector[],
    private readonly date: KstDate,
    private readonly turns: Pick<Turns, 'beforePiece'>,
  ) {
    this.dates = pastDays(date);
    this.places = new Map(this.dates.map((time, place) => [time, place]));
  }

  /** Adds the days of one instrument to its indices, unless that has been done. Without a `depth`, all five years. */
  read(symbol: string, depth = this.dates.length): void {
    const known = this.depths.get(symbol) ?? 0;
    if (known >= depth) return;
    this.turns.beforePiece();
    this.depths.set(symbol, depth);
    const sectors = this.sectorsOf(symbol);
    if (sectors.length === 0) return;
    const shares = this.world.listing(symbol)?.listedShares ?? 0;
    const { length } = this.dates;
    // One more, for the close before the first.
    const count = Math.min(length, depth + 1);
    const bars = this.world.bars(symbol, 'KRX', { unit: 'day' }, kstInstant(this.date, 0), count);
    const targets = sectors.map((sector) => this.sumsOf(sector));
    for (let back = bars.length - 1; back >= 0; back -= 1) {
      const bar = bars[back];
      const place = bar === undefined ? undefined : this.places.get(bar.time);
      if (bar === undefined || place === undefined) continue;
      if (place < length - depth || place >= length - known) continue;
      const previous = bars[back + 1]?.close ?? null;
      for (const sums of targets) addDay(sums, place, bar, previous, shares);
    }
  }

  /**
   * Days of an index before today, oldest first: at least the `count` latest that start before `limit`, and all after them.
   * Older ones are worked out only when a question goes back to them.
   */
  days(sector: Sector, limit: number, count: number): readonly Bar[] {
    const { length } = this.dates;
    const after = this.dates.findIndex((time) => time >= limit);
    const wanted = count + (after === -1 ? 0 : length - after);
    const depth = Math.min(length, DEPTHS.find((size) => size >= wanted) ?? length);
    const known = this.told.get(sector.code);
    if (known !== undefined && known.depth >= depth) return known.bars;
    for (const { symbol } of sector.members) this.read(symbol, depth);
    const bars = this.tell(sector, depth);
    this.told.set(sector.code, { depth, bars });
    return bars;
  }

  private tell(sector: Sector, depth: number): readonly Bar[] {
    const sums = this.sumsOf(sector);
    const { base, agreement } = this.today(sector);
    const bars: Bar[] = [];
    let level = base / sector.divisor;
    const oldest = this.dates.length - depth;
    for (let place = this.dates.length - 1; place >= oldest; place -= 1) {
      const dayBase = sums.bases[place] ?? 0;
      if (dayBase === 0) continue;
      const before = level / ((sums.closes[place] ?? 0) / dayBase);
      const at = (column: Float64Array) => (before * (column[place] ?? 0)) / dayBase;
      bars.push(
        dayBar(this.dates[place] ?? 0, agreement, {
          open: at(sums.opens),
          high: at(sums.highs),
          low: at(sums.lows),
          close: level,
          volume: sums.volumes[place] ?? 0,
          turnover: sums.turnovers[place] ?? 0,
        }),
      );
      level = before;
    }
    return bars.reverse();
  }

  /** Value of the members at today's base prices, and how far their highs come together. */
  private today(sector: Sector): { readonly base: number; readonly agreement: number } {
    const values = sector.members.map(
      ({ symbol, shares }) => this.world.day(symbol, 'KRX').basePrice * shares,
    );
    const base = values.reduce((sum, value) => sum + value, 0);
    const concentration = Math.hypot(...values) / base;
    return { base, agreement: Math.max(LEAST_AGREEMENT, concentration) };
  }

  private sumsOf(sector: Sector): DaySums {
    const known = this.sums.get(sector.code) ?? emptySums(this.dates.length);
    this.sums.set(sector.code, known);
    return known;
  }
}

/** Level of the members' value at today's base prices. */
export function baseLevelOf(sector: Sector, dayOf: (symbol: string) => DayState): number {
  const value = sector.members.reduce((sum, { symbol, shares }) => sum + dayOf(symbol).basePrice * shares, 0);
  return levelOf(sector, value);
}

function dayBar(time: number, agreement: number, day: Omit<Bar, 'time'> | DayValues): Bar {
  const top = Math.max(day.open, day.close);
  const bottom = Math.min(day.open, day.close);
  const rounded = (value: number) => Math.round(value) as Price;
  return {
    time: time as EpochMs,
    open: rounded(day.open),
    high: rounded(top + (Math.max(day.high, top) - top) * agreement),
    low: rounded(bottom - (bottom - Math.min(day.low, bottom)) * agreement),
    close: rounded(day.close),
    volume: day.volume,
    turnover: day.turnover,
  };
}

interface DayValues {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly turnover: number;
}

function addDay(sums: DaySums, place: number, bar: Bar, previous: number | null, shares: number): void {
  add(sums.volumes, place, bar.volume);
  add(sums.turnovers, place, bar.turnover);
  if (previous === null) return;
  add(sums.bases, place, previous * shares);
  add(sums.opens, place, bar.open * shares);
  add(sums.highs, place, bar.high * shares);
  add(sums.lows, place, bar.low * shares);
  add(sums.closes, place, bar.close * shares);
}

function add(column: Float64Array, place: number, value: number): void {
  column[place] = (column[place] ?? 0) + value;
}

function emptySums(length: number): DaySums {
  const column = () => new Float64Array(length);
  return {
    bases: column(),
    opens: column(),
    highs: column(),
    lows: column(),
    closes: column(),
    volumes: column(),
    turnovers: column(),
  };
}

/** Midnights of the trading days of the five years before `date`, oldest first. */
function pastDays(date: KstDate): readonly EpochMs[] {
  const first = `${Number(date.slice(0, 4)) - YEARS_OF_HISTORY}${date.slice(4)}`;
  const days: EpochMs[] = [];
  for (let day = tradingDayBefore(date); day >= first; day = tradingDayBefore(day)) {
    days.push(kstInstant(day, 0));
  }
  return days.reverse();
}
