import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { ConditionSearch } from '#renderer/panels/conditions/condition-search.ts';

describe('searching a condition once', () => {
  it('reads all pages, each instrument once, without the letter in front', async () => {
    const pages = [
      ok({ rows: [{ '9001': 'A005930' }, { '9001': 'A000660' }], cursor: 'next' }),
      ok({ rows: [{ '9001': '000660' }, { '9001': '' }], cursor: null }),
    ];
    const asked: (string | null)[] = [];
    const search = new ConditionSearch(
      (_, cursor) => {
        asked.push(cursor);
        return Promise.resolve(pages[asked.length - 1] ?? err(hogaError('protocol', 'TOO_FAR', 'no page')));
      },
      () => 7,
    );
    await search.search('0');
    expect(asked).toEqual([null, 'next']);
    expect(search.store.getState()).toEqual({
      phase: 'ready',
      symbols: ['005930', '000660'],
      at: 7,
      error: null,
    });
  });

  it('tells what failed', async () => {
    const failure = hogaError('rateLimited', 'RATE_LIMITED', 'slow down');
    const search = new ConditionSearch(
      () => Promise.resolve(err(failure)),
      () => 7,
    );
    await search.search('0');
    expect(search.store.getState()).toMatchObject({ phase: 'failed', error: failure });
  });

  it('drops an answer that another search has overtaken', async () => {
    const search = new ConditionSearch(
      (id) => Promise.resolve(ok({ rows: [{ '9001': id === '0' ? '005930' : '000660' }], cursor: null })),
      () => 7,
    );
    await Promise.all([search.search('0'), search.search('1')]);
    expect(search.store.getState().symbols).toEqual(['000660']);
  });
});
