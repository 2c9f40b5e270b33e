import type { FC } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { HaltLeg, HaltReport } from '#shared/contract/events.ts';
import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { formatTimeWithMs } from '#renderer/format/time.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { haltsStore } from '#renderer/stores/halts-store.ts';
import { instrumentName } from '#renderer/stores/instruments-store.ts';
import { ordersStore } from '#renderer/stores/orders-store.ts';
import { accountName } from '#renderer/ui/account-name.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import { EmptyState } from '#renderer/ui/states.tsx';
import { closeDialog } from './dialog-store.ts';
import './halt-report.css';

/** 정지 보고: what has become of every order that the halt found, as it goes on. */
export const HaltReportDialog: FC = () => {
  const { t } = useTranslation('safety');
  const byAccount = useStore(haltsStore, (state) => state.byAccount);
  const reports = [...byAccount.values()];
  return (
    <Dialog isOpen onClose={closeDialog} title={t('report.title')} description={t('report.text')}>
      {reports.length === 0 && <EmptyState title={t('report.none')} />}
      {reports.map((report) => (
        <AccountReport key={report.accountId} report={report} />
      ))}
    </Dialog>
  );
};

const AccountReport: FC<{ readonly report: HaltReport }> = ({ report }) => {
  const { t } = useTranslation('safety');
  const account = useStore(accountsStore, ({ accounts }) =>
    accounts.find(({ accountId }) => accountId === report.accountId),
  );
  const { haltedAt, checks, legs } = report;
  const failed = checks.at(-1)?.error ?? null;
  return (
    <section className="halt-report">
      <h3 className="halt-report__account">
        {account === undefined ? report.accountId : accountName(account, t)}
        <span className="muted">{t('report.haltedAt', { time: formatTimeWithMs(haltedAt) })}</span>
      </h3>
      {legs.length === 0 ? (
        <p className="muted">{t('report.noLegs')}</p>
      ) : (
        <ul className="halt-report__legs">
          {legs.map((leg) => (
            <Leg key={leg.clientOrderId} leg={leg} />
          ))}
        </ul>
      )}
      <p className="halt-report__checks" role="status">
        {checks.length === 0
          ? t('report.notChecked')
          : t('report.checked', { times: checks.map(({ at }) => formatTimeWithMs(at)).join(', ') })}
        {failed !== null && ` ${t('report.checkFailed')} ${errorText(failed, t)}`}
      </p>
    </section>
  );
};

const Leg: FC<{ readonly leg: HaltLeg }> = ({ leg: { clientOrderId, state } }) => {
  const { t } = useTranslation('safety');
  const order = useStore(ordersStore, ({ byId }) => byId.get(clientOrderId));
  return (
    <li className="halt-report__leg" data-state={state}>
      <span className="halt-report__order">
        {order === undefined
          ? clientOrderId
          : t('report.order', {
              name: instrumentName(order.symbol),
              side: t(`trading:side.${order.side}`),
              price: order.price === null ? '' : formatPrice(order.price),
              quantity: formatQuantity(order.quantity),
            })}
      </span>
      <b className="halt-report__state">{t(`report.state.${state}`)}</b>
      {state === 'alive' && (
        <Button
          size="small"
          tone="danger"
          onClick={() => void requestWithNotice('order.cancel', { requestId: newRequestId(), clientOrderId })}
        >
          {t('report.retry')}
        </Button>
      )}
    </li>
  );
};
