import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { isWorking, ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { HALT_ALL_SHORTCUT, haltAll } from '../halt-all.ts';
import { shortcutText } from '../key-hint.tsx';
import { closeDialog } from './dialog-store.ts';

/** 전량취소 · 정지: says what will happen and to how many orders, then does it with one press. */
export const HaltDialog: FC = () => {
  const { t } = useTranslation();
  const account = useStore(accountsStore, activeAccount);
  const orders = useStore(ordersStore);
  const [isBusy, setIsBusy] = useState(false);
  // One press is one command: trying again after a failure repeats it under the same id.
  const [requestId] = useState(newRequestId);
  const [allRequestId] = useState(newRequestId);
  const isOneOfSeveral = useStore(accountsStore, ({ accounts }) => accounts.length > 1);
  if (account === null) return null;
  const working = ordersOf(orders, account.accountId).filter(isWorking).length;

  const halt = async (): Promise<void> => {
    setIsBusy(true);
    const reply = await requestWithNotice('trading.halt', { requestId, accountId: account.accountId });
    setIsBusy(false);
    if (reply.ok) closeDialog();
  };

  return (
    <Dialog
      isOpen
      onClose={closeDialog}
      size="narrow"
      title={t('halt.title')}
      description={t('halt.text', { account: account.label })}
      footer={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          {isOneOfSeveral && (
            <Button tone="danger" onClick={() => void haltAll(allRequestId)}>
              {t('safety:haltAll.button')}
            </Button>
          )}
          <Button tone="danger" isBusy={isBusy} autoFocus onClick={() => void halt()}>
            {t('halt.confirm', { working })}
          </Button>
        </>
      }
    >
      <ul className="plain-list">
        <li>{t('halt.effectCancel', { working })}</li>
        <li>{t('halt.effectBlock')}</li>
        <li>{t('halt.effectResume')}</li>
        <li className="muted">{t('safety:haltAll.hint', { key: shortcutText(HALT_ALL_SHORTCUT) })}</li>
      </ul>
    </Dialog>
  );
};

/** Lets the account trade again. */
export const ResumeDialog: FC = () => {
  const { t } = useTranslation();
  const account = useStore(accountsStore, activeAccount);
  const [isBusy, setIsBusy] = useState(false);
  if (account === null) return null;

  const resume = async (): Promise<void> => {
    setIsBusy(true);
    const reply = await requestWithNotice('trading.resume', { accountId: account.accountId });
    setIsBusy(false);
    if (reply.ok) closeDialog();
  };

  return (
    <Dialog
      isOpen
      onClose={closeDialog}
      size="narrow"
      title={t('resume.title')}
      description={t('resume.text', { account: account.label })}
      footer={
        <>
          <Button onClick={closeDialog}>{t('cancel')}</Button>
          <Button tone="accent" isBusy={isBusy} autoFocus onClick={() => void resume()}>
            {t('resume.confirm')}
          </Button>
        </>
      }
    />
  );
};
