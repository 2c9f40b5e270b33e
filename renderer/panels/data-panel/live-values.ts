import type { ApiRecord, ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { LiveDescription } from './description.ts';

/** Most rows of one grid that follow a stream: those in sight and some more. */
export const MAX_LIVE_ROWS = 60;

/** Returns the streams of rows, each item once. */
export function streamsOfRows(rows: readonly ApiRecord[], live: LiveDescription): readonly ApiStream[] {
  const items = new Set<string>();
  for (const row of rows) {
    const item = itemOf(row, live);
    if (item !== null) items.add(item);
  }
  return [...items].slice(0, MAX_LIVE_ROWS).map((item) => ({ type: live.type, item }));
}

export function itemOf(row: ApiRecord, { itemKey }: LiveDescription): string | null {
  const item = itemKey === undefined ? null : row[itemKey];
  return typeof item === 'string' && item !== '' ? item : null;
}

/** Returns a row with the values of its stream; the row itself when nothing in it changes. */
export function overlay(row: ApiRecord, update: ApiStreamUpdate, { values }: LiveDescription): ApiRecord {
  let changed: Record<string, ApiRecord[string]> | null = null;
  for (const [fid, key] of Object.entries(values)) {
    const value = update.values[fid];
    if (value === undefined || value === null || !Object.hasOwn(row, key) || row[key] === value) continue;
    changed ??= { ...row };
    changed[key] = value;
  }
  return changed ?? row;
}
