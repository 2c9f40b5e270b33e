import { useEffect, useState } from 'react';
import { pageClock } from '#renderer/bridge/page-clock.ts';
import { newRequestId, request } from '#renderer/bridge/requests.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsStore } from '#renderer/stores/holdings-store.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import type { Ticket } from '../ticket.ts';
import type { GroupFacts } from './group-readiness.ts';
import { GroupTicket } from './group-ticket.ts';

/** Makes the group that may stand in for the window's one account, and keeps it in step with draft and accounts. */
export function useGroupTicket(ticket: Ticket): GroupTicket {
  const [group] = useState(
    () =>
      new GroupTicket({
        request,
        newRequestId,
        clock: pageClock,
        ticket: () => ticket.store.getState(),
        facts: readGroupFacts,
      }),
  );
  useEffect(() => () => group.dispose(), [group]);
  useEffect(() => followStores(ticket, group), [ticket, group]);
  return group;
}

export function readGroupFacts(): GroupFacts {
  return {
    accounts: accountsStore.getState().accounts,
    isDeskCurrent: isDeskCurrent(connectionStore.getState()),
  };
}

function followStores(ticket: Ticket, group: GroupTicket): () => void {
  const ends = [
    ticket.store.subscribe(({ draft }, before) => {
      if (draft !== before.draft) group.draftChanged();
    }),
    accountsStore.subscribe(({ accounts }, before) => {
      dropGoneAccounts(group);
      if (verdictKey(accounts) !== verdictKey(before.accounts)) group.checkAgain();
    }),
    holdingsStore.subscribe(() => group.checkAgain()),
    sessionsStore.subscribe(() => group.checkAgain()),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** An account that was removed takes its order with it; the others stay chosen. */
function dropGoneAccounts(group: GroupTicket): void {
  const { isOn, legs } = group.store.getState();
  const known = new Set(accountsStore.getState().accounts.map(({ accountId }) => accountId));
  const left = legs.filter(({ accountId }) => known.has(accountId)).map(({ accountId }) => accountId);
  if (isOn && left.length < legs.length) group.choose(left);
}

/** Changes when something does that an account's verdict depends on. */
function verdictKey(accounts: GroupFacts['accounts']): string {
  return JSON.stringify(
    accounts.map(({ accountId, limits, condition }) => [accountId, limits, condition.gate.state]),
  );
}
