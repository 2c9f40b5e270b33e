import { createStore } from 'zustand/vanilla';
import type { LedgerOrderName } from '#shared/contract/ledger.ts';

/** The order whose story something else asks for. */
interface LedgerTarget extends LedgerOrderName {
  /** Grows with each wish, so that the same order twice is heard twice. */
  readonly id: number;
}

interface LedgerTargetState {
  readonly last: LedgerTarget | null;
}

export const ledgerTargetStore = createStore<LedgerTargetState>(() => ({ last: null }));

/** Asks for an order's story: the desk brings the ledger to the front. */
export function showStory(name: LedgerOrderName): void {
  ledgerTargetStore.setState(({ last }) => ({ last: { ...name, id: (last?.id ?? 0) + 1 } }));
}
