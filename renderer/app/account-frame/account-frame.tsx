import type { FC } from 'react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import './account-frame.css';

/**
 * The account this window trades on, over everything and around the whole window: in words, in the account's colour, and
 * solid red when money is real, hatched when it is not.
 */
export const AccountFrame: FC = () => {
  const { t } = useTranslation();
  const account = useStore(accountsStore, activeAccount);
  const name = account === null ? null : accountName(account, t);
  const environment = account === null ? '' : t(`ui:environment.${account.environment}`);
  useEffect(() => {
    document.title = name === null ? 'Hoga' : `${environment} · ${name} – Hoga`;
  }, [name, environment]);
  if (account === null) return <div />;
  return (
    <section
      className="account-frame"
      aria-label={t('frame.label')}
      data-environment={account.environment}
      data-account-color={account.color}
    >
      <EnvironmentBadge environment={account.environment} className="account-frame__badge" />
      <AccountDot color={account.color} />
      <b className="account-frame__name">{name}</b>
      <span className="account-frame__number">
        {account.environment !== 'embedded' && t(`broker.${account.broker}`)} {account.accountNumber}
      </span>
      <span className="account-frame__meaning">{t(`frame.${account.environment}`)}</span>
      <i className="account-frame__edge" aria-hidden="true" />
    </section>
  );
};
