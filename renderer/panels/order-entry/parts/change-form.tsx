import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Order } from '#shared/domain/order.ts';
import { carriesPrice } from '#shared/domain/order.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { isWorking, ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import { ValueRow } from '#renderer/ui/field.tsx';
import { unitOf } from '../unit.ts';
import { isAmendable, isCancelable } from '../problems.ts';
import type { FormProps } from './new-order-form.tsx';
import { PriceField } from './price-field.tsx';

/** Which working order to amend or cancel, and for an amend its new price. */
export const ChangeForm: FC<FormProps> = ({ idPrefix, ticket, state, facts, errorOf }) => {
  const { t } = useTranslation('order-entry');
  const { draft } = state;
  const { order } = facts;
  return (
    <>
      <OrderChoice {...{ idPrefix, ticket, state, facts, errorOf }} />
      {draft.mode === 'amend' && order !== null && (
        <>
          {draft.type === 'stopLimit' && (
            <PriceField
              id={`${idPrefix}-stop`}
              field="stopPrice"
              {...{ ticket, draft, facts }}
              error={errorOf('stopPrice')}
            />
          )}
          {carriesPrice(draft.type) && (
            <PriceField
              id={`${idPrefix}-price`}
              field="price"
              {...{ ticket, draft, facts }}
              error={errorOf('price')}
            />
          )}
          <div className="ticket__rows">
            <ValueRow label={t('amend.quantity')}>
              {t(unitOf(order.symbol), { quantity: formatQuantity(order.leavesQuantity) })}
            </ValueRow>
          </div>
          <p className="ticket__hint">{t('amend.hint')}</p>
        </>
      )}
      {draft.mode === 'cancel' && order !== null && <p className="ticket__hint">{t('cancelHint')}</p>}
    </>
  );
};

const OrderChoice: FC<FormProps> = ({ ticket, state, facts }) => {
  const { t } = useTranslation('order-entry');
  const byId = useStore(ordersStore, (held) => held.byId);
  const { draft } = state;
  const candidates = ordersOf({ byId }, facts.account?.accountId ?? null).filter(
    (order) => order.symbol === draft.symbol && isWorking(order),
  );
  if (candidates.length === 0) return <p className="ticket__none">{t(`none.${draft.mode}`)}</p>;
  return (
    <div className="ticket__orders" role="radiogroup" aria-label={t('chooseOrder')}>
      {candidates.map((order) => (
        <OrderOption
          key={order.clientOrderId}
          order={order}
          isChosen={order.clientOrderId === draft.target}
          isDisabled={draft.mode === 'cancel' ? !isCancelable(order) : !isAmendable(order)}
          onChoose={() => ticket.dispatch({ type: 'targetChosen', order })}
        />
      ))}
    </div>
  );
};

interface OrderOptionProps {
  readonly order: Order;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
}

const OrderOption: FC<OrderOptionProps> = ({ order, isChosen, isDisabled, onChoose }) => {
  const { t } = useTranslation('order-entry');
  return (
    <button
      type="button"
      role="radio"
      aria-checked={isChosen}
      className="ticket__order"
      disabled={isDisabled}
      onClick={onChoose}
    >
      <b className={order.side === 'buy' ? 'up' : 'down'}>{t(`trading:side.${order.side}`)}</b>
      <span>
        {order.price === null ? t(`trading:type.${order.type}`) : formatPrice(order.price)} ×{' '}
        {formatQuantity(order.leavesQuantity)}
      </span>
      <span className="muted">{t(`trading:status.${order.status}`)}</span>
      <span className="muted">{order.venueOrderId ?? '–'}</span>
    </button>
  );
};
