import type { BookScope, Listing, World } from '../../world.ts';

/** An instrument on one of the exchanges, as its code names it: plain for KRX, `_NX` for NXT, `_AL` for both together. */
export interface ScopedListing {
  readonly listing: Listing;
  readonly scope: BookScope;
  /** The code as it was written, suffix included. */
  readonly code: string;
}

const SUFFIXES: Readonly<Record<string, BookScope>> = { '': 'KRX', _NX: 'NXT', _AL: 'ALL' };
const CODE_PATTERN = /^A?([0-9A-Z]{6})(_NX|_AL)?$/;

export const SCOPE_SUFFIX: Readonly<Record<BookScope, string>> = { KRX: '', NXT: '_NX', ALL: '_AL' };

/** Returns the exchange of a `stex_tp` of quotes: 1 KRX, 2 NXT, 3 both together. */
export function scopeOfVenue(code: string): BookScope {
  if (code === '2') return 'NXT';
  return code === '3' ? 'ALL' : 'KRX';
}

/**
 * Finds the instrument a code names.
 *
 * A leading `A` (as in account answers) is accepted.
 * @returns `malformed` when it cannot be a code, `unknown` when nothing is listed under it,
 *   `offVenue` when the instrument does not trade on the exchange of the suffix
 */
export function findScopedListing(
  world: World,
  code: string,
): ScopedListing | 'malformed' | 'unknown' | 'offVenue' {
  const match = CODE_PATTERN.exec(code);
  const symbol = match?.[1];
  if (match === null || symbol === undefined) return 'malformed';
  const listing = world.listing(symbol);
  if (listing === null) return 'unknown';
  const scope = SUFFIXES[match[2] ?? ''] ?? 'KRX';
  if (scope === 'NXT' && !listing.isNxtEligible) return 'offVenue';
  return { listing, scope, code: symbol + SCOPE_SUFFIX[scope] };
}
