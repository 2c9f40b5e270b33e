import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { DAY_MS, kstInstant, type KstDate } from '#shared/domain/time.ts';

/**
 * Yearly interest of a margin loan by how long it was held, in basis points; the rate of the last day holds for all of them (소급법).
 * The numbers are this exchange's own, in the range that Korean online brokers publish: no source gives those of the mock server.
 */
const RATES: readonly { readonly upToDays: number; readonly basisPoints: number }[] = [
  { upToDays: 7, basisPoints: 540 },
  { upToDays: 15, basisPoints: 840 },
  { upToDays: 30, basisPoints: 890 },
  { upToDays: 60, basisPoints: 930 },
  { upToDays: 90, basisPoints: 950 },
  { upToDays: Number.POSITIVE_INFINITY, basisPoints: 960 },
];
const DAYS_OF_YEAR = 365;

/**
 * Returns the interest on `amount` won, cut to whole won.
 *
 * A loan of `borrowedOn` is paid out and one repaid on `repaidOn` is paid back when the trades of those days settle; the days between
 * count, holidays included.
 */
export function loanInterest(amount: number, borrowedOn: KstDate, repaidOn: KstDate): number {
  const start = kstInstant(settlementDay(borrowedOn).date, 0);
  const days = Math.round((kstInstant(settlementDay(repaidOn).date, 0) - start) / DAY_MS);
  const rate = RATES.find(({ upToDays }) => days <= upToDays)?.basisPoints ?? 0;
  return Number((BigInt(amount) * BigInt(rate) * BigInt(days)) / BigInt(10_000 * DAYS_OF_YEAR));
}
