import type { KstDate, EpochMs } from '#shared/domain/time.ts';
import { settledBy } from '../../accounts-history/fill-sums.ts';
import type { BookedFill } from '../../clearing/clearing.ts';
import type { AccountHistory, World } from '../../world.ts';

/**
 * The money of a gold account. Gold settles at the end of the day of its trade, not two days later as shares do: what clearing
 * counts as unsettled has been paid by tomorrow.
 *
 * @source KRX gold market, clearing and settlement: T+0
 */
export interface GoldCash {
  /** With which the day began, and what was paid in or out since. */
  readonly deposit: number;
  /** Once the trades of today have settled. */
  readonly settled: number;
  /** What today's purchases take and today's sales bring, costs included. */
  readonly bought: number;
  readonly sold: number;
  readonly reserved: number;
  readonly orderable: number;
  readonly withdrawable: number;
  readonly realizedToday: number;
}

export function goldCash(world: World, accountId: string): GoldCash {
  const cash = world.cash(accountId);
  const fills = world.fills(accountId);
  const sum = (side: BookedFill['side']) =>
    fills.reduce((total, fill) => (fill.side === side ? total + Math.abs(settledBy(fill)) : total), 0);
  const [bought, sold] = [sum('buy'), sum('sell')];
  const settled = cash.depositD2;
  const deposit = settled + bought - sold;
  return {
    deposit,
    settled,
    bought,
    sold,
    reserved: cash.reserved,
    orderable: cash.orderable,
    withdrawable: Math.max(0, Math.min(deposit, settled) - cash.reserved),
    realizedToday: cash.realizedToday,
  };
}

/** The value added tax that is part of a commission: an eleventh of it. */
export function taxWithin(commission: number): number {
  return Math.floor(commission / 11);
}

/** One line of the ledger of a gold account: a payment, or a fill. */
export interface GoldTransaction {
  readonly date: KstDate;
  /** Within its day, from 1. */
  readonly number: number;
  readonly kind: 'deposit' | 'withdrawal' | 'buy' | 'sell';
  /** Won by which the cash changes; positive: comes in. */
  readonly amount: number;
  /** Cash after it. */
  readonly balance: number;
  readonly fill: BookedFill | null;
  /** Grams of the product held after it; 0 of payments. */
  readonly heldAfter: number;
  readonly at: EpochMs;
}

type Line = Omit<GoldTransaction, 'balance' | 'heldAfter'>;

/** Writes the ledger of an account, oldest first. Balances run back from what the account has now. */
export function goldLedgerOf(history: AccountHistory): readonly GoldTransaction[] {
  const lines = history.days.flatMap(linesOf);
  const closing = history.days.at(-1)?.closing;
  const held = new Map<string, number>(
    closing?.holdings.map(({ symbol, quantity }) => [symbol, quantity]) ?? [],
  );
  let balance: number = closing?.depositD2 ?? 0;
  const told = lines.toReversed().map((line): GoldTransaction => {
    const heldAfter = line.fill === null ? 0 : (held.get(line.fill.symbol) ?? 0);
    const transaction = { ...line, balance, heldAfter };
    balance -= line.amount;
    if (line.fill !== null) {
      const { symbol, side, quantity } = line.fill;
      held.set(symbol, heldAfter + (side === 'buy' ? -quantity : quantity));
    }
    return transaction;
  });
  return told.reverse();
}

function linesOf({ date, movements, fills }: AccountHistory['days'][number]): readonly Line[] {
  const payments = movements.flatMap(({ kind, amount, at }) =>
    kind === 'settlement' ? [] : [{ kind, amount: amount, fill: null, at }],
  );
  const trades = fills.map((fill) => ({
    kind: fill.side,
    amount: settledBy(fill),
    fill,
    at: fill.at,
  }));
  return [...payments, ...trades].map((line, place) => ({ ...line, date, number: place + 1 }));
}
