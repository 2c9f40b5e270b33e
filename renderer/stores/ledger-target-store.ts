import { createStore } from 'zustand/vanilla';
import type { LedgerOrderName } from '#shared/contract/ledger.ts';

/** The order whose story something else asks for. */
interface LedgerTarget {
  /** Grows with each wish, so that the same order twice is heard twice. */
  readonly id: number;
  readonly name: LedgerOrderName;
}

interface LedgerTargetState {
  readonly last: LedgerTarget | null;
}

export const ledgerTargetStore = createStore<LedgerTargetState>(() => ({ last: null }));

/** Asks for an order's story: the desk brings the ledger to the front. */
export function showStory(name: LedgerOrderName): void {
  ledgerTargetStore.setState(({ last }) => ({ last: { id: (last?.id ?? 0) + 1, name } }));
}
