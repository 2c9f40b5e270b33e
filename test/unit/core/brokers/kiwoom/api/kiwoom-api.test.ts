import { describe, expect, expectTypeOf, it } from 'vitest';
import { createKiwoomApi } from '#electron/core/brokers/kiwoom/api/kiwoom-api.ts';
import type { KiwoomQueryId } from '#electron/core/brokers/kiwoom/api/kiwoom-api.ts';
import { DEFAULT_KIWOOM_SETTINGS } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import type { RawClient, RawPage } from '#electron/core/brokers/kiwoom/raw-client.ts';
import { createRawClient } from '#electron/core/brokers/kiwoom/raw-client.ts';
import type { BrokerCall } from '#electron/core/transport/broker-call.ts';
import type { RequestPipeline } from '#electron/core/transport/request-pipeline.ts';
import type { KiwoomRequest } from '#shared/catalogue/kiwoom/api-types.ts';
import { INVENTED_API_IDS } from '#shared/catalogue/kiwoom/unknown-apis.ts';
import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { KIWOOM_API_IDS, isKiwoomOrderApi, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { fittingRequest, sampleAnswer } from '#test/support/api-samples.ts';
import { apiOf, bodyOf, createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const TREND = { stk_cd: '005930', strt_dt: '20261101', end_dt: '20261120' } as const;
const answerOf = (id: KiwoomApiId, rowCount = 2) => sampleAnswer(kiwoomEndpoint(id).response, rowCount);

/** An API over a server that answers with these next keys, in turn. */
function pagedApi(nextKeys: readonly (string | null)[]) {
  const asked: { body: unknown; nextKey: string | null | undefined; lane: unknown }[] = [];
  const raw: Pick<RawClient, 'read'> = {
    read(id, body, nextKey, lane): Promise<Result<RawPage>> {
      asked.push({ body, nextKey, lane });
      return Promise.resolve(
        ok({ body: answerOf(id), nextKey: nextKeys[asked.length - 1] ?? null, headers: {} }),
      );
    },
  };
  const clock = createVirtualClock();
  const api = createKiwoomApi({ raw: raw as RawClient, clock, environment: 'embedded', maxPages: 100 });
  return { api, asked };
}

async function take<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const page of pages) taken.push(page);
  return taken;
}

describe('a call by id', () => {
  it('is typed by the catalogue and answers with numbers', async () => {
    const { api, asked } = pagedApi([null]);
    const page = await api.call('ka10014', TREND);
    if (!page.ok) throw new Error(page.error.detail);
    expectTypeOf(page.value.answer.shrts_trnsn[0]?.close_pric).toEqualTypeOf<number | null | undefined>();
    expect(page.value.answer.shrts_trnsn[0]).toMatchObject({
      dt: '20261120',
      close_pric: 71_000,
      pred_pre: -500,
    });
    expect(page.value.nextKey).toBeNull();
    expect(asked).toEqual([{ body: TREND, nextKey: null, lane: 'quote' }]);
  });

  it('has no type for orders and tokens', () => {
    expectTypeOf<'kt10000'>().not.toExtend<KiwoomQueryId>();
    expectTypeOf<'kt10006'>().not.toExtend<KiwoomQueryId>();
    expectTypeOf<'kt50000'>().not.toExtend<KiwoomQueryId>();
    expectTypeOf<'au10001'>().not.toExtend<KiwoomQueryId>();
    expectTypeOf<'ka10014'>().toExtend<KiwoomQueryId>();
  });

  it('that does not fit the catalogue sends nothing', async () => {
    const { api, asked } = pagedApi([]);
    const missing = await api.call('ka10014', { stk_cd: '005930' } as unknown as KiwoomRequest<'ka10014'>);
    expect(missing).toMatchObject({ error: { code: 'API_FIELD_REQUIRED', context: { label: '시작일자' } } });
    const names = [
      ...KIWOOM_API_IDS.filter(isKiwoomOrderApi),
      ...INVENTED_API_IDS.map(({ id }) => id),
      'au10001',
      'ka10172',
    ];
    for (const name of names) {
      const refused = await api.callByName(name, {}, null);
      expect([name, refused.ok ? null : refused.error.kind]).toEqual([name, 'validation']);
    }
    expect(asked).toEqual([]);
  });

  it('works for every query of the catalogue', async () => {
    const { api, asked } = pagedApi([]);
    const queries = KIWOOM_API_IDS.filter(
      (id) => !isKiwoomOrderApi(id) && kiwoomEndpoint(id).group !== 'oauth',
    );
    for (const id of queries) {
      const reply = await api.callByName(id, fittingRequest(id), null);
      expect([id, reply.ok]).toEqual([id, true]);
    }
    expect(asked).toHaveLength(queries.length);
  });
});

describe('pages', () => {
  it('are asked for with the same body and the key of the page before', async () => {
    const { api, asked } = pagedApi(['one', 'two', null]);
    const pages = await take(api.pages('ka10014', TREND));
    expect(pages.map((page) => page.ok && page.value.nextKey)).toEqual(['one', 'two', null]);
    expect(asked.map(({ nextKey }) => nextKey)).toEqual([null, 'one', 'two']);
    expect(asked.every(({ body }) => body === TREND)).toBe(true);
  });

  it('end at the limit, with the key of what is left', async () => {
    const { api, asked } = pagedApi(['one', 'two', 'three', 'four']);
    const pages = await take(api.pages('ka10014', TREND, { maxPages: 2 }));
    expect(pages.map((page) => page.ok && page.value.nextKey)).toEqual(['one', 'two']);
    expect(asked).toHaveLength(2);
  });

  it('end with an error when the server offers a page again', async () => {
    const { api, asked } = pagedApi(['one', 'two', 'one', 'two']);
    const pages = await take(api.pages('ka10014', TREND));
    expect(pages.at(-1)).toMatchObject({ ok: false, error: { kind: 'protocol', code: 'PAGES_REPEAT' } });
    expect(asked).toHaveLength(3);
  });

  it('are not asked for once nobody takes them', async () => {
    const { api, asked } = pagedApi(['one', 'two', null]);
    for await (const page of api.pages('ka10014', TREND)) if (page.ok) break;
    expect(asked).toHaveLength(1);
  });

  it('end with the first error', async () => {
    const { api } = pagedApi([]);
    const pages = await take(api.pages('ka10014', { ...TREND, strt_dt: 'soon' }));
    expect(pages).toMatchObject([{ error: { code: 'API_FIELD_MALFORMED' } }]);
  });
});

describe('a call from a window', () => {
  it('goes through token, quota and paging, and shows what went over the wire without the token', async () => {
    const desk = createKiwoomDesk({
      answers: {
        ka10014: (request) => ({
          headers: {
            'cont-yn': request.headers['next-key'] === undefined ? 'Y' : 'N',
            'next-key': 'K 2',
            'set-cookie': 'id=secret',
          },
          body: answerOf('ka10014'),
        }),
      },
    });
    const query = { apiId: 'ka10014', request: { ...TREND } };
    const first = await desk.broker.api?.call({ ...query, cursor: null });
    if (first?.ok !== true) throw new Error('no answer');
    expect(first.value).toMatchObject({
      apiId: 'ka10014',
      lists: { shrts_trnsn: [{ close_pric: 71_000 }, { close_pric: 71_000 }] },
      raw: {
        request: {
          url: '/api/dostk/shsa',
          body: TREND,
          headers: { 'api-id': 'ka10014', authorization: 'Bearer ***' },
        },
        answer: { status: 200, headers: { 'cont-yn': 'Y', 'next-key': 'K 2' } },
      },
    });
    const token = desk.asked('ka10014')[0]?.headers.authorization?.replace('Bearer ', '') ?? '';
    expect(token.length).toBeGreaterThan(5);
    for (const secret of [token, 'id=secret', 'FIXTURE-KEY', 'FIXTURE-SECRET'])
      expect(JSON.stringify(first.value)).not.toContain(secret);

    const second = await desk.broker.api?.call({ ...query, cursor: first.value.cursor });
    expect(second).toMatchObject({ ok: true, value: { cursor: null } });
    const sent = desk
      .asked('ka10014')
      .map((request) => [apiOf(request), request.headers['next-key'], bodyOf(request)]);
    expect(sent).toEqual([
      ['ka10014', undefined, TREND],
      ['ka10014', 'K 2', TREND],
    ]);
  });

  it('refuses a cursor of another request', async () => {
    const desk = createKiwoomDesk({
      answers: { ka10014: { headers: { 'cont-yn': 'Y', 'next-key': 'K' }, body: answerOf('ka10014') } },
    });
    const first = await desk.broker.api?.call({ apiId: 'ka10014', request: { ...TREND }, cursor: null });
    const cursor = first?.ok === true ? first.value.cursor : null;
    const other = { ...TREND, stk_cd: '000660' };
    for (const wrong of [
      { apiId: 'ka10014', request: other, cursor },
      { apiId: 'ka10001', request: TREND, cursor },
    ]) {
      expect(await desk.broker.api?.call(wrong)).toMatchObject({ error: { code: 'PAGE_CURSOR_UNKNOWN' } });
    }
    expect(desk.asked('ka10014')).toHaveLength(1);
  });

  it('keeps the broker’s own refusal', async () => {
    const body = {
      return_code: 2,
      return_msg: '입력 값 오류입니다[1902:종목 정보가 없습니다. 종목코드=999999]',
    };
    const desk = createKiwoomDesk({ answers: { ka10014: { body } } });
    const refused = await desk.broker.api?.call({ apiId: 'ka10014', request: { ...TREND }, cursor: null });
    expect(refused).toMatchObject({ error: { kind: 'venueRejected', context: { venueCode: '1902' } } });
  });
});

describe('the raw client', () => {
  function recordingClient() {
    const calls: BrokerCall[] = [];
    const keep = (call: BrokerCall) => {
      calls.push(call);
      return Promise.resolve(ok({ body: {}, headers: {} }));
    };
    const pipeline = { read: keep, command: keep, attempt: keep } as unknown as RequestPipeline;
    return { calls, raw: createRawClient(pipeline, 'https://broker.test', DEFAULT_KIWOOM_SETTINGS) };
  }

  it('never asks an order as a query, which might be sent twice', async () => {
    const { calls, raw } = recordingClient();
    const orders = KIWOOM_API_IDS.filter(isKiwoomOrderApi);
    expect(orders).toHaveLength(12);
    for (const id of orders) {
      expect(await raw.read(id, {})).toMatchObject({ error: { kind: 'validation', code: 'API_IS_ORDER' } });
    }
    expect(calls).toEqual([]);
  });

  it('sends every order in the lanes of orders, credit and gold too', async () => {
    const { calls, raw } = recordingClient();
    for (const id of KIWOOM_API_IDS.filter(isKiwoomOrderApi)) await raw.command(id, {}, () => undefined);
    const cancels = new Set(['kt10003', 'kt10009', 'kt50003']);
    for (const { name, lane } of calls)
      expect([name, lane]).toEqual([name, cancels.has(name) ? 'orderControl' : 'order']);
  });
});
