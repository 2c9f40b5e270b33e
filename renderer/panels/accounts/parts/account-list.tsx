import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountLabel } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { isUnsaved } from '../limits-draft.ts';
import { limitsDraftsStore } from '../limits-drafts-store.ts';
import { groupByOwner, stateKeyOf, stateToneOf } from '../view-model.ts';

interface AccountListProps {
  readonly accounts: readonly AccountSummary[];
  readonly chosenId: AccountId | null;
  readonly onChoose: (accountId: AccountId) => void;
  readonly onAdd: () => void;
}

/** All accounts under their owners; the chosen one is shown beside. */
export const AccountList: FC<AccountListProps> = ({ accounts, chosenId, onChoose, onAdd }) => {
  const { t } = useTranslation('accounts');
  return (
    <nav className="account-list" aria-label={t('list')}>
      {groupByOwner(accounts).map(({ owner, accounts: owned }) => (
        <section key={owner} className="account-list__owner">
          <h3>
            <span>{owner === '' ? t('noOwner') : owner}</span>
            <span className="muted">{t('count', { count: owned.length })}</span>
          </h3>
          {owned.map((account) => (
            <AccountRow
              key={account.accountId}
              account={account}
              isChosen={account.accountId === chosenId}
              onChoose={() => onChoose(account.accountId)}
            />
          ))}
        </section>
      ))}
      <Button className="account-list__add" onClick={onAdd}>
        {t('add.open')}
      </Button>
    </nav>
  );
};

interface AccountRowProps {
  readonly account: AccountSummary;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

const AccountRow: FC<AccountRowProps> = ({ account, isChosen, onChoose }) => {
  const { t } = useTranslation('accounts');
  const draft = useStore(limitsDraftsStore, ({ byAccount }) => byAccount.get(account.accountId));
  const isLeftOpen = draft !== undefined && isUnsaved(draft, account.limits);
  return (
    <button
      type="button"
      className="account-row"
      data-account-color={account.color}
      data-enabled={account.isEnabled}
      aria-current={isChosen}
      onClick={onChoose}
    >
      <AccountDot color={account.color} />
      <span className="account-row__label">
        {accountLabel(account, t)}
        {isLeftOpen && <em title={t('limits.unsaved')}> ●</em>}
      </span>
      <EnvironmentBadge environment={account.environment} />
      <span className="account-row__broker">
        {account.environment !== 'embedded' && t(`app:broker.${account.broker}`)} {account.accountNumber}
      </span>
      <span className="account-row__state" data-state={stateToneOf(account)}>
        {t(stateKeyOf(account))}
      </span>
    </button>
  );
};
