import type { FC } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LedgerOrderName } from '#shared/contract/ledger.ts';
import { epochMs, kstDateOf } from '#shared/domain/time.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { ledgerTargetStore } from '#renderer/stores/ledger-target-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState } from '#renderer/ui/states.tsx';
import { FilterBar } from './parts/filter-bar.tsx';
import { OrdersList } from './parts/orders-list.tsx';
import { StoryView } from './parts/story-view.tsx';
import type { OrdersQuery } from './use-ledger.ts';
import { useLedgerOrders, useOrderChanges } from './use-ledger.ts';
import { daysOf, readFilter, saveFilter } from './view-model.ts';
import './ledger.css';

/** 주문 원장: orders of any day, the whole story of each, whether the ledger is as it was written, and the evidence to take away. */
export const LedgerPanel: FC<PanelProps> = ({ symbol, isVisible, state, setState }) => {
  const { t } = useTranslation('ledger');
  const filter = readFilter(state);
  const [version, reload] = useOrderChanges(isVisible);
  const [chosen, setChosen] = useChosen();
  const instrument = useStore(instrumentsStore, ({ bySymbol }) =>
    symbol === null ? undefined : bySymbol.get(symbol),
  );
  const query: OrdersQuery = {
    ...daysOf(filter, kstDateOf(epochMs(deskNow()))),
    accountId: filter.accountId,
    symbol: filter.isOneSymbol ? symbol : null,
  };
  const { orders, cursor, error, more } = useLedgerOrders(query, version);
  return (
    <section className="ledger" aria-label={t('title')}>
      <FilterBar
        filter={filter}
        query={query}
        symbolName={symbol === null ? null : (instrument?.name ?? symbol)}
        onChange={(next) => setState(saveFilter(next))}
      />
      <div className="ledger__orders">
        {orders === null && error === null && <LoadingState rows={6} />}
        {error !== null && (
          <ErrorState title={errorText(error, t)} action={{ label: t('again'), run: reload }} />
        )}
        {error === null && orders?.length === 0 && <EmptyState title={t('none')} hint={t('noneHint')} />}
        {error === null && orders !== null && orders.length > 0 && (
          <OrdersList
            orders={orders}
            chosen={chosen}
            hasMore={cursor !== null}
            onMore={() => void more()}
            onChoose={setChosen}
          />
        )}
      </div>
      <div className="ledger__detail">
        <StoryView name={chosen} version={version} />
      </div>
    </section>
  );
};

/** The order whose story is shown: the one clicked here, or the one that was asked for elsewhere, whichever came last. */
function useChosen() {
  const target = useStore(ledgerTargetStore, ({ last }) => last);
  const [chosen, setChosen] = useState<LedgerOrderName | null>(target?.name ?? null);
  useEffect(() => {
    if (target !== null) setChosen(target.name);
  }, [target]);
  return [chosen, setChosen] as const;
}
