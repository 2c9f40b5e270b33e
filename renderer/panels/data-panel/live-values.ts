import type { ApiRecord, ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import { kiwoomRealtimeType } from '#shared/catalogue/kiwoom-realtime.ts';
import type { ShownField } from '#renderer/panels/api-data/value-text.ts';
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

/** Returns a live value of the top level with its stream: that of a fixed item, of a request field, or of the instrument. */
export function summaryStreams(
  lives: readonly LiveDescription[],
  request: Readonly<Record<string, string>>,
  symbol: string | null,
): readonly { readonly live: LiveDescription; readonly item: string }[] {
  return lives.flatMap((live) => {
    if (live.itemKey !== undefined) return [];
    const item = live.item ?? (live.itemField === undefined ? symbol : request[live.itemField]);
    return item === undefined || item === null || item === '' ? [] : [{ live, item }];
  });
}

/** Returns the fields of values that only a stream tells. */
export function aloneFields(lives: readonly LiveDescription[]): readonly ShownField[] {
  return lives.flatMap(({ type, alone = {} }) =>
    Object.entries(alone).flatMap(([fid, header]) => {
      const field = kiwoomRealtimeType(type).fields.find((one) => one.fid === fid);
      return field === undefined ? [] : [{ ...field, key: aloneKey(type, fid), header }];
    }),
  );
}

/** Returns values with those of a stream that stand for themselves. */
export function withAlone(
  values: ApiRecord,
  update: ApiStreamUpdate,
  { type, alone }: LiveDescription,
): ApiRecord {
  if (alone === undefined) return values;
  const added = Object.keys(alone).map((fid) => [aloneKey(type, fid), update.values[fid] ?? null] as const);
  return { ...values, ...Object.fromEntries(added) };
}

function aloneKey(type: string, fid: string): string {
  return `${type}.${fid}`;
}
