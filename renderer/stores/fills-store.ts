import { createStore } from 'zustand/vanilla';
import type { AccountId } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';

interface FillsState {
  /** Today's fills per account by `fillId`, in the order they became known. */
  readonly byAccount: ReadonlyMap<AccountId, ReadonlyMap<string, Fill>>;
}

export const fillsStore = createStore<FillsState>(() => ({ byAccount: new Map() }));

/** The same fill twice counts once. */
export function applyFill(fill: Fill): void {
  fillsStore.setState(({ byAccount }) => {
    const fills = new Map(byAccount.get(fill.accountId)).set(fill.fillId, fill);
    return { byAccount: new Map(byAccount).set(fill.accountId, fills) };
  });
}

export function setFills(accountId: AccountId, fills: readonly Fill[]): void {
  fillsStore.setState(({ byAccount }) => ({
    byAccount: new Map(byAccount).set(accountId, new Map(fills.map((fill) => [fill.fillId, fill]))),
  }));
}

/** Returns the account's fills of today, newest first. */
export function fillsOf(state: FillsState, accountId: AccountId | null): readonly Fill[] {
  const fills = accountId === null ? undefined : state.byAccount.get(accountId);
  return [...(fills?.values() ?? [])].toSorted((a, b) => b.eventTime - a.eventTime);
}
