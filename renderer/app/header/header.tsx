import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { noticesStore, unseenCount } from '#renderer/stores/notices-store.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { Menu } from '#renderer/ui/menu.tsx';
import { openDialog, setPaletteOpen } from '../dialogs/dialog-store.ts';
import { shortcutText } from '../key-hint.tsx';
import { hasHaltPage, openHaltPage } from '../halt-page.ts';
import { openNewWindow } from '../new-window.ts';
import { showAccounts, showAllAccounts } from '../workspace/show-accounts.ts';
import { AccountSwitch } from './account-switch.tsx';
import { AccountTotals } from './account-totals.tsx';
import { DataAgeChip, SessionChip } from './chips.tsx';
import { HaltReportButton, KillButton } from './kill-button.tsx';
import './header.css';

export const Header: FC = () => {
  const { t } = useTranslation();
  return (
    <header className="header">
      <span className="brand" aria-label="Hoga">
        Ho<i>ga</i>
      </span>
      <AccountSwitch />
      <AccountTotals />
      <SessionChip />
      <DataAgeChip />
      <button type="button" className="chip chip--button" onClick={() => setPaletteOpen(true)}>
        <span>{shortcutText('$mod+k')}</span>
        <span className="chip__text">{t('header.palette')}</span>
      </button>
      <NoticesButton />
      <MainMenu />
      <HaltReportButton />
      <KillButton />
    </header>
  );
};

const NoticesButton: FC = () => {
  const { t } = useTranslation();
  const unseen = useStore(noticesStore, unseenCount);
  return (
    <IconButton
      className="notices-button"
      label={t('header.notices', { count: unseen })}
      onClick={() => openDialog('notices')}
    >
      <BellIcon />
      {unseen > 0 && <span className="notices-button__count">{Math.min(99, unseen)}</span>}
    </IconButton>
  );
};

const BellIcon: FC = () => (
  <svg width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
    <path
      d="M3.5 11.5h9c-1-1-1.2-2-1.2-4a3.3 3.3 0 0 0-6.6 0c0 2-.2 3-1.2 4zM6.6 13.5h2.8"
      strokeWidth="1.3"
    />
  </svg>
);

const MainMenu: FC = () => {
  const { t } = useTranslation();
  return (
    <Menu
      align="end"
      trigger={<IconButton label={t('header.menu')}>☰</IconButton>}
      entries={[
        { id: 'window', label: t('command.newWindow'), onSelect: () => void openNewWindow() },
        { id: 'line', isSeparator: true },
        { id: 'accounts', label: t('command.accounts'), onSelect: showAccounts },
        { id: 'all-accounts', label: t('command.allAccounts'), onSelect: showAllAccounts },
        { id: 'settings', label: t('command.settings'), onSelect: () => openDialog('settings') },
        { id: 'keys', label: t('command.keys'), onSelect: () => openDialog('keys') },
        ...(hasHaltPage()
          ? [{ id: 'haltPage', label: t('safety:haltAll.page'), onSelect: () => void openHaltPage() }]
          : []),
        { id: 'about', label: t('command.about'), onSelect: () => openDialog('about') },
      ]}
    />
  );
};
