import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Order } from '#shared/domain/order.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { IconButton } from '#renderer/ui/button.tsx';
import { errorText, rejectionText } from '#renderer/ui/error-text.ts';
import { isConfirmation, placeOf } from '../problems.ts';
import type { TicketCommand } from '../ticket-command.ts';
import type { Ticket } from '../ticket.ts';
import type { TicketState } from '../ticket-state.ts';
import { orderText } from '../view-model.ts';
import { AbsenceOffer } from './absence-offer.tsx';
import { submitWords } from './submit-button.tsx';

/** What became of the last press, followed as it goes on: number, fills, the venue's own words when it refused. */
export const Result: FC<{ readonly ticket: Ticket; readonly state: TicketState }> = ({ ticket, state }) => {
  const { submission } = state;
  if (submission.phase !== 'answered') return null;
  const { outcome, command } = submission;
  const dismiss = (): void => ticket.dispatch({ type: 'resultDismissed' });
  if (outcome.kind === 'order')
    return <OrderResult order={outcome.order} command={command} onDismiss={dismiss} />;
  // These stand beside their field already.
  const isBesideField =
    outcome.error.kind === 'validation' &&
    (isConfirmation(outcome.error) || placeOf(outcome.error.context['field']) !== 'form');
  return isBesideField ? null : <ErrorResult error={outcome.error} onDismiss={dismiss} />;
};

interface OrderResultProps {
  readonly order: Order;
  readonly command: TicketCommand;
  readonly onDismiss: () => void;
}

const OrderResult: FC<OrderResultProps> = ({ order: answered, command, onDismiss }) => {
  const { t } = useTranslation('order-entry');
  const order = useStore(ordersStore, ({ byId }) => byId.get(answered.clientOrderId)) ?? answered;
  const tone = toneOf(order);
  return (
    <div className={`ticket__result ticket__result--${tone}`} role={tone === 'good' ? 'status' : 'alert'}>
      <div className="ticket__result-head">
        <b>
          {t(`command.${command.name.slice('order.'.length)}`)} · {t(`trading:status.${order.status}`)}
        </b>
        <span className="muted">{order.venueOrderId === null ? '' : `#${order.venueOrderId}`}</span>
        <IconButton label={t('dismiss')} onClick={onDismiss}>
          ✕
        </IconButton>
      </div>
      <span>{orderText(order, submitWords(t, order.symbol))}</span>
      {order.filledQuantity > 0 && (
        <span>
          {t('filledOf', {
            filled: formatQuantity(order.filledQuantity),
            quantity: formatQuantity(order.quantity),
          })}
        </span>
      )}
      {order.rejection !== null && (
        <span className="ticket__verbatim">{rejectionText(order.rejection, t)}</span>
      )}
      {order.status === 'unknown' && <span>{t('unknownText')}</span>}
      {order.absence === 'proven' && <AbsenceOffer order={order} />}
      {order.status === 'lost' && <span>{t('lostText')}</span>}
    </div>
  );
};

const ErrorResult: FC<{ readonly error: HogaError; readonly onDismiss: () => void }> = ({
  error,
  onDismiss,
}) => {
  const { t } = useTranslation('order-entry');
  const isOpen = error.kind === 'outcomeUnknown';
  const venueCode = error.context['venueCode'];
  return (
    <div className={`ticket__result ticket__result--${isOpen ? 'open' : 'bad'}`} role="alert">
      <div className="ticket__result-head">
        <b>{t(`errorKind.${error.kind}`)}</b>
        <span className="muted">{typeof venueCode === 'string' ? `[${venueCode}]` : ''}</span>
        <IconButton label={t('dismiss')} onClick={onDismiss}>
          ✕
        </IconButton>
      </div>
      <span>{errorText(error, t)}</span>
    </div>
  );
};

function toneOf({ status }: Order): 'good' | 'bad' | 'open' {
  if (status === 'unknown' || status === 'lost') return 'open';
  return status === 'rejected' || status === 'denied' ? 'bad' : 'good';
}
