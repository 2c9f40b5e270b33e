import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { openDialog } from '../dialogs/dialog-store.ts';

/** 전량취소 · 정지. Once trading is halted it is the way back. */
export const KillButton: FC = () => {
  const { t } = useTranslation();
  const account = useStore(accountsStore, activeAccount);
  const gate = account?.condition.gate;
  const isHalted = gate?.state === 'blocked' && gate.reason === 'halted';
  return (
    <Button
      tone={isHalted ? 'accent' : 'danger'}
      className="kill"
      disabled={account === null}
      onClick={() => openDialog(isHalted ? 'resume' : 'halt')}
    >
      {t(isHalted ? 'header.resume' : 'header.halt')}
    </Button>
  );
};
