import type { GridApi } from 'ag-grid-community';
import { useEffect } from 'react';
import type { ApiStream } from '#shared/contract/api.ts';
import type { ApiRow } from '#renderer/panels/api-data/answer-view.ts';
import { declareStreams, streamKey, subscribeStreams } from '#renderer/stores/streams-store.ts';
import type { LiveDescription } from './description.ts';
import { itemOf, overlay, streamsOfRows } from './live-values.ts';

/** Keeps the rows in sight in step with their streams. Only their cells are painted; React takes no part. */
export function useLiveRows(
  grid: GridApi<ApiRow> | null,
  lives: readonly LiveDescription[],
  isVisible: boolean,
): void {
  useEffect(() => {
    const ofRows = lives.filter(({ itemKey }) => itemKey !== undefined);
    if (grid === null || ofRows.length === 0 || !isVisible) return;
    let declared: readonly ApiStream[] = [];
    let withdraw = (): void => undefined;
    const declare = (): void => {
      const rows = rowsInSight(grid).map(({ values }) => values);
      const wanted = ofRows.flatMap((live) => streamsOfRows(rows, live));
      if (wanted.map(streamKey).join() === declared.map(streamKey).join()) return;
      const before = withdraw;
      declared = wanted;
      withdraw = declareStreams(wanted);
      before();
    };
    const unsubscribe = subscribeStreams((updates) => {
      const byStream = new Map(updates.map((update) => [streamKey(update), update]));
      grid.forEachNode((node) => {
        const row = node.data;
        if (row === undefined) return;
        let { values } = row;
        for (const live of ofRows) {
          const item = itemOf(values, live);
          const update = item === null ? undefined : byStream.get(streamKey({ type: live.type, item }));
          if (update !== undefined) values = overlay(values, update, live);
        }
        if (values !== row.values) node.setData({ ...row, values });
      });
    });
    declare();
    grid.addEventListener('modelUpdated', declare);
    grid.addEventListener('bodyScrollEnd', declare);
    return () => {
      unsubscribe();
      withdraw();
      if (grid.isDestroyed()) return;
      grid.removeEventListener('modelUpdated', declare);
      grid.removeEventListener('bodyScrollEnd', declare);
    };
  }, [grid, lives, isVisible]);
}

function rowsInSight(grid: GridApi<ApiRow>): readonly ApiRow[] {
  const first = grid.getFirstDisplayedRowIndex();
  const last = grid.getLastDisplayedRowIndex();
  const rows: ApiRow[] = [];
  for (let place = Math.max(0, first); place <= last; place += 1) {
    const row = grid.getDisplayedRowAtIndex(place)?.data;
    if (row !== undefined) rows.push(row);
  }
  return rows;
}
