import type { Listing } from '../../world.ts';
import { createRandom, seedOf } from '../random.ts';
import { LEAST_DAY_VOLUME, type DayBar } from './day-bar.ts';

/** First day of trading on the ATS. Nextrade opened on 2025-03-04. */
const NXT_OPENED_ON = '20250304';
/** Shares traded there per share traded on the exchange, about. */
export const NXT_SHARE = 0.32;

/** Shares that changed hands on NXT on a day of history; zero when the issue or the day has none. */
export function nxtVolume(listing: Listing, day: DayBar): number {
  if (!listing.isNxtEligible || day.date < NXT_OPENED_ON) return 0;
  const random = createRandom(seedOf('nxt', listing.symbol, day.date));
  const volume = Math.floor(day.volume * NXT_SHARE * (0.75 + 0.5 * random.next()));
  return volume < LEAST_DAY_VOLUME ? 0 : volume;
}
