import { createStore } from 'zustand/vanilla';
import type { AccountId, CashBalance, Position } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';

/** What an account holds: positions and cash. `isLoaded` is false until the first snapshot or event of it. */
export interface Holdings {
  readonly positions: readonly Position[];
  readonly cash: CashBalance | null;
  readonly isLoaded: boolean;
  /** Why the snapshot could not be taken: what is shown is older than it should be. */
  readonly error: HogaError | null;
}

interface HoldingsState {
  readonly byAccount: ReadonlyMap<AccountId, Holdings>;
}

export const NO_HOLDINGS: Holdings = { positions: [], cash: null, isLoaded: false, error: null };

export const holdingsStore = createStore<HoldingsState>(() => ({ byAccount: new Map() }));

export function patchHoldings(accountId: AccountId, patch: Partial<Holdings>): void {
  holdingsStore.setState(({ byAccount }) => ({
    byAccount: new Map(byAccount).set(accountId, {
      ...(byAccount.get(accountId) ?? NO_HOLDINGS),
      isLoaded: true,
      ...patch,
    }),
  }));
}

export function holdingsOf(state: HoldingsState, accountId: AccountId | null): Holdings {
  return (accountId === null ? undefined : state.byAccount.get(accountId)) ?? NO_HOLDINGS;
}
