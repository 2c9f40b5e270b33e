import type { KstDate } from '#shared/domain/time.ts';
import { isKstDate } from '#shared/domain/time.ts';
import type { PageCursor } from '../broker.ts';

/** Paging repeats the first request with a key added, so the date it was asked for has to travel along. */
export interface ChartCursor {
  readonly baseDate: KstDate;
  readonly nextKey: string;
}

export function formatChartCursor({ baseDate, nextKey }: ChartCursor): PageCursor {
  return JSON.stringify([baseDate, nextKey]) as PageCursor;
}

/** Returns null for a cursor that was not made here. */
export function parseChartCursor(cursor: PageCursor): ChartCursor | null {
  try {
    const parts: unknown = JSON.parse(cursor);
    if (!Array.isArray(parts)) return null;
    const [baseDate, nextKey] = parts as unknown[];
    if (typeof baseDate !== 'string' || typeof nextKey !== 'string' || !isKstDate(baseDate)) return null;
    return nextKey === '' ? null : { baseDate, nextKey };
  } catch {
    return null;
  }
}
