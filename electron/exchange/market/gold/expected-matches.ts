import { kstDateOf, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, World } from '../../world.ts';
import { noiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';

/** Where an auction would have crossed at one moment. */
export interface ExpectedMatch {
  readonly at: EpochMs;
  readonly price: number;
  /** Grams that would have changed hands. */
  readonly quantity: number;
}

const MINUTE_MS = 60_000;
/** As long as orders collect before the open. */
const AUCTION_MINUTES = 20;
const MINUTES_OF_A_DAY = 1_440;
const TICK = 10;
/** Of the first minute's volume. */
const CROSSED_PART = 0.55;

/**
 * Tells the expected matches of today, newest first: that of an auction which is collecting now, then minute by minute those of the
 * opening auction.
 *
 * Of the opening auction the result is known, the way there is not: it is drawn from the seed, ends at the opening price, and gathers
 * quantity all the while.
 */
export function expectedMatches(world: World, seed: number, symbol: string): readonly ExpectedMatch[] {
  const live = world.book(symbol, 'KRX').indicative;
  const now = live === null ? [] : [{ at: world.clock.now(), ...live }];
  const { open, basePrice } = world.day(symbol, 'KRX');
  const first = open === null ? null : firstMinute(world, symbol);
  if (open === null || first === null) return now;
  const own = seedOf(seed, 'gold auction', symbol, world.tradingDate());
  const crossed = Math.max(1, Math.round(first.volume * CROSSED_PART));
  const opening = Array.from({ length: AUCTION_MINUTES }, (_none, back): ExpectedMatch => {
    const part = 1 - back / AUCTION_MINUTES;
    const wobble = (1 - part) * noiseAt(own, back) * 0.002 * basePrice;
    const price = basePrice + (open - basePrice) * Math.sqrt(part) + wobble;
    return {
      at: (first.time - back * MINUTE_MS) as EpochMs,
      price: Math.round(price / TICK) * TICK,
      quantity: Math.max(1, Math.round(crossed * part ** 1.5)),
    };
  });
  return [...now, ...opening];
}

function firstMinute(world: World, symbol: string): Bar | null {
  const date = world.tradingDate();
  const bars = world.bars(symbol, 'KRX', { unit: 'minute', count: 1 }, null, MINUTES_OF_A_DAY);
  return bars.findLast(({ time }) => kstDateOf(time) >= date) ?? null;
}
