import type { FC } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Order } from '#shared/domain/order.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { instrumentName } from '#renderer/stores/instruments-store.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { closeResolving, resolvingStore } from '#renderer/stores/resolving-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';

/**
 * Asks whether an order that two looks at the broker's list lacked was never accepted, with the evidence. Shown while a panel
 * has asked for it and the offer stands; it goes when the order turns up.
 */
export const ResolveDialog: FC = () => {
  const clientOrderId = useStore(resolvingStore, (state) => state.clientOrderId);
  const order = useStore(ordersStore, ({ byId }) =>
    clientOrderId === null ? undefined : byId.get(clientOrderId),
  );
  if (order?.absence !== 'proven') return null;
  return <ResolveQuestion key={order.clientOrderId} order={order} />;
};

const ResolveQuestion: FC<{ readonly order: Order }> = ({ order }) => {
  const { t } = useTranslation('safety');
  const [isBusy, setIsBusy] = useState(false);
  // One question is one command: trying again after a failure repeats it under the same id.
  const [requestId] = useState(newRequestId);
  const { clientOrderId, symbol, side, price, quantity, createdTime, absenceLooks } = order;

  const resolve = async (): Promise<void> => {
    setIsBusy(true);
    const reply = await requestWithNotice('order.resolve', {
      requestId,
      clientOrderId,
      verdict: 'neverAccepted',
    });
    setIsBusy(false);
    if (reply.ok) closeResolving();
  };

  return (
    <Dialog
      isOpen
      onClose={closeResolving}
      size="narrow"
      title={t('resolve.title')}
      description={t('resolve.order', {
        name: instrumentName(symbol),
        side: t(`trading:side.${side}`),
        price: price === null ? '' : formatPrice(price),
        quantity: formatQuantity(quantity),
        time: formatTimeWithMs(createdTime),
      })}
      footer={
        <>
          <Button autoFocus onClick={closeResolving}>
            {t('resolve.wait')}
          </Button>
          <Button tone="danger" isBusy={isBusy} onClick={() => void resolve()}>
            {t('resolve.confirm')}
          </Button>
        </>
      }
    >
      <ul className="plain-list">
        <li>{t('resolve.evidence', { times: absenceLooks.map(formatTimeWithMs).join(', ') })}</li>
        <li>{t('resolve.check')}</li>
        <li>{t('resolve.effect')}</li>
        <li>{t('resolve.revival')}</li>
      </ul>
    </Dialog>
  );
};
