import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '#shared/domain/order.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { askToResolve } from '#renderer/stores/resolving-store.ts';
import { Button } from '#renderer/ui/button.tsx';

/** What two looks at the broker's list say, and the way to the question what to make of it. */
export const AbsenceOffer: FC<{ readonly order: Order }> = ({ order: { clientOrderId, absenceLooks } }) => {
  const { t } = useTranslation('safety');
  return (
    <>
      <span>{t('resolve.offer', { times: absenceLooks.map(formatTimeWithMs).join(', ') })}</span>
      <Button size="small" onClick={() => askToResolve(clientOrderId)}>
        {t('resolve.ask')}
      </Button>
    </>
  );
};
