import type { KstDate } from '#shared/domain/time.ts';
import { dayNumber } from './day-reader.ts';
import { seedOf } from '../random.ts';
import { noiseAt, smoothNoiseAt } from './smooth-noise.ts';

/** Interest less dividends, a year; what an index future is worth above the index. */
const CARRY = 0.019;

/**
 * Returns how far the nearest index future stands above its index, in points: the carry up to its expiry and the mood of the day.
 *
 * Futures are not traded here, so that this is the one figure of the market that no book stands behind.
 */
export function basisOf(seed: number, date: KstDate, minute: number, level: number): number {
  const day = dayNumber(date);
  const years = (expiryAfter(day) - day) / 365;
  const own = seedOf(seed, 'basis');
  const mood =
    0.0009 * smoothNoiseAt(own, day, 3) + 0.0006 * smoothNoiseAt(own ^ 0x31, day * 1_440 + minute, 17);
  const jitter = 0.0001 * noiseAt(own ^ 0x17, day * 1_440 + minute);
  return level * (CARRY * years + mood + jitter);
}

/** The second Thursday of March, June, September or December that is not before `day`. @source KRX Derivatives Market Business Regulation, KOSPI 200 futures */
function expiryAfter(day: number): number {
  const date = new Date(day * 86_400_000);
  for (let month = date.getUTCMonth(); ; month += 1) {
    if (month % 3 !== 2) continue;
    const first = Date.UTC(date.getUTCFullYear(), month, 1) / 86_400_000;
    const weekday = new Date(first * 86_400_000).getUTCDay();
    const expiry = first + ((4 - weekday + 7) % 7) + 7;
    if (expiry >= day) return expiry;
  }
}
