import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';

/** Marks the row of the instrument the panel shows, whoever chose it. */
export function useSelectedRow<Row>(
  grid: GridApi<Row> | null,
  symbol: InstrumentSymbol | null,
  symbols: readonly InstrumentSymbol[],
): void {
  useEffect(() => {
    if (grid === null) return;
    const node = symbol === null ? undefined : grid.getRowNode(symbol);
    if (node === undefined) grid.deselectAll();
    else if (!node.isSelected()) node.setSelected(true, true);
  }, [grid, symbol, symbols]);
}
