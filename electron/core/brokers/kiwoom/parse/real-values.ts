import type { Price } from '#shared/domain/price.ts';
import { parseMagnitude } from './number.ts';

/** The values of one real-time entry, by their number (FID). Nothing is known of what they hold. */
export type RealValues = Readonly<Record<number, unknown>>;

/** A price without its direction sign; null for zero, empty and unreadable: none of them is a price to show. */
export function priceOrNull(value: unknown): Price | null {
  const number = parseMagnitude(value);
  return number > 0 ? (number as Price) : null;
}
