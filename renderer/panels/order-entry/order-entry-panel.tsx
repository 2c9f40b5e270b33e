import type { FC, KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { useInterest, useIsStale } from '#renderer/stores/hooks.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { useQuoteSlice } from '#renderer/stores/slices.ts';
import { classNames } from '#renderer/ui/class-names.ts';
import { hasModifier } from '#renderer/ui/has-modifier.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { chooseMode } from './choose-mode.ts';
import type { GroupState } from './group/group-state.ts';
import type { GroupTicket } from './group/group-ticket.ts';
import { withGroupPreview } from './group/merge-previews.ts';
import { useGroupTicket } from './group/use-group-ticket.ts';
import { AccountBanner } from './parts/account-banner.tsx';
import { ChangeForm } from './parts/change-form.tsx';
import { CostRows } from './parts/cost-rows.tsx';
import { useFieldErrors } from './parts/field-errors.tsx';
import { GroupLegs } from './parts/group-legs.tsx';
import { GroupSubmit } from './parts/group-submit.tsx';
import { HoldingRows } from './parts/holding-rows.tsx';
import { NewOrderForm } from './parts/new-order-form.tsx';
import { Result } from './parts/result.tsx';
import { SubmitButton } from './parts/submit-button.tsx';
import { TicketHead } from './parts/ticket-head.tsx';
import { Warnings } from './parts/warnings.tsx';
import { placeProblems } from './problems.ts';
import type { ReadinessFacts } from './readiness.ts';
import { blockerOf } from './readiness.ts';
import type { Ticket } from './ticket.ts';
import type { TicketState } from './ticket-state.ts';
import { isNewOrder, TICKET_MODES } from './ticket-state.ts';
import { readTicketFacts } from './ticket-facts.ts';
import { useTicketCommands } from './use-ticket-commands.ts';
import { offerLastPrice, useTicket } from './use-ticket.ts';
import './order-entry.css';
import './group.css';

/** 주문: buy, sell, amend, cancel. The only panel that sends an order, and only by its button or Enter inside it. */
export const OrderEntryPanel: FC<PanelProps> = ({ symbol, linkGroup, setSymbol, isVisible, isActive }) => {
  const { t } = useTranslation('order-entry');
  const ticket = useTicket({ symbol, linkGroup, setSymbol });
  const state = useStore(ticket.store);
  const group = useGroupTicket(ticket);
  const groupState = useStore(group.store);
  const isGroup = groupState.isOn && isNewOrder(state.draft);
  const facts = useTicketFacts(state);
  const idPrefix = useId();
  const root = useRef<HTMLDivElement>(null);
  useTicketCommands({ ticket, root, idPrefix, isActive });
  const shown = state.draft.symbol;
  const isStale = useIsStale(shown);
  useInterest(isVisible && shown !== null ? [shown] : [], ['quote'], 'focused');

  if (facts.account === null) return <EmptyState title={t('noAccount.title')} hint={t('noAccount.hint')} />;
  if (shown === null) return <EmptyState title={t('empty.title')} hint={t('empty.hint')} />;
  return (
    <div
      ref={root}
      className={classNames('ticket', `ticket--${state.draft.mode}`)}
      data-environment={isGroup ? 'group' : facts.account.environment}
      data-stale={isStale}
      onKeyDown={(event) => onTicketKey(event, ticket, isGroup ? group : ticket)}
      onFocus={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) offerLastPrice(ticket);
      }}
    >
      <AccountBanner
        account={facts.account}
        group={isNewOrder(state.draft) ? group : null}
        groupState={groupState}
      />
      <div className="ticket__body">
        <TicketHead key={shown} symbol={shown} name={facts.instrument?.name ?? shown} isStale={isStale} />
        <ModeChoice ticket={ticket} state={state} />
        {isGroup ? (
          <GroupForm {...{ ticket, state, facts, idPrefix, group, groupState }} />
        ) : (
          <TicketForm {...{ ticket, state, facts, idPrefix }} />
        )}
        <HoldingRows key={`${shown} held`} symbol={shown} accountId={facts.account.accountId} />
      </div>
    </div>
  );
};

interface TicketFormProps {
  readonly ticket: Ticket;
  readonly state: TicketState;
  readonly facts: ReadinessFacts;
  readonly idPrefix: string;
}

const TicketForm: FC<TicketFormProps> = ({ ticket, state, facts, idPrefix }) => {
  const placed = placeProblems(state, facts);
  const errorOf = useFieldErrors(placed);
  const form = { idPrefix, ticket, state, facts, errorOf };
  return (
    <>
      {isNewOrder(state.draft) ? <NewOrderForm {...form} /> : <ChangeForm {...form} />}
      {isNewOrder(state.draft) && <CostRows state={state} />}
      <Warnings ticket={ticket} state={state} formError={errorOf('form')} />
      <SubmitButton ticket={ticket} state={state} facts={facts} blocker={blockerOf(state, facts, placed)} />
      <Result ticket={ticket} state={state} />
    </>
  );
};

interface GroupFormProps extends TicketFormProps {
  readonly group: GroupTicket;
  readonly groupState: GroupState;
}

/** The same form for several accounts: costs of all of them, then each account with its own verdict and outcome. */
const GroupForm: FC<GroupFormProps> = ({ ticket, state: own, facts, idPrefix, group, groupState }) => {
  const state = withGroupPreview(own, groupState);
  const errorOf = useFieldErrors(placeProblems(state, facts));
  const formError = errorOf('form');
  return (
    <>
      <NewOrderForm {...{ idPrefix, ticket, state, facts, errorOf }} />
      <CostRows state={state} />
      {formError !== null && (
        <p className="ticket__problem" role="alert">
          {formError}
        </p>
      )}
      <GroupLegs group={group} state={groupState} symbol={own.draft.symbol} />
      <GroupSubmit group={group} state={groupState} ticket={own} />
    </>
  );
};

const HINTS = { buy: 'B', sell: 'S' } as const;

const ModeChoice: FC<{ readonly ticket: Ticket; readonly state: TicketState }> = ({ ticket, state }) => {
  const { t } = useTranslation('order-entry');
  return (
    <Segmented
      label={t('mode')}
      value={state.draft.mode}
      options={TICKET_MODES.map((mode) => ({
        value: mode,
        label: t(`action.${mode}`),
        ...(mode === 'buy' || mode === 'sell' ? { tone: mode, hint: HINTS[mode] } : {}),
      }))}
      onChange={(mode) => chooseMode(ticket, mode)}
    />
  );
};

/** What the stores say about the draft; renders again when any of it changes. Prices are read, not followed. */
function useTicketFacts(state: TicketState): ReadinessFacts {
  useStore(accountsStore);
  useStore(connectionStore);
  useStore(instrumentsStore, ({ bySymbol }) => bySymbol);
  useStore(ordersStore);
  useQuoteSlice(state.draft.symbol ?? '', limitsOf);
  return readTicketFacts(state);
}

function limitsOf(quote: { readonly upperLimit: number; readonly lowerLimit: number } | undefined): string {
  return quote === undefined ? '' : `${quote.upperLimit} ${quote.lowerLimit}`;
}

/** Enter sends from any field, Escape goes back. A button takes its own Enter. */
function onTicketKey(event: KeyboardEvent, ticket: Ticket, sender: { press: () => void }): void {
  if (event.nativeEvent.isComposing || event.defaultPrevented || hasModifier(event)) return;
  if (event.key === 'Escape') {
    ticket.dispatch({ type: 'cleared' });
    event.preventDefault();
  } else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) {
    event.preventDefault();
    if (!event.repeat) sender.press();
  }
}
