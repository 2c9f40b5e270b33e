import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore, activeAccount, setActiveAccount } from '#renderer/stores/accounts-store.ts';
import { Menu } from '#renderer/ui/menu.tsx';
import { showAccounts, showAllAccounts } from '../workspace/show-accounts.ts';
import { AccountBadge } from './account-badge.tsx';

/** The account this window trades on, and the menu to change it. */
export const AccountSwitch: FC = () => {
  const { t } = useTranslation();
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const active = useStore(accountsStore, activeAccount);
  return (
    <Menu
      trigger={
        <button type="button" className="account-switch" aria-label={t('header.account')}>
          {active === null ? (
            <span>{t('header.noAccount')}</span>
          ) : (
            <>
              <AccountBadge account={active} />
              <span className="account-switch__number">{active.accountNumber}</span>
            </>
          )}
          <span aria-hidden="true">▾</span>
        </button>
      }
      entries={[
        ...accounts.map((account) => ({
          id: account.accountId,
          label: (
            <>
              <AccountBadge account={account} />
              <span className="muted">{account.accountNumber}</span>
            </>
          ),
          isChecked: account.accountId === active?.accountId,
          onSelect: () => setActiveAccount(account.accountId),
        })),
        { id: 'line', isSeparator: true },
        { id: 'all', label: t('command.allAccounts'), onSelect: showAllAccounts },
        { id: 'manage', label: t('header.manageAccounts'), onSelect: showAccounts },
      ]}
    />
  );
};
