import { kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { Bar, BookScope, World } from '../../world.ts';
import { NO_TURNS, type Turns } from '../turns.ts';

/** Days before today in columns, newest first: a ranking goes through hundreds of days of every instrument. */
export interface DayColumns {
  readonly length: number;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** Won. */
  readonly turnover: Float64Array;
}

export interface PastDays {
  /** The last `count` days before today, or more; fewer when the instrument has had fewer. `count` at most 300. */
  of(symbol: string, scope: BookScope, count: number): DayColumns;
}

/** Most questions reach back a few days, a few questions a year. */
const DEPTHS = [5, 60, 300] as const;

/** Keeps the days of every instrument that was asked for, until the next trading day begins. */
export function createPastDays(world: World, turns: Pick<Turns, 'beforePiece'> = NO_TURNS): PastDays {
  const known = new Map<string, DayColumns & { readonly depth: number }>();
  let date: KstDate | null = null;
  return {
    of(symbol, scope, count) {
      if (date !== world.tradingDate()) {
        date = world.tradingDate();
        known.clear();
      }
      const key = `${symbol}/${scope}`;
      const kept = known.get(key);
      if (kept !== undefined && kept.depth >= count) return kept;
      turns.beforePiece();
      const depth = DEPTHS.find((size) => size >= count) ?? DEPTHS[2];
      const bars = world.bars(symbol, scope, { unit: 'day' }, kstInstant(date, 0), depth);
      const columns = { depth, ...inColumns(bars) };
      known.set(key, columns);
      return columns;
    },
  };
}

function inColumns(bars: readonly Bar[]): DayColumns {
  const column = (read: (bar: Bar) => number) => Float64Array.from(bars, read);
  return {
    length: bars.length,
    open: column((bar) => bar.open),
    high: column((bar) => bar.high),
    low: column((bar) => bar.low),
    close: column((bar) => bar.close),
    volume: column((bar) => bar.volume),
    turnover: column((bar) => bar.turnover),
  };
}
