import { ledgerTargetStore } from '#renderer/stores/ledger-target-store.ts';
import { showWithRoom } from './show-accounts.ts';

/** A panel that asks for an order's story brings the ledger to the front of the window. */
export function followStories(): void {
  ledgerTargetStore.subscribe(({ last }, before) => {
    if (last !== before.last) showWithRoom('ledger');
  });
}
