import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, Listing, World } from '../../world.ts';
import type { Indices } from '../indices/indices.ts';
import { LISTING_ROWS } from '../instruments.ts';
import { benchmarkRowOf } from './benchmark-table.ts';
import { NO_TURNS, type Turns } from '../turns.ts';
import { Benchmarks, type Benchmark, type Levels } from './benchmarks.ts';

/** One day, or moment of today, of a fund. Levels are hundredths of a point. */
export interface FundPoint {
  readonly time: EpochMs;
  readonly price: number;
  /** Won a unit, not rounded. */
  readonly nav: number;
  readonly previousNav: number;
  readonly level: number;
  readonly previousLevel: number;
  /** Percent by which the price is above the NAV. */
  readonly premium: number;
  /** Percent by which the NAV did better than its multiple of the index that day. */
  readonly indexGap: number;
  /** Standard deviation of `indexGap` over the last twenty days, in percent. */
  readonly trackingError: number;
}

export interface FundDay extends FundPoint {
  readonly bar: Bar;
  readonly previousClose: number;
}

/** A minute of today. */
export interface FundMinute {
  readonly bar: Bar;
  readonly point: FundPoint;
}

/**
 * The value behind the units of exchange-traded funds.
 *
 * A fund's price and what it follows move apart by a little each day. Part of that is a premium, which arbitrage takes back within days; the
 * rest is what the fund's own holdings did differently. So the value is a reading of both: it stays near the price and moves with its
 * multiple of the index.
 */
export interface Funds {
  readonly listings: readonly Listing[];
  benchmarkOf(fund: Listing): Benchmark;
  /** Now; equals the last of `days` when today has traded. */
  now(fund: Listing): FundPoint;
  /** At most `count` days that start before `before`, newest first, today included. */
  days(fund: Listing, before: EpochMs | null, count: number): readonly FundDay[];
  /** Minutes of today since the opening, newest first, at most `count`. */
  minutes(fund: Listing, count: number): readonly FundMinute[];
}

/** How much of a day's difference becomes a premium, and how much of a premium is left a day later. */
const PREMIUM_PART = 0.6;
const PREMIUM_KEPT = 0.5;
/** Days after which nothing of a premium is left to see. */
const PREMIUM_DAYS = 20;
const TRACKING_DAYS = 20;
const DAYS_BACK = PREMIUM_DAYS + TRACKING_DAYS + 2;

const REFERENCE = new Map(LISTING_ROWS.map((row) => [row.symbol, row.price]));

/** Closes of days and what was followed, newest first, in step. */
interface Columns {
  readonly times: readonly EpochMs[];
  readonly prices: readonly number[];
  readonly levels: readonly number[];
}

export function createFunds(
  world: World,
  indices: Indices,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): Funds {
  const benchmarks = new Benchmarks(world, indices, turns);
  const listings = world.listings.filter(({ kind }) => kind === 'etf');
  const benchmarkOf = (fund: Listing) => benchmarks.of(benchmarkRowOf(fund.symbol));
  const midnight = () => kstInstant(world.tradingDate(), 0);
  const recent = new Map<string, { readonly today: EpochMs; readonly past: Columns }>();

  /** Today as it stands in front of the past. */
  const liveColumns = (fund: Listing, past: Columns): Columns => {
    const benchmark = benchmarkOf(fund);
    const price = world.day(fund.symbol, 'KRX').lastPrice;
    const level = benchmark.members.length === 0 ? ownLevel(fund, price) : benchmarks.level(benchmark);
    return inFront(past, midnight(), price, level);
  };

  const pastColumns = (fund: Listing, bars: readonly Bar[], count: number): Columns => {
    const benchmark = benchmarkOf(fund);
    const isFollowed = benchmark.members.length > 0;
    const levels: Levels = isFollowed ? benchmarks.pastCloses(benchmark, count) : new Map();
    const known = bars.filter(({ time }) => !isFollowed || levels.has(time));
    return {
      times: known.map(({ time }) => time),
      prices: known.map(({ close }) => close),
      levels: known.map(({ time, close }) => levels.get(time) ?? ownLevel(fund, close)),
    };
  };

  const recentPast = (fund: Listing): Columns => {
    const today = midnight();
    const kept = recent.get(fund.symbol);
    if (kept?.today === today) return kept.past;
    turns.beforePiece();
    const bars = world.bars(fund.symbol, 'KRX', { unit: 'day' }, today, DAYS_BACK);
    const past = pastColumns(fund, bars, DAYS_BACK);
    recent.set(fund.symbol, { today, past });
    return past;
  };

  return {
    listings,
    benchmarkOf,
    now: (fund) => pointAt(fund, liveColumns(fund, recentPast(fund)), 0),
    days(fund, before, count) {
      const today = midnight();
      const bars = world.bars(fund.symbol, 'KRX', { unit: 'day' }, before, count + DAYS_BACK);
      const oldest = bars.at(-1);
      if (oldest === undefined) return [];
      const depth = Math.ceil(((today - oldest.time) / 86_400_000) * 0.72) + 2;
      const past = pastColumns(
        fund,
        bars.filter(({ time }) => time < today),
        depth,
      );
      const columns = (bars[0]?.time ?? 0) >= today ? liveColumns(fund, past) : past;
      const places = new Map(columns.times.map((time, place) => [time, place]));
      return bars.slice(0, count).flatMap((bar, at) => {
        const place = places.get(bar.time);
        const previousClose = bars[at + 1]?.close ?? bar.open;
        return place === undefined ? [] : [{ ...pointAt(fund, columns, place), bar, previousClose }];
      });
    },
    minutes(fund, count) {
      const past = recentPast(fund);
      const benchmark = benchmarkOf(fund);
      const base = benchmark.members.length === 0 ? null : benchmarks.baseLevel(benchmark);
      const bars = world
        .bars(fund.symbol, 'KRX', { unit: 'minute', count: 1 }, null, count)
        .filter(({ time }) => time >= midnight());
      const followed = base === null ? [] : [...benchmarks.minutes(benchmark, midnight())];
      const levels = followed.toSorted(([a], [b]) => a - b);
      let seen = 0;
      return bars
        .toReversed()
        .map((bar): FundMinute => {
          while ((levels[seen]?.[0] ?? Infinity) <= bar.time) seen += 1;
          const level = base === null ? ownLevel(fund, bar.close) : (levels[seen - 1]?.[1] ?? base);
          const columns = inFront(past, midnight(), bar.close, level);
          return { bar, point: { ...pointAt(fund, columns, 0), time: bar.time } };
        })
        .toReversed();
    },
  };
}

function inFront({ times, prices, levels }: Columns, time: EpochMs, price: number, level: number): Columns {
  return { times: [time, ...times], prices: [price, ...prices], levels: [level, ...levels] };
}

/** Where an index stands of which nothing but this fund is known. */
function ownLevel(fund: Listing, price: number): number {
  const reference = REFERENCE.get(fund.symbol) ?? fund.basePrice;
  const points = benchmarkRowOf(fund.symbol).referenceLevel || 100_000;
  return points * Math.max(0.01, 1 + (price / reference - 1) / fund.leverage);
}

function pointAt(fund: Listing, columns: Columns, place: number): FundPoint {
  const { prices, levels, times } = columns;
  const price = prices[place] ?? 0;
  const [nav, previousNav] = [navAt(fund, columns, place), navAt(fund, columns, place + 1)];
  const level = levels[place] ?? 0;
  return {
    time: times[place] ?? (0 as EpochMs),
    price,
    nav,
    previousNav,
    level,
    previousLevel: levels[place + 1] ?? level,
    premium: (price / nav - 1) * 100,
    indexGap: indexGapAt(fund, columns, place),
    trackingError: trackingErrorAt(fund, columns, place),
  };
}

/** The price without the premium that the last days have left. */
function navAt(fund: Listing, columns: Columns, place: number): number {
  let premium = 0;
  let weight = PREMIUM_PART;
  for (let back = 0; back < PREMIUM_DAYS; back += 1) {
    premium += weight * differenceAt(fund, columns, place + back);
    weight *= PREMIUM_KEPT;
  }
  return (columns.prices[place] ?? columns.prices.at(-1) ?? 0) * Math.exp(-premium);
}

/** Logarithm of how much more the price rose on a day than its multiple of the index; zero on the first day. */
function differenceAt(fund: Listing, { prices, levels }: Columns, place: number): number {
  const [price, level] = [prices[place], levels[place]];
  const [before, levelBefore] = [prices[place + 1], levels[place + 1]];
  if (price === undefined || level === undefined || before === undefined || levelBefore === undefined)
    return 0;
  const due = Math.max(0.05, 1 + fund.leverage * (level / levelBefore - 1));
  return Math.log(price / before) - Math.log(due);
}

function indexGapAt(fund: Listing, columns: Columns, place: number): number {
  const { levels } = columns;
  const [level, before] = [levels[place], levels[place + 1]];
  if (level === undefined || before === undefined) return 0;
  const rise = navAt(fund, columns, place) / navAt(fund, columns, place + 1) - 1;
  return (rise - fund.leverage * (level / before - 1)) * 100;
}

function trackingErrorAt(fund: Listing, columns: Columns, place: number): number {
  const gaps: number[] = [];
  for (let back = 0; back < TRACKING_DAYS && place + back + 1 < columns.prices.length; back += 1) {
    gaps.push(indexGapAt(fund, columns, place + back));
  }
  if (gaps.length === 0) return 0;
  return Math.sqrt(gaps.reduce((sum, gap) => sum + gap ** 2, 0) / gaps.length);
}
