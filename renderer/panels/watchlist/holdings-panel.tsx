import type { CellFocusedEvent, ColDef, GridApi } from 'ag-grid-community';
import type { FC } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { Position } from '#shared/domain/account.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatCompactMoney, formatPnl } from '#renderer/format/money.ts';
import { formatPercent, NO_VALUE } from '#renderer/format/number.ts';
import { accountsStore } from '#renderer/stores/accounts-store.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { holdingsOf, holdingsStore } from '#renderer/stores/holdings-store.ts';
import { useInterest } from '#renderer/stores/hooks.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import { valuePosition } from '#renderer/stores/portfolio.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { liveColumn, livePriceColumn } from './parts/live-column.ts';
import type { QuoteRow } from './parts/quote-row.ts';
import { buildQuoteRow } from './parts/quote-row.ts';
import { useLiveSort } from './parts/use-live-sort.ts';
import { useSelectedRow } from './parts/use-selected-row.ts';
import './watchlist.css';

interface HoldingRow extends QuoteRow {
  readonly position: Position;
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

/** Narrower than this the names need the room; the positions panel has it. */
const SHOWN_FROM = { unrealizedPnl: 286 };

interface HoldingsGridProps {
  readonly positions: readonly Position[];
  readonly symbols: readonly InstrumentSymbol[];
  readonly symbol: InstrumentSymbol | null;
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
}

const HoldingsGrid: FC<HoldingsGridProps> = ({ positions, symbols, symbol, setSymbol }) => {
  const { t, i18n } = useTranslation('watchlist');
  const [grid, setGrid] = useState<GridApi<HoldingRow> | null>(null);
  const rows = useMemo(() => positions.map(holdingRow), [positions]);
  const columns = useMemo(() => holdingColumns(t, i18n.language as Locale), [t, i18n.language]);
  useLiveSort(grid, symbols);
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
      shownFrom={SHOWN_FROM}
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
    position,
    lastPrice: row.lastPrice ?? position.lastPrice,
    quantity: position.quantity,
    unrealizedPnl,
    unrealizedPercent,
  };
}

function holdingColumns(t: (key: string) => string, locale: Locale): ColDef<HoldingRow>[] {
  return [
    { field: 'name', headerName: t('column.name'), flex: 1, minWidth: 64 },
    { ...livePriceColumn(rowNow), headerName: t('column.last') },
    {
      ...liveColumn('unrealizedPercent', rowNow, {
        textOf: ({ unrealizedPercent }) => formatOr(formatPercent, unrealizedPercent),
        toneOf: toneOfPnl,
      }),
      headerName: t('column.return'),
      width: 60,
    },
    {
      ...liveColumn('unrealizedPnl', rowNow, {
        textOf: ({ unrealizedPnl }) => formatOr((pnl) => shortPnl(pnl, locale), unrealizedPnl),
        toneOf: toneOfPnl,
      }),
      headerName: t('column.pnl'),
      width: 76,
    },
  ];
}

const rowNow = ({ position }: HoldingRow): HoldingRow => holdingRow(position);
const toneOfPnl = ({ unrealizedPnl }: HoldingRow): Direction => directionOf(unrealizedPnl ?? 0);

/** From here on a result is told in few figures: a number is never cut off. The positions panel has them all. */
const SHORT_FROM = 1_000_000;

function shortPnl(pnl: number, locale: Locale): string {
  if (Math.abs(pnl) < SHORT_FROM) return formatPnl(pnl);
  return `${pnl > 0 ? '+' : ''}${formatCompactMoney(pnl, locale)}`;
}

function formatOr(format: (value: number) => string, value: number | null): string {
  return value === null ? NO_VALUE : format(value);
}
