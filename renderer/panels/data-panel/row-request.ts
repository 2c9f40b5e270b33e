import type { ApiRecord } from '#shared/contract/api.ts';
import type { RequestValues } from '#renderer/panels/api-data/request-form.ts';
import type { DetailDescription } from './description.ts';

/** Returns the request values that a row gives to the other pane; codes without the venue behind them. */
export function requestOfRow(row: ApiRecord, { from }: DetailDescription): RequestValues {
  return Object.fromEntries(
    Object.entries(from).map(([field, { key, length }]) => {
      const value = String(row[key] ?? '').replace(/_(?:NX|AL)$/, '');
      return [field, length === undefined ? value : value.slice(0, length)];
    }),
  );
}
