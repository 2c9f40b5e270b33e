import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { sumFills } from '../../../accounts-history/fill-sums.ts';
import type { AccountDay, AccountHistory, CashMovement } from '../../../world.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import { settledAmount, settledTrades, type SettledTrade } from './settlements.ts';

/** One line of the ledger of an account: a payment, or trades that settled. */
export interface Transaction {
  readonly date: KstDate;
  /** Within its day, from 1. */
  readonly number: number;
  readonly kind: 'deposit' | 'withdrawal' | 'buy' | 'sell' | 'other';
  /** Won by which the cash changes; positive: comes in. */
  readonly amount: number;
  /** Settled cash after it. */
  readonly balance: number;
  /** Null of payments, and of settlements whose trades are too old to be known. */
  readonly trade: SettledTrade | null;
  readonly venue: BookVenue | null;
  /** Shares held after it, counting settled trades; 0 of payments. */
  readonly heldAfter: number;
  readonly at: EpochMs;
}

/** When the broker's nightly run books what settles. */
const BOOKED_AT_MS = ((8 * 60 + 12) * 60 + 35) * 1000;

/**
 * Writes the ledger of an account, oldest first: trades appear on the day they settle, exchange by exchange, and the balance runs
 * from line to line.
 */
export function ledgerOf(history: AccountHistory): readonly Transaction[] {
  const lines: Transaction[] = [];
  const held = new Map<string, number>();
  let balance: number = history.carried.deposit;
  const settling = history.days.map((day) => ({ day, settlesOn: settlementDay(day.date).date }));
  let last = '';
  for (const day of history.days) {
    const due = settling.flatMap((other) =>
      other.settlesOn > last && other.settlesOn <= day.date ? other.day : [],
    );
    last = day.date;
    let number = 0;
    for (const line of linesOf(day, due)) {
      balance += line.amount;
      number += 1;
      const heldAfter = line.trade === null ? 0 : moveShares(held, line.trade);
      lines.push({ ...line, date: day.date, number, balance, heldAfter });
    }
  }
  return lines;
}

type Line = Pick<Transaction, 'kind' | 'amount' | 'trade' | 'venue' | 'at'>;

function linesOf(day: AccountDay, due: readonly AccountDay[]): readonly Line[] {
  const at = kstInstant(day.date, BOOKED_AT_MS);
  const trades = settledTrades(due)
    .flatMap(byVenue)
    .map((trade) => ({ kind: trade.side, amount: settledAmount(trade), trade, venue: trade.venue, at }));
  const settled = day.movements.reduce(
    (sum, { kind, amount }) => (kind === 'settlement' ? sum + amount : sum),
    0,
  );
  const unexplained = settled - trades.reduce((sum, { amount }) => sum + amount, 0);
  const rest = { kind: 'other', amount: unexplained, trade: null, venue: null, at } as const;
  return [...trades, ...(unexplained === 0 ? [] : [rest]), ...day.movements.flatMap(paymentOf)];
}

function paymentOf({ kind, amount, at }: CashMovement): Line | readonly Line[] {
  return kind === 'settlement' ? [] : { kind, amount, trade: null, venue: null, at };
}

function byVenue(trade: SettledTrade): readonly (SettledTrade & { readonly venue: BookVenue })[] {
  return (['KRX', 'NXT'] as const).flatMap((venue) => {
    const fills = trade.fills.filter((fill) => fill.venue === venue);
    return fills.length === 0 ? [] : [{ ...trade, fills, venue }];
  });
}

function moveShares(held: Map<string, number>, { symbol, fills }: SettledTrade): number {
  const { boughtQuantity, soldQuantity } = sumFills(fills);
  const after = (held.get(symbol) ?? 0) + boughtQuantity - soldQuantity;
  held.set(symbol, after);
  return after;
}
