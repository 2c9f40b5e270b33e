import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { Clearing } from '../clearing/clearing.ts';
import type { CashMovement, DayClosing } from '../world.ts';
import { kstInstant } from '#shared/domain/time.ts';

/** Price of an instrument at the end of a day; null when nothing is known of that day. */
export type ClosePrice = (symbol: string, date: KstDate) => Price | null;

/**
 * Values an account as `date` leaves it, by what clearing knows now: what has settled until then is cash, what is held has the day's
 * close. Between two trading days nothing but settlement happens, so this holds for days that nobody lived through, too.
 */
export function closingOf(
  clearing: Clearing,
  accountId: string,
  date: KstDate,
  closePrice: ClosePrice,
): DayClosing {
  const { deposit, depositD2, loans } = clearing.cash(accountId);
  const pending = clearing.settlements(accountId);
  const lastDue = settlementDay(date).date;
  const sumUntil = (fits: (due: KstDate) => boolean) =>
    pending.reduce((sum, { date: due, amount }) => (fits(due) ? sum + amount : sum), deposit as number);
  return {
    deposit: money(sumUntil((due) => due <= date)),
    depositD1: money(sumUntil((due) => due < lastDue)),
    depositD2,
    ...(loans === 0 ? {} : { loans }),
    holdings: clearing.holdings(accountId).flatMap(({ symbol, quantity, cost }) => {
      if (quantity === 0) return [];
      const price = closePrice(symbol, date) ?? (Math.max(1, Math.round(cost / quantity)) as Price);
      return [{ symbol, quantity, cost, price }];
    }),
  };
}

/** What settles after `last` up to and including `date`: the first movement of that day. */
export function settlementsOn(
  clearing: Clearing,
  accountId: string,
  last: KstDate,
  date: KstDate,
): readonly CashMovement[] {
  const due = clearing
    .settlements(accountId)
    .filter((pending) => pending.date > last && pending.date <= date);
  if (due.length === 0) return [];
  const amount = money(due.reduce((sum, pending) => sum + pending.amount, 0));
  return [{ kind: 'settlement', amount, at: kstInstant(date, 0) }];
}
