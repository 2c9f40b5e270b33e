import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { stepBy } from '#shared/domain/tick-size.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookLevelView } from '../../matching/engine.ts';
import type { BookView, Listing } from '../../world.ts';
import { createRandom, seedOf, type Random } from '../random.ts';
import type { OffHours } from './day-parts.ts';

const LEVELS = 5;

/**
 * Tells what was left in the book when a past trade outside the hours ended: a few levels on both sides of its last price.
 *
 * @param date  trading day whose base the trade's close became
 */
export function drawOffHoursBook(
  seed: number,
  listing: Listing,
  date: KstDate,
  offHours: OffHours,
): BookView {
  const random = createRandom(seedOf(seed, 'off hours book', listing.symbol, date));
  const typical = Math.max(1, offHours.volume / 8);
  const ladder = ladderFor(listing.kind, date);
  const at = (steps: number) => stepBy(price(offHours.price), steps, ladder);
  const asks = levelsOf(random, typical, (level) => at(level));
  const bids = levelsOf(random, typical, (level) => at(-level));
  const closeTrade = { ask: quantity(0), bid: quantity(0) };
  return { asks, bids, totalAsk: totalOf(asks), totalBid: totalOf(bids), indicative: null, closeTrade };
}

function levelsOf(
  random: Random,
  typical: number,
  priceOf: (level: number) => BookLevelView['price'],
): readonly BookLevelView[] {
  return Array.from({ length: LEVELS }, (_, place) => ({
    price: priceOf(place + 1),
    size: quantity(1 + Math.floor(random.exponential(typical))),
  }));
}

function totalOf(levels: readonly BookLevelView[]) {
  return quantity(levels.reduce((sum, { size }) => sum + size, 0));
}
