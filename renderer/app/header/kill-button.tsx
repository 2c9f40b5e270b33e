import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { countUnsettledLegs, haltsStore } from '#renderer/stores/halts-store.ts';
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

/** 정지 보고, with the number of orders that are not over; there while an account is halted. */
export const HaltReportButton: FC = () => {
  const { t } = useTranslation('safety');
  const isHalted = useStore(haltsStore, ({ byAccount }) => byAccount.size > 0);
  const open = useStore(haltsStore, countUnsettledLegs);
  if (!isHalted) return null;
  return (
    <Button className="halt-report-button" onClick={() => openDialog('haltReport')}>
      {open === 0 ? t('report.button') : t('report.buttonOpen', { count: open })}
    </Button>
  );
};
