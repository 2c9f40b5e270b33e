import type { KstDate } from '#shared/domain/time.ts';
import { FACTORS, type InstrumentProfile, type MarketFactor } from '../instrument-profile.ts';
import { createRandom, seedOf } from '../random.ts';

/** What is known of one instrument's day before prices: its return and the random numbers that shape its bar. */
export interface DayShape {
  /** Natural logarithm of close over previous close. */
  readonly return: number;
  /** Part of the return that happens before the open. */
  readonly gap: number;
  /** How far the high and the low stand off the body, in logarithm, zero or more. */
  readonly above: number;
  readonly below: number;
  /** Volume as a multiple of the usual. */
  readonly activity: number;
}

/** Draws a day from (seed, symbol, date) alone, so that a day does not change when others are added around it. */
export function dayShape(seed: number, symbol: string, profile: InstrumentProfile, date: KstDate): DayShape {
  const random = createRandom(seedOf(seed, 'day', symbol, date));
  const regime = volatilityRegime(seed, symbol, date);
  const own = clip(random.fatTailed(), 5) * profile.ownVolatility * regime;
  const total = profile.drift + profile.beta * factorReturn(seed, profile.factor, date) + own;
  const size = profile.volatility * regime;
  const excitement = Math.abs(total) / Math.max(profile.volatility, 1e-6) - 0.8;
  return {
    return: total,
    gap: total * 0.35 + random.normal() * size * 0.28,
    above: Math.abs(random.normal()) * size * 0.5,
    below: Math.abs(random.normal()) * size * 0.5,
    activity: Math.exp(0.32 * random.normal() + 0.38 * clip(excitement, 3) + 0.35 * Math.log(regime) - 0.05),
  };
}

/** By seed and factor, then by date. */
const factorReturns = new Map<string, Map<KstDate, number>>();

/** Return of a factor on a day without its mean. Kept, since every instrument asks for the same days. */
export function factorReturn(seed: number, factor: MarketFactor, date: KstDate): number {
  const key = `${seed} ${factor}`;
  let returns = factorReturns.get(key);
  if (returns === undefined) factorReturns.set(key, (returns = new Map<KstDate, number>()));
  const known = returns.get(date);
  if (known !== undefined) return known;
  const random = createRandom(seedOf(seed, 'factor', factor, date));
  const value =
    clip(random.fatTailed(), 5) * FACTORS[factor].volatility * volatilityRegime(seed, factor, date);
  returns.set(date, value);
  return value;
}

/** Where a day lies among the months, and how far into its own. */
interface MonthPlace {
  readonly month: number;
  readonly passed: number;
}

/** Asked for by every instrument, back over the same years. */
const monthPlaces = new Map<KstDate, MonthPlace>();

function monthPlaceOf(date: KstDate): MonthPlace {
  let place = monthPlaces.get(date);
  if (place === undefined) {
    const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(4, 6));
    place = { month, passed: (Number(date.slice(6, 8)) - 1) / 31 };
    monthPlaces.set(date, place);
  }
  return place;
}

/** The months asked for last: days are drawn in order, one instrument at a time. */
let lastMonths = { seed: Number.NaN, name: '', month: 0, from: 0, to: 0 };

/** Calm and stormy months: a level per month, blended day by day. */
function volatilityRegime(seed: number, name: string, date: KstDate): number {
  const { month, passed } = monthPlaceOf(date);
  if (lastMonths.month !== month || lastMonths.name !== name || lastMonths.seed !== seed) {
    const from = monthLevel(seed, name, month);
    lastMonths = { seed, name, month, from, to: monthLevel(seed, name, month + 1) };
  }
  return Math.exp(lastMonths.from * (1 - passed) + lastMonths.to * passed);
}

function monthLevel(seed: number, name: string, month: number): number {
  return (createRandom(seedOf(seed, 'regime', name, month)).next() - 0.5) * 0.9;
}

function clip(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
