import { createStore } from 'zustand/vanilla';
import type { AccountId } from '#shared/domain/account.ts';

interface ArmingState {
  /** The real account that the trader is asked to arm for today; null: the question is not open. */
  readonly accountId: AccountId | null;
}

export const armingStore = createStore<ArmingState>(() => ({ accountId: null }));

/** Opens the question whether to trade real money on this account today. It arms nothing by itself. */
export function askToArm(accountId: AccountId): void {
  armingStore.setState({ accountId });
}

export function closeArming(): void {
  armingStore.setState({ accountId: null });
}
