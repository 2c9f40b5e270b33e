import type { Listing } from '../world.ts';
import { creditGroupOf, type CreditGroup } from './credit-group.ts';

/** Guarantee that a credit purchase asks for, in percent by class; 45 for B is the guide's own example, the others lie around it. */
export const GUARANTEE_RATES: Readonly<Record<CreditGroup, number>> = { A: 40, B: 45, C: 50, D: 55, E: 60 };

/** Returns the guarantee that buying an issue on credit asks for, in percent; null for an issue that no money is lent on. */
export function guaranteeRateOf(listing: Listing): number | null {
  const group = creditGroupOf(listing);
  return group === null ? null : GUARANTEE_RATES[group];
}
