import { z } from 'zod';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { STORED_HISTORY, type StoredHistory } from '../accounts-history/stored-history.ts';
import type { DayBar } from '../market/history/day-bar.ts';
import type { DeskSnapshot } from '../orders/order-desk.ts';
import { FILL, ORDER } from './order-schema.ts';

const SNAPSHOT_VERSION = 2;

const count = z.int().nonnegative();
const price = z.int().positive();
const day = z.string().regex(/^\d{8}$/);
const time = z.number();
const DAY_BAR = z.strictObject({
  date: day,
  previousClose: price,
  open: price,
  high: price,
  low: price,
  close: price,
  volume: count,
  turnover: count,
});

const PRICE = z.strictObject({
  symbol: z.string().min(1),
  anchorDate: day,
  anchorClose: price,
  lived: z.array(DAY_BAR),
  /** Last price of `tradingDate`. */
  last: price,
  /** Close of its regular session, once that is over; trading may have gone on since. */
  close: price.nullable(),
  /** The day itself, as far as it has gone; null before its first trade. */
  today: DAY_BAR.nullable(),
});

const DESK = z.strictObject({
  nextNumber: z.int().positive(),
  orders: z.array(ORDER),
  fills: z.array(FILL),
});

const SNAPSHOT = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  /** Files from before markets had names have none. */
  marketId: z.string().min(1).optional(),
  lastEntry: count.optional(),
  tradingDate: day,
  savedAt: time,
  desk: DESK,
  prices: z.array(PRICE),
  /** Checked by clearing itself. */
  clearing: z.unknown(),
  histories: z.array(STORED_HISTORY),
});

/** Accounts of the first version had no past: its files are read as if the books began with them. */
const FIRST_SNAPSHOT = SNAPSHOT.omit({ histories: true }).extend({ version: z.literal(1) });

const ENTRY = z.strictObject({
  marketId: z.string().min(1),
  sequence: z.int().positive(),
  tradingDate: day,
  desk: DESK,
  clearing: z.unknown(),
});

/** What one instrument's price history needs to go on after a restart. */
export interface StoredPrice {
  readonly symbol: string;
  readonly anchorDate: KstDate;
  readonly anchorClose: number;
  readonly lived: readonly DayBar[];
  readonly last: number;
  readonly close: number | null;
  readonly today: DayBar | null;
}

/** Accounts, orders and prices of a world, as plain data. */
export interface WorldSnapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly tradingDate: KstDate;
  readonly savedAt: number;
  readonly desk: DeskSnapshot;
  readonly prices: readonly StoredPrice[];
  readonly clearing: unknown;
  readonly histories: readonly StoredHistory[];
}

/** A snapshot as its file has it. */
export interface StoredSnapshot extends WorldSnapshot {
  /** Made at random with the file: names the market, and with it all order numbers, for as long as the file lives. */
  readonly marketId?: string;
  /** The last journal entry that the snapshot holds already. */
  readonly lastEntry?: number;
}

/** What changed since the entry before: the orders that changed, as they now stand, and the new fills. */
export interface ChangeEntry {
  /** Of the market whose state file this goes on top of. */
  readonly marketId: string;
  /** Grows by one. */
  readonly sequence: number;
  readonly tradingDate: KstDate;
  readonly desk: DeskSnapshot;
  /** Every account, as it now stands. */
  readonly clearing: unknown;
}

export function buildSnapshot(parts: Omit<WorldSnapshot, 'version'>): WorldSnapshot {
  return { version: SNAPSHOT_VERSION, ...parts };
}

/** Returns the snapshot, or what is wrong with it and where. */
export function parseSnapshot(value: unknown): Result<StoredSnapshot, string> {
  const first = FIRST_SNAPSHOT.safeParse(value);
  const current = first.success ? { ...first.data, version: SNAPSHOT_VERSION, histories: [] } : value;
  const parsed = SNAPSHOT.safeParse(current);
  if (parsed.success) return ok(parsed.data as unknown as StoredSnapshot);
  return err(firstIssue(parsed.error));
}

/** Returns the entry that a line of the journal holds, or what is wrong with it. */
export function parseEntry(line: string): Result<ChangeEntry, string> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : String(cause));
  }
  const parsed = ENTRY.safeParse(value);
  return parsed.success ? ok(parsed.data as unknown as ChangeEntry) : err(firstIssue(parsed.error));
}

/**
 * Returns the snapshot with the entries that were written after it. Those of another market, of another day, or that the
 * snapshot holds already say nothing.
 */
export function foldEntries(snapshot: StoredSnapshot, entries: readonly ChangeEntry[]): StoredSnapshot {
  return entries.reduce((next, entry) => {
    const { marketId, sequence, tradingDate, desk, clearing } = entry;
    const isNews = sequence > (next.lastEntry ?? 0);
    if (marketId !== next.marketId || tradingDate !== next.tradingDate || !isNews) return next;
    const orders = new Map([...next.desk.orders, ...desk.orders].map((order) => [order.number, order]));
    const merged = {
      nextNumber: desk.nextNumber,
      orders: [...orders.values()],
      fills: [...next.desk.fills, ...desk.fills],
    };
    return { ...next, lastEntry: sequence, desk: merged, clearing };
  }, snapshot);
}

function firstIssue({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'unreadable'}`;
}
