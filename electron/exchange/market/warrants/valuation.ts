import { kstTimeOfDayOf, timeOfDay, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { noiseAt, smoothNoiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import type { Warrant } from './issues.ts';
import { impliedVolatility, valueOfForward, valueOption, type OptionValue } from './option-pricing.ts';
import { RISK_FREE_RATE } from './warrant-table.ts';

/** A moment of a trading day: minutes since nine o'clock, at most those of the whole session. */
export interface Moment {
  readonly date: KstDate;
  readonly minute: number;
}

const OPENING = timeOfDay('09:00');
export const SESSION_MINUTES = 390;
const TICK = 5;
const DAYS_A_YEAR = 365;

/** Liquidity providers ask for a little more than the past volatility, more in some weeks than in others. */
const MARKUP = 1.04;
const MARKUP_WAVE = 0.05;
const MARKUP_DAYS = 8;
const MINUTE_NOISE = 0.01;

export function momentOf(date: KstDate, at: EpochMs): Moment {
  const minute = Math.floor((kstTimeOfDayOf(at) - OPENING) / 60_000);
  return { date, minute: Math.max(0, Math.min(SESSION_MINUTES, minute)) };
}

/** Days of the calendar left, the running one counted; zero once expired. */
export function daysLeft(warrant: Warrant, date: KstDate): number {
  return Math.max(0, dayNumber(warrant.expiresOn) - dayNumber(date));
}

function termsOf(warrant: Warrant, spot: number, { date, minute }: Moment) {
  const days = dayNumber(warrant.expiresOn) - dayNumber(date) + 1 - minute / SESSION_MINUTES;
  const { right, strike } = warrant;
  return { right, strike, spot, years: days / DAYS_A_YEAR, rate: RISK_FREE_RATE };
}

/** The volatility at which the liquidity provider quotes. */
export function quotedVolatility(seed: number, warrant: Warrant, volatility: number, at: Moment): number {
  const own = seedOf(seed, 'quoted volatility', warrant.symbol);
  const day = dayNumber(at.date);
  const markup = MARKUP + MARKUP_WAVE * smoothNoiseAt(own, day, MARKUP_DAYS);
  return volatility * (markup + MINUTE_NOISE * noiseAt(own, day * 1_000 + at.minute));
}

/** Value of one underlying's worth of the right, before the conversion ratio. */
function valueAt(warrant: Warrant, spot: number, volatility: number, at: Moment): OptionValue {
  const terms = { ...termsOf(warrant, spot, at), volatility };
  return warrant.barrier === null ? valueOption(terms) : valueOfForward(terms);
}

/** Value of one warrant: won, and won for one unit of the underlying, day, percent of volatility and percent of interest. */
export function warrantValue(warrant: Warrant, spot: number, volatility: number, at: Moment): OptionValue {
  const value = valueAt(warrant, spot, volatility, at);
  const { ratio } = warrant;
  return {
    price: value.price * ratio,
    delta: value.delta,
    gamma: value.gamma,
    theta: (value.theta * ratio) / DAYS_A_YEAR,
    vega: (value.vega * ratio) / 100,
    rho: (value.rho * ratio) / 100,
  };
}

/** Returns the volatility, a year, at which a warrant is worth its price; null where there is none. */
export function warrantVolatility(warrant: Warrant, spot: number, price: number, at: Moment): number | null {
  if (warrant.barrier !== null) return null;
  return impliedVolatility(termsOf(warrant, spot, at), price / warrant.ratio);
}

/** Where a liquidity provider quotes around a value: a tick wide, never below one. */
export function quotesAround(value: number): { readonly bid: number; readonly ask: number } {
  const bid = Math.max(TICK, Math.floor(value / TICK) * TICK);
  return { bid, ask: bid + TICK };
}

/** The price that trades: whichever quote is nearer to the value. */
export function tradedPrice(value: number): number {
  const { bid, ask } = quotesAround(value);
  return value - bid < TICK / 2 ? bid : ask;
}
