import type { KstDate } from '#shared/domain/time.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { noiseAt, swingAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import type { Warrant } from './issues.ts';
import type { UnderlyingDay } from './underlyings.ts';
import { quotedVolatility, SESSION_MINUTES, tradedPrice, warrantValue, type Moment } from './valuation.ts';

/** One day of a warrant. */
export interface WarrantDay {
  readonly date: KstDate;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Price of the underlying with which the day closed, and its past volatility. */
  readonly spot: number;
  readonly volatility: number;
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
  /** What the liquidity provider holds at the end, and what it bought net that day. */
  readonly held: number;
  readonly heldChange: number;
}

const NOON = SESSION_MINUTES / 2;
/** Part of a day's volume that the liquidity provider can end up with, or be rid of. */
const PROVIDER_SWING = 0.3;
/** It sells more than it buys back: warrants come to the public that way. */
const PROVIDER_TILT = 0.12;
const SWING_DAYS = 12;
const LEAST_HELD = 0.02;

/** Price of a warrant with the underlying at `spot`. */
export function priceOn(
  seed: number,
  warrant: Warrant,
  day: UnderlyingDay,
  spot: number,
  at: Moment,
): number {
  const volatility = quotedVolatility(seed, warrant, day.volatility, at);
  return tradedPrice(warrantValue(warrant, spot, volatility, at).price);
}

/**
 * Makes a day of a warrant from that of its underlying. Open and close are exact; high and low are what it cost at the underlying's highest
 * and lowest, at noon.
 *
 * @param last    the moment of the close
 * @param held    what the liquidity provider held before the day
 */
export function warrantDay(options: {
  readonly seed: number;
  readonly warrant: Warrant;
  readonly day: UnderlyingDay;
  readonly last: Moment;
  readonly held: number;
}): WarrantDay {
  const { seed, warrant, day, last, held } = options;
  const at = (spot: number, minute: number) =>
    priceOn(seed, warrant, day, spot, { date: day.date, minute: Math.min(minute, last.minute) });
  const [open, close] = [at(day.open, 0), at(day.close, last.minute)];
  const extremes = [open, close, at(day.high, NOON), at(day.low, NOON)];
  const [high, low] = [Math.max(...extremes), Math.min(...extremes)];
  const volume = volumeOn(seed, warrant, day);
  const after = providerHolding(seed, warrant, day.date, volume, held);
  return {
    date: day.date,
    open,
    high,
    low,
    close,
    spot: day.close,
    volatility: day.volatility,
    volume,
    turnover: Math.round((volume * (open + high + low + close)) / 4),
    held: after,
    heldChange: after - held,
  };
}

/** A warrant trades as its underlying does, in tens; some are known and most are not. */
function volumeOn(seed: number, warrant: Warrant, day: UnderlyingDay): number {
  const own = seedOf(seed, 'warrant volume', warrant.symbol);
  const usual = warrant.issued * 0.004 * Math.exp(2.2 * noiseAt(own, -1));
  const mood = Math.exp(0.6 * noiseAt(own, dayNumber(day.date)));
  const pace = day.usualVolume === 0 ? 0 : day.volume / day.usualVolume;
  return Math.floor((usual * mood * pace) / 10) * 10;
}

function providerHolding(
  seed: number,
  warrant: Warrant,
  date: KstDate,
  volume: number,
  before: number,
): number {
  const own = seedOf(seed, 'warrant provider', warrant.symbol);
  const swing = Math.max(-1, Math.min(1, swingAt(own, dayNumber(date), SWING_DAYS)));
  const change = Math.round(volume * PROVIDER_SWING * swing - volume * PROVIDER_TILT);
  return Math.max(Math.ceil(warrant.issued * LEAST_HELD), Math.min(warrant.issued, before + change));
}
