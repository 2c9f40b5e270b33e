import type { Listing } from '../world.ts';

/** Class of an issue for loans on shares (신용융자): A is lent most against. */
export type CreditGroup = 'A' | 'B' | 'C' | 'D' | 'E';

const GROUPS: Readonly<Record<number, CreditGroup>> = { 20: 'A', 30: 'B', 40: 'C', 50: 'D', 60: 'E' };

/** Brokers class loans as they class margins; what must be paid in full, and what is halted, is not lent against. */
export function creditGroupOf({ marginRate, isHalted }: Listing): CreditGroup | null {
  return isHalted ? null : (GROUPS[marginRate] ?? null);
}

/** Whether shares can be borrowed from the broker to be sold (신용대주): index members that loans are given on. */
export function isShortCreditAllowed(listing: Listing): boolean {
  return listing.kind === 'share' && listing.isIndexMember && creditGroupOf(listing) !== null;
}
