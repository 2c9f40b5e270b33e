import { createStore } from 'zustand/vanilla';
import type { ClientOrderId } from '#shared/domain/order.ts';

interface ResolvingState {
  /** The order that the trader is asked about; null: the question is not open. */
  readonly clientOrderId: ClientOrderId | null;
}

export const resolvingStore = createStore<ResolvingState>(() => ({ clientOrderId: null }));

/** Opens the question whether an order of unknown outcome was never accepted. It declares nothing by itself. */
export function askToResolve(clientOrderId: ClientOrderId): void {
  resolvingStore.setState({ clientOrderId });
}

export function closeResolving(): void {
  resolvingStore.setState({ clientOrderId: null });
}
