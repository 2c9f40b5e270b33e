import type { EpochMs } from '#shared/domain/time.ts';
import type { LedgerEntry } from './order-ledger.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderStore } from './order-store.ts';
import { isUnderWay } from './tracked-order.ts';

/**
 * Rebuilds the orders from what the ledger holds. Sends nothing.
 *
 * A command that was recorded and has no outcome may have been sent, whether or not the mark of its first byte is there: it
 * comes back as unknown. Closed orders of earlier days are left out; their request ids stay known.
 */
export function restoreOrders(
  entries: readonly LedgerEntry[],
  journal: OrderJournal,
  store: OrderStore,
): { readonly haltedAt: EpochMs | null } {
  let haltedAt: EpochMs | null = null;
  for (const entry of entries) {
    if (entry.type === 'order') journal.replay(entry.clientOrderId, entry.fact, entry.at);
    else haltedAt = entry.type === 'halted' ? entry.at : null;
  }
  store.rollTo(store.date);
  for (const { clientOrderId, commands } of store.all()) {
    for (const { commandId, phase } of commands) {
      if (!isUnderWay(phase)) continue;
      journal.note(clientOrderId, { kind: 'outcomeLost', commandId, code: 'RESTARTED' });
    }
  }
  return { haltedAt };
}
