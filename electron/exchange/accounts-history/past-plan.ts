import { quantity } from '#shared/domain/quantity.ts';
import type { Random } from '../market/random.ts';
import type { Listing } from '../world.ts';

/** One decision of the invented past, at a minute of the session of one day. */
export interface PastAction {
  /** Place of the day, 0 is the first. */
  readonly day: number;
  /** Minutes after 09:00. */
  readonly minute: number;
  readonly listing: Listing;
  readonly venue: 'KRX' | 'NXT' | 'SOR';
  /** `miss`: a buy far below the market that nobody met. */
  readonly kind: 'buy' | 'sell' | 'miss';
  /** Of a buy, the part of the free cash; of a sale, the part of what is held. */
  readonly part: number;
}

const NAMES_TRADED = 10;
/** A new position on about this part of the days: with its sales a handful of trades a week. */
const ENTRY_CHANCE = 0.42;
const LONGEST_HOLD = 8;
/** A trade settles on the second day after it. The last of the days is left for taking out what was earned. */
const DAYS_TO_SETTLE = 3;
const SAME_DAY_CHANCE = 0.15;
const SECOND_BUY_CHANCE = 0.25;
const HALF_SALE_CHANCE = 0.3;
const MISS_CHANCE = 0.12;

/**
 * Plans the trades of `days` trading days: positions opened, sometimes added to, sold in one or two steps, and all closed early enough
 * that the last sale has settled a day before the end. In order of time.
 */
export function planPast(random: Random, listings: readonly Listing[], days: number): readonly PastAction[] {
  const names = pickNames(random, listings);
  const lastTrade = days - 1 - DAYS_TO_SETTLE;
  if (names.length === 0) return [];
  const actions: PastAction[] = [];
  const busyUntil = new Map<string, number>();
  for (let day = 0; day <= lastTrade; day += 1) {
    const listing = names[random.integer(0, names.length - 1)];
    if (listing === undefined) continue;
    if (random.chance(MISS_CHANCE)) {
      actions.push({ day, minute: random.integer(5, 370), listing, venue: 'KRX', kind: 'miss', part: 0.05 });
    }
    if (!random.chance(ENTRY_CHANCE) || day <= (busyUntil.get(listing.symbol) ?? -1)) continue;
    const trip = planTrip(random, listing, day, lastTrade);
    actions.push(...trip);
    busyUntil.set(listing.symbol, trip.at(-1)?.day ?? day);
  }
  return actions.sort((a, b) => a.day - b.day || a.minute - b.minute);
}

/** One position from its first buy to its last sale, in order of time. */
function planTrip(random: Random, listing: Listing, day: number, lastTrade: number): readonly PastAction[] {
  const venue = venueOf(random, listing);
  const hold = random.chance(SAME_DAY_CHANCE) ? 0 : random.integer(1, LONGEST_HOLD);
  const end = Math.min(day + hold, lastTrade);
  const part = random.integer(4, 16) / 100;
  const trip: PastAction[] = [{ day, minute: random.integer(3, 170), listing, venue, kind: 'buy', part }];
  if (end - day >= 3 && random.chance(SECOND_BUY_CHANCE)) {
    trip.push({ day: day + 1, minute: random.integer(3, 370), listing, venue, kind: 'buy', part: part / 2 });
  }
  if (end - day >= 3 && random.chance(HALF_SALE_CHANCE)) {
    trip.push({ day: end - 1, minute: random.integer(3, 370), listing, venue, kind: 'sell', part: 0.5 });
  }
  trip.push({ day: end, minute: random.integer(190, 375), listing, venue, kind: 'sell', part: 1 });
  return trip;
}

function venueOf(random: Random, { isNxtEligible }: Listing): PastAction['venue'] {
  const draw = random.next();
  if (draw < 0.25) return 'SOR';
  return draw < 0.4 && isNxtEligible ? 'NXT' : 'KRX';
}

/** A trader's favourites: out of the larger names, which come first in the list. */
function pickNames(random: Random, listings: readonly Listing[]): readonly Listing[] {
  const pool = listings.filter(({ isHalted, kind }) => !isHalted && kind !== 'elw').slice(0, 120);
  const picked: Listing[] = [];
  while (picked.length < NAMES_TRADED && pool.length > 0) {
    picked.push(...pool.splice(random.integer(0, pool.length - 1), 1));
  }
  return picked;
}

/** Splits an order's quantity as its fills did: mostly whole, now and then in two. */
export function splitFill(random: Random, shares: number): readonly number[] {
  if (shares < 2 || !random.chance(0.25)) return [shares].map(quantity);
  const first = Math.max(1, Math.floor(shares * (0.2 + 0.6 * random.next())));
  return [first, shares - first].map(quantity);
}
