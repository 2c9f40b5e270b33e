import { err, ok, type Result } from '#shared/domain/result.ts';
import type { AccountOrder } from '../../world.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';

/** Rows of one answer. */
const PAGE_SIZE = 100;

/**
 * Cuts one page out of a list of orders, whose numbers all differ.
 *
 * A cursor is the number of the last order shown, so orders that arrive between two pages shift nothing.
 */
export function pageOfOrders(
  orders: readonly AccountOrder[],
  cursor: string | null,
): Result<{ readonly page: readonly AccountOrder[]; readonly nextCursor: string | null }, ApiFailure> {
  let start = 0;
  if (cursor !== null) {
    const index = orders.findIndex((order) => String(order.number) === cursor);
    if (index < 0) return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
    start = index + 1;
  }
  const page = orders.slice(start, start + PAGE_SIZE);
  const last = page.at(-1);
  const hasMore = start + page.length < orders.length;
  return ok({ page, nextCursor: hasMore && last !== undefined ? String(last.number) : null });
}

/** Reads an order number; leading zeros do not matter. Null when the field is empty. @returns 1517 when it is no number */
export function readOrderNumber(key: string, text: string): Result<number | null, ApiFailure> {
  if (text === '') return ok(null);
  return /^\d{1,10}$/.test(text) ? ok(Number(text)) : err(apiFailure('1517', key, '주문번호가 아닙니다'));
}
