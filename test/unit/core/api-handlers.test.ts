import { describe, expect, it } from 'vitest';
import type { AccountDesk } from '#electron/core/accounts/account-desk.ts';
import { createApiHandlers } from '#electron/core/api-handlers.ts';
import type { BrokerApi } from '#electron/core/brokers/broker-api.ts';
import { createMarketDataService } from '#electron/core/market-data/create-market-data-service.ts';
import { serveRequest } from '#electron/core/request-handlers.ts';
import type { RequestHandlers } from '#electron/core/request-handlers.ts';
import type { DeskEvent } from '#shared/contract/events.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';
import { ConditionServer, matchFrame } from '#test/support/condition-server.ts';
import { createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { settle } from '#test/support/settle.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';
import { sampleAnswer } from '#test/support/api-samples.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';

/** The handlers over a Kiwoom account that is online, and one of a broker without such an API. */
async function arrange() {
  const desk = createKiwoomDesk({
    answers: { ka10014: { body: sampleAnswer(kiwoomEndpoint('ka10014').response) } },
  });
  const server = new ConditionServer({ members: { 4: ['A005930'] } });
  const events: DeskEvent[] = [];
  const apis: Record<string, BrokerApi | null> = { kiwoom: desk.broker.api, other: null };
  const api = createApiHandlers({
    market: createMarketDataService({ clock: desk.clock, log: SILENT_LOG }),
    account(accountId) {
      const found = apis[accountId];
      if (found === undefined) return err(hogaError('validation', 'ACCOUNT_UNKNOWN', 'no such account'));
      return ok({ broker: { api: found } } as unknown as AccountDesk);
    },
    publish: (event) => events.push(event),
  });
  const serve = async () => {
    do await settle();
    while (server.serve(desk.sockets.latest()));
  };
  const connected = desk.broker.connect();
  await settle();
  desk.sockets.latest().open();
  await serve();
  await connected;
  const ask = async (clientId: string, name: string, payload: unknown) => {
    const answer = serveRequest(api.handlers as RequestHandlers, SILENT_LOG, clientId, name, payload);
    await serve();
    return answer;
  };
  return { ...desk, api, ask, events, server, serve };
}

const CALL = {
  accountId: 'kiwoom',
  apiId: 'ka10014',
  request: { stk_cd: '005930', strt_dt: '20261101', end_dt: '20261120' },
  cursor: null,
};
const CONDITION = { accountId: 'kiwoom', conditionId: '4' };

describe('what a window asks of a broker’s own API', () => {
  it('is answered in parsed values', async () => {
    const { ask } = await arrange();
    expect(await ask('a', 'api.call', CALL)).toMatchObject({
      ok: true,
      value: { apiId: 'ka10014', lists: { shrts_trnsn: [{ close_pric: 71_000 }, {}] } },
    });
  });

  it('is refused before anything is sent, by the Korean label of the field', async () => {
    const { ask, http } = await arrange();
    const before = http.requests.length;
    const { stk_cd: _, ...request } = CALL.request;
    expect(await ask('a', 'api.call', { ...CALL, request })).toMatchObject({
      error: {
        kind: 'validation',
        code: 'API_FIELD_REQUIRED',
        context: { field: 'stk_cd', label: '종목코드' },
      },
    });
    const order = { ...CALL, apiId: 'kt10000', request: { stk_cd: '005930', ord_qty: '1' } };
    expect(await ask('a', 'api.call', order)).toMatchObject({ error: { code: 'API_IS_ORDER' } });
    expect(http.requests).toHaveLength(before);
  });

  it('is refused for an account that has none', async () => {
    const { ask } = await arrange();
    for (const [name, payload] of [
      ['api.call', CALL],
      ['conditions.list', { accountId: 'kiwoom' }],
      ['conditions.search', { ...CONDITION, cursor: null }],
      ['conditions.start', CONDITION],
      ['conditions.stop', CONDITION],
    ] as const) {
      const other = await ask('a', name, { ...payload, accountId: 'other' });
      expect([name, other]).toMatchObject([name, { error: { code: 'API_NOT_OFFERED' } }]);
      const nobody = await ask('a', name, { ...payload, accountId: 'nobody' });
      expect([name, nobody]).toMatchObject([name, { error: { code: 'ACCOUNT_UNKNOWN' } }]);
    }
  });

  it('about conditions comes back as events, and ends with the window', async () => {
    const { ask, events, sockets, api, server, serve } = await arrange();
    expect(await ask('a', 'conditions.list', { accountId: 'kiwoom' })).toMatchObject({
      value: [{ id: '0' }, { id: '4' }],
    });
    expect(await ask('a', 'conditions.start', CONDITION)).toEqual(ok({ members: ['005930'] }));
    sockets.latest().receive(matchFrame('4', '005930', 'D'));
    sockets.latest().receive(matchFrame('4', '005930', 'I'));
    expect(events).toMatchObject([
      { type: 'condition-match', ...CONDITION, symbol: '005930', change: 'leave' },
      { type: 'condition-match', ...CONDITION, symbol: '005930', change: 'enter' },
    ]);
    api.forget('a');
    await serve();
    expect(server.heard.at(-1)).toBe('CNSRCLR 4');
    expect(await ask('b', 'conditions.stop', CONDITION)).toEqual(ok(null));
  });
});
