import type { GridApi } from 'ag-grid-community';
import type { FC, KeyboardEvent } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TFunction } from 'i18next';
import type { Position } from '#shared/domain/account.ts';
import type { LoanLot } from '#shared/domain/funding.ts';
import { CASH } from '#shared/domain/funding.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { kstInstant } from '#shared/domain/time.ts';
import { formatDate } from '#renderer/format/time.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest } from '#renderer/stores/hooks.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { loadTicket } from '#renderer/stores/ticket-load-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import { hasModifier } from '#renderer/ui/has-modifier.ts';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { CashLine } from './parts/cash-line.tsx';
import { positionColumns } from './parts/columns.ts';
import type { PositionActions } from './parts/sell-cell.ts';
import { rowOf, useLiveTotal } from './parts/use-live-total.ts';
import type { PositionRow } from './view-model.ts';
import { buildLoanRows } from './view-model.ts';
import './positions.css';

/** 잔고: what the account holds at the latest prices, and its cash. */
export const PositionsPanel: FC<PanelProps> = ({ linkGroup, setSymbol, isVisible, setTitle }) => {
  const { t } = useTranslation('positions');
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const holdings = useStore(holdingsStore, (state) => holdingsOf(state, accountId));
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const { positions, cash, error, isLoaded } = holdings;
  const symbols = useMemo(() => positions.map((position) => position.symbol), [positions]);
  useInterest(isVisible ? symbols : [], ['quote'], 'visible');
  useEffect(() => setTitle(t('count', { count: positions.length })), [setTitle, t, positions.length]);
  const sell = useCallback(
    ({ position, loan }: PositionRow) => {
      if (position === null) return;
      const { symbol, sellableQuantity } = position;
      const funding = loan === null ? CASH : ({ kind: 'marginLoan', loanDate: loan.loanDate } as const);
      loadTicket({ linkGroup, symbol, side: 'sell', quantity: sellableQuantity, funding });
    },
    [linkGroup],
  );

  if (accountId === null) return <EmptyState title={t('noAccount')} />;
  if (!isLoaded) return <LoadingState rows={4} />;
  return (
    <section className="positions" aria-label={t('title')}>
      <StaleVeil isStale={!isCurrent}>
        {error !== null && (
          <p className="panel-note" role="status">
            {t('old')} {errorText(error, t)}
          </p>
        )}
        {positions.length === 0 ? (
          <EmptyState title={t('empty')} />
        ) : (
          <PositionsGrid positions={positions} onChoose={setSymbol} onSell={sell} />
        )}
        <CashLine cash={cash} />
      </StaleVeil>
    </section>
  );
};

/** A holding and, when some of it was bought on credit, its loans. */
function rowsOf(position: Position, t: TFunction<'positions'>): readonly PositionRow[] {
  const quote = quotesStore.get(position.symbol);
  const nameOf = ({ loanDate }: LoanLot): string =>
    t('loan', { name: position.name, date: formatDate(kstInstant(loanDate, 0)).slice(2) });
  return [rowOf(position), ...buildLoanRows(position, quote, nameOf)];
}

/** Narrower than this the results need the room. */
const SHOWN_FROM = { cost: 1000 };

interface PositionsGridProps {
  readonly positions: readonly Position[];
  readonly onChoose: (symbol: InstrumentSymbol) => void;
  readonly onSell: (row: PositionRow) => void;
}

const PositionsGrid: FC<PositionsGridProps> = ({ positions, onChoose, onSell }) => {
  const { t } = useTranslation('positions');
  const [grid, setGrid] = useState<GridApi<PositionRow> | null>(null);
  const columns = useMemo(() => positionColumns(t), [t]);
  const rows = useMemo(() => positions.flatMap((position) => rowsOf(position, t)), [positions, t]);
  const context = useMemo<PositionActions>(() => ({ sellLabel: t('sell'), sell: onSell }), [t, onSell]);
  useLiveTotal(grid, positions, t('total'));

  const choose = (row: PositionRow | undefined): void => {
    const position = row?.position ?? null;
    if (position !== null) onChoose(position.symbol);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (
      event.key !== 'Enter' ||
      event.repeat ||
      hasModifier(event) ||
      event.target instanceof HTMLButtonElement
    )
      return;
    const focused = grid?.getFocusedCell() ?? null;
    const row = focused === null ? undefined : grid?.getDisplayedRowAtIndex(focused.rowIndex)?.data;
    choose(row);
    event.preventDefault();
  };

  return (
    <div className="positions__grid" onKeyDown={onKeyDown}>
      <DeskGrid<PositionRow>
        columnDefs={columns}
        rowData={rows}
        getRowId={({ data }) => data.id}
        context={context}
        tooltipShowDelay={500}
        shownFrom={SHOWN_FROM}
        onGridReady={({ api }) => setGrid(api)}
        onRowClicked={({ data }) => choose(data)}
      />
    </div>
  );
};
