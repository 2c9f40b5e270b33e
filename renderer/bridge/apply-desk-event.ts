import type { DeskEvent, DeskEventEnvelope } from '#shared/contract/events.ts';
import { assertNever } from '#shared/domain/result.ts';
import { accountsStore, applyCondition, setAccounts } from '#renderer/stores/accounts-store.ts';
import { tellConditionMatch } from '#renderer/stores/condition-matches.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { applyHaltReport } from '#renderer/stores/halts-store.ts';
import { applyLink } from '#renderer/stores/links-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { sessionsStore } from '#renderer/stores/sessions-store.ts';
import { applySetting } from '#renderer/stores/settings-store.ts';
import type { AccountSync } from './account-sync.ts';
import { loadInstruments } from './load-instruments.ts';

/** Puts one event into the stores. */
export function applyDeskEvent({ sequence, event }: DeskEventEnvelope, accounts: AccountSync): void {
  switch (event.type) {
    case 'order':
    case 'fill':
    case 'positions':
    case 'cash':
      accounts.apply(sequence, event);
      return;
    case 'condition':
      applyConditionEvent(event, accounts);
      return;
    case 'accounts':
      applyAccountsEvent(event, accounts);
      return;
    case 'sessions':
      sessionsStore.setState({ sessions: event.sessions });
      return;
    case 'setting':
      applySetting(event.key, event.value);
      return;
    case 'link':
      applyLink(event.group, event.symbol);
      return;
    case 'halt-report':
      applyHaltReport(event.accountId, event.report);
      return;
    case 'instruments':
      void loadInstruments();
      return;
    case 'condition-match':
      tellConditionMatch(event);
      return;
    case 'notice':
      addNotice(event.level, event.error, deskNow());
      return;
    default:
      assertNever(event);
  }
}

/** An account that becomes ready to trade has been reconciled: what the window holds of it may be older. */
function applyConditionEvent(event: DeskEvent & { type: 'condition' }, accounts: AccountSync): void {
  const before = accountsStore.getState().accounts.find(({ accountId }) => accountId === event.accountId);
  applyCondition(event.accountId, event.condition);
  const isArmedNow = event.condition.gate.state === 'armed' && before?.condition.gate.state !== 'armed';
  if (isArmedNow) void accounts.load(event.accountId);
}

function applyAccountsEvent(event: DeskEvent & { type: 'accounts' }, accounts: AccountSync): void {
  const known = new Set(accountsStore.getState().accounts.map(({ accountId }) => accountId));
  setAccounts(event.accounts);
  for (const { accountId } of event.accounts) if (!known.has(accountId)) void accounts.load(accountId);
}
