import { DAY_MS, kstDateOf, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Bar, BookScope, Listing, World } from '../../world.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { noiseAt, smoothNoiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';

/** What was sold short in a day. */
export interface ShortSales {
  readonly quantity: number;
  /** Won. */
  readonly amount: number;
}

type Permission = 'all' | 'indexMembers' | 'marketMakers';

/**
 * Who may sell short from which day on.
 * @source Financial Services Commission of Korea: partial resumption of 2021-05-03, ban of 2023-11-06, full resumption of 2025-03-31
 */
const PERMISSIONS: readonly { readonly from: string; readonly who: Permission }[] = [
  { from: '20250331', who: 'all' },
  { from: '20231106', who: 'marketMakers' },
  { from: '20210503', who: 'indexMembers' },
  { from: '00000000', who: 'marketMakers' },
];
/** Of the volume, what market makers sell short under a ban, about. */
const MAKERS_PART = 0.0015;

/** Returns the part of a day's volume that is sold short on a venue, 0 to 0.3. */
export function shortPart(seed: number, listing: Listing, venue: BookVenue, date: KstDate): number {
  if (listing.kind !== 'share' && listing.kind !== 'etf') return 0;
  const own = seedOf(seed, 'short part', listing.symbol, venue);
  const place = dayNumber(date);
  const mood = 1 + 0.5 * smoothNoiseAt(own, place, 12) + 0.35 * noiseAt(own ^ 0x71c3, place);
  const who = PERMISSIONS.find(({ from }) => date >= from)?.who ?? 'all';
  if (who === 'marketMakers' || (who === 'indexMembers' && !listing.isIndexMember)) return MAKERS_PART * mood;
  const lot = (noiseAt(own, -1) + 1) / 2;
  const usual = listing.sizeClass === '대형주' ? 0.03 + 0.08 * lot : 0.008 + 0.05 * lot;
  return usual * mood * (venue === 'NXT' ? 0.3 : 1);
}

/** Divides a day's bar: sellers short sell above the average, because they may not push the price. */
export function shortSalesOf(
  seed: number,
  listing: Listing,
  venue: BookVenue,
  date: KstDate,
  { volume, turnover, high }: Bar,
): ShortSales {
  const quantity = Math.floor(volume * shortPart(seed, listing, venue, date));
  if (quantity === 0) return { quantity: 0, amount: 0 };
  const average = turnover / volume;
  const patience = (noiseAt(seedOf(seed, 'short price', listing.symbol, venue), dayNumber(date)) + 1) / 2;
  return { quantity, amount: Math.floor(quantity * (average + 0.15 * patience * (high - average))) };
}

/** Reads what was sold short from `from` to `to`, by day. Both venues together are the sum of the venues. */
export function readShortSales(
  world: World,
  seed: number,
  { listing, scope }: { readonly listing: Listing; readonly scope: BookScope },
  from: KstDate,
  to: KstDate,
): ReadonlyMap<KstDate, ShortSales> {
  const days = new Map<KstDate, ShortSales>();
  const venues: readonly BookVenue[] = scope === 'ALL' ? ['KRX', 'NXT'] : [scope];
  const length = (kstInstant(to, DAY_MS) - kstInstant(from, 0)) / DAY_MS;
  if (length <= 0) return days;
  for (const venue of venues) {
    if (venue === 'NXT' && !listing.isNxtEligible) continue;
    for (const bar of world.bars(listing.symbol, venue, { unit: 'day' }, kstInstant(to, DAY_MS), length)) {
      const date = kstDateOf(bar.time);
      if (date < from) break;
      const sold = shortSalesOf(seed, listing, venue, date, bar);
      const other = days.get(date);
      days.set(date, {
        quantity: sold.quantity + (other?.quantity ?? 0),
        amount: sold.amount + (other?.amount ?? 0),
      });
    }
  }
  return days;
}
