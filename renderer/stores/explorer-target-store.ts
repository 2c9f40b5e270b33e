import { createStore } from 'zustand/vanilla';

/** The API that something else asks the explorer to show. */
interface ExplorerTarget {
  /** Grows with each wish, so that the same API twice is heard twice. */
  readonly id: number;
  readonly apiId: string;
}

interface ExplorerTargetState {
  readonly last: ExplorerTarget | null;
}

export const explorerTargetStore = createStore<ExplorerTargetState>(() => ({ last: null }));

/** Asks the explorer to show an API; showing the explorer itself is the caller's. */
export function targetExplorer(apiId: string): void {
  explorerTargetStore.setState(({ last }) => ({ last: { id: (last?.id ?? 0) + 1, apiId } }));
}
