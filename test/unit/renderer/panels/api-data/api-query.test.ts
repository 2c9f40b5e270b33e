import { describe, expect, it } from 'vitest';
import type { ApiReply } from '#shared/contract/api.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { ApiQuery, isQueryStale, MAX_PAGES } from '#renderer/panels/api-data/api-query.ts';
import type { ApiQuestion } from '#renderer/panels/api-data/api-query.ts';

const QUESTION: ApiQuestion = {
  accountId: 'a' as ApiQuestion['accountId'],
  apiId: 'ka10027',
  request: { mrkt_tp: '000' },
};
const OTHER: ApiQuestion = { ...QUESTION, request: { mrkt_tp: '001' } };

function reply(name: string, cursor: string | null = null): Result<ApiReply> {
  const raw = {
    request: { url: '', headers: {}, body: {} },
    answer: { status: 200, headers: {}, body: {} },
  };
  const answer = { apiId: 'ka10027', fields: {}, lists: { rows: [{ name }] }, cursor, raw };
  return ok({ ...answer, at: epochMs(1), tookMs: 1 });
}

const REFUSED: HogaError = hogaError('connectivity', 'LINK_CLOSED', 'closed');

/** A query whose answers are given one by one. */
function heldQuery() {
  const asked: { cursor: string | null; answer: (result: Result<ApiReply>) => void }[] = [];
  const query = new ApiQuery(
    ({ cursor }) => new Promise((resolve) => asked.push({ cursor, answer: resolve })),
  );
  return { query, asked, state: () => query.store.getState() };
}

function namesOf({ store }: ApiQuery): readonly unknown[] {
  return (store.getState().lists['rows'] ?? []).map(({ name }) => name);
}

describe('a query', () => {
  it('adds the next page to the rows', async () => {
    const query = new ApiQuery(({ cursor }) =>
      Promise.resolve(cursor === null ? reply('1', '2') : reply('2')),
    );
    await query.ask(QUESTION);
    expect(await query.nextPage()).toBe(true);
    expect(namesOf(query)).toEqual(['1', '2']);
    expect(await query.nextPage()).toBe(false);
  });

  it('keeps the last good answer when it is asked again in vain, and calls it old', async () => {
    let isRefused = false;
    const query = new ApiQuery(() => Promise.resolve(isRefused ? err(REFUSED) : reply('1')));
    await query.ask(QUESTION);
    isRefused = true;
    await query.refresh();
    expect(namesOf(query)).toEqual(['1']);
    expect(isQueryStale(query.store.getState())).toBe(true);
    isRefused = false;
    await query.refresh();
    expect(isQueryStale(query.store.getState())).toBe(false);
  });

  it('shows no answer to one question under another', async () => {
    const { query, asked, state } = heldQuery();
    const first = query.ask(QUESTION);
    const second = query.ask(OTHER);
    asked[1]?.answer(reply('other'));
    await second;
    asked[0]?.answer(reply('late'));
    await first;
    expect(namesOf(query)).toEqual(['other']);
    expect(state().question).toEqual(OTHER);
  });

  it('drops what it shows when another question is asked', async () => {
    const { query, asked, state } = heldQuery();
    const first = query.ask(QUESTION);
    asked[0]?.answer(reply('1'));
    await first;
    void query.ask(OTHER);
    expect(state().reply).toBeNull();
  });

  it('reads all pages until the last', async () => {
    const query = new ApiQuery(({ cursor }) => {
      const page = Number(cursor ?? '1');
      return Promise.resolve(reply(String(page), page < 5 ? String(page + 1) : null));
    });
    await query.ask(QUESTION);
    await query.loadAll();
    expect(namesOf(query)).toEqual(['1', '2', '3', '4', '5']);
    expect(query.store.getState()).toMatchObject({
      isLoadingAll: false,
      phase: 'ready',
      cursor: null,
      pages: 5,
    });
  });

  it('stops at the page limit when the pages do not end', async () => {
    const query = new ApiQuery(() => Promise.resolve(reply('again', 'more')));
    await query.ask(QUESTION);
    await query.loadAll();
    expect(query.store.getState().pages).toBe(MAX_PAGES);
  });

  it('keeps what it has read when reading all is stopped, and takes no page that comes after', async () => {
    const { query, asked, state } = heldQuery();
    const first = query.ask(QUESTION);
    asked[0]?.answer(reply('1', '2'));
    await first;
    const all = query.loadAll();
    query.cancel();
    asked[1]?.answer(reply('2', '3'));
    await all;
    expect(namesOf(query)).toEqual(['1']);
    expect(state()).toMatchObject({ phase: 'ready', isLoadingAll: false, cursor: '2' });
    expect(asked).toHaveLength(2);
  });

  it('ends reading all at a page that fails and can go on from there', async () => {
    let isRefused = true;
    const query = new ApiQuery(({ cursor }) => {
      if (cursor === null) return Promise.resolve(reply('1', '2'));
      return Promise.resolve(isRefused ? err(REFUSED) : reply('2'));
    });
    await query.ask(QUESTION);
    await query.loadAll();
    expect(query.store.getState()).toMatchObject({ phase: 'failed', isLoadingAll: false, cursor: '2' });
    isRefused = false;
    await query.nextPage();
    expect(namesOf(query)).toEqual(['1', '2']);
  });

  it('does not refresh the first page under later ones', async () => {
    let calls = 0;
    const query = new ApiQuery(() => {
      calls += 1;
      return Promise.resolve(reply(String(calls), 'more'));
    });
    await query.ask(QUESTION);
    await query.nextPage();
    await query.refresh();
    expect(calls).toBe(2);
  });
});
