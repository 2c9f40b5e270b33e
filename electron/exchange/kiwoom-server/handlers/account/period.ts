import { err, ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { AccountDay, AccountHistory } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { resolvePlainListing, type Call, type Params } from '../handler.ts';

/** Rows of one answer. */
const PAGE_SIZE = 100;

export function historyOf(call: Call): AccountHistory {
  return call.world.history(call.customer.accountNumber);
}

/** Returns the days of the account from one date field to another, both included, oldest first. @returns 1517 when they are the wrong way round */
export function daysOfPeriod(
  params: Params,
  call: Call,
  [fromKey, toKey]: readonly [string, string],
): Result<readonly AccountDay[], ApiFailure> {
  const from = params.get(fromKey) as KstDate;
  const to = params.get(toKey) as KstDate;
  if (from > to) return err(apiFailure('1517', toKey, '종료일자가 시작일자보다 빠릅니다'));
  return ok(historyOf(call).days.filter(({ date }) => date >= from && date <= to));
}

/** Reads an instrument that a query may leave out; null for all of them. */
export function readOptionalSymbol(params: Params, call: Call): Result<string | null, ApiFailure> {
  const code = params.get('stk_cd');
  if (code === '') return ok(null);
  const found = resolvePlainListing(call.world, code);
  return found.ok ? ok(found.value.listing.symbol) : found;
}

/**
 * Cuts one page out of rows that each have a key of their own. A cursor is the key of the last row shown, so that rows that come
 * between two pages shift nothing.
 */
export function pageOfRows<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  cursor: string | null,
): Result<{ readonly page: readonly T[]; readonly nextCursor: string | null }, ApiFailure> {
  const last = cursor === null ? -1 : rows.findIndex((row) => keyOf(row) === cursor);
  if (cursor !== null && last < 0) {
    return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  }
  const page = rows.slice(last + 1, last + 1 + PAGE_SIZE);
  const shown = page.at(-1);
  const hasMore = last + 1 + page.length < rows.length;
  return ok({ page, nextCursor: hasMore && shown !== undefined ? keyOf(shown) : null });
}

export const nameOf = (call: Call, symbol: string): string => call.world.listing(symbol)?.name ?? '';

/** Won per share, rounded; 0 of nothing. */
export const averageOf = (amount: number, shares: number): number =>
  shares === 0 ? 0 : Math.round(amount / shares);

/** In percent; 0 of nothing. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100);
