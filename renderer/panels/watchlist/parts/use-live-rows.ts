import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import { quotesStore } from '#renderer/stores/market/market-stores.ts';

/**
 * Keeps the rows of a grid at the latest quote: once per frame, only the rows that changed, without rendering React.
 * @param buildRow  makes the row of an instrument from the stores; keep it stable
 */
export function useLiveRows<Row>(
  grid: GridApi<Row> | null,
  symbols: readonly InstrumentSymbol[],
  buildRow: (symbol: InstrumentSymbol) => Row | undefined,
): void {
  useEffect(() => {
    if (grid === null) return;
    const listed = new Set(symbols);
    const update = (changed: Iterable<InstrumentSymbol>): void => {
      const rows = [...changed].flatMap((symbol) => {
        const row = listed.has(symbol) ? buildRow(symbol) : undefined;
        return row === undefined || grid.getRowNode(symbol) === undefined ? [] : [row];
      });
      if (rows.length > 0) grid.applyTransaction({ update: rows });
    };
    update(symbols);
    return quotesStore.subscribeAll(update);
  }, [grid, symbols, buildRow]);
}
