import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import { interestsStore } from '#renderer/stores/interests.ts';
import { stalenessStore } from '#renderer/stores/market/staleness.ts';

/** Draws the names anew when an instrument goes stale or is fed again: no new price would do it. */
export function useFreshnessMarks<Row>(grid: GridApi<Row> | null): void {
  useEffect(() => {
    if (grid === null) return;
    const refresh = (): void => grid.refreshCells({ columns: ['name'], force: true });
    const ends = [stalenessStore.subscribe(refresh), interestsStore.subscribe(refresh)];
    return () => {
      for (const end of ends) end();
    };
  }, [grid]);
}
