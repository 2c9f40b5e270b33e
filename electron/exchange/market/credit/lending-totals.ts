import { DAY_MS, kstDateOf, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { Listing, World } from '../../world.ts';
import { tradingDayBefore } from '../history/trading-days.ts';
import type { LoanDay } from './loan-days.ts';

/** Shares lent over a day, with what those still out were worth at its close, in won. */
export interface ValuedLoanDay extends LoanDay {
  readonly date: KstDate;
  readonly amount: number;
}

/** About as many trading days as there is history. */
const MOST_DAYS = 1_250;

/** Returns the trading days from `from` to `to`, newest first; today is one of them, whatever the calendar says. */
export function tradingDaysBetween(world: World, from: KstDate, to: KstDate): readonly KstDate[] {
  const today = world.tradingDate();
  const days: KstDate[] = [];
  let day = today;
  for (let count = 0; day >= from && count < MOST_DAYS; count += 1) {
    if (day <= to) days.push(day);
    day = tradingDayBefore(day);
  }
  return days;
}

/** Returns the closes on KRX of `days` (newest first); of a day without trades, the last close before it. */
export function closesOn(world: World, listing: Listing, days: readonly KstDate[]): readonly number[] {
  const oldest = days.at(-1);
  if (oldest === undefined) return [];
  const length = (kstInstant(world.tradingDate(), DAY_MS) - kstInstant(oldest, 0)) / DAY_MS;
  const bars = world.bars(listing.symbol, 'KRX', { unit: 'day' }, null, Math.ceil((length * 5) / 7) + 3);
  let place = 0;
  return days.map((day) => {
    while (place < bars.length - 1 && kstDateOf(bars[place]?.time ?? kstInstant(day, 0)) > day) place += 1;
    return bars[place]?.close ?? listing.basePrice;
  });
}

/** Values the loans of one issue on each of `days`. */
export function valueLoans(
  world: World,
  listing: Listing,
  days: readonly KstDate[],
  loanOn: (date: KstDate) => LoanDay,
): readonly ValuedLoanDay[] {
  const closes = closesOn(world, listing, days);
  return days.map((date, place) => {
    const loan = loanOn(date);
    return { date, ...loan, amount: loan.balance * (closes[place] ?? 0) };
  });
}

/** Adds up the loans of many issues, day by day. Every item of `series` has the same days. */
export function sumLoans(series: readonly (readonly ValuedLoanDay[])[]): readonly ValuedLoanDay[] {
  const [first = []] = series;
  const sums = first.map(({ date }) => ({ date, lent: 0, repaid: 0, balance: 0, amount: 0 }));
  for (const issue of series) {
    issue.forEach(({ lent, repaid, balance, amount }, place) => {
      const sum = sums[place];
      if (sum === undefined) return;
      sum.lent += lent;
      sum.repaid += repaid;
      sum.balance += balance;
      sum.amount += amount;
    });
  }
  return sums;
}
