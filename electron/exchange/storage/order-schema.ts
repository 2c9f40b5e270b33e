import { z } from 'zod';
import { ORDER_SIDES, ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { VENUES } from '#shared/domain/venue.ts';

const count = z.int().nonnegative();
const won = z.int();
const price = z.int().positive();
const time = z.number();
const bookVenue = z.enum(['KRX', 'NXT']);

const loanDate = z
  .string()
  .regex(/^\d{8}$/)
  .transform((text) => text as KstDate);

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

/** An order of an account as files keep it. */
export const ORDER = z.strictObject({
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
  credit: z.strictObject({ loanDate: loanDate.nullable() }).optional(),
  receivedAt: time,
  updatedAt: time,
});

/** A fill of an account as files keep it. */
export const FILL = z.strictObject({
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
  loan: z.strictObject({ date: loanDate, borrowed: won, repaid: won, interest: won }).optional(),
  at: time,
});
