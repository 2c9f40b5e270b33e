import type { InstrumentProfile } from './instrument-profile.ts';
import { LISTING_ROWS } from './instruments.ts';

/** Prints a second over every instrument of the data files together, at the day's mean pace and activity 1. */
const MARKET_PRINTS_PER_SECOND = 300;
const SECONDS_OF_SESSION = 23_400;
/** Busy issues print more often, but not in proportion: their trades are larger too. */
const SPREAD_OF_RATES = 0.55;
const MOST_PRINTS_PER_SECOND = 14;
const LEAST_SHARES_PER_PRINT = 2;

const weightOf = (turnover: number) => turnover ** SPREAD_OF_RATES;
const totalWeight = LISTING_ROWS.reduce((sum, row) => sum + weightOf(row.turnover), 0);

/** Prints a second of one instrument at the day's mean pace. */
export function printRate(profile: InstrumentProfile): number {
  return Math.min(
    MOST_PRINTS_PER_SECOND,
    (MARKET_PRINTS_PER_SECOND * weightOf(profile.turnover)) / totalWeight,
    profile.volume / (SECONDS_OF_SESSION * LEAST_SHARES_PER_PRINT),
  );
}

/** Mean size of a print. Prints of this size at `printRate` make a usual day's volume. */
export function sharesPerPrint(profile: InstrumentProfile): number {
  return profile.volume / (printRate(profile) * SECONDS_OF_SESSION);
}
