import { describe, expect, it } from 'vitest';
import type { Page, PageCursor } from '#electron/core/brokers/broker.ts';
import { fetchAllPages } from '#electron/core/transport/paging.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';

const at = (key: string | null) => key as PageCursor | null;

describe('all pages', () => {
  it('are joined in order, each asked for with the cursor of the one before', async () => {
    const asked: (string | null)[] = [];
    const pages: Record<string, Page<number>> = {
      first: { items: [1, 2], next: at('k1') },
      k1: { items: [], next: at('k2') },
      k2: { items: [3], next: null },
    };
    const joined = await fetchAllPages((cursor): Promise<Result<Page<number>>> => {
      asked.push(cursor);
      return Promise.resolve(ok(pages[cursor ?? 'first'] as Page<number>));
    }, 10);
    expect(joined).toEqual({ ok: true, value: [1, 2, 3] });
    expect(asked).toEqual([null, 'k1', 'k2']);
  });

  it('fail together when one fails: a list with a hole is worse than none', async () => {
    const failure = hogaError('connectivity', 'REQUEST_TIMEOUT', 'lost');
    const joined = await fetchAllPages<number>(
      (cursor) => Promise.resolve(cursor === null ? ok({ items: [1], next: at('k') }) : err(failure)),
      10,
    );
    expect(joined).toEqual(err(failure));
  });

  it('stop when the broker offers a page again', async () => {
    let count = 0;
    const joined = await fetchAllPages<number>(() => {
      count += 1;
      return Promise.resolve(ok({ items: [count], next: at(count % 2 === 0 ? 'a' : 'b') }));
    }, 1_000);
    expect(joined).toMatchObject({ ok: false, error: { kind: 'protocol', code: 'PAGES_REPEAT' } });
    expect(count).toBe(3);
  });

  it('stop at a limit', async () => {
    let count = 0;
    const joined = await fetchAllPages<number>(
      () => Promise.resolve(ok({ items: [], next: at(`k${(count += 1)}`) })),
      7,
    );
    expect(joined).toMatchObject({ error: { kind: 'protocol', code: 'PAGES_WITHOUT_END' } });
    expect(count).toBe(7);
  });
});
