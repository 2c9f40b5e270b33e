import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';

/** Rows that change places faster cannot be followed. */
const SORT_EVERY_MS = 250;

/** Keeps a list in order that is sorted by what the market moves; the cells themselves follow the market on their own. */
export function useLiveSort<Row>(grid: GridApi<Row> | null, symbols: readonly InstrumentSymbol[]): void {
  useEffect(() => {
    if (grid === null) return;
    const listed = new Set(symbols);
    let isDue = false;
    const unsubscribe = quotesStore.subscribeAll((changed) => {
      if (isDue) return;
      for (const symbol of changed) isDue ||= listed.has(symbol);
    });
    const timer = setInterval(() => {
      if (!isDue) return;
      isDue = false;
      if (isSorted(grid)) grid.refreshClientSideRowModel('sort');
    }, SORT_EVERY_MS);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [grid, symbols]);
}

function isSorted<Row>(grid: GridApi<Row>): boolean {
  return grid.getColumnState().some(({ sort }) => sort === 'asc' || sort === 'desc');
}
