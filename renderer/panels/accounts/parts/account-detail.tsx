import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { accountsStore, setActiveAccount } from '#renderer/stores/accounts-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import type { DetailTab } from '../view-model.ts';
import { stateKeyOf, stateToneOf } from '../view-model.ts';
import { KeySection } from './key-section.tsx';
import { LimitsForm } from './limits-form.tsx';
import { LinkSection } from './link-section.tsx';
import { ProfileSection } from './profile-section.tsx';

interface AccountDetailProps {
  readonly account: AccountSummary;
  readonly others: readonly AccountSummary[];
  readonly tab: DetailTab;
  readonly onTab: (tab: DetailTab) => void;
}

/** One account: who and what it is, its keys and its link, or its limits. */
export const AccountDetail: FC<AccountDetailProps> = ({ account, others, tab, onTab }) => {
  const { t } = useTranslation('accounts');
  const isActive = useStore(accountsStore, ({ activeAccountId }) => activeAccountId === account.accountId);
  return (
    <article
      className="account-detail"
      aria-label={accountName(account, t)}
      data-account-color={account.color}
    >
      <header className="account-detail__head">
        <AccountDot color={account.color} />
        <EnvironmentBadge environment={account.environment} />
        <b title={accountName(account, t)}>{accountName(account, t)}</b>
        <span className="account-row__state" data-state={stateToneOf(account)}>
          {t(stateKeyOf(account))}
        </span>
        {isActive ? (
          <span className="account-detail__active">{t('active')}</span>
        ) : (
          <Button size="small" onClick={() => setActiveAccount(account.accountId)}>
            {t('activate')}
          </Button>
        )}
      </header>
      <Segmented<DetailTab>
        label={t('tab.label')}
        options={[
          { value: 'profile', label: t('tab.profile') },
          { value: 'limits', label: t('tab.limits') },
        ]}
        value={tab}
        onChange={onTab}
      />
      {tab === 'limits' ? (
        <LimitsForm account={account} />
      ) : (
        <>
          <ProfileSection account={account} others={others} />
          {account.environment !== 'embedded' && <KeySection account={account} />}
          <LinkSection account={account} />
        </>
      )}
    </article>
  );
};
