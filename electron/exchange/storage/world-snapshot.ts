import { z } from 'zod';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { VENUES } from '#shared/domain/venue.ts';
import type { DayBar } from '../market/history/day-bar.ts';
import type { DeskSnapshot } from '../orders/order-desk.ts';

const SNAPSHOT_VERSION = 1;

const count = z.int().nonnegative();
const won = z.int();
const price = z.int().positive();
const day = z.string().regex(/^\d{8}$/);
const time = z.number();
const bookVenue = z.enum(['KRX', 'NXT']);

const INTENT = z.strictObject({
  symbol: z.string().min(1),
  side: z.enum(ORDER_SIDES),
  type: z.enum(ORDER_TYPES),
  timeInForce: z.enum(TIMES_IN_FORCE),
  venue: z.enum(VENUES),
  price: price.nullable(),
  stopPrice: price.nullable(),
  quantity: count,
});

const ORDER = z.strictObject({
  number: z.int().positive(),
  originalNumber: count,
  rootNumber: z.int().positive(),
  kind: z.enum(['new', 'amend', 'cancel']),
  accountId: z.string().min(1),
  intent: INTENT,
  routedVenue: bookVenue,
  status: z.enum([
    'accepted',
    'partiallyFilled',
    'filled',
    'canceled',
    'amended',
    'confirmed',
    'rejected',
    'expired',
  ]),
  leaves: count,
  filled: count,
  filledTurnover: won,
  commission: won,
  tax: won,
  rejectReason: z.null(),
  receivedAt: time,
  updatedAt: time,
});

const FILL = z.strictObject({
  fillNumber: z.int().positive(),
  number: z.int().positive(),
  accountId: z.string().min(1),
  symbol: z.string().min(1),
  side: z.enum(ORDER_SIDES),
  price,
  quantity: z.int().positive(),
  venue: bookVenue,
  commission: won,
  tax: won,
  realized: won,
  at: time,
});

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

const SNAPSHOT = z.strictObject({
  version: z.literal(SNAPSHOT_VERSION),
  tradingDate: day,
  savedAt: time,
  desk: z.strictObject({ nextNumber: z.int().positive(), orders: z.array(ORDER), fills: z.array(FILL) }),
  prices: z.array(PRICE),
  /** Checked by clearing itself. */
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
}

export function buildSnapshot(parts: Omit<WorldSnapshot, 'version'>): WorldSnapshot {
  return { version: SNAPSHOT_VERSION, ...parts };
}

/** Returns the snapshot, or what is wrong with it and where. */
export function parseSnapshot(value: unknown): Result<WorldSnapshot, string> {
  const parsed = SNAPSHOT.safeParse(value);
  if (parsed.success) return ok(parsed.data as unknown as WorldSnapshot);
  const [issue] = parsed.error.issues;
  return err(`${issue?.path.join('.') || 'data'}: ${issue?.message ?? 'unreadable'}`);
}
