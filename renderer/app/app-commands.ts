import { THEMES } from '#shared/contract/vocabulary.ts';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { askToArm } from '#renderer/stores/arming-store.ts';
import type { Command } from '#renderer/stores/commands.ts';
import { connectionStore } from '#renderer/stores/connection-store.ts';
import { settingsStore, THEME_SETTING, themeOf } from '#renderer/stores/settings-store.ts';
import { applyDefaultLayout } from './default-layout.ts';
import { openDialog, setPaletteOpen } from './dialogs/dialog-store.ts';
import { HALT_ALL_SHORTCUT, haltAll } from './halt-all.ts';
import { hasHaltPage, openHaltPage } from './halt-page.ts';
import { openNewWindow } from './new-window.ts';
import { closeActivePanel, moveToGroup, moveToTab, toggleMaximized } from './workspace/dock-keys.ts';
import { showAccounts, showAllAccounts } from './workspace/show-accounts.ts';
import { workspaceStore } from './workspace/workspace-store.ts';

/** What the window itself can do. */
export function appCommands(): readonly Command[] {
  return [
    {
      id: 'app.palette',
      titleKey: 'app:command.palette',
      shortcut: '$mod+k',
      run: () => setPaletteOpen(true),
    },
    { id: 'app.search', titleKey: 'app:command.search', shortcut: '/', run: () => setPaletteOpen(true) },
    dialogCommand('halt', '$mod+Shift+x', () => !isHalted()),
    {
      id: 'app.haltAll',
      titleKey: 'safety:haltAll.button',
      shortcut: HALT_ALL_SHORTCUT,
      run: () => void haltAll(),
    },
    {
      id: 'app.haltPage',
      titleKey: 'safety:haltAll.page',
      shortcut: null,
      run: () => void openHaltPage(),
      isEnabled: hasHaltPage,
    },
    {
      id: 'app.haltReport',
      titleKey: 'safety:report.title',
      shortcut: null,
      run: () => openDialog('haltReport'),
    },
    dialogCommand('resume', null, isHalted),
    dialogCommand('notices', null),
    { id: 'app.accounts', titleKey: 'app:command.accounts', shortcut: null, run: showAccounts },
    { id: 'app.allAccounts', titleKey: 'app:command.allAccounts', shortcut: null, run: showAllAccounts },
    {
      id: 'app.arm',
      titleKey: 'app:command.arm',
      shortcut: null,
      run: askToArmActive,
      isEnabled: () => gateReason() === 'notArmed',
    },
    dialogCommand('settings', '$mod+,'),
    dialogCommand('keys', 'Shift+?'),
    dialogCommand('about', null),
    { id: 'app.theme', titleKey: 'app:command.theme', shortcut: null, run: toggleTheme },
    {
      id: 'app.newWindow',
      titleKey: 'app:command.newWindow',
      shortcut: null,
      run: () => void openNewWindow(),
    },
    dockCommand('nextGroup', 'F6', () => moveToGroup(1)),
    dockCommand('previousGroup', 'Shift+F6', () => moveToGroup(-1)),
    dockCommand('nextTab', 'Control+]', () => moveToTab(1)),
    dockCommand('previousTab', 'Control+[', () => moveToTab(-1)),
    dockCommand('maximize', 'Control+Shift+Enter', toggleMaximized),
    dockCommand('closePanel', 'Alt+w', closeActivePanel),
    { id: 'app.resetLayout', titleKey: 'app:command.resetLayout', shortcut: null, run: resetLayout },
  ];
}

function dialogCommand(
  name: Parameters<typeof openDialog>[0],
  shortcut: string | null,
  isEnabled: () => boolean = () => true,
): Command {
  return {
    id: `app.${name}`,
    titleKey: `app:command.${name}`,
    shortcut,
    run: () => openDialog(name),
    isEnabled,
  };
}

function dockCommand(name: string, shortcut: string, run: () => void): Command {
  return { id: `app.${name}`, titleKey: `app:command.${name}`, shortcut, run };
}

function isHalted(): boolean {
  return gateReason() === 'halted';
}

function gateReason(): string | null {
  const gate = activeAccount(accountsStore.getState())?.condition.gate;
  return gate?.state === 'blocked' ? gate.reason : null;
}

function askToArmActive(): void {
  const account = activeAccount(accountsStore.getState());
  if (account !== null) askToArm(account.accountId);
}

function toggleTheme(): void {
  const current = themeOf(settingsStore.getState());
  saveSetting(THEME_SETTING, THEMES.find((theme) => theme !== current) ?? current);
}

function resetLayout(): void {
  const { api } = workspaceStore.getState();
  api?.clear();
  if (api !== null) applyDefaultLayout(api, connectionStore.getState().windowId);
}
