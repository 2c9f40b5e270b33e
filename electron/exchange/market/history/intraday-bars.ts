import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Bar } from '../../world.ts';
import type { PriceGrid } from '../price-grid.ts';
import { createRandom, seedOf, type Random } from '../random.ts';
import { snap } from './daily-bars.ts';
import { LEAST_DAY_VOLUME, type DayBar } from './day-bar.ts';
import { CLOSING_MINUTE, MINUTE_WEIGHTS, SESSION_MINUTES, SESSION_OPEN_MS } from './day-profile.ts';

const STEPS = 4;
/** Shares that a minute with one of the day's four prices has at least, so that it can show them all. */
const MARKED_VOLUME = 4;

/** The way a day's price took; both venues share it. */
export interface DayPath {
  /** Price at every quarter of a minute. */
  readonly steps: Float64Array;
  /** How much trades in each minute and, last, in the closing cross, relative to each other. */
  readonly weights: Float64Array;
  /** Minutes that hold the open, the high, the low and the close. */
  readonly marked: ReadonlySet<number>;
}

/** Draws the way from open to close. It touches the high and the low and stays between them, on tick. */
export function drawPath(seed: number, symbol: string, day: DayBar, grid: PriceGrid): DayPath {
  const random = createRandom(seedOf(seed, 'minutes', symbol, day.date));
  const range = Math.max(Math.log(day.high / day.low), 1e-6);
  const steps = bridge(drawWalk(random), Math.log(day.open), Math.log(day.close), range * 0.75);
  fitToRange(steps, day, grid);
  steps[0] = day.open;
  const highAt = markExtreme(steps, day.high, day, 1);
  const lowAt = markExtreme(steps, day.low, day, -1);
  const weights = Float64Array.from(
    MINUTE_WEIGHTS,
    (weight, minute) => weight * minuteHeat(random, steps, minute, range),
  );
  return { steps, weights, marked: new Set([0, SESSION_MINUTES, highAt, lowAt]) };
}

/**
 * Cuts a day into bars of `length` minutes, oldest first: 09:00 to 15:19 and the closing cross at 15:30, counted from midnight.
 * Minutes without a trade are left out.
 *
 * The bars of one venue aggregate exactly to `day` with its volume in the place of the day's: the venues share the path and not the
 * volume. Of several, the first gives a minute its open and close.
 * @param volumes  shares of each venue
 */
export function barsOf(
  day: DayBar,
  path: DayPath,
  volumes: readonly number[],
  length: number,
): readonly Bar[] {
  const spreads = volumes
    .filter((volume) => volume >= LEAST_DAY_VOLUME)
    .map((volume) => spread(volume, path.weights, path.marked));
  const midnight = kstInstant(day.date, 0);
  const bars: Mutable<Bar>[] = [];
  let last: Mutable<Bar> | null = null;
  for (let minute = 0; minute <= SESSION_MINUTES; minute += 1) {
    const told = tellMinute(day, path, spreads, minute);
    if (told === null) continue;
    const ofDay = OPENING_MINUTE + (minute === SESSION_MINUTES ? CLOSING_MINUTE : minute);
    told.time = (midnight + (ofDay - (ofDay % length)) * 60_000) as EpochMs;
    if (last?.time === told.time) extend(last, told);
    else bars.push((last = told));
  }
  return bars;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const OPENING_MINUTE = SESSION_OPEN_MS / 60_000;

/** Adds up what the venues traded in one minute; null when none did. */
function tellMinute(
  day: DayBar,
  path: DayPath,
  spreads: readonly Float64Array[],
  minute: number,
): Mutable<Bar> | null {
  let told: Mutable<Bar> | null = null;
  for (const shares of spreads) {
    const volume = shares[minute] ?? 0;
    if (volume === 0) continue;
    const bar = minute === SESSION_MINUTES ? crossBar(day, volume) : pathBar(path.steps, minute, volume);
    if (told === null) told = bar;
    else extend(told, { ...bar, close: told.close });
  }
  return told;
}

function crossBar({ close }: DayBar, volume: number): Mutable<Bar> {
  const price = close as Price;
  return {
    time: 0 as EpochMs,
    open: price,
    high: price,
    low: price,
    close: price,
    volume,
    turnover: volume * price,
  };
}

function pathBar(steps: Float64Array, minute: number, volume: number): Mutable<Bar> {
  const end = (minute + 1) * STEPS;
  // Fewer shares than prices: only the last price can have traded.
  const start = volume < MARKED_VOLUME ? end - 1 : end - STEPS;
  const open = steps[start] ?? 0;
  let high = open;
  let low = open;
  for (let place = start + 1; place < end; place += 1) {
    const value = steps[place] ?? open;
    if (value > high) high = value;
    if (value < low) low = value;
  }
  const close = steps[end - 1] ?? open;
  return {
    time: 0 as EpochMs,
    open: open as Price,
    high: high as Price,
    low: low as Price,
    close: close as Price,
    volume,
    turnover: Math.round((volume * (open + high + low + close)) / 4),
  };
}

function extend(bar: Mutable<Bar>, by: Bar): void {
  if (by.high > bar.high) bar.high = by.high;
  if (by.low < bar.low) bar.low = by.low;
  bar.close = by.close;
  bar.volume += by.volume;
  bar.turnover += by.turnover;
}

/** A random walk over the day that moves with its pace, of about unit size in all. */
function drawWalk(random: Random): Float64Array {
  const walk = new Float64Array(SESSION_MINUTES * STEPS);
  let value = 0;
  for (let step = 0; step < walk.length; step += 1) {
    value += random.normal() * (STEP_SIZES[Math.floor(step / STEPS)] ?? 0);
    walk[step] = value;
  }
  return walk;
}

const STEP_SIZES = MINUTE_WEIGHTS.map((weight) => Math.sqrt(weight / STEPS));

/** Bends a walk so that it leads from one logarithm to another, and scales it. Changes it in place. */
function bridge(walk: Float64Array, from: number, to: number, scale: number): Float64Array {
  const count = walk.length;
  const total = walk[count - 1] ?? 0;
  for (let step = 0; step < count; step += 1) {
    const share = step / (count - 1);
    walk[step] = from + (to - from) * share + ((walk[step] ?? 0) - total * share) * scale;
  }
  return walk;
}

/** Stretches what lies above and below the body so that the extremes are the day's high and low, and puts all on tick. */
function fitToRange(path: Float64Array, day: DayBar, grid: PriceGrid): void {
  const top = Math.log(Math.max(day.open, day.close));
  const bottom = Math.log(Math.min(day.open, day.close));
  let highest = top;
  let lowest = bottom;
  for (const value of path) {
    if (value > highest) highest = value;
    if (value < lowest) lowest = value;
  }
  const above = highest > top ? (Math.log(day.high) - top) / (highest - top) : 0;
  const below = lowest < bottom ? (bottom - Math.log(day.low)) / (bottom - lowest) : 0;
  for (let step = 0; step < path.length; step += 1) {
    const value = path[step] ?? bottom;
    let fitted = value;
    if (value > top) fitted = top + (value - top) * above;
    else if (value < bottom) fitted = bottom - (bottom - value) * below;
    path[step] = Math.min(day.high, Math.max(day.low, snap(grid, Math.exp(fitted))));
  }
}

/** Makes sure that `target` is touched, and returns the minute it is touched in. */
function markExtreme(steps: Float64Array, target: number, day: DayBar, direction: 1 | -1): number {
  if (target === day.open) return 0;
  if (target === day.close) return SESSION_MINUTES;
  let best = 1;
  for (let step = 2; step < steps.length; step += 1) {
    if (((steps[step] ?? 0) - (steps[best] ?? 0)) * direction > 0) best = step;
  }
  steps[best] = target;
  return Math.floor(best / STEPS);
}

function minuteHeat(random: Random, steps: Float64Array, minute: number, range: number): number {
  const start = steps[minute * STEPS];
  const end = steps[minute * STEPS + STEPS - 1];
  const move = start === undefined || end === undefined ? 0 : Math.abs(Math.log(end / start)) / range;
  return Math.exp(0.55 * random.normal()) * (1 + Math.min(4, move * 14));
}

/** Splits `total` by weight into whole shares that add up to it; marked places get their minimum first. */
function spread(total: number, weights: Float64Array, marked: ReadonlySet<number>): Float64Array {
  const left = total - marked.size * MARKED_VOLUME;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight, place) => {
    passed += weight;
    const upTo = Math.round((left * passed) / sum);
    const share = upTo - given;
    given = upTo;
    return share + (marked.has(place) ? MARKED_VOLUME : 0);
  });
}
