import type { SecurityKind } from '#shared/domain/instrument.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import { dailyBandPercent, priceLimits } from '#shared/domain/price-limits.ts';
import { price, type Price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { InstrumentProfile } from '../instrument-profile.ts';
import { createPriceGrid, type PriceGrid } from '../price-grid.ts';
import { dayShape, type DayShape } from './daily-return.ts';
import { LEAST_DAY_VOLUME, type DayBar } from './day-bar.ts';
import { tradingDayAfter, tradingDayBefore } from './trading-days.ts';

/** What the days of one instrument are drawn from. */
export interface DaySource {
  readonly seed: number;
  readonly symbol: string;
  readonly kind: SecurityKind;
  readonly profile: InstrumentProfile;
  readonly ladder: TickLadder;
  readonly leverage: number;
  readonly listedOn: KstDate;
}

/** How hard a price that has wandered far from today's is drawn back, per day. */
const PULL = 0.0016;
/** Part of the daily band that a day of history makes use of at most. */
const BAND_USED = 0.9;

/**
 * Draws the days up to `date`, whose close is `close`, walking back to `first` or the listing day. Oldest first.
 *
 * Each day's return depends on (seed, symbol, date); only the level follows from `close`.
 */
export function daysEndingAt(source: DaySource, date: KstDate, close: number, first: KstDate): DayBar[] {
  const days: DayBar[] = [];
  const start = first > source.listedOn ? first : source.listedOn;
  let day = date;
  let dayClose = close;
  while (day >= start) {
    const shape = dayShape(source.seed, source.symbol, source.profile, day);
    const back = shape.return + PULL * Math.log(dayClose / close);
    const limit =
      ((BAND_USED * dailyBandPercent(source.kind)) / 100) * Math.max(1, Math.abs(source.leverage));
    const previous = nearestTick(dayClose / Math.exp(clip(back, limit)), source.ladder);
    days.push(buildDay(source, day, previous, dayClose, shape));
    day = tradingDayBefore(day);
    dayClose = previous;
  }
  return days.reverse();
}

/** Draws the days after `date` up to and including `last`, starting from its close. Oldest first. */
export function daysAfter(source: DaySource, date: KstDate, close: number, last: KstDate): DayBar[] {
  const days: DayBar[] = [];
  let previous = close;
  for (let day = tradingDayAfter(date); day <= last; day = tradingDayAfter(day)) {
    const next = drawDay(source, day, previous);
    days.push(next);
    previous = next.close;
  }
  return days;
}

/** Draws one day forward from the close before it. */
export function drawDay(source: DaySource, date: KstDate, previousClose: number): DayBar {
  const shape = dayShape(source.seed, source.symbol, source.profile, date);
  const grid = gridFrom(source, previousClose);
  const close = snap(grid, previousClose * Math.exp(shape.return));
  return buildDay(source, date, previousClose, close, shape);
}

function buildDay(
  source: DaySource,
  date: KstDate,
  previousClose: number,
  close: number,
  shape: DayShape,
): DayBar {
  const grid = gridFrom(source, previousClose);
  const open = snap(grid, previousClose * Math.exp(shape.gap));
  const high = snap(grid, Math.max(open, close) * Math.exp(shape.above));
  const low = snap(grid, Math.min(open, close) * Math.exp(-shape.below));
  const volume = Math.max(LEAST_DAY_VOLUME, Math.round((source.profile.turnover / close) * shape.activity));
  return {
    date,
    previousClose,
    open,
    high: Math.max(high, open, close),
    low: Math.min(low, open, close),
    close,
    volume,
    turnover: Math.round((volume * (open + high + low + 2 * close)) / 5),
  };
}

export function gridFrom(source: DaySource, previousClose: number): PriceGrid {
  const limits = priceLimits(price(previousClose), source.ladder, source);
  return createPriceGrid(limits, source.ladder);
}

/** Nearest price on tick inside the band. */
export function snap(grid: PriceGrid, value: number): Price {
  return grid.priceAt(Math.round(Math.max(0, Math.min(grid.last, grid.positionOf(value)))));
}

function nearestTick(value: number, ladder: TickLadder): number {
  const band = ladder.findLast(({ from }) => from <= value) ?? ladder[0];
  if (band === undefined) throw new RangeError('a tick ladder has at least one band');
  return Math.max(band.from, Math.round(value / band.tick) * band.tick);
}

function clip(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
