import { z } from 'zod';
import { ORDER_SIDES, ORDER_TYPES } from '#shared/domain/order.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { AccountBook } from './account-book.ts';
import type { Reservation } from './reservation.ts';

/** The counter-account of everybody outside clearing: what it paid and got. */
export interface MarketBook {
  cash: number;
  commission: number;
  tax: number;
  /** Paid to the lender, on loans. */
  interest: number;
  readonly shares: Map<string, number>;
}

/** Everything clearing remembers. */
export interface ClearingRecords {
  date: KstDate;
  lastFillNumber: number;
  accounts: Map<string, AccountBook>;
  reservations: Map<number, Reservation>;
  market: MarketBook;
}

const SNAPSHOT_VERSION = 1;
const won = z.int();
const count = z.int().nonnegative();
const price = z.int().positive();
const day = z.string().regex(/^\d{8}$/);

const SNAPSHOT = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  date: day,
  lastFillNumber: count,
  accounts: z.array(
    z.strictObject({
      accountId: z.string().min(1),
      openedWith: won,
      deposit: won,
      realizedToday: won,
      commissionToday: count,
      taxToday: count,
      pending: z.array(z.strictObject({ date: day, amount: won, credit: count })),
      holdings: z.array(
        z.strictObject({
          symbol: z.string().min(1),
          quantity: count,
          cost: count,
          boughtToday: count,
          soldToday: count,
          boughtYesterday: count,
          soldYesterday: count,
          realizedToday: won,
        }),
      ),
      /** Absent in files from before there were loans. */
      loans: z
        .array(
          z.strictObject({
            symbol: z.string().min(1),
            date: day,
            quantity: count,
            cost: count,
            amount: count,
            boughtToday: count,
            soldToday: count,
            boughtYesterday: count,
            soldYesterday: count,
          }),
        )
        .default([]),
    }),
  ),
  reservations: z.array(
    z.strictObject({
      number: count,
      accountId: z.string().min(1),
      symbol: z.string().min(1),
      side: z.enum(ORDER_SIDES),
      type: z.enum(ORDER_TYPES),
      price,
      upperLimit: price,
      credit: z.strictObject({ loanDate: day.nullable() }).nullable().default(null),
      leaves: z.int().positive(),
      cash: count,
    }),
  ),
  market: z.strictObject({
    cash: won,
    commission: count,
    tax: count,
    interest: count.default(0),
    shares: z.array(z.strictObject({ symbol: z.string().min(1), quantity: z.int() })),
  }),
});

type Snapshot = z.infer<typeof SNAPSHOT>;

export function takeSnapshot(records: ClearingRecords): Snapshot {
  return {
    version: SNAPSHOT_VERSION,
    date: records.date,
    lastFillNumber: records.lastFillNumber,
    accounts: [...records.accounts.values()].map((account) => ({
      accountId: account.accountId,
      openedWith: account.openedWith,
      deposit: account.deposit,
      realizedToday: account.realizedToday,
      commissionToday: account.commissionToday,
      taxToday: account.taxToday,
      pending: [...account.pending].map(([date, pending]) => ({ date, ...pending })),
      holdings: [...account.holdings].map(([symbol, holding]) => ({ symbol, ...holding })),
      loans: account.loans.symbols.flatMap((symbol) =>
        account.loans.of(symbol).map((loan) => ({ symbol, ...loan })),
      ),
    })),
    reservations: [...records.reservations].map(([number, reservation]) => ({ number, ...reservation })),
    market: {
      cash: records.market.cash,
      commission: records.market.commission,
      tax: records.market.tax,
      interest: records.market.interest,
      shares: [...records.market.shares].map(([symbol, quantity]) => ({ symbol, quantity })),
    },
  };
}

/**
 * Rebuilds the records from a snapshot.
 *
 * Throws, naming the place, on data of another version or shape, and on books that do not balance: they would let
 * accounts spend what they do not have.
 */
export function readSnapshot(data: unknown): ClearingRecords {
  const parsed = SNAPSHOT.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `clearing snapshot: ${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'unreadable'}`,
    );
  }
  const records = rebuild(parsed.data);
  checkBalance(records);
  return records;
}

function rebuild(snapshot: Snapshot): ClearingRecords {
  const accounts = new Map<string, AccountBook>();
  for (const { accountId, openedWith, pending, holdings, loans, ...cash } of snapshot.accounts) {
    const account = new AccountBook(accountId, openedWith);
    Object.assign(account, cash);
    for (const { date, ...rest } of pending) account.pending.set(date as KstDate, rest);
    for (const { symbol, ...rest } of holdings) account.holdings.set(symbol, rest);
    for (const { symbol, date, ...rest } of loans) {
      account.loans.restore(symbol, { date: date as KstDate, ...rest });
    }
    accounts.set(accountId, account);
  }
  const reservations = new Map<number, Reservation>();
  for (const { number, ...rest } of snapshot.reservations) {
    const reservation = rest as Reservation;
    reservations.set(number, reservation);
    const account = accounts.get(rest.accountId);
    if (account === undefined) throw new Error(`clearing snapshot: order ${number} has no account`);
    account.reserved += rest.cash;
    if (rest.side === 'buy') continue;
    if (reservation.credit !== null) {
      account.loans.tie(rest.symbol, reservation.credit, rest.leaves);
      continue;
    }
    account.openSells.set(rest.symbol, (account.openSells.get(rest.symbol) ?? 0) + rest.leaves);
  }
  const shares = new Map(snapshot.market.shares.map(({ symbol, quantity }) => [symbol, quantity]));
  return {
    date: snapshot.date as KstDate,
    lastFillNumber: snapshot.lastFillNumber,
    accounts,
    reservations,
    market: { ...snapshot.market, shares },
  };
}

function checkBalance({ accounts, market }: ClearingRecords): void {
  let cash = market.cash + market.commission + market.tax + market.interest;
  const shares = new Map(market.shares);
  for (const account of accounts.values()) {
    cash += account.settledTotal - account.openedWith - account.loans.total;
    for (const [symbol, { quantity }] of account.holdings) {
      shares.set(symbol, (shares.get(symbol) ?? 0) + quantity);
    }
    for (const symbol of account.loans.symbols) {
      const isShort = account.loans.sellable(symbol, { loanDate: null }) < 0;
      if (isShort || account.loans.of(symbol).some((loan) => account.loans.freeOf(symbol, loan) < 0)) {
        throw new Error(
          `clearing snapshot: ${account.accountId} sells more ${symbol} than it bought on credit`,
        );
      }
      if (account.sellableOf(symbol) < 0) {
        throw new Error(`clearing snapshot: ${account.accountId} has more ${symbol} on credit than it holds`);
      }
    }
    for (const symbol of account.openSells.keys()) {
      if (account.sellableOf(symbol) < 0) {
        throw new Error(`clearing snapshot: ${account.accountId} sells more ${symbol} than it holds`);
      }
    }
  }
  if (cash !== 0) throw new Error(`clearing snapshot: cash is off by ${cash} won`);
  for (const [symbol, quantity] of shares) {
    if (quantity !== 0) throw new Error(`clearing snapshot: ${symbol} is off by ${quantity} shares`);
  }
}
