import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary, RequestPayload } from '#shared/contract/requests.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Field } from '#renderer/ui/field.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { AccountBadge } from '../header/account-badge.tsx';
import { closeDialog } from './dialog-store.ts';

/** Accounts of the desk: connect, disconnect, key, remove, add. No secret is ever typed into this window. */
export const AccountsDialog: FC = () => {
  const { t } = useTranslation();
  const accounts = useStore(accountsStore, (state) => state.accounts);
  return (
    <Dialog
      isOpen
      onClose={closeDialog}
      title={t('accounts.title')}
      description={t('accounts.text')}
      size="wide"
    >
      {accounts.length === 0 ? (
        <EmptyState title={t('accounts.none')} />
      ) : (
        <ul className="accounts">
          {accounts.map((account) => (
            <AccountRow key={account.accountId} account={account} />
          ))}
        </ul>
      )}
      <AddAccount />
    </Dialog>
  );
};

const AccountRow: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation();
  const [isRemoving, setIsRemoving] = useState(false);
  const { accountId, environment, condition, hasCredentials } = account;
  const isConnected = condition.phase !== 'offline' && condition.phase !== 'refused';
  return (
    <li className="accounts__row">
      <AccountBadge account={account} />
      <span className="accounts__name">
        {account.label} <span className="muted">{account.accountNumber}</span>
      </span>
      <span className={`accounts__phase accounts__phase--${condition.phase}`}>
        {t(`phase.${condition.phase}`)}
      </span>
      <span className="accounts__actions">
        {environment !== 'embedded' && (
          <Button
            size="small"
            onClick={() => void requestWithNotice('profiles.enterCredentials', { accountId })}
          >
            {t(hasCredentials ? 'accounts.replaceKey' : 'accounts.enterKey')}
          </Button>
        )}
        <Button
          size="small"
          onClick={() =>
            void requestWithNotice(isConnected ? 'profiles.disconnect' : 'profiles.connect', { accountId })
          }
        >
          {t(isConnected ? 'accounts.disconnect' : 'accounts.connect')}
        </Button>
        {environment !== 'embedded' && (
          <Button
            size="small"
            tone={isRemoving ? 'danger' : 'ghost'}
            onBlur={() => setIsRemoving(false)}
            onClick={() => {
              if (isRemoving) void requestWithNotice('profiles.remove', { accountId });
              else setIsRemoving(true);
            }}
          >
            {t(isRemoving ? 'accounts.removeSure' : 'accounts.remove')}
          </Button>
        )}
      </span>
    </li>
  );
};

type NewProfile = RequestPayload<'profiles.add'>;

const AddAccount: FC = () => {
  const { t } = useTranslation();
  const [profile, setProfile] = useState<NewProfile>({ label: '', broker: 'kiwoom', environment: 'mock' });
  const isComplete = profile.label.trim() !== '';
  const add = async (): Promise<void> => {
    const reply = await requestWithNotice('profiles.add', profile);
    if (reply.ok) setProfile({ ...profile, label: '' });
  };
  return (
    <form
      className="accounts__add"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) void add();
      }}
    >
      <h3>{t('accounts.add')}</h3>
      <Field label={t('accounts.label')} htmlFor="new-account-label">
        <div className="input">
          <input
            id="new-account-label"
            className="input__text"
            maxLength={40}
            autoComplete="off"
            value={profile.label}
            placeholder={t('accounts.labelExample')}
            onChange={(event) => setProfile({ ...profile, label: event.target.value })}
          />
        </div>
      </Field>
      <Segmented<NewProfile['broker']>
        label={t('accounts.broker')}
        options={[
          { value: 'kiwoom', label: t('broker.kiwoom') },
          { value: 'kis', label: t('broker.kis') },
        ]}
        value={profile.broker}
        onChange={(broker) => setProfile({ ...profile, broker })}
      />
      <Segmented<NewProfile['environment']>
        label={t('accounts.environment')}
        options={[
          { value: 'mock', label: t('environment.mock') },
          { value: 'real', label: t('environment.real') },
        ]}
        value={profile.environment}
        onChange={(environment) => setProfile({ ...profile, environment })}
      />
      <Button type="submit" tone="accent" disabled={!isComplete}>
        {t('accounts.addButton')}
      </Button>
    </form>
  );
};
