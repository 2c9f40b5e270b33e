import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Page, PageCursor } from '../brokers/broker.ts';

/**
 * Asks for page after page until the last one and joins them.
 *
 * One failed page fails the whole: a list with a hole in it is worse than none. `protocol` PAGES_REPEAT when the broker
 * sends a cursor again, PAGES_WITHOUT_END past `maxPages`.
 */
export async function fetchAllPages<T>(
  fetchPage: (cursor: PageCursor | null) => Promise<Result<Page<T>>>,
  maxPages: number,
): Promise<Result<readonly T[]>> {
  const items: T[] = [];
  const seen = new Set<PageCursor>();
  let cursor: PageCursor | null = null;
  for (let count = 0; count < maxPages; count += 1) {
    const page: Result<Page<T>> = await fetchPage(cursor);
    if (!page.ok) return page;
    for (const item of page.value.items) items.push(item);
    cursor = page.value.next;
    if (cursor === null) return ok(items);
    if (seen.has(cursor))
      return err(hogaError('protocol', 'PAGES_REPEAT', 'the same page was offered twice'));
    seen.add(cursor);
  }
  return err(hogaError('protocol', 'PAGES_WITHOUT_END', `more than ${maxPages} pages`, { maxPages }));
}
