import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { groupBlocker } from '../group/group-readiness.ts';
import type { GroupState } from '../group/group-state.ts';
import type { GroupTicket } from '../group/group-ticket.ts';
import { readGroupFacts } from '../group/use-group-ticket.ts';
import type { TicketState } from '../ticket-state.ts';
import { submitText } from '../view-model.ts';
import { submitWords } from './submit-button.tsx';

interface GroupSubmitProps {
  readonly group: GroupTicket;
  readonly state: GroupState;
  readonly ticket: TicketState;
}

/** Says how many accounts get which order, or what is missing for that; pressed, sends one order to each. */
export const GroupSubmit: FC<GroupSubmitProps> = ({ group, state, ticket }) => {
  const { t } = useTranslation('order-entry');
  const accounts = useStore(accountsStore, (held) => held.accounts);
  useStore(connectionStore);
  const blocker = groupBlocker(ticket, state, readGroupFacts());
  const { mode } = ticket.draft;
  const order = submitText(ticket.draft, null, submitWords(t, ticket.draft.symbol)) ?? t(`action.${mode}`);
  const chosen = new Set(state.legs.map(({ accountId }) => accountId));
  const realCount = accounts.filter(
    ({ accountId, environment }) => chosen.has(accountId) && environment === 'real',
  ).length;
  return (
    <div className="ticket__submit">
      <Button
        tone={mode === 'sell' ? 'sell' : 'buy'}
        size="large"
        className="ticket__button"
        disabled={blocker !== null}
        isBusy={blocker === 'sending'}
        data-submit=""
        onClick={() => group.press()}
      >
        {realCount > 0 && <em>{t('group.real', { count: realCount })}</em>}
        {t('group.submit', { count: state.legs.length, order })}
        <kbd aria-hidden="true">⏎</kbd>
      </Button>
      {blocker !== null && (
        <p className="ticket__blocker" role="status">
          {t(`blocker.${blocker}`)}
        </p>
      )}
      {blocker === 'groupSent' && (
        <Button size="small" onClick={() => group.dispatch({ type: 'resultsDismissed' })}>
          {t('group.again')}
        </Button>
      )}
    </div>
  );
};
