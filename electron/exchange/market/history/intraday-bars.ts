import { kstInstant } from '#shared/domain/time.ts';
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

/** Minutes of a day whose bars add up to it: same first, highest, lowest and last price. */
interface DayPath {
  /** Price at every quarter of a minute. */
  readonly steps: readonly number[];
  readonly weights: readonly number[];
  /** Minutes that hold the open, the high, the low and the close. */
  readonly marked: ReadonlySet<number>;
}

/**
 * Cuts a day into its minutes, oldest first: 09:00 to 15:19 and the closing cross at 15:30. Minutes without a trade are left out.
 *
 * The bars aggregate exactly to `day` with `volume` in the place of its volume: a second venue shares the path and not the volume.
 */
export function minutesOf(
  seed: number,
  symbol: string,
  day: DayBar,
  grid: PriceGrid,
  volume: number,
): readonly Bar[] {
  if (volume < LEAST_DAY_VOLUME) return [];
  const path = drawPath(createRandom(seedOf(seed, 'minutes', symbol, day.date)), day, grid);
  const volumes = spread(volume, path.weights, path.marked);
  const bars: Bar[] = [];
  volumes.forEach((shares, minute) => {
    if (shares === 0) return;
    const prices =
      minute === SESSION_MINUTES ? [day.close] : path.steps.slice(minute * STEPS, (minute + 1) * STEPS);
    bars.push(toBar(day, minute === SESSION_MINUTES ? CLOSING_MINUTE : minute, prices, shares));
  });
  return bars;
}

function toBar(day: DayBar, minute: number, prices: readonly number[], volume: number): Bar {
  // Fewer shares than prices: only the last price can have traded.
  const seen = volume < MARKED_VOLUME ? prices.slice(-1) : prices;
  const open = seen[0] ?? day.open;
  const close = seen.at(-1) ?? day.open;
  const high = Math.max(...seen);
  const low = Math.min(...seen);
  return {
    time: kstInstant(day.date, SESSION_OPEN_MS + minute * 60_000),
    open: open as Price,
    high: high as Price,
    low: low as Price,
    close: close as Price,
    volume,
    turnover: Math.round((volume * (open + high + low + close)) / 4),
  };
}

function drawPath(random: Random, day: DayBar, grid: PriceGrid): DayPath {
  const walk = drawWalk(random);
  const count = walk.length;
  const total = walk[count - 1] ?? 0;
  const from = Math.log(day.open);
  const to = Math.log(day.close);
  // A bridge from open to close whose size is that of the day's range, then fitted to the range.
  const range = Math.max(Math.log(day.high / day.low), 1e-6);
  const bridge = walk.map((value, step) => {
    const share = step / (count - 1);
    return from + (to - from) * share + (value - total * share) * range * 0.75;
  });
  const steps = fitToRange(bridge, day, grid);
  steps[0] = day.open;
  const highAt = markExtreme(steps, day.high, day, 1);
  const lowAt = markExtreme(steps, day.low, day, -1);
  const weights = MINUTE_WEIGHTS.map((weight, minute) => weight * minuteHeat(random, steps, minute, range));
  return { steps, weights, marked: new Set([0, SESSION_MINUTES, highAt, lowAt]) };
}

/** A random walk over the day that moves with its pace, of about unit size in all. */
function drawWalk(random: Random): number[] {
  const walk: number[] = [];
  let value = 0;
  for (let minute = 0; minute < SESSION_MINUTES; minute += 1) {
    const size = Math.sqrt((MINUTE_WEIGHTS[minute] ?? 0) / STEPS);
    for (let step = 0; step < STEPS; step += 1) {
      value += random.normal() * size;
      walk.push(value);
    }
  }
  return walk;
}

/** Stretches what lies above and below the body so that the extremes are the day's high and low. */
function fitToRange(path: readonly number[], day: DayBar, grid: PriceGrid): number[] {
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
  return path.map((value) => {
    const fitted =
      value > top ? top + (value - top) * above : value < bottom ? bottom - (bottom - value) * below : value;
    return Math.min(day.high, Math.max(day.low, snap(grid, Math.exp(fitted))));
  });
}

/** Makes sure that `price` is touched, and returns the minute it is touched in. */
function markExtreme(steps: number[], target: number, day: DayBar, direction: 1 | -1): number {
  if (target === day.open) return 0;
  if (target === day.close) return SESSION_MINUTES;
  let best = 1;
  for (let step = 2; step < steps.length; step += 1) {
    if (((steps[step] ?? 0) - (steps[best] ?? 0)) * direction > 0) best = step;
  }
  steps[best] = target;
  return Math.floor(best / STEPS);
}

function minuteHeat(random: Random, steps: readonly number[], minute: number, range: number): number {
  const start = steps[minute * STEPS];
  const end = steps[minute * STEPS + STEPS - 1];
  const move = start === undefined || end === undefined ? 0 : Math.abs(Math.log(end / start)) / range;
  return Math.exp(0.55 * random.normal()) * (1 + Math.min(4, move * 14));
}

/** Splits `total` by weight into whole shares that add up to it; marked places get their minimum first. */
function spread(total: number, weights: readonly number[], marked: ReadonlySet<number>): number[] {
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
