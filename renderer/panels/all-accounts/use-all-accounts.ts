import { useMemo } from 'react';
import { useStore } from 'zustand';
import { standingOf } from '#renderer/stores/account-standing.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { fillsOf, fillsStore } from '#renderer/stores/fills-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest, useSampledQuotes } from '#renderer/stores/hooks.ts';
import { isWorking, ordersStore } from '#renderer/stores/orders-store.ts';
import { valuedSymbols } from '#renderer/stores/portfolio.ts';
import type { AccountFacts, MergedPosition, Overview } from './view-model.ts';
import { buildOverview, mergePositions } from './view-model.ts';

interface AllAccounts {
  readonly overview: Overview;
  readonly positions: readonly MergedPosition[];
}

/** Returns all accounts as the stores have them, valued again four times a second while prices move. */
export function useAllAccounts(isVisible: boolean): AllAccounts {
  const facts = useAccountFacts();
  const symbols = useMemo(
    () =>
      valuedSymbols(
        facts.flatMap(({ holdings }) => holdings.positions),
        facts.flatMap(({ fills }) => fills),
      ),
    [facts],
  );
  useInterest(isVisible ? symbols : [], ['quote'], 'visible');
  const quotes = useSampledQuotes(symbols);
  return useMemo(() => {
    const overview = buildOverview(facts, quotes);
    return { overview, positions: mergePositions(overview.counted, quotes) };
  }, [facts, quotes]);
}

function useAccountFacts(): readonly AccountFacts[] {
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const holdings = useStore(holdingsStore);
  const fills = useStore(fillsStore);
  const orders = useStore(ordersStore);
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  return useMemo(() => {
    const working = [...orders.byId.values()].filter(isWorking);
    return accounts.map((account) => {
      const held = holdingsOf(holdings, account.accountId);
      return {
        account,
        standing: standingOf(account, held, isCurrent),
        holdings: held,
        fills: fillsOf(fills, account.accountId),
        openOrders: working.filter(({ accountId }) => accountId === account.accountId).length,
      };
    });
  }, [accounts, holdings, fills, orders, isCurrent]);
}
