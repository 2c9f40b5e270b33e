import type { ApiRecord } from '#shared/contract/api.ts';
import type { RequestValues } from './request-form.ts';

const START_KEYS = ['strt_dt', 'start_dt', 'fr_dt'];
const END_KEYS = ['end_dt', 'to_dt', 'base_dt', 'dt', 'date'];
const DAY_KEYS = ['dt', 'date', 'trde_dt', 'ord_dt', 'deal_dt', 'cntr_dt', 'base_dt'];

/**
 * Returns how much of a range of days has been read, from 0 to 1, by the day of the last row (newest first); null where request
 * or rows do not tell.
 */
export function loadProgress(request: RequestValues, lastRow: ApiRecord | undefined): number | null {
  const start = dayOf(START_KEYS.map((key) => request[key]));
  const end = dayOf(END_KEYS.map((key) => request[key]));
  const reached = dayOf(DAY_KEYS.map((key) => lastRow?.[key]));
  if (start === null || end === null || reached === null || end <= start) return null;
  return Math.min(1, Math.max(0, (end - reached) / (end - start)));
}

function dayOf(candidates: readonly unknown[]): number | null {
  for (const text of candidates) {
    if (typeof text !== 'string' || !/^\d{8}/.test(text)) continue;
    return Date.UTC(Number(text.slice(0, 4)), Number(text.slice(4, 6)) - 1, Number(text.slice(6, 8)));
  }
  return null;
}
