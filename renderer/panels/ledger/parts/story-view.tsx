import type { FC } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LedgerOrderName, OrderStory } from '#shared/contract/ledger.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import { EmptyState, ErrorState, LoadingState } from '#renderer/ui/states.tsx';
import { useStory } from '../use-ledger.ts';
import type { StoryRow } from '../view-model.ts';
import { buildStoryRow, statusText } from '../view-model.ts';
import { ExportButtons } from './export-buttons.tsx';
import { storyColumns } from './story-columns.ts';

interface StoryViewProps {
  readonly name: LedgerOrderName | null;
  readonly version: number;
}

/** 주문 내력: everything that the ledger holds about one order, oldest first. */
export const StoryView: FC<StoryViewProps> = ({ name, version }) => {
  const { t } = useTranslation('ledger');
  const { story, error } = useStory(name, version);
  if (name === null) return <EmptyState title={t('choose')} hint={t('chooseHint')} />;
  if (error !== null) return <ErrorState title={errorText(error, t)} />;
  if (story === null) return <LoadingState rows={5} />;
  return (
    <section className="ledger__story" aria-label={t('story.title')}>
      <StoryHead name={name} story={story} />
      <StoryGrid story={story} />
    </section>
  );
};

const StoryHead: FC<{ readonly name: LedgerOrderName; readonly story: OrderStory }> = ({ name, story }) => {
  const { t } = useTranslation('ledger');
  const { order, tradingDate } = story;
  const instrument = useStore(instrumentsStore, ({ bySymbol }) => bySymbol.get(order.symbol));
  const price = order.price === null ? t(`trading:shortType.${order.type}`) : formatPrice(order.price);
  return (
    <div className="ledger__head">
      <b>{instrument?.name ?? order.symbol}</b>
      <span className={order.side === 'buy' ? 'up' : 'down'}>{t(`trading:side.${order.side}`)}</span>
      <span>
        {price} × {formatQuantity(order.quantity)}
      </span>
      <b>{statusText(order.status, order.unknownCommand, t)}</b>
      <span className="ledger__id" title={order.clientOrderId}>
        {order.clientOrderId}
      </span>
      <div className="ledger__tools">
        <ExportButtons query={{ ...name, from: tradingDate, to: tradingDate }} hint={t('export.one')} />
      </div>
    </div>
  );
};

/** What is shown only where there is room for it, the least needed first to go. */
const SHOWN_FROM = { hash: 1_120, row: 1_120, offset: 1_000, latency: 820 };

const StoryGrid: FC<{ readonly story: OrderStory }> = ({ story }) => {
  const { t } = useTranslation('ledger');
  const columns = useMemo(() => storyColumns(t), [t]);
  const rows = useMemo(() => story.entries.map(buildStoryRow), [story]);
  return (
    <DeskGrid<StoryRow>
      columnDefs={columns}
      rowData={rows}
      getRowId={({ data }) => String(data.id)}
      tooltipShowDelay={300}
      shownFrom={SHOWN_FROM}
    />
  );
};
