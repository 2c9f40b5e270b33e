import type { FC } from 'react';
import { useStore } from 'zustand';
import { AboutDialog } from './about-dialog.tsx';
import { AccountsDialog } from './accounts-dialog.tsx';
import { dialogStore } from './dialog-store.ts';
import type { DialogName } from './dialog-store.ts';
import { HaltDialog, ResumeDialog } from './halt-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { NoticesDialog } from './notices-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import './dialogs.css';

const DIALOGS: Readonly<Record<DialogName, FC>> = {
  settings: SettingsDialog,
  accounts: AccountsDialog,
  about: AboutDialog,
  keys: KeysDialog,
  notices: NoticesDialog,
  halt: HaltDialog,
  resume: ResumeDialog,
};

export const Dialogs: FC = () => {
  const open = useStore(dialogStore, (state) => state.open);
  if (open === null) return null;
  const OpenDialog = DIALOGS[open];
  return <OpenDialog />;
};
