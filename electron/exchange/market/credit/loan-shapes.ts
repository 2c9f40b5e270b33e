import type { Listing } from '../../world.ts';
import { creditGroupOf, isShortCreditAllowed } from '../credit-group.ts';
import { noiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import type { LoanShape } from './loan-days.ts';

/** 대차: institutions lending shares to each other. 신용융자: a broker lending money on shares. 신용대주: a broker lending shares. */
export type LoanKind = 'lending' | 'marginLoan' | 'stockLoan';

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Daily renewals, about: institutions lend for weeks, traders on margin hold for days. */
const TURNOVER: Readonly<Record<LoanKind, number>> = { lending: 0.012, marginLoan: 0.03, stockLoan: 0.06 };

const NOTHING: Range = { low: 0, high: 0 };

export function loanShapeOf(seed: number, kind: LoanKind, listing: Listing): LoanShape {
  const { low, high } = RANGES[kind](listing);
  const lot = (noiseAt(seedOf(seed, 'loan part', kind, listing.symbol), 0) + 1) / 2;
  return { part: low + (high - low) * lot, turnover: TURNOVER[kind] };
}

/** Parts of the listed shares as they are usual: much is lent of large issues, much is bought on credit of small ones. */
const RANGES: Readonly<Record<LoanKind, (listing: Listing) => Range>> = {
  lending({ kind, sizeClass, market }) {
    if (kind === 'etf') return { low: 0.001, high: 0.01 };
    if (kind !== 'share') return NOTHING;
    if (sizeClass === '대형주') return { low: 0.012, high: 0.055 };
    return market === 'KOSDAQ' ? { low: 0.004, high: 0.04 } : { low: 0.003, high: 0.025 };
  },
  marginLoan(listing) {
    const { kind, sizeClass, market } = listing;
    if (creditGroupOf(listing) === null) return NOTHING;
    if (kind === 'etf') return { low: 0.0005, high: 0.004 };
    if (kind !== 'share') return NOTHING;
    if (sizeClass === '대형주') return { low: 0.001, high: 0.006 };
    return market === 'KOSDAQ' ? { low: 0.01, high: 0.06 } : { low: 0.005, high: 0.035 };
  },
  stockLoan: (listing) => (isShortCreditAllowed(listing) ? { low: 0.000_01, high: 0.000_12 } : NOTHING),
};
