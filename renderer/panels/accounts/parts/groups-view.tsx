import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { JsonValue } from '#shared/contract/requests.ts';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import type { AccountGroup } from '#renderer/stores/account-groups.ts';
import {
  ACCOUNT_GROUPS_SETTING,
  addGroup,
  MAX_GROUP_NAME,
  parseAccountGroups,
  removeGroup,
  replaceGroup,
} from '#renderer/stores/account-groups.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';

/** Groups of accounts that the ticket offers by name. A group sends nothing: each of its accounts gets its own order. */
export const GroupsView: FC = () => {
  const { t } = useTranslation('accounts');
  const saved = useStore(settingsStore, ({ values }) => values[ACCOUNT_GROUPS_SETTING]);
  const groups = parseAccountGroups(saved);
  const save = (changed: readonly AccountGroup[]): void =>
    saveSetting(ACCOUNT_GROUPS_SETTING, changed as unknown as JsonValue);
  return (
    <div className="account-groups">
      <p className="account-form__hint">{t('groups.hint')}</p>
      {groups.map((group) => (
        <GroupCard
          key={group.id}
          group={group}
          onChange={(changed) => save(replaceGroup(groups, changed))}
          onRemove={() => save(removeGroup(groups, group.id))}
        />
      ))}
      <NewGroup groups={groups} onAdd={(name) => save(addGroup(groups, { name, accountIds: [] }).groups)} />
    </div>
  );
};

interface GroupCardProps {
  readonly group: AccountGroup;
  readonly onChange: (group: AccountGroup) => void;
  readonly onRemove: () => void;
}

const GroupCard: FC<GroupCardProps> = ({ group, onChange, onRemove }) => {
  const { t } = useTranslation('accounts');
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const [name, setName] = useState(group.name);
  const members = new Set(group.accountIds);
  const put = (accountId: AccountGroup['accountIds'][number], isMember: boolean): void => {
    const others = group.accountIds.filter((other) => other !== accountId);
    onChange({ ...group, accountIds: isMember ? [...others, accountId] : others });
  };
  const rename = (): void => {
    if (name.trim() === '') setName(group.name);
    else if (name.trim() !== group.name) onChange({ ...group, name: name.trim() });
  };
  return (
    <fieldset className="account-group">
      <legend className="visually-hidden">{group.name}</legend>
      <div className="account-group__head">
        <div className="input">
          <input
            className="input__text"
            aria-label={t('groups.name')}
            maxLength={MAX_GROUP_NAME}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
          />
        </div>
        <span className="muted">{t('groups.members', { count: members.size })}</span>
        <Button size="small" tone="ghost" onClick={onRemove}>
          {t('groups.remove')}
        </Button>
      </div>
      {accounts.map((account) => (
        <label key={account.accountId} className="account-group__member">
          <input
            type="checkbox"
            checked={members.has(account.accountId)}
            onChange={(event) => put(account.accountId, event.target.checked)}
          />
          <AccountDot color={account.color} />
          <EnvironmentBadge environment={account.environment} />
          <span>{accountName(account, t)}</span>
          <span className="muted">{account.accountNumber}</span>
        </label>
      ))}
    </fieldset>
  );
};

interface NewGroupProps {
  readonly groups: readonly AccountGroup[];
  readonly onAdd: (name: string) => void;
}

const NewGroup: FC<NewGroupProps> = ({ groups, onAdd }) => {
  const { t } = useTranslation('accounts');
  const [name, setName] = useState('');
  const isTaken = groups.some((group) => group.name === name.trim());
  const canAdd = name.trim() !== '' && !isTaken;
  return (
    <form
      className="account-groups__new"
      onSubmit={(event) => {
        event.preventDefault();
        if (!canAdd) return;
        onAdd(name.trim());
        setName('');
      }}
    >
      <div className="input">
        <input
          className="input__text"
          aria-label={t('groups.newName')}
          placeholder={t('groups.newName')}
          maxLength={MAX_GROUP_NAME}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <Button type="submit" disabled={!canAdd}>
        {t('groups.add')}
      </Button>
      {isTaken && (
        <p className="field__error" role="alert">
          {t('groups.taken')}
        </p>
      )}
    </form>
  );
};
