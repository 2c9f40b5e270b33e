import type { FC } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Order } from '#shared/domain/order.ts';
import { request } from '#renderer/bridge/requests.ts';
import { NO_VALUE } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { SplitPart } from '../split-parts.ts';
import { SPLIT_API, splitPartsOf } from '../split-parts.ts';

type Answer =
  | { readonly phase: 'asking' }
  | { readonly phase: 'failed'; readonly error: HogaError }
  | { readonly phase: 'told'; readonly parts: readonly SplitPart[] };

interface SplitDialogProps {
  readonly order: Order;
  readonly name: string;
  readonly onClose: () => void;
}

/** 분할주문 상세: where the broker put the open part of an order that it routed. Asked when opened, and again on demand. */
export const SplitDialog: FC<SplitDialogProps> = ({ order, name, onClose }) => {
  const { t } = useTranslation('orders');
  const [asked, setAsked] = useState(0);
  const [answer, setAnswer] = useState<Answer>({ phase: 'asking' });
  const { accountId, venueOrderId } = order;
  useEffect(() => {
    let isCurrent = true;
    setAnswer({ phase: 'asking' });
    const question = { accountId, apiId: SPLIT_API, request: { ord_no: venueOrderId ?? '' }, cursor: null };
    void request('api.call', question).then((reply) => {
      if (!isCurrent) return;
      setAnswer(
        reply.ok
          ? { phase: 'told', parts: splitPartsOf(reply.value) }
          : { phase: 'failed', error: reply.error },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [accountId, venueOrderId, asked]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('split.title')}
      description={t('split.text', { name, number: venueOrderId ?? NO_VALUE })}
      footer={
        <>
          <Button isBusy={answer.phase === 'asking'} onClick={() => setAsked(asked + 1)}>
            {t('split.again')}
          </Button>
          <Button onClick={onClose}>{t('split.close')}</Button>
        </>
      }
    >
      {answer.phase === 'failed' && <p role="alert">{errorText(answer.error, t)}</p>}
      {answer.phase === 'told' && answer.parts.length === 0 && <p>{t('split.none')}</p>}
      {answer.phase === 'told' && answer.parts.length > 0 && <SplitTable parts={answer.parts} />}
    </Dialog>
  );
};

const SplitTable: FC<{ readonly parts: readonly SplitPart[] }> = ({ parts }) => {
  const { t } = useTranslation('orders');
  return (
    <table className="split-table">
      <thead>
        <tr>
          {(['venue', 'number', 'price', 'quantity', 'filled', 'leaves', 'status'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`split.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={`${part.venue} ${part.number}`}>
            <td>{part.venue}</td>
            <td>{part.number}</td>
            <td>{formatPrice(part.price)}</td>
            <td>{formatQuantity(part.quantity)}</td>
            <td>{formatQuantity(part.filled)}</td>
            <td>{formatQuantity(part.leaves)}</td>
            <td>{part.status}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
