import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountSummary } from '#shared/contract/requests.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { instrumentName } from '#renderer/stores/instruments-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { cancelAllOrders } from '../cancel-orders.ts';
import type { CancelScope } from '../view-model.ts';

interface CancelAllDialogProps {
  readonly account: AccountSummary;
  /** The instrument of the colour group, to narrow it down to. */
  readonly symbol: InstrumentSymbol | null;
  readonly counts: CancelScope;
  readonly onClose: () => void;
}

/** Asks once more before all working orders are canceled, and says how many they are. */
export const CancelAllDialog: FC<CancelAllDialogProps> = ({ account, symbol, counts, onClose }) => {
  const { t } = useTranslation('orders');
  const [scope, setScope] = useState<'all' | 'symbol'>('all');
  const [isBusy, setIsBusy] = useState(false);
  // One id for each scope: all and some are different commands.
  const [requestIds] = useState(() => ({ all: newRequestId(), symbol: newRequestId() }));
  const count = scope === 'all' ? counts.all : counts.ofSymbol;

  const confirm = async (): Promise<void> => {
    setIsBusy(true);
    const isTaken = await cancelAllOrders({
      requestId: requestIds[scope],
      accountId: account.accountId,
      symbol: scope === 'symbol' ? symbol : null,
    });
    setIsBusy(false);
    if (isTaken) onClose();
  };

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="narrow"
      title={t('cancelAll.title')}
      description={t('cancelAll.text', { account: `${account.label} ${account.accountNumber}` })}
      footer={
        <>
          <Button onClick={onClose}>{t('cancelAll.keep')}</Button>
          <Button
            tone="danger"
            isBusy={isBusy}
            disabled={count === 0}
            autoFocus
            onClick={() => void confirm()}
          >
            {t('cancelAll.confirm', { count })}
          </Button>
        </>
      }
    >
      {symbol !== null && counts.ofSymbol > 0 && counts.ofSymbol < counts.all && (
        <Segmented
          label={t('cancelAll.scope')}
          value={scope}
          options={[
            { value: 'all', label: t('cancelAll.all', { count: counts.all }) },
            {
              value: 'symbol',
              label: t('cancelAll.ofSymbol', { name: instrumentName(symbol), count: counts.ofSymbol }),
            },
          ]}
          onChange={setScope}
        />
      )}
    </Dialog>
  );
};
