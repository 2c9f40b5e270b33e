import { createStore } from 'zustand/vanilla';
import type { JsonValue } from '#shared/contract/requests.ts';

interface LayoutState {
  /** The layout this window was saved with; null for a new window. Set before the desk counts as open. */
  readonly saved: JsonValue | null;
}

export const layoutStore = createStore<LayoutState>(() => ({ saved: null }));
