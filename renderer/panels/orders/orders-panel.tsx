import type { FC } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { accountsStore, activeAccount } from '#renderer/stores/accounts-store.ts';
import { registerCommands } from '#renderer/stores/commands.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { isWorking, ordersOf, ordersStore } from '#renderer/stores/orders-store.ts';
import { askToResolve } from '#renderer/stores/resolving-store.ts';
import { loadTicket } from '#renderer/stores/ticket-load-store.ts';
import { Button } from '#renderer/ui/button.tsx';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { Segmented } from '#renderer/ui/segmented.tsx';
import { EmptyState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { cancelOrder } from './cancel-orders.ts';
import { CancelAllDialog } from './parts/cancel-all-dialog.tsx';
import { OrdersGrid } from './parts/orders-grid.tsx';
import { SplitDialog } from './parts/split-dialog.tsx';
import type { OrderRow } from './view-model.ts';
import { buildOrderRow, countCancelable, readFilter, selectOrders } from './view-model.ts';
import './orders.css';

/** 미체결: what works, with amend and cancel; on demand everything of today. */
export const OrdersPanel: FC<PanelProps> = ({ linkGroup, symbol, state, setState, setTitle }) => {
  const { t } = useTranslation('orders');
  const account = useStore(accountsStore, activeAccount);
  const byId = useStore(ordersStore, (held) => held.byId);
  const orders = useMemo(() => ordersOf({ byId }, account?.accountId ?? null), [byId, account?.accountId]);
  const working = useMemo(() => orders.filter(isWorking).length, [orders]);
  const filter = readFilter(state);
  const counts = countCancelable(orders, symbol);
  const [isAsking, setIsAsking] = useState(false);
  const ask = useCallback(() => setIsAsking(true), []);
  const amend = useCallback(
    ({ id, symbol: of }: OrderRow) => loadTicket({ linkGroup, symbol: of, amend: id }),
    [linkGroup],
  );
  const cancel = useCallback(({ order }: OrderRow) => void cancelOrder(order), []);
  const [split, setSplit] = useState<OrderRow | null>(null);
  const resolve = useCallback(({ id }: OrderRow) => askToResolve(id), []);
  useEffect(() => setTitle(t('count', { count: working })), [setTitle, t, working]);
  useEffect(
    () =>
      registerCommands([
        { id: 'orders.cancelAll', titleKey: 'orders:cancelAll.title', shortcut: null, run: ask },
      ]),
    [ask],
  );

  return (
    <section className="orders" aria-label={t('title')}>
      <div className="orders__bar">
        <Segmented
          label={t('filter.label')}
          value={filter}
          options={[
            { value: 'working', label: t('filter.working', { count: working }) },
            { value: 'today', label: t('filter.today', { count: orders.length }) },
          ]}
          onChange={(chosen) => setState({ filter: chosen })}
        />
        <span className="orders__keys">{t('keys')}</span>
        <Button tone="danger" size="small" disabled={counts.all === 0} onClick={ask}>
          {t('cancelAll.button', { count: counts.all })}
        </Button>
      </div>
      <OrdersBody
        orders={selectOrders(orders, filter)}
        emptyKey={filter}
        onAmend={amend}
        onCancel={cancel}
        onResolve={resolve}
        onCancelAll={ask}
        onSplit={setSplit}
      />
      {split !== null && <SplitDialog order={split.order} name={split.name} onClose={() => setSplit(null)} />}
      {isAsking && account !== null && (
        <CancelAllDialog
          account={account}
          symbol={symbol}
          counts={counts}
          onClose={() => setIsAsking(false)}
        />
      )}
    </section>
  );
};

interface OrdersBodyProps {
  readonly orders: ReturnType<typeof selectOrders>;
  readonly emptyKey: string;
  readonly onAmend: (row: OrderRow) => void;
  readonly onCancel: (row: OrderRow) => void;
  readonly onResolve: (row: OrderRow) => void;
  readonly onCancelAll: () => void;
  readonly onSplit: (row: OrderRow) => void;
}

const OrdersBody: FC<OrdersBodyProps> = ({ orders, emptyKey, ...actions }) => {
  const { t } = useTranslation('orders');
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const accountId = useStore(accountsStore, (held) => held.activeAccountId);
  const { isLoaded, error } = useStore(holdingsStore, (held) => holdingsOf(held, accountId));
  const instruments = useStore(instrumentsStore, ({ bySymbol }) => bySymbol);
  const rows = useMemo(
    () => orders.map((order) => buildOrderRow(order, instruments.get(order.symbol)?.name ?? order.symbol)),
    [orders, instruments],
  );
  if (accountId === null) return <EmptyState title={t('noAccount')} />;
  if (!isLoaded) return <LoadingState rows={4} />;
  return (
    <StaleVeil isStale={!isCurrent}>
      {error !== null && (
        <p className="panel-note" role="status">
          {t('old')} {errorText(error, t)}
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState title={t(`empty.${emptyKey}`)} />
      ) : (
        <OrdersGrid rows={rows} {...actions} />
      )}
    </StaleVeil>
  );
};
