import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';

export interface RowPage<T> {
  readonly rows: readonly T[];
  /** Rows before the page. */
  readonly start: number;
  readonly nextCursor: string | null;
}

/** Cuts one page out of a list. A cursor is the number of rows shown. @returns 1517 when it is none */
export function pageOfRows<T>(
  rows: readonly T[],
  cursor: string | null,
  pageSize = 100,
): Result<RowPage<T>, ApiFailure> {
  if (cursor !== null && !/^\d{1,7}$/.test(cursor)) {
    return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  }
  const start = Number(cursor ?? 0);
  const page = rows.slice(start, start + pageSize);
  const end = start + page.length;
  return ok({ rows: page, start, nextCursor: end < rows.length && page.length > 0 ? String(end) : null });
}
