import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { Position } from '#shared/domain/account.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';
import type { PositionRow } from '../view-model.ts';
import { buildPositionRow, sumRows } from '../view-model.ts';

export function rowOf(position: Position): PositionRow {
  return buildPositionRow(position, quotesStore.get(position.symbol));
}

/** Keeps the rows and their total at the latest prices: once per frame, only what changed, without rendering React. */
export function useLivePositions(
  grid: GridApi<PositionRow> | null,
  positions: readonly Position[],
  totalName: string,
): void {
  useEffect(() => {
    if (grid === null) return;
    const bySymbol = new Map(positions.map((position) => [position.symbol, position]));
    const update = (changed: Iterable<string>): void => {
      const rows = [...changed].flatMap((symbol) => {
        const position = bySymbol.get(symbol);
        return position === undefined || grid.getRowNode(symbol) === undefined ? [] : [rowOf(position)];
      });
      if (rows.length === 0) return;
      grid.applyTransaction({ update: rows });
      grid.setGridOption('pinnedBottomRowData', [sumRows(positions.map(rowOf), totalName)]);
    };
    update(bySymbol.keys());
    return quotesStore.subscribeAll(update);
  }, [grid, positions, totalName]);
}
