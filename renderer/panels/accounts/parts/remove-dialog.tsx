import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { request } from '#renderer/bridge/requests.ts';
import { isWorking, ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { errorText } from '#renderer/ui/error-text.ts';

interface RemoveDialogProps {
  readonly account: AccountSummary;
  readonly onClose: () => void;
}

/** Asks before an account goes, and says why it cannot while orders of it may still fill. */
export const RemoveDialog: FC<RemoveDialogProps> = ({ account, onClose }) => {
  const { t } = useTranslation('accounts');
  const orders = useStore(ordersStore);
  const [isBusy, setIsBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const working = ordersOf(orders, account.accountId).filter(isWorking).length;

  const remove = async (): Promise<void> => {
    setIsBusy(true);
    const reply = await request('profiles.remove', { accountId: account.accountId });
    setIsBusy(false);
    if (reply.ok) onClose();
    else setRefusal(errorText(reply.error, t));
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="narrow"
      title={t('remove.title')}
      description={t('remove.text')}
      footer={
        <>
          <Button onClick={onClose}>{t('remove.keep')}</Button>
          <Button tone="danger" disabled={working > 0} isBusy={isBusy} onClick={() => void remove()}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      <p className="remove-account" data-account-color={account.color}>
        <AccountDot color={account.color} />
        <EnvironmentBadge environment={account.environment} />
        <b>{accountName(account, t)}</b>
        <span className="muted">{account.accountNumber}</span>
      </p>
      <ul className="plain-list">
        <li>{t('remove.effectKeys')}</li>
        <li>{t('remove.effectLedger')}</li>
      </ul>
      {working > 0 && (
        <p className="account-form__refusal" role="alert">
          {t('remove.working', { count: working })}
        </p>
      )}
      {refusal !== null && (
        <p className="account-form__refusal" role="alert">
          {refusal}
        </p>
      )}
    </Dialog>
  );
};
