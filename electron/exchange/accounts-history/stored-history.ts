import { z } from 'zod';
import { FILL, ORDER } from '../storage/order-schema.ts';
import type { AccountDay, AccountHistory, CashMovement } from '../world.ts';

const won = z.int();
const day = z.string().regex(/^\d{8}$/);

const MOVEMENT = z.strictObject({
  kind: z.enum(['deposit', 'withdrawal', 'settlement']),
  amount: won,
  at: z.number(),
});

const CLOSING = z.strictObject({
  deposit: won,
  depositD1: won,
  depositD2: won,
  loans: won.optional(),
  holdings: z.array(
    z.strictObject({
      symbol: z.string().min(1),
      quantity: z.int().positive(),
      cost: won,
      price: z.int().positive(),
    }),
  ),
});

/** The books of one account over time, as the state file has them. */
export const STORED_HISTORY = z.strictObject({
  accountId: z.string().min(1),
  carried: z.strictObject({ deposit: won, paidIn: won }),
  days: z.array(
    z.strictObject({
      date: day,
      orders: z.array(ORDER),
      fills: z.array(FILL),
      movements: z.array(MOVEMENT),
      closing: CLOSING,
    }),
  ),
  movements: z.array(MOVEMENT),
});

/** What is kept of one account: its closed days, and what moved its cash today. */
export interface StoredHistory {
  readonly accountId: string;
  readonly carried: AccountHistory['carried'];
  readonly days: readonly AccountDay[];
  readonly movements: readonly CashMovement[];
}
