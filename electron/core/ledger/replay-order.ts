import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { applyFact, beginOrder } from '../orders/apply-fact.ts';
import type { OrderFact } from '../orders/order-fact.ts';
import { parseOrderFact } from '../orders/order-fact-schema.ts';
import { toOrder } from '../orders/to-order.ts';
import type { TrackedOrder } from '../orders/tracked-order.ts';
import type { LedgerRow } from '../ports/ledger-storage.ts';

/** Kinds of rows that an order begins with. */
export const BIRTH_KINDS = ['placeRecorded', 'externalSeen'] as const;

/** One row and what it did to its order. */
export interface ReplayStep {
  readonly row: LedgerRow;
  /** Null for evidence, and for a row that cannot be read. */
  readonly fact: OrderFact | null;
  readonly before: TrackedOrder | null;
  readonly after: TrackedOrder;
}

export interface ReplayedOrder {
  readonly order: Order;
  readonly tradingDate: KstDate;
  readonly steps: readonly ReplayStep[];
}

/**
 * Rebuilds an order from its rows, oldest first, by the very rules that the desk goes by.
 *
 * @returns null when no row begins an order
 */
export function replayOrder(accountId: AccountId, rows: readonly LedgerRow[]): ReplayedOrder | null {
  let order: TrackedOrder | null = null;
  const steps: ReplayStep[] = [];
  for (const row of rows) {
    const fact = parseOrderFact(row.kind, row.payload);
    const before: TrackedOrder | null = order;
    if (before !== null) order = fact === null ? before : applyFact(before, fact, row.at);
    else if (fact?.kind === 'placeRecorded' || fact?.kind === 'externalSeen') {
      order = beginOrder(accountId, row.clientOrderId as ClientOrderId, fact, row.at);
    }
    if (order !== null) steps.push({ row, fact, before, after: order });
  }
  if (order === null) return null;
  return { order: toOrder(order), tradingDate: order.tradingDate, steps };
}
