import { describe, expect, it } from 'vitest';
import { KIWOOM_API_IDS, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_GROUPS } from '#shared/catalogue/kiwoom/groups.ts';
import {
  parseFavourites,
  parseHistory,
  remember,
  toggleFavourite,
} from '#renderer/panels/explorer/memory.ts';
import { rawTexts } from '#renderer/panels/explorer/raw-text.ts';
import { searchApis } from '#renderer/panels/explorer/search.ts';
import { whyNotCallable } from '#renderer/panels/explorer/why-not-callable.ts';

const found = (query: string): readonly string[] =>
  searchApis(query).flatMap(({ endpoints }) => endpoints.map(({ id }) => id));

describe('the search for an API', () => {
  it('shows all of them, each in its group, while nothing is asked', () => {
    expect(searchApis('').map(({ row }) => row.group)).toEqual(KIWOOM_GROUPS.map(({ group }) => group));
    expect(found('').toSorted()).toEqual([...KIWOOM_API_IDS].toSorted());
  });

  it.each([
    ['ka10081', 'ka10081'],
    ['KA10081', 'ka10081'],
    ['주식일봉', 'ka10081'],
    ['주식 일봉', 'ka10081'],
    ['ㅈㅅㅇㅂ', 'ka10081'],
    ['주식일ㅂ', 'ka10081'],
    ['previous close', 'ka10027'],
    ['api ka10027', 'ka10027'],
  ])('finds by %s', (query, id) => {
    expect(found(query)).toContain(id);
  });

  it('finds every API by its own id', () => {
    expect(KIWOOM_API_IDS.filter((id) => !found(id).includes(id))).toEqual([]);
  });

  it('finds nothing for what no API is', () => {
    expect(found('없는이름')).toEqual([]);
  });
});

describe('the explorer', () => {
  it('calls neither orders nor tokens', () => {
    const refused = KIWOOM_API_IDS.filter((id) => whyNotCallable(kiwoomEndpoint(id)) !== null);
    expect(refused.filter((id) => whyNotCallable(kiwoomEndpoint(id)) === 'token')).toEqual([
      'au10001',
      'au10002',
    ]);
    expect(refused).toEqual(expect.arrayContaining(['kt10000', 'kt10003', 'kt10006', 'kt50000']));
    expect(refused).toHaveLength(14);
  });

  it('puts a request that is sent again at the front and forgets the oldest', () => {
    const past = Array.from({ length: 30 }, (_, n) => ({ apiId: 'ka10001', request: { stk_cd: String(n) } }));
    const again = remember(past, { apiId: 'ka10001', request: { stk_cd: '7' } });
    expect(again).toHaveLength(30);
    expect(again[0]?.request).toEqual({ stk_cd: '7' });
    expect(remember(past, { apiId: 'ka10081', request: {} }).at(-1)?.request).toEqual({ stk_cd: '28' });
  });

  it('takes nothing for granted of saved favourites and requests', () => {
    expect(parseFavourites(['ka10001', 'ka99999', 5, null])).toEqual(['ka10001']);
    expect(parseFavourites({ a: 1 })).toEqual([]);
    const saved = [{ apiId: 'ka10001', request: { stk_cd: '005930', n: 5 } }, 'x', { apiId: 'nope' }, null];
    expect(parseHistory(saved)).toEqual([{ apiId: 'ka10001', request: { stk_cd: '005930' } }]);
  });

  it('takes a favourite out when it is marked again', () => {
    expect(toggleFavourite(toggleFavourite([], 'ka10001'), 'ka10001')).toEqual([]);
  });

  it('shows no authorization, even if one should come that far', () => {
    const raw = {
      request: {
        url: '/api',
        headers: { Authorization: 'Bearer secret', 'api-id': 'ka10001' },
        body: { stk_cd: '1' },
      },
      answer: { status: 200, headers: { 'cont-yn': 'N' }, body: {} },
    };
    const { request, answer } = rawTexts(raw);
    expect(request).not.toContain('secret');
    expect(request).toContain('api-id: ka10001');
    expect(answer).toContain('HTTP 200');
  });
});
