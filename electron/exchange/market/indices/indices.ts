import { kstDateOf, kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Bar, BarInterval, World } from '../../world.ts';
import { joinBars } from '../history/aggregate.ts';
import type { MinuteSeries } from '../today/minute-series.ts';
import { queryIndexBars } from './index-bars.ts';
import { tallyOf, type IndexQuote } from './index-quote.ts';
import { Morning } from './morning.ts';
import { PastMinutes } from './past-minutes.ts';
import { baseLevelOf, SectorDays } from './sector-days.ts';
import { buildSectors, type Sector } from './sectors.ts';
import { NO_TURNS, type Turns } from '../turns.ts';
import { TodayIndices } from './today-indices.ts';

/** The indices of the exchange: weighted by listed value, over the prices and volumes of KRX alone. */
export interface Indices {
  /** By code. */
  readonly sectors: readonly Sector[];
  sector(code: string): Sector | null;
  /** Indices that an instrument is in. */
  sectorsOf(symbol: string): readonly Sector[];
  quote(sector: Sector): IndexQuote;
  /** Newest first, as an instrument's bars; prices are hundredths of a point. The last bar is the running one. */
  bars(sector: Sector, interval: BarInterval, before: EpochMs | null, count: number): readonly Bar[];
  /**
   * Does beforehand what reading one more instrument costs: of today at once, of the past once somebody has asked about it.
   * @returns false when nothing is left to do for now
   */
  prepare(): boolean;
}

/** Makes the indices of a world and follows its prints from now on. */
export function createIndices(world: World, turns: Pick<Turns, 'beforePiece'> = NO_TURNS): Indices {
  const sectors = buildSectors(world.listings);
  const bySymbol = indexBySymbol(sectors);
  const byCode = new Map(sectors.map((sector) => [sector.code, sector]));
  const sectorsOf = (symbol: string) => bySymbol.get(symbol) ?? [];
  const startDay = () => {
    const today = new TodayIndices(world, sectors);
    return {
      today,
      morning: new Morning(world, today, sectorsOf, sectors[0]?.members[0], turns),
      days: new SectorDays(world, sectorsOf, today.date, turns),
      pastMinutes: new PastMinutes(world),
      unreadMornings: [...bySymbol.keys()],
      unreadYears: [...bySymbol.keys()],
    };
  };
  let state: ReturnType<typeof startDay> | null = startDay();
  const current = () => {
    if (state?.today.date !== world.tradingDate()) state = startDay();
    return state;
  };
  world.onEvent((event) => {
    if (event.type === 'print') current().today.print(event.symbol, event.print);
  });

  let areYearsWanted = false;
  const daysOf = (sector: Sector, limit: number, count: number) => {
    areYearsWanted = true;
    return current().days.days(sector, limit, count);
  };
  const todayMinutes = (sector: Sector) => {
    const { morning, today } = current();
    const live = barsOf(today.live(sector).minutes);
    // The minute in which watching began may have begun before.
    return joinBars([...morning.minutes(sector), ...live], (bar) => bar.time);
  };
  const quote = (sector: Sector): IndexQuote => {
    const { morning, today } = current();
    const live = today.live(sector);
    const dayOf = (symbol: string) => today.day(symbol);
    const before = morning.range(sector);
    const known = [before?.high, before?.low, live.high, live.low].filter(
      (level) => level !== null && level !== undefined,
    );
    return {
      ...tallyOf(sector, dayOf),
      sector,
      level: live.level,
      baseLevel: baseLevelOf(sector, dayOf),
      open: before?.open ?? live.open,
      high: known.length === 0 ? null : Math.max(...known),
      low: known.length === 0 ? null : Math.min(...known),
      lastTradeAt: live.lastTradeAt,
      lastVolume: live.lastVolume,
    };
  };

  return {
    sectors,
    sector: (code) => byCode.get(code) ?? null,
    sectorsOf,
    quote,
    bars(sector, interval, before, count) {
      const source = {
        days: (limit: number, most: number) => daysOf(sector, limit, most),
        pastMinutes: (day: Bar) => current().pastMinutes.minutes(sector, kstDateOf(day.time), day),
        todayMinutes: () => todayMinutes(sector),
        seconds: () => secondsOf(current().today.live(sector).seconds, () => todayMinutes(sector)),
        today: () => todayBar(world, quote(sector)),
      };
      return queryIndexBars(source, { interval, before, count });
    },
    prepare() {
      const { unreadMornings, unreadYears, morning, days } = current();
      const early = unreadMornings.pop();
      if (early !== undefined) morning.read(early);
      if (early !== undefined || !areYearsWanted) return early !== undefined;
      const symbol = unreadYears.pop();
      if (symbol !== undefined) days.read(symbol);
      return symbol !== undefined;
    },
  };
}

function indexBySymbol(sectors: readonly Sector[]): ReadonlyMap<string, readonly Sector[]> {
  const bySymbol = new Map<string, Sector[]>();
  for (const sector of sectors) {
    for (const { symbol } of sector.members) {
      const known = bySymbol.get(symbol);
      if (known === undefined) bySymbol.set(symbol, [sector]);
      else known.push(sector);
    }
  }
  return bySymbol;
}

function barsOf(series: MinuteSeries): readonly Bar[] {
  return Array.from({ length: series.length }, (_, row) => series.barAt(row));
}

/** The seconds that are kept, after the minutes that ended before them. */
function secondsOf(series: MinuteSeries, minutes: () => readonly Bar[]): readonly Bar[] {
  const seconds = barsOf(series);
  const first = seconds[0]?.time ?? Number.POSITIVE_INFINITY;
  return [...minutes().filter((bar) => bar.time + 60_000 <= first), ...seconds];
}

function todayBar(world: World, quote: IndexQuote): Bar | null {
  const { open, high, low, level, volume, turnover } = quote;
  if (open === null || high === null || low === null) return null;
  const prices = { open: open as Price, high: high as Price, low: low as Price, close: level as Price };
  return { time: kstInstant(world.tradingDate(), 0), ...prices, volume, turnover };
}
