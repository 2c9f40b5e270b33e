import { createStore } from 'zustand/vanilla';
import type { AccountCondition } from '#shared/contract/events.ts';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';

interface AccountsState {
  readonly accounts: readonly AccountSummary[];
  /** The account this window trades on; null while there is none. */
  readonly activeAccountId: AccountId | null;
}

export const accountsStore = createStore<AccountsState>(() => ({ accounts: [], activeAccountId: null }));

/** Replaces the accounts; the active one stays if it is still there, else the first that can trade is taken. */
export function setAccounts(accounts: readonly AccountSummary[]): void {
  accountsStore.setState(({ activeAccountId }) => {
    const isKept = accounts.some(({ accountId }) => accountId === activeAccountId);
    return {
      accounts,
      activeAccountId: isKept ? activeAccountId : (firstUsable(accounts)?.accountId ?? null),
    };
  });
}

export function setActiveAccount(accountId: AccountId): void {
  accountsStore.setState(({ accounts }) =>
    accounts.some((account) => account.accountId === accountId) ? { activeAccountId: accountId } : {},
  );
}

export function applyCondition(accountId: AccountId, condition: AccountCondition): void {
  accountsStore.setState(({ accounts }) => ({
    accounts: accounts.map((account) =>
      account.accountId === accountId ? { ...account, condition } : account,
    ),
  }));
}

export function activeAccount(state: AccountsState): AccountSummary | null {
  return state.accounts.find(({ accountId }) => accountId === state.activeAccountId) ?? null;
}

/** Whether market data comes: some account is connected; one is on its way; or nobody will bring any. */
export type MarketLink = 'there' | 'coming' | 'none';

export function marketLinkOf({ accounts }: AccountsState): MarketLink {
  const phases = accounts.map(({ condition }) => condition.phase);
  if (phases.includes('online')) return 'there';
  return phases.some((phase) => COMING.has(phase)) ? 'coming' : 'none';
}

const COMING: ReadonlySet<AccountCondition['phase']> = new Set([
  'authenticating',
  'connecting',
  'waitingToRetry',
]);

function firstUsable(accounts: readonly AccountSummary[]): AccountSummary | undefined {
  return accounts.find(({ condition }) => condition.phase === 'online') ?? accounts[0];
}
