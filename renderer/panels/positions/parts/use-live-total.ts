import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { Position } from '#shared/domain/account.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import type { PositionRow } from '../view-model.ts';
import { buildPositionRow, sumRows } from '../view-model.ts';

/** A sum that changes faster cannot be read. */
const TOTAL_EVERY_MS = 250;

/** Returns the row of a position at the latest price. */
export function rowOf(position: Position): PositionRow {
  return buildPositionRow(position, quotesStore.get(position.symbol));
}

/** Keeps the total under the rows, a few times a second while prices move. */
export function useLiveTotal(
  grid: GridApi<PositionRow> | null,
  positions: readonly Position[],
  totalName: string,
): void {
  useEffect(() => {
    if (grid === null) return;
    const held = new Set(positions.map(({ symbol }) => symbol));
    let isDue = true;
    const update = (): void => {
      if (!isDue) return;
      isDue = false;
      grid.setGridOption('pinnedBottomRowData', [sumRows(positions.map(rowOf), totalName)]);
    };
    update();
    const unsubscribe = quotesStore.subscribeAll((changed) => {
      isDue ||= [...changed].some((symbol) => held.has(symbol));
    });
    const timer = setInterval(update, TOTAL_EVERY_MS);
    return () => {
      unsubscribe();
      clearInterval(timer);
    };
  }, [grid, positions, totalName]);
}
