import type { Turns } from '../turns.ts';
import { epochMs, kstDateOf, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Bar, World } from '../../world.ts';
import type { Indices } from '../indices/indices.ts';
import type { Sector } from '../indices/sectors.ts';

/** A day of an underlying; prices are won, or points of an index. */
export interface UnderlyingDay {
  readonly date: KstDate;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** A year, from the sixty closes before the day. */
  readonly volatility: number;
  /** Volume of a usual day of the twenty before. */
  readonly usualVolume: number;
}

/** What a warrant is written on, as it stands. */
export interface Underlying {
  readonly code: string;
  readonly name: string;
  readonly isIndex: boolean;
  /** Today so far; before its first trade, flat at the close before. */
  today(): UnderlyingDay & { readonly base: number; readonly lastTradeAt: EpochMs | null };
  /** Days before today, newest first, as far as a warrant's life goes. */
  past(): readonly UnderlyingDay[];
  /** The price that stood at a time of today; null before the first trade. */
  priceAt(time: EpochMs): number | null;
  /** Minutes of today, newest first, at most `count`. */
  minutes(count: number): readonly { readonly time: EpochMs; readonly close: number }[];
}

const DAYS_OF_LIFE = 110;
const VOLATILITY_DAYS = 60;
const VOLUME_DAYS = 20;
const TRADING_DAYS_A_YEAR = 250;
const POINTS = 100;

/** Reads bars and the running day of one underlying. */
interface Source {
  readonly code: string;
  readonly name: string;
  readonly isIndex: boolean;
  readonly scale: number;
  bars(unit: 'day' | 'minute', before: EpochMs | null, count: number): readonly Bar[];
  now(): {
    price: number;
    base: number;
    open: number | null;
    high: number | null;
    low: number | null;
    volume: number;
    lastTradeAt: EpochMs | null;
  };
}

/** @returns null when nothing is listed or formed under the code */
export function findUnderlying(
  world: World,
  indices: Indices,
  code: string,
  turns: Pick<Turns, 'beforePiece'>,
): Underlying | null {
  const sector = indices.sector(code);
  if (sector !== null) return createUnderlying(world, indexSource(indices, sector), turns);
  return world.listing(code) === null ? null : createUnderlying(world, shareSource(world, code), turns);
}

function shareSource(world: World, symbol: string): Source {
  return {
    code: symbol,
    name: world.listing(symbol)?.name ?? symbol,
    isIndex: false,
    scale: 1,
    bars: (unit, before, count) =>
      world.bars(symbol, 'KRX', unit === 'day' ? { unit } : { unit, count: 1 }, before, count),
    now() {
      const { lastPrice, basePrice, ...day } = world.day(symbol, 'KRX');
      return { ...day, price: lastPrice, base: basePrice };
    },
  };
}

function indexSource(indices: Indices, sector: Sector): Source {
  return {
    code: sector.code,
    name: sector.name,
    isIndex: true,
    scale: POINTS,
    bars: (unit, before, count) =>
      indices.bars(sector, unit === 'day' ? { unit } : { unit, count: 1 }, before, count),
    now() {
      const { level, baseLevel, ...quote } = indices.quote(sector);
      return { ...quote, price: level, base: baseLevel };
    },
  };
}

function createUnderlying(world: World, source: Source, turns: Pick<Turns, 'beforePiece'>): Underlying {
  const { code, name, isIndex, scale } = source;
  let kept: { readonly today: KstDate; readonly past: readonly UnderlyingDay[] } | null = null;
  const midnight = () => kstInstant(world.tradingDate(), 0);
  const past = () => {
    const today = world.tradingDate();
    if (kept?.today !== today) {
      turns.beforePiece();
      const bars = source.bars('day', midnight(), DAYS_OF_LIFE + VOLATILITY_DAYS + 1);
      kept = { today, past: bars.slice(0, DAYS_OF_LIFE).map((_bar, place) => toDay(bars, place, scale)) };
    }
    return kept.past;
  };
  return {
    code,
    name,
    isIndex,
    past,
    today() {
      const now = source.now();
      const latest = past();
      const closes = latest.map(({ close }) => close);
      return {
        date: world.tradingDate(),
        open: (now.open ?? now.price) / scale,
        high: (now.high ?? now.price) / scale,
        low: (now.low ?? now.price) / scale,
        close: now.price / scale,
        base: now.base / scale,
        volume: now.volume,
        volatility: volatilityOf(closes.slice(0, VOLATILITY_DAYS + 1)),
        usualVolume: meanOf(latest.slice(0, VOLUME_DAYS).map(({ volume }) => volume)),
        lastTradeAt: now.lastTradeAt,
      };
    },
    priceAt(time) {
      const [bar] = source.bars('minute', epochMs(time + 1), 1);
      return bar === undefined || bar.time < midnight() ? null : bar.close / scale;
    },
    minutes: (count) =>
      source
        .bars('minute', null, count)
        .filter(({ time }) => time >= midnight())
        .map(({ time, close }) => ({ time, close: close / scale })),
  };
}

function toDay(bars: readonly Bar[], place: number, scale: number): UnderlyingDay {
  const bar = bars[place] as Bar;
  const before = bars.slice(place + 1, place + 2 + VOLATILITY_DAYS);
  return {
    date: kstDateOf(bar.time),
    open: bar.open / scale,
    high: bar.high / scale,
    low: bar.low / scale,
    close: bar.close / scale,
    volume: bar.volume,
    volatility: volatilityOf(before.map(({ close }) => close)),
    usualVolume: meanOf(before.slice(0, VOLUME_DAYS).map(({ volume }) => volume)) || bar.volume,
  };
}

function volatilityOf(closes: readonly number[]): number {
  const squares = closes
    .slice(0, -1)
    .map((close, place) => Math.log(close / (closes[place + 1] ?? close)) ** 2);
  const yearly = Math.sqrt(meanOf(squares) * TRADING_DAYS_A_YEAR);
  return Math.max(0.1, Math.min(1, yearly));
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
