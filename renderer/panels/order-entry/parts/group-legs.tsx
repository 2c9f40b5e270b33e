import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { parseAccountGroups, ACCOUNT_GROUPS_SETTING } from '#renderer/stores/account-groups.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { legWarnings } from '../group/group-readiness.ts';
import type { GroupState, Leg } from '../group/group-state.ts';
import { isSending, legOf, resendOf } from '../group/group-state.ts';
import type { GroupTicket } from '../group/group-ticket.ts';
import { isMixed, outcomeWords } from '../group/group-words.ts';
import { ownProblems } from '../group/merge-previews.ts';
import { unitOf } from '../unit.ts';
import { maxQuantityOf } from './cost-rows.tsx';

interface GroupLegsProps {
  readonly group: GroupTicket;
  readonly state: GroupState;
  /** What is ordered. */
  readonly symbol: InstrumentSymbol | null;
}

/** The accounts of the desk to choose from, and for each that is chosen what its order meets and what became of it. */
export const GroupLegs: FC<GroupLegsProps> = ({ group, state, symbol }) => {
  const { t } = useTranslation('order-entry');
  const accounts = useStore(accountsStore, (held) => held.accounts);
  const chosen = state.legs.map(({ accountId }) => accountId);
  const put = (accountId: AccountId, isChosen: boolean): void =>
    group.choose(isChosen ? [...chosen, accountId] : chosen.filter((other) => other !== accountId));
  const targets = accounts.filter(({ accountId }) => chosen.includes(accountId));
  return (
    <section className="group-legs" aria-label={t('group.accounts')}>
      <SavedGroups group={group} accounts={accounts} isLocked={isSending(state)} />
      {isMixed(targets) && (
        <p className="ticket__problem" role="status">
          {t('group.mixed')}
        </p>
      )}
      {accounts
        .filter(({ accountId, isEnabled }) => isEnabled || chosen.includes(accountId))
        .map((account) => (
          <LegRow
            key={account.accountId}
            {...{ group, state, symbol, account }}
            leg={legOf(state, account.accountId) ?? null}
            onChoose={(isChosen) => put(account.accountId, isChosen)}
          />
        ))}
    </section>
  );
};

interface SavedGroupsProps {
  readonly group: GroupTicket;
  readonly accounts: readonly AccountSummary[];
  readonly isLocked: boolean;
}

/** Groups that were saved in the account settings, each chosen with one press. */
const SavedGroups: FC<SavedGroupsProps> = ({ group, accounts, isLocked }) => {
  const { t } = useTranslation('order-entry');
  const saved = useStore(settingsStore, ({ values }) => values[ACCOUNT_GROUPS_SETTING]);
  const known = new Set(accounts.filter(({ isEnabled }) => isEnabled).map(({ accountId }) => accountId));
  const groups = parseAccountGroups(saved).filter(({ accountIds }) => accountIds.length > 0);
  if (groups.length === 0) return null;
  return (
    <div className="group-legs__saved" role="group" aria-label={t('group.saved')}>
      {groups.map(({ id, name, accountIds }) => (
        <Button
          key={id}
          size="small"
          disabled={isLocked}
          onClick={() => group.choose(accountIds.filter((accountId) => known.has(accountId)))}
        >
          {name}
        </Button>
      ))}
    </div>
  );
};

interface LegRowProps extends GroupLegsProps {
  readonly account: AccountSummary;
  /** Null: the account is not chosen. */
  readonly leg: Leg | null;
  readonly onChoose: (isChosen: boolean) => void;
}

const LegRow: FC<LegRowProps> = ({ group, state, symbol, account, leg, onChoose }) => {
  const { t } = useTranslation('order-entry');
  const { gate } = account.condition;
  const max = leg === null ? null : maxQuantityOf(leg.preview);
  return (
    <div
      className="group-leg"
      data-account={account.accountId}
      data-account-color={account.color}
      data-chosen={leg !== null}
    >
      <label className="group-leg__head">
        <input
          type="checkbox"
          checked={leg !== null}
          disabled={isSending(state)}
          onChange={(event) => onChoose(event.target.checked)}
        />
        <AccountDot color={account.color} />
        <EnvironmentBadge environment={account.environment} />
        <span className="group-leg__name" title={accountName(account, t)}>
          {accountName(account, t)}
        </span>
        {max !== null && (
          <span className="group-leg__max">
            {t('group.max', { quantity: t(unitOf(symbol), { quantity: formatQuantity(max) }) })}
          </span>
        )}
      </label>
      {leg !== null && gate.state === 'blocked' && (
        <p className="group-leg__problem" role="status">
          {t(`blocker.gate.${gate.reason}`)}
        </p>
      )}
      {leg !== null && <LegVerdict {...{ group, state, symbol, leg }} />}
      {leg !== null && leg.submission.phase !== 'idle' && <LegOutcome {...{ group, state, symbol, leg }} />}
    </div>
  );
};

interface LegProps extends GroupLegsProps {
  readonly leg: Leg;
}

/** What core's check says of this account's order. */
const LegVerdict: FC<LegProps> = ({ group, state, leg }) => {
  const { t } = useTranslation('order-entry');
  return (
    <>
      {ownProblems(leg, state).map(({ error }) => (
        <p key={error.code} className="group-leg__problem" role="alert">
          {errorText(error, t)}
        </p>
      ))}
      {leg.preview.phase === 'failed' && (
        <p className="ticket__hint">
          {t('previewFailed')} {errorText(leg.preview.error, t)}
        </p>
      )}
      {legWarnings(leg).map((warning) => (
        <label key={warning.code} className="ticket__warning">
          <input
            type="checkbox"
            checked={leg.accepted.includes(warning.code)}
            onChange={(event) =>
              group.dispatch({
                type: 'warningAccepted',
                accountId: leg.accountId,
                code: warning.code,
                isAccepted: event.target.checked,
              })
            }
          />
          <span>
            {errorText(warning, t)} <b>{t('accept')}</b>
          </span>
        </label>
      ))}
    </>
  );
};

/** What became of this account's order, followed as it goes on. */
const LegOutcome: FC<LegProps> = ({ group, state, leg }) => {
  const { t } = useTranslation('order-entry');
  const { submission } = leg;
  const id =
    submission.phase === 'answered' && submission.outcome.kind === 'order'
      ? submission.outcome.order.clientOrderId
      : null;
  const order = useStore(ordersStore, ({ byId }) => (id === null ? undefined : byId.get(id)));
  if (submission.phase === 'idle') return null;
  if (submission.phase === 'sending') {
    return (
      <p className="group-leg__outcome" data-tone="sending" role="status">
        {t('blocker.sending')}
      </p>
    );
  }
  const { tone, title, detail } = outcomeWords(submission.outcome, order ?? null, t);
  const how = resendOf(leg);
  const isSameDraft = state.pressedAt !== null;
  return (
    <div className="group-leg__outcome" data-tone={tone} role={tone === 'good' ? 'status' : 'alert'}>
      <b>{title}</b>
      {detail !== null && <span>{detail}</span>}
      {how !== null && isSameDraft && (
        <Button size="small" onClick={() => group.resend(leg.accountId)}>
          {t(`group.resend.${how}`)}
        </Button>
      )}
    </div>
  );
};
