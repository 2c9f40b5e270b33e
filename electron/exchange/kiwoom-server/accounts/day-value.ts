import { DEFAULT_COMMISSION, tradeCosts } from '#shared/catalogue/costs.ts';
import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { money, notional, type Money } from '#shared/domain/money.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { paidInOn } from '../../accounts-history/account-histories.ts';
import type { AccountDay, AccountHistory, World } from '../../world.ts';

/** An account at the end of a day. Won. */
export interface DayValue {
  /** Cash once every trade of the day has settled, less what is owed for shares bought on credit. */
  readonly cash: Money;
  /** What the holdings cost. */
  readonly cost: Money;
  /** Holdings at the day's close. */
  readonly held: Money;
  /** The same after the costs of selling them. */
  readonly heldNet: Money;
}

const NOTHING: DayValue = { cash: money(0), cost: money(0), held: money(0), heldNet: money(0) };

export function valueDay(world: World, { date, closing }: AccountDay): DayValue {
  const settlementDate = settlementDay(date).date;
  let cost = 0;
  let held = 0;
  let costs = 0;
  for (const { symbol, quantity, cost: paid, price } of closing.holdings) {
    const value = notional(price, quantity);
    const listing = world.listing(symbol);
    cost += paid;
    held += value;
    if (listing === null) continue;
    const { market, kind } = listing;
    const sale = { side: 'sell', market, kind, settlementDate, notional: value } as const;
    const { commission, tax } = tradeCosts({ ...sale, commissionRate: DEFAULT_COMMISSION.rate });
    costs += commission + tax;
  }
  const cash = money(closing.depositD2 - (closing.loans ?? 0));
  return { cash, cost: money(cost), held: money(held), heldNet: money(held - costs) };
}

/** Values an account as the last day before `date` left it; before its first day, as what was brought in before that. */
export function valueBefore(world: World, { days, carried }: AccountHistory, date: KstDate): DayValue {
  const day = days.findLast((candidate) => candidate.date < date);
  return day === undefined ? { ...NOTHING, cash: carried.deposit } : valueDay(world, day);
}

/** More days than a settlement ever takes, holidays and a market that never closes included. */
const LONGEST_SETTLEMENT = 15;

/** Returns the days whose trades have not settled on the last of them, each with the day on which they do. */
export function unsettledDays({
  days,
}: AccountHistory): readonly (AccountDay & { readonly settlesOn: KstDate })[] {
  const today = days.at(-1)?.date;
  return days
    .slice(-LONGEST_SETTLEMENT)
    .map((day) => ({ ...day, settlesOn: settlementDay(day.date).date }))
    .filter(({ settlesOn }) => today !== undefined && settlesOn > today);
}

/** Deposits less withdrawals of all time up to and including the last of the days. */
export function totalPaidIn({ carried, days }: AccountHistory): Money {
  return money(days.reduce((sum, day) => sum + paidInOn(day), carried.paidIn as number));
}

/** Deposits less withdrawals of some days. */
export function paidInDuring(days: readonly AccountDay[]): Money {
  return money(days.reduce((sum, day) => sum + paidInOn(day), 0));
}
