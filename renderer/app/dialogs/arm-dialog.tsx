import type { FC } from 'react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { AccountSummary } from '#shared/contract/requests.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { armingStore, closeArming } from '#renderer/stores/arming-store.ts';
import { AccountDot, EnvironmentBadge } from '#renderer/ui/account-mark.tsx';
import { accountName, accountNumberEnd } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { ArmLimits } from './arm-limits.tsx';

/** Asks once a day, for each real account, whether it is to be traded on; shown while a panel or banner has asked for it. */
export const ArmDialog: FC = () => {
  const accountId = useStore(armingStore, (state) => state.accountId);
  const account = useStore(accountsStore, ({ accounts }) =>
    accounts.find((candidate) => candidate.accountId === accountId),
  );
  return account === undefined ? null : <ArmQuestion key={account.accountId} account={account} />;
};

/** What the trader has to type so that no slip of the hand arms: the number's end, or the name while it is unknown. */
function phraseOf(account: AccountSummary): string {
  const end = accountNumberEnd(account.accountNumber);
  return end === '' ? account.label : end;
}

const ArmQuestion: FC<{ readonly account: AccountSummary }> = ({ account }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  const inputId = useId();
  const phrase = phraseOf(account);
  const isMeant = typed.trim() === phrase;

  const arm = async (): Promise<void> => {
    setIsBusy(true);
    const reply = await requestWithNotice('trading.arm', { accountId: account.accountId });
    setIsBusy(false);
    if (reply.ok) closeArming();
  };

  return (
    <Dialog
      isOpen
      onClose={closeArming}
      title={t('arm.title')}
      description={t('arm.text')}
      footer={
        <>
          <Button onClick={closeArming}>{t('arm.notNow')}</Button>
          <Button tone="buy" disabled={!isMeant} isBusy={isBusy} onClick={() => void arm()}>
            {t('arm.confirm')}
          </Button>
        </>
      }
    >
      <div className="arm" data-account-color={account.color}>
        <div className="arm__account">
          <EnvironmentBadge environment={account.environment} />
          <AccountDot color={account.color} />
          <b>{accountName(account, t)}</b>
          <span>
            {t(`broker.${account.broker}`)} {account.accountNumber}
          </span>
        </div>
        <ArmLimits limits={account.limits} />
        <label className="arm__phrase" htmlFor={inputId}>
          {t(phrase === account.label ? 'arm.typeLabel' : 'arm.typeNumber', { phrase })}
        </label>
        <div className="input">
          <input
            id={inputId}
            className="input__text"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      </div>
    </Dialog>
  );
};
