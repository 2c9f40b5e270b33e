import { createStore } from 'zustand/vanilla';
import type { AccountId } from '#shared/domain/account.ts';
import type { LimitsDraft } from './limits-draft.ts';

interface LimitsDraftsState {
  /** What was filled in and not saved, per account: turning to another account loses nothing. */
  readonly byAccount: ReadonlyMap<AccountId, LimitsDraft>;
}

export const limitsDraftsStore = createStore<LimitsDraftsState>(() => ({ byAccount: new Map() }));

/** @param draft  null forgets it */
export function putLimitsDraft(accountId: AccountId, draft: LimitsDraft | null): void {
  limitsDraftsStore.setState(({ byAccount }) => {
    const next = new Map(byAccount);
    if (draft === null) next.delete(accountId);
    else next.set(accountId, draft);
    return { byAccount: next };
  });
}
