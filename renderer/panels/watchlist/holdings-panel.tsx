import type { CellFocusedEvent, ColDef, GridApi } from 'ag-grid-community';
import type { FC } from 'react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { Position } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney, formatPnl } from '#renderer/format/money.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest } from '#renderer/stores/hooks.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { valuePosition } from '#renderer/stores/portfolio.ts';
import { DeskGrid, NUMBER_CELL } from '#renderer/ui/grid.tsx';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { PriceCell } from './parts/price-cell.ts';
import type { QuoteRow } from './parts/quote-row.ts';
import { buildQuoteRow } from './parts/quote-row.ts';
import { useLiveRows } from './parts/use-live-rows.ts';
import { useSelectedRow } from './parts/use-selected-row.ts';
import './watchlist.css';

interface HoldingRow extends QuoteRow {
  readonly quantity: number;
  readonly unrealizedPnl: number | null;
  readonly unrealizedPercent: number | null;
}

/** What the account holds, as a list to choose an instrument from; the positions panel tells the rest. */
export const HoldingsPanel: FC<PanelProps> = ({ symbol, setSymbol, isVisible, setTitle }) => {
  const { t } = useTranslation('watchlist');
  const accountId = useStore(accountsStore, (state) => state.activeAccountId);
  const { positions, isLoaded } = useStore(holdingsStore, (state) => holdingsOf(state, accountId));
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  const symbols = useMemo(() => positions.map((position) => position.symbol), [positions]);
  useInterest(isVisible ? symbols : [], ['quote'], 'visible');
  useEffect(() => setTitle(t('holdingsCount', { count: positions.length })), [positions.length, setTitle, t]);
  if (!isLoaded) return <LoadingState rows={6} />;
  if (positions.length === 0) return <EmptyState title={t('noHoldings')} hint={t('noHoldingsHint')} />;
  return (
    <section className="watchlist" aria-label={t('holdingsTitle')}>
      <StaleVeil isStale={!isCurrent}>
        <HoldingsGrid positions={positions} symbols={symbols} symbol={symbol} setSymbol={setSymbol} />
      </StaleVeil>
    </section>
  );
};

interface HoldingsGridProps {
  readonly positions: readonly Position[];
  readonly symbols: readonly InstrumentSymbol[];
  readonly symbol: InstrumentSymbol | null;
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
}

const HoldingsGrid: FC<HoldingsGridProps> = ({ positions, symbols, symbol, setSymbol }) => {
  const { t, i18n } = useTranslation('watchlist');
  const [grid, setGrid] = useState<GridApi<HoldingRow> | null>(null);
  const bySymbol = useMemo(
    () => new Map(positions.map((position) => [position.symbol, position])),
    [positions],
  );
  const buildRow = useCallback(
    (wanted: InstrumentSymbol) => {
      const position = bySymbol.get(wanted);
      return position === undefined ? undefined : holdingRow(position);
    },
    [bySymbol],
  );
  const rows = useMemo(() => positions.map(holdingRow), [positions]);
  const columns = useMemo(() => holdingColumns(t, i18n.language as Locale), [t, i18n.language]);
  useLiveRows(grid, symbols, buildRow);
  useSelectedRow(grid, symbol, symbols);
  const onFocused = ({ api, rowIndex }: CellFocusedEvent<HoldingRow>): void => {
    const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.data;
    if (row !== undefined && row.symbol !== symbol) setSymbol(row.symbol);
  };
  return (
    <DeskGrid<HoldingRow>
      columnDefs={columns}
      rowData={rows}
      getRowId={({ data }) => data.symbol}
      rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: false }}
      onGridReady={({ api }) => setGrid(api)}
      onCellFocused={onFocused}
    />
  );
};

function holdingRow(position: Position): HoldingRow {
  const quote = quotesStore.get(position.symbol);
  const { unrealizedPnl, unrealizedPercent } = valuePosition(position, quote?.lastPrice ?? null);
  const row = buildQuoteRow(position.symbol, position.name, quote);
  return {
    ...row,
    lastPrice: row.lastPrice ?? position.lastPrice,
    quantity: position.quantity,
    unrealizedPnl,
    unrealizedPercent,
  };
}

function holdingColumns(t: (key: string) => string, locale: Locale): ColDef<HoldingRow>[] {
  return [
    { field: 'name', headerName: t('column.name'), flex: 1, minWidth: 64 },
    {
      field: 'lastPrice',
      headerName: t('column.last'),
      width: 75,
      type: 'rightAligned',
      cellRenderer: PriceCell,
    },
    {
      field: 'unrealizedPercent',
      headerName: t('column.return'),
      width: 60,
      type: 'rightAligned',
      cellClass: ({ data }) => [NUMBER_CELL, directionOf(data?.unrealizedPnl ?? 0)],
      valueFormatter: ({ value }: { value?: number | null }) => formatOr(formatPercent, value),
    },
    {
      field: 'unrealizedPnl',
      headerName: t('column.pnl'),
      width: 82,
      type: 'rightAligned',
      cellClass: ({ data }) => [NUMBER_CELL, directionOf(data?.unrealizedPnl ?? 0)],
      valueFormatter: ({ value }: { value?: number | null }) =>
        formatOr((pnl) => shortPnl(pnl, locale), value),
    },
  ];
}

/** From here on a result is told in few figures: a number is never cut off. The positions panel has them all. */
const SHORT_FROM = 10_000_000;

function shortPnl(pnl: number, locale: Locale): string {
  if (Math.abs(pnl) < SHORT_FROM) return formatPnl(pnl);
  return `${pnl > 0 ? '+' : ''}${formatCompactMoney(pnl, locale)}`;
}

function formatOr(format: (value: number) => string, value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : format(value);
}
