import type { FC } from 'react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Fill } from '#shared/domain/fill.ts';
import { formatMoney } from '#renderer/format/money.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { fillsOf, fillsStore } from '#renderer/stores/fills-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { fillColumns } from './parts/columns.ts';
import type { FillRow } from './view-model.ts';
import { buildFillRow, sumFills } from './view-model.ts';
import './fills.css';

/** 체결: what has been bought and sold today, each fill a line. */
export const FillsPanel: FC<PanelProps> = ({ setSymbol, setTitle }) => {
  const { t } = useTranslation('fills');
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const byAccount = useStore(fillsStore, (state) => state.byAccount);
  const isLoaded = useStore(holdingsStore, (state) => holdingsOf(state, accountId).isLoaded);
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const fills = useMemo(() => fillsOf({ byAccount }, accountId), [byAccount, accountId]);
  useEffect(() => setTitle(t('count', { count: fills.length })), [setTitle, t, fills.length]);
  if (accountId === null) return <EmptyState title={t('noAccount')} />;
  if (!isLoaded) return <LoadingState rows={4} />;
  if (fills.length === 0) return <EmptyState title={t('empty')} />;
  return (
    <section className="fills" aria-label={t('title')}>
      <StaleVeil isStale={!isCurrent}>
        <FillsGrid fills={fills} onChoose={setSymbol} />
        <TotalsLine fills={fills} />
      </StaleVeil>
    </section>
  );
};

interface FillsGridProps {
  readonly fills: readonly Fill[];
  readonly onChoose: (symbol: string) => void;
}

const FillsGrid: FC<FillsGridProps> = ({ fills, onChoose }) => {
  const { t } = useTranslation('fills');
  const instruments = useStore(instrumentsStore, ({ bySymbol }) => bySymbol);
  const columns = useMemo(() => fillColumns(t), [t]);
  const rows = useMemo(
    () => fills.map((fill) => buildFillRow(fill, instruments.get(fill.symbol)?.name ?? fill.symbol)),
    [fills, instruments],
  );
  return (
    <DeskGrid<FillRow>
      columnDefs={columns}
      rowData={rows}
      getRowId={({ data }) => data.id}
      tooltipShowDelay={500}
      onRowDoubleClicked={({ data }) => data !== undefined && onChoose(data.symbol)}
    />
  );
};

const TotalsLine: FC<{ readonly fills: readonly Fill[] }> = ({ fills }) => {
  const { t } = useTranslation('fills');
  const totals = sumFills(fills);
  return (
    <div className="summary-line">
      <span>
        {t('total.bought')} <b className="up">{formatMoney(totals.bought)}</b>
      </span>
      <span>
        {t('total.sold')} <b className="down">{formatMoney(totals.sold)}</b>
      </span>
      <span>
        {t('total.charges')} <b>{formatMoney(totals.charges)}</b>
        {totals.isIncomplete && ` ${t('total.incomplete')}`}
      </span>
    </div>
  );
};
