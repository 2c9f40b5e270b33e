import { NO_TURNS, type Turns } from '../turns.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookScope, Listing, World } from '../../world.ts';
import { tradingDayBefore } from '../history/trading-days.ts';
import { noiseAt, smoothNoiseAt } from '../participation/smooth-noise.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { seedOf } from '../random.ts';
import { sumLoans, tradingDaysBetween, valueLoans, type ValuedLoanDay } from './lending-totals.ts';
import { LoanDays, type LoanDay } from './loan-days.ts';
import { loanShapeOf, type LoanKind } from './loan-shapes.ts';
import { readShortSales, type ShortSales } from './short-selling.ts';

/**
 * What is lent and borrowed in the market: shares between institutions (lending), money on shares (margin loans), shares to traders
 * (stock loans), and what was sold short.
 */
export interface Credit {
  /** Shares on loan of one issue on a day. */
  loans(kind: LoanKind, symbol: string, date: KstDate): LoanDay;
  /** Lending of one issue from `from` to `to`, newest first. */
  lendingDays(symbol: string, from: KstDate, to: KstDate): readonly ValuedLoanDay[];
  /** Lending of all issues together, or of those of one market: the sum of `lendingDays`. */
  marketLending(market: Listing['market'] | null, from: KstDate, to: KstDate): readonly ValuedLoanDay[];
  shortSales(
    scoped: { readonly listing: Listing; readonly scope: BookScope },
    from: KstDate,
    to: KstDate,
  ): ReadonlyMap<KstDate, ShortSales>;
  /** Shares sold short and not bought back; never more than are lent. */
  shortBalance(symbol: string, date: KstDate): number;
  /** Last day whose margin loans are known: brokers report them on the next morning. */
  reportedOn(): KstDate;
  /** Margin loans in percent of the listed shares (신용비율); a day not reported yet has the figure of the last one that is. */
  marginRatio(symbol: string, date: KstDate): number;
}

export function createCredit(
  world: World,
  seed: number,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): Credit {
  const known = new Map<string, LoanDays>();
  const sums = new Map<string, ValuedLoanDay>();
  /** Loans on single issues that are being added up. */
  const begun = new Map<string, (readonly ValuedLoanDay[])[]>();
  let summedOn: KstDate | null = null;

  const loansOf = (kind: LoanKind, listing: Listing): LoanDays => {
    const key = `${kind} ${listing.symbol}`;
    let found = known.get(key);
    if (found === undefined) {
      found = new LoanDays(seed, kind, listing, loanShapeOf(seed, kind, listing));
      known.set(key, found);
    }
    return found;
  };
  const listingOf = (symbol: string): Listing => {
    const listing = world.listing(symbol);
    if (listing === null) throw new RangeError(`there is no instrument ${symbol}`);
    return listing;
  };
  const lendingOf = (listing: Listing, days: readonly KstDate[]) =>
    valueLoans(world, listing, days, (date) => loansOf('lending', listing).on(date));

  /** Days that are over stay as they are, so their sums are kept. */
  const sumDays = (market: Listing['market'] | null, days: readonly KstDate[]): readonly ValuedLoanDay[] => {
    const today = world.tradingDate();
    if (summedOn !== today) {
      sums.clear();
      begun.clear();
    }
    summedOn = today;
    const keyOf = (date: KstDate) => `${market ?? ''} ${date}`;
    const missing = days.filter((date) => date >= today || !sums.has(keyOf(date)));
    const listings = world.listings.filter((listing) => market === null || listing.market === market);
    const key = `${market ?? ''} ${missing.join()}`;
    const series = begun.get(key) ?? [];
    begun.set(key, series);
    for (const listing of listings.slice(series.length)) {
      turns.beforePiece();
      series.push(lendingOf(listing, missing));
    }
    begun.delete(key);
    for (const day of sumLoans(series)) sums.set(keyOf(day.date), day);
    return days.flatMap((date) => sums.get(keyOf(date)) ?? []);
  };

  const reportedOn = () => tradingDayBefore(world.tradingDate());
  return {
    loans: (kind, symbol, date) => loansOf(kind, listingOf(symbol)).on(date),
    lendingDays(symbol, from, to) {
      const listing = listingOf(symbol);
      const since = from < listing.listedOn ? listing.listedOn : from;
      return lendingOf(listing, tradingDaysBetween(world, since, to));
    },
    marketLending: (market, from, to) => sumDays(market, tradingDaysBetween(world, from, to)),
    shortSales: (scoped, from, to) => readShortSales(world, seed, scoped, from, to),
    shortBalance(symbol, date) {
      const own = seedOf(seed, 'short balance', symbol);
      const part = 0.45 + 0.2 * noiseAt(own, 0) + 0.1 * smoothNoiseAt(own, dayNumber(date), 30);
      return Math.floor(loansOf('lending', listingOf(symbol)).balanceOn(date) * part);
    },
    reportedOn,
    marginRatio(symbol, date) {
      const listing = listingOf(symbol);
      const reported = reportedOn();
      const day = date > reported ? reported : date;
      if (listing.listedShares === 0) return 0;
      return (loansOf('marginLoan', listing).balanceOn(day) / listing.listedShares) * 100;
    },
  };
}
