import { describe, expect, it } from 'vitest';
import { createRestService } from '#electron/exchange/kiwoom-server/rest/rest-service.ts';
import type { Call, HandlerTable } from '#electron/exchange/kiwoom-server/handlers/handler.ts';
import { forCustomer } from '#electron/exchange/kiwoom-server/handlers/handler.ts';
import { createTokenStore } from '#electron/exchange/kiwoom-server/accounts/token-store.ts';
import { createKeyRegistry } from '#electron/exchange/kiwoom-server/accounts/key-registry.ts';
import { createQuotaMeter } from '#electron/exchange/kiwoom-server/rest/quota.ts';
import { Turns } from '#electron/exchange/market/turns.ts';
import { ok } from '#shared/domain/result.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

/** Four pieces of ten milliseconds each, for questions and for orders alike. */
function setUp(burst = 1) {
  const clock = createVirtualClock();
  const asked: string[] = [];
  const fourPieces = (name: string) =>
    forCustomer((_params, call: Call) => {
      asked.push(name);
      for (const key of ['a', 'b', 'c', 'd']) {
        call.once(key, () => clock.advance(10));
      }
      return ok({ body: {} });
    });
  const handlers: HandlerTable = { ka00001: fourPieces('question'), kt10003: fourPieces('order') };
  const deferred: (() => void)[] = [];
  const tokens = createTokenStore(clock);
  const { token } = tokens.issue({ appKey: 'key', accountNumber: '8000000011' });
  const service = createRestService({
    world: {} as never,
    market: { turns: new Turns(clock, 15) } as never,
    bookChanges: {} as never,
    handlers: new Map(Object.entries(handlers)),
    desk: { keys: createKeyRegistry({ strictKeys: null, openAccount: () => undefined }), tokens },
    quota: createQuotaMeter(clock, { standard: { ratePerSecond: 0.001, burst }, perApi: {}, total: null }),
    openingCash: 0,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    defer: (callback) => deferred.push(callback),
  });
  const call = (id: string, path: string, body = {}) =>
    service.serveInTurns({
      method: 'POST',
      path,
      headers: { 'api-id': id, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const settle = async () => {
    for (let count = 0; count < 10; count += 1) await Promise.resolve();
  };
  const turn = async () => {
    await settle();
    deferred.shift()?.();
    await settle();
  };
  return { asked, deferred, call, turn, settle };
}

describe('a question that takes long', () => {
  it('is asked again in later turns, and costs the quota once', async () => {
    const { asked, call, turn } = setUp();
    const answer = call('ka00001', '/api/dostk/acnt');
    expect(asked).toEqual(['question']);
    expect(answer).toBeInstanceOf(Promise);

    await turn();
    expect(asked).toEqual(['question', 'question']);
    expect(JSON.parse((await answer).body)).toMatchObject({ return_code: 0 });
  });

  it('waits for another one before it', async () => {
    const { deferred, asked, call, turn, settle } = setUp(2);
    const answers = [call('ka00001', '/api/dostk/acnt'), call('ka00001', '/api/dostk/acnt')];
    await settle();
    expect([asked.length, deferred.length]).toEqual([2, 1]);

    await turn();
    expect([asked.length, deferred.length]).toEqual([3, 1]);
    await turn();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('an order that takes long', () => {
  it('is carried out at once, and once', () => {
    const { asked, call } = setUp();
    const order = { dmst_stex_tp: 'KRX', orig_ord_no: '0000001', stk_cd: '005930', cncl_qty: '0' };
    const answer = call('kt10003', '/api/dostk/ordr', order);

    expect(answer).not.toBeInstanceOf(Promise);
    expect(asked).toEqual(['order']);
  });
});
