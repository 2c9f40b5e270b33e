import type { ApiRecord } from '#shared/contract/api.ts';
import type { KiwoomEndpoint, KiwoomResponseField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { rowInstrument } from './row-instrument.ts';

/** A list of an answer, as a grid shows it. */
export interface ListView {
  readonly key: string;
  readonly label: string;
  readonly fields: readonly KiwoomResponseField[];
}

/** A row with a name that lasts over a refresh, so that the selection stays where it is. */
export interface ApiRow {
  readonly id: string;
  readonly values: ApiRecord;
}

/** Returns the lists of an API in the guide's order. */
export function listsOf(endpoint: KiwoomEndpoint): readonly ListView[] {
  return endpoint.response
    .filter(({ kind }) => kind === 'list')
    .map(({ key, label }) => ({
      key,
      label,
      fields: endpoint.response.filter(({ list, isSecret }) => list === key && isSecret !== true),
    }));
}

/** Returns the fields of an API's top level that can be shown. */
export function summaryFields(endpoint: KiwoomEndpoint): readonly KiwoomResponseField[] {
  return endpoint.response.filter(
    ({ list, kind, isSecret }) =>
      list === undefined && kind !== 'list' && kind !== 'object' && isSecret !== true,
  );
}

/** Returns what an answer brought that the catalogue does not know, as text fields. */
export function unknownFields(
  known: readonly { readonly key: string }[],
  record: ApiRecord,
): readonly KiwoomResponseField[] {
  const keys = new Set(known.map(({ key }) => key));
  return Object.keys(record)
    .filter((key) => !keys.has(key) && key !== 'return_code' && key !== 'return_msg')
    .map((key) => ({ key, label: key, kind: 'text', optional: true }));
}

/**
 * Names rows by their instrument, date or place; a name that repeats is numbered.
 * @param rowKey  field that names them instead
 */
export function nameRows(rows: readonly ApiRecord[], rowKey?: string): readonly ApiRow[] {
  const seen = new Map<string, number>();
  return rows.map((values) => {
    const name = nameOf(values, rowKey);
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return { id: times === 0 && name !== '' ? name : `${name}#${times}`, values };
  });
}

function nameOf(values: ApiRecord, rowKey: string | undefined): string {
  if (rowKey !== undefined) return String(values[rowKey] ?? '');
  return rowInstrument(values) ?? String(values['dt'] ?? values['date'] ?? '');
}
