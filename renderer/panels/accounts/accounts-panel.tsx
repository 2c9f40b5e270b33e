import type { FC } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountId } from '#shared/domain/account.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState } from '#renderer/ui/states.tsx';
import { AccountDetail } from './parts/account-detail.tsx';
import { AccountList } from './parts/account-list.tsx';
import { AddAccount } from './parts/add-account.tsx';
import { GroupsView } from './parts/groups-view.tsx';
import type { PanelMemory, PanelView } from './view-model.ts';
import { parseMemory } from './view-model.ts';
import './accounts.css';

/** 계좌 설정: the accounts of all owners, their keys, limits and groups. No secret is ever typed into this window. */
export const AccountsPanel: FC<PanelProps> = ({ state, setState }) => {
  const { t } = useTranslation('accounts');
  const memory = parseMemory(state);
  const remember = (change: Partial<PanelMemory>): void => setState({ ...memory, ...change });
  return (
    <section className="account-settings" aria-label={t('title')}>
      <div className="account-settings__views">
        <Segmented<PanelView>
          label={t('view.label')}
          options={[
            { value: 'accounts', label: t('view.accounts') },
            { value: 'groups', label: t('view.groups') },
          ]}
          value={memory.view}
          onChange={(view) => remember({ view })}
        />
      </div>
      {memory.view === 'groups' ? <GroupsView /> : <AccountsView memory={memory} remember={remember} />}
    </section>
  );
};

interface AccountsViewProps {
  readonly memory: PanelMemory;
  readonly remember: (change: Partial<PanelMemory>) => void;
}

const AccountsView: FC<AccountsViewProps> = ({ memory, remember }) => {
  const { t } = useTranslation('accounts');
  const accounts = useStore(accountsStore, (state) => state.accounts);
  const activeId = useStore(accountsStore, (state) => state.activeAccountId);
  const [isAdding, setIsAdding] = useState(false);
  const detail = useRef<HTMLDivElement>(null);
  const chosenId = memory.accountId ?? activeId;
  const chosen = accounts.find(({ accountId }) => accountId === chosenId) ?? accounts[0];
  const choose = (accountId: AccountId): void => {
    setIsAdding(false);
    remember({ accountId });
    // In a narrow panel it stands under the list.
    detail.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="account-settings__body">
      <AccountList
        accounts={accounts}
        chosenId={isAdding ? null : (chosen?.accountId ?? null)}
        onChoose={choose}
        onAdd={() => setIsAdding(true)}
      />
      <div ref={detail} className="account-settings__detail">
        {isAdding && <AddAccount accounts={accounts} onAdded={choose} onCancel={() => setIsAdding(false)} />}
        {!isAdding && chosen === undefined && <EmptyState title={t('none')} hint={t('noneHint')} />}
        {!isAdding && chosen !== undefined && (
          <AccountDetail
            key={chosen.accountId}
            account={chosen}
            others={accounts.filter((account) => account !== chosen)}
            tab={memory.tab}
            onTab={(tab) => remember({ tab })}
          />
        )}
      </div>
    </div>
  );
};
