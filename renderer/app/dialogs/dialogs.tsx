import type { FC } from 'react';
import { useStore } from 'zustand';
import { AboutDialog } from './about-dialog.tsx';
import { ArmDialog } from './arm-dialog.tsx';
import { dialogStore } from './dialog-store.ts';
import type { DialogName } from './dialog-store.ts';
import { HaltDialog, ResumeDialog } from './halt-dialog.tsx';
import { HaltReportDialog } from './halt-report-dialog.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { NoticesDialog } from './notices-dialog.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import './dialogs.css';

const DIALOGS: Readonly<Record<DialogName, FC>> = {
  settings: SettingsDialog,
  about: AboutDialog,
  keys: KeysDialog,
  notices: NoticesDialog,
  halt: HaltDialog,
  haltReport: HaltReportDialog,
  resume: ResumeDialog,
};

export const Dialogs: FC = () => {
  const open = useStore(dialogStore, (state) => state.open);
  const OpenDialog = open === null ? null : DIALOGS[open];
  return (
    <>
      {OpenDialog !== null && <OpenDialog />}
      <ArmDialog />
      <ResolveDialog />
    </>
  );
};
