import type { CellFocusedEvent, GridApi, RowDragEndEvent } from 'ag-grid-community';
import type { FC } from 'react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { Locale } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import { loadInstruments } from '#renderer/bridge/load-instruments.ts';
import { connectionStore, isDeskCurrent } from '#renderer/stores/connection-store.ts';
import { useInterest } from '#renderer/stores/hooks.ts';
import { instrumentsStore } from '#renderer/stores/instruments-store.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import { errorText } from '#renderer/ui/error-text.ts';
import { DeskGrid } from '#renderer/ui/grid.tsx';
import type { PanelProps } from '#renderer/ui/panel-props.ts';
import { EmptyState, ErrorState, LoadingState, StaleVeil } from '#renderer/ui/states.tsx';
import { watchlistColumns } from './parts/columns.ts';
import { ListBar } from './parts/list-bar.tsx';
import type { QuoteRow } from './parts/quote-row.ts';
import { quoteRow } from './parts/quote-row.ts';
import { useFreshnessMarks } from './parts/use-freshness-marks.ts';
import { useLiveSort } from './parts/use-live-sort.ts';
import { useSelectedRow } from './parts/use-selected-row.ts';
import {
  addList,
  addSymbol,
  listOf,
  neighbourOf,
  parseWatchlists,
  removeList,
  removeSymbol,
  replaceList,
  WATCHLISTS_SETTING,
} from './watchlists.ts';
import type { Watchlist, Watchlists } from './watchlists.ts';
import './watchlist.css';

/** Narrower than this the names need the room. */
const SHOWN_FROM = { turnover: 266 };

/** A list of instruments with live prices; the chosen one is shown by the whole colour group. */
export const WatchlistPanel: FC<PanelProps> = ({
  symbol,
  setSymbol,
  isVisible,
  state,
  setState,
  setTitle,
}) => {
  const { t } = useTranslation('watchlist');
  const { lists, save } = useWatchlists();
  const list = listOf(lists, listIdOf(state));
  useEffect(() => setTitle(list.name), [list.name, setTitle]);
  useInterest(isVisible ? list.symbols : [], ['quote'], 'visible');

  const changeList = (changed: Watchlist): void => save(replaceList(lists, changed));
  const remove = (removed: InstrumentSymbol): void => {
    const next = neighbourOf(list, removed);
    changeList(removeSymbol(list, removed));
    if (removed === symbol && next !== null) setSymbol(next);
  };

  return (
    <section className="watchlist" aria-label={list.name}>
      <ListBar
        lists={lists}
        list={list}
        selected={symbol !== null && list.symbols.includes(symbol) ? symbol : null}
        onChooseList={(listId) => setState({ listId })}
        onAddList={() => {
          const { lists: more, added } = addList(lists, (number) => t('listNumber', { number }));
          save(more);
          setState({ listId: added.id });
        }}
        onRemoveList={() => save(removeList(lists, list.id))}
        onRename={(name) => changeList({ ...list, name })}
        onAdd={(added) => {
          changeList(addSymbol(list, added));
          setSymbol(added);
        }}
        onRemove={remove}
      />
      <ListBody list={list} symbol={symbol} setSymbol={setSymbol} onRemove={remove} onChange={changeList} />
    </section>
  );
};

interface ListProps {
  readonly list: Watchlist;
  readonly symbol: InstrumentSymbol | null;
  readonly setSymbol: (symbol: InstrumentSymbol) => void;
  readonly onRemove: (symbol: InstrumentSymbol) => void;
  readonly onChange: (list: Watchlist) => void;
}

/** The list, or why there is none. */
const ListBody: FC<ListProps> = (props) => {
  const { t } = useTranslation('watchlist');
  const phase = useStore(instrumentsStore, (store) => store.phase);
  const error = useStore(instrumentsStore, (store) => store.error);
  const isCurrent = useStore(connectionStore, isDeskCurrent);
  if (props.list.symbols.length > 0) {
    return (
      <StaleVeil isStale={!isCurrent}>
        <ListGrid {...props} />
      </StaleVeil>
    );
  }
  if (phase === 'loading') return <LoadingState rows={14} />;
  if (error === null) return <EmptyState title={t('empty')} hint={t('emptyHint')} />;
  const retry = { label: t('retry'), run: () => void loadInstruments() };
  return <ErrorState title={t('noInstruments')} hint={errorText(error, t)} action={retry} />;
};

const ListGrid: FC<ListProps> = ({ list, symbol, setSymbol, onRemove, onChange }) => {
  const { t, i18n } = useTranslation('watchlist');
  const [grid, setGrid] = useState<GridApi<QuoteRow> | null>(null);
  const columns = useMemo(() => watchlistColumns(t, i18n.language as Locale), [t, i18n.language]);
  const rows = useMemo(() => list.symbols.map(quoteRow), [list.symbols]);
  useLiveSort(grid, list.symbols);
  useSelectedRow(grid, symbol, list.symbols);
  useFreshnessMarks(grid);

  const onFocused = ({ api, rowIndex }: CellFocusedEvent<QuoteRow>): void => {
    const row = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex)?.data;
    if (row !== undefined && row.symbol !== symbol) setSymbol(row.symbol);
  };
  const onRowDragEnd = ({ api }: RowDragEndEvent<QuoteRow>): void => {
    const order: InstrumentSymbol[] = [];
    api.forEachNode(({ data }) => data !== undefined && order.push(data.symbol));
    onChange({ ...list, symbols: order });
  };

  return (
    <DeskGrid<QuoteRow>
      columnDefs={columns}
      rowData={rows}
      getRowId={({ data }) => data.symbol}
      rowSelection={{ mode: 'singleRow', checkboxes: false, enableClickSelection: false }}
      rowDragManaged
      rowDragEntireRow
      tooltipShowDelay={600}
      onGridReady={({ api }) => setGrid(api)}
      onCellFocused={onFocused}
      onRowDragEnd={onRowDragEnd}
      shownFrom={SHOWN_FROM}
      onCellKeyDown={({ event, data }) => {
        const isDelete = event instanceof KeyboardEvent && event.key === 'Delete';
        if (isDelete && data !== undefined) onRemove(data.symbol);
      }}
    />
  );
};

function useWatchlists(): { readonly lists: Watchlists; readonly save: (lists: Watchlists) => void } {
  const { t } = useTranslation('watchlist');
  const saved = useStore(settingsStore, ({ values }) => values[WATCHLISTS_SETTING]);
  const instruments = useStore(instrumentsStore, ({ bySymbol }) => bySymbol);
  const lists = useMemo(
    () => parseWatchlists(saved, instruments, t('listNumber', { number: 1 })),
    [saved, instruments, t],
  );
  return { lists, save: (changed) => saveSetting(WATCHLISTS_SETTING, changed as unknown as JsonValue) };
}

function listIdOf(state: JsonValue | null): string | null {
  const listId =
    typeof state === 'object' && state !== null && !Array.isArray(state) ? state['listId'] : null;
  return typeof listId === 'string' ? listId : null;
}
