import { kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Bar, World } from '../../world.ts';
import { NO_TURNS, type Turns } from '../turns.ts';
import type { Indices } from '../indices/indices.ts';
import type { Member } from '../indices/sectors.ts';
import { LISTING_ROWS } from '../instruments.ts';
import type { BenchmarkRow } from './benchmark-table.ts';

/** What a fund follows, as far as its members are listed here. */
export interface Benchmark {
  readonly code: string;
  readonly name: string;
  readonly sector: string | null;
  /** Empty when none is listed: then the fund's own price is all there is to know. */
  readonly members: readonly Member[];
  /** Won that make one hundredth of a point. */
  readonly divisor: number;
}

/** Levels of a benchmark in hundredths of a point, not rounded, by the start of their day or minute. */
export type Levels = ReadonlyMap<EpochMs, number>;

const REFERENCE = new Map(LISTING_ROWS.map((row) => [row.symbol, row.price]));

/** Days most questions need, and all there are. */
const DEPTHS = [64, 1_400] as const;

/** Reads what funds follow. Past days are kept until the next one begins. */
export class Benchmarks {
  private readonly built = new Map<string, Benchmark>();
  private readonly kept = new Map<string, { readonly depth: number; readonly levels: Levels }>();
  /** Days that are being added up, and how many members have been. */
  private readonly begun = new Map<string, { readonly sums: DaySums; members: number }>();
  private date: KstDate | null = null;

  constructor(
    private readonly world: World,
    private readonly indices: Indices,
    private readonly turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
  ) {}

  of(row: BenchmarkRow): Benchmark {
    const known = this.built.get(row.code);
    if (known !== undefined) return known;
    const built = this.build(row);
    this.built.set(row.code, built);
    return built;
  }

  /** Now. */
  level(benchmark: Benchmark): number {
    return this.valueOf(benchmark, 'lastPrice') / benchmark.divisor;
  }

  /** At the close before today. */
  baseLevel(benchmark: Benchmark): number {
    return this.valueOf(benchmark, 'basePrice') / benchmark.divisor;
  }

  /** Closes of at least the last `count` days before today. */
  pastCloses(benchmark: Benchmark, count: number): Levels {
    const today = this.world.tradingDate();
    if (this.date !== today) {
      this.kept.clear();
      this.begun.clear();
    }
    this.date = today;
    const known = this.kept.get(benchmark.code);
    if (known !== undefined && known.depth >= count) return known.levels;
    const depth = DEPTHS.find((size) => size >= count) ?? DEPTHS[1];
    const levels = this.chainBack(benchmark, depth, kstInstant(today, 0));
    this.kept.set(benchmark.code, { depth, levels });
    return levels;
  }

  /** Closes of the minutes since `from`; a minute in which no member traded is not there. */
  minutes(benchmark: Benchmark, from: EpochMs): Levels {
    const count = Math.ceil((this.world.clock.now() - from) / 60_000) + 2;
    const interval = { unit: 'minute', count: 1 } as const;
    const sector = benchmark.sector === null ? null : this.indices.sector(benchmark.sector);
    if (sector !== null) {
      return new Map(this.indices.bars(sector, interval, null, count).map((bar) => [bar.time, bar.close]));
    }
    const series = benchmark.members.map(({ symbol, shares }) => ({
      shares,
      base: this.world.day(symbol, 'KRX').basePrice,
      bars: this.world.bars(symbol, 'KRX', interval, null, count).filter(({ time }) => time >= from),
    }));
    return joinMinutes(series, benchmark.divisor);
  }

  private build(row: BenchmarkRow): Benchmark {
    const { code, name } = row;
    if (row.sector !== null) {
      const sector = this.indices.sector(row.sector);
      return {
        code,
        name,
        sector: row.sector,
        members: sector?.members ?? [],
        divisor: sector?.divisor ?? 1,
      };
    }
    const members = row.members.flatMap((symbol) => {
      const listing = this.world.listing(symbol);
      return listing === null ? [] : [{ symbol, shares: listing.listedShares }];
    });
    const value = members.reduce((sum, { symbol, shares }) => sum + (REFERENCE.get(symbol) ?? 0) * shares, 0);
    return { code, name, sector: null, members, divisor: value / row.referenceLevel };
  }

  private valueOf({ members }: Benchmark, price: 'lastPrice' | 'basePrice'): number {
    return members.reduce(
      (sum, { symbol, shares }) => sum + this.world.day(symbol, 'KRX')[price] * shares,
      0,
    );
  }

  /** Each day's change is that of the members that were listed the day before, as with the indices of the market. */
  private chainBack(benchmark: Benchmark, depth: number, before: EpochMs): Levels {
    const key = `${benchmark.code} ${depth}`;
    const begun = this.begun.get(key) ?? { sums: new Map(), members: 0 };
    this.begun.set(key, begun);
    const { sums } = begun;
    for (const { symbol, shares } of benchmark.members.slice(begun.members)) {
      this.turns.beforePiece();
      addDays(sums, shares, this.world.bars(symbol, 'KRX', { unit: 'day' }, before, depth + 1));
      begun.members += 1;
    }
    this.begun.delete(key);
    const levels = new Map<EpochMs, number>();
    let level = this.baseLevel(benchmark);
    for (const [time, { close, base }] of [...sums].toSorted(([a], [b]) => b - a)) {
      levels.set(time, level);
      level *= base / close;
    }
    return levels;
  }
}

/** What the members come to on each day, and what the same members came to on the day before. */
type DaySums = Map<EpochMs, { readonly close: number; readonly base: number }>;

function addDays(sums: DaySums, shares: number, bars: readonly Bar[]): void {
  bars.forEach((bar, place) => {
    const previous = bars[place + 1];
    if (previous === undefined) return;
    const sum = sums.get(bar.time) ?? { close: 0, base: 0 };
    sums.set(bar.time, {
      close: sum.close + bar.close * shares,
      base: sum.base + previous.close * shares,
    });
  });
}

interface MinuteSeries {
  readonly shares: number;
  readonly base: number;
  /** Newest first. */
  readonly bars: readonly Bar[];
}

/** Adds up members that do not trade in the same minutes: each keeps its last price until it trades again. */
function joinMinutes(series: readonly MinuteSeries[], divisor: number): Levels {
  const changes = series
    .flatMap(({ bars, shares, base }) =>
      bars.map((bar, place) => ({
        time: bar.time,
        value: (bar.close - (bars[place + 1]?.close ?? base)) * shares,
      })),
    )
    .toSorted((a, b) => a.time - b.time);
  const levels = new Map<EpochMs, number>();
  let value = series.reduce((sum, { base, shares }) => sum + base * shares, 0);
  for (const change of changes) {
    value += change.value;
    levels.set(change.time, value / divisor);
  }
  return levels;
}
