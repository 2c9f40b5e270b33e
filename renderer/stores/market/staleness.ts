import { createStore } from 'zustand/vanilla';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

interface StalenessState {
  /** Instruments whose data core no longer takes for current. */
  readonly stale: ReadonlySet<InstrumentSymbol>;
}

export const stalenessStore = createStore<StalenessState>(() => ({ stale: new Set() }));

export function applyStaleness(stale: readonly InstrumentSymbol[], fresh: readonly InstrumentSymbol[]): void {
  if (stale.length === 0 && fresh.length === 0) return;
  stalenessStore.setState((state) => {
    const next = new Set(state.stale);
    for (const symbol of fresh) next.delete(symbol);
    for (const symbol of stale) next.add(symbol);
    return { stale: next };
  });
}
