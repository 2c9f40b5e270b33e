import { hogaError } from './errors.ts';
import type { OrderSide } from './order.ts';
import type { Price } from './price.ts';
import { isPrice, price } from './price.ts';
import type { Result } from './result.ts';
import { err, ok } from './result.ts';

/** Prices from `from` (won, inclusive) up to the next band move in steps of `tick`. `from` is a multiple of `tick`. */
export interface TickBand {
  readonly from: number;
  readonly tick: number;
}

/** Bands ascending by `from`; the first band starts at the lowest price there is. Never empty. */
export type TickLadder = readonly TickBand[];

/** Returns the smallest step (호가가격단위) at `at`, in won. At a band boundary it is the step of the band above. */
export function tickSize(at: number, ladder: TickLadder): number {
  return bandAt(at, ladder).tick;
}

export function lowestPrice(ladder: TickLadder): Price {
  return price(bandAt(0, ladder).from);
}

export function isOnTick(value: number, ladder: TickLadder): value is Price {
  return isPrice(value) && value >= lowestPrice(ladder) && value % tickSize(value, ladder) === 0;
}

/** Returns the next price above `from`. */
export function stepUp(from: Price, ladder: TickLadder): Price {
  return price(roundDownToTick(from, ladder) + tickSize(from, ladder));
}

/** Returns the next price below `from`: under a band boundary by the band below's step. Stays at the lowest price. */
export function stepDown(from: Price, ladder: TickLadder): Price {
  return roundDownToTick(from - 1, ladder);
}

/**
 * Returns the price `steps` ticks above `from`, below it when negative, never under the lowest price.
 *
 * From a price between two ticks the first step goes to the neighbouring tick.
 */
export function stepBy(from: Price, steps: number, ladder: TickLadder): Price {
  const start = steps < 0 ? roundUpToTick(from, ladder) : roundDownToTick(from, ladder);
  return priceAtTickIndex(Math.max(0, tickIndex(start, ladder) + steps), ladder);
}

/** Returns how many ticks `to` lies above `from`; negative when below. Both are rounded down to a tick first. */
export function ticksBetween(from: Price, to: Price, ladder: TickLadder): number {
  return tickIndex(to, ladder) - tickIndex(from, ladder);
}

/** Returns the place of `at` on the ladder: 0 for the lowest price, one more for each tick, across bands. */
export function tickIndex(at: Price, ladder: TickLadder): number {
  let index = 0;
  for (const [place, band] of ladder.entries()) {
    const end = bandEnd(place, ladder);
    if (at < end) return index + Math.max(0, Math.floor((at - band.from) / band.tick));
    index += (end - band.from) / band.tick;
  }
  return index;
}

/** Returns the price at `index`, the inverse of `tickIndex`. */
export function priceAtTickIndex(index: number, ladder: TickLadder): Price {
  let left = index;
  for (const [place, band] of ladder.entries()) {
    const count = (bandEnd(place, ladder) - band.from) / band.tick;
    if (left < count) return price(band.from + left * band.tick);
    left -= count;
  }
  throw new RangeError(`not a place on the ladder: ${index}`);
}

/** Returns the highest price at or under `value`; the lowest price of the ladder when there is none. */
export function roundDownToTick(value: number, ladder: TickLadder): Price {
  const band = bandAt(value, ladder);
  return price(Math.max(band.from, Math.floor(value / band.tick) * band.tick));
}

/** Returns the lowest price at or over `value`. */
export function roundUpToTick(value: number, ladder: TickLadder): Price {
  const band = bandAt(value, ladder);
  return price(Math.max(band.from, Math.ceil(value / band.tick) * band.tick));
}

/**
 * Rounds a limit price to the nearest price the venue accepts, away from the market.
 *
 * Buys round down, sells round up, so rounding never makes an order more aggressive.
 * @returns a price on the ladder, or `PRICE_BELOW_LADDER` for a buy under the lowest price
 */
export function roundLimitPrice(value: number, side: OrderSide, ladder: TickLadder): Result<Price> {
  if (side === 'sell') return ok(roundUpToTick(value, ladder));
  const lowest = lowestPrice(ladder);
  if (value >= lowest) return ok(roundDownToTick(value, ladder));
  return err(
    hogaError('validation', 'PRICE_BELOW_LADDER', `no price at or under ${value}`, { price: value, lowest }),
  );
}

function bandAt(value: number, ladder: TickLadder): TickBand {
  let place = ladder.length - 1;
  while (place > 0 && (ladder[place]?.from ?? 0) > value) place -= 1;
  const band = ladder[place];
  if (band === undefined) throw new RangeError('a tick ladder has at least one band');
  return band;
}

/** First price past the band at `place`. */
function bandEnd(place: number, ladder: TickLadder): number {
  return ladder[place + 1]?.from ?? Number.POSITIVE_INFINITY;
}
