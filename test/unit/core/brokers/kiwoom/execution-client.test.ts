import { describe, expect, it } from 'vitest';
import type { OrderHandle } from '#electron/core/brokers/broker.ts';
import { kiwoomCapabilities } from '#electron/core/brokers/kiwoom/capabilities.ts';
import { formatOrderHandle, parseOrderHandle } from '#electron/core/brokers/kiwoom/order-handle.ts';
import type { OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { FakeAnswer } from '#test/support/fake-http.ts';
import { apiOf, bodyOf, createKiwoomDesk } from '#test/support/kiwoom-desk.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { settle } from '#test/support/settle.ts';

const buy: OrderIntent = {
  symbol: '005930',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: price(71_200),
  stopPrice: null,
  funding: { kind: 'cash' },
  quantity: quantity(10),
};

const handle = (text: string) => text as OrderHandle;
const change = { quantity: quantity(7), price: price(71_000), stopPrice: null };

/** Answers the orders with one thing and counts what left. */
function create(answer: FakeAnswer = { body: kiwoomFixture('order-placed') }) {
  let tokens = 0;
  const issue = () => ({ body: { ...kiwoomFixture('token'), token: `FIXTURE-TOKEN-${(tokens += 1)}` } });
  const desk = createKiwoomDesk({
    answers: { au10001: issue, kt10000: answer, kt10001: answer, kt10002: answer, kt10003: answer },
  });
  const orderRequests = () => desk.http.requests.filter((request) => apiOf(request).startsWith('kt1000'));
  let sent = 0;
  const onSent = () => void (sent += 1);
  return { ...desk, orderRequests, onSent, sent: () => sent, execution: desk.broker.execution };
}

describe('placing an order', () => {
  it('tells what left, without key, token or account', async () => {
    const { execution } = create();
    const sent: unknown[] = [];
    await execution.placeOrder(buy, (request) => sent.push(request));
    expect(sent).toEqual([
      {
        name: 'kt10000',
        body: JSON.stringify({
          dmst_stex_tp: 'KRX',
          stk_cd: '005930',
          ord_qty: '10',
          ord_uv: '71200',
          trde_tp: '0',
          cond_uv: '',
        }),
      },
    ]);
  });

  it('sends the fields that Kiwoom wants, all as text, and returns number and handle', async () => {
    const { execution, orderRequests, onSent, sent } = create();
    expect(await execution.placeOrder(buy, onSent)).toEqual({
      ok: true,
      value: {
        venueOrderId: '0000301',
        handle: 'KRX:0000301',
        answer: { code: '0', text: kiwoomFixture('order-placed').return_msg },
      },
    });
    const [request] = orderRequests();
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://broker.test/api/dostk/ordr',
      headers: {
        'api-id': 'kt10000',
        authorization: 'Bearer FIXTURE-TOKEN-1',
        'content-type': 'application/json;charset=UTF-8',
      },
    });
    expect(request && bodyOf(request)).toEqual({
      dmst_stex_tp: 'KRX',
      stk_cd: '005930',
      ord_qty: '10',
      ord_uv: '71200',
      trde_tp: '0',
      cond_uv: '',
    });
    expect(sent()).toBe(1);
  });

  it.each<[Partial<OrderIntent>, string, Record<string, string>]>([
    [{ side: 'sell' }, 'kt10001', { trde_tp: '0', ord_uv: '71200' }],
    [{ type: 'market', price: null }, 'kt10000', { trde_tp: '3', ord_uv: '' }],
    [{ type: 'market', timeInForce: 'fok', price: null }, 'kt10000', { trde_tp: '23', ord_uv: '' }],
    [{ type: 'bestCounter', timeInForce: 'ioc', price: null }, 'kt10000', { trde_tp: '16', ord_uv: '' }],
    [{ timeInForce: 'ioc', venue: 'NXT' }, 'kt10000', { trde_tp: '10', dmst_stex_tp: 'NXT' }],
    [
      { type: 'stopLimit', stopPrice: price(72_000) },
      'kt10000',
      { trde_tp: '28', cond_uv: '72000', ord_uv: '71200' },
    ],
    [
      { type: 'preOpenClosePrice', price: null, venue: 'SOR' },
      'kt10000',
      { trde_tp: '61', ord_uv: '', dmst_stex_tp: 'SOR' },
    ],
  ])('%j goes out as %s %j', async (intent, api, body) => {
    const { execution, orderRequests, onSent } = create();
    await execution.placeOrder({ ...buy, ...intent }, onSent);
    expect(orderRequests().map((request) => [apiOf(request), bodyOf(request)])).toEqual([
      [api, expect.objectContaining(body)],
    ]);
  });

  it.each<[Partial<OrderIntent>, string]>([
    [{ price: null }, 'PRICE_REQUIRED'],
    [{ type: 'stopLimit' }, 'STOP_PRICE_REQUIRED'],
    [{ type: 'conditionalLimit', timeInForce: 'ioc' }, 'TYPE_NOT_OFFERED'],
  ])('%j is refused here and not sent', async (intent, code) => {
    const { execution, orderRequests, onSent, sent } = create();
    expect(await execution.placeOrder({ ...buy, ...intent }, onSent)).toMatchObject({
      error: { kind: 'validation', code },
    });
    expect(orderRequests()).toEqual([]);
    expect(sent()).toBe(0);
  });
});

describe('what an answer proves about an order', () => {
  const body = (return_code: number, return_msg: string) => ({ body: { return_code, return_msg } });

  it.each<[string, FakeAnswer, string]>([
    ['a business refusal', body(20, '[2000](RC4025:증거금이 부족합니다)'), 'venueRejected'],
    ['a wrong entry', body(2, '[1511:ord_qty]'), 'validation'],
    ['too many requests', { status: 429, ...body(5, '[1700:유량=1]') }, 'rateLimited'],
    ['a stale token', body(3, '[8005:Token이 유효하지 않습니다]'), 'auth'],
    ['a token of the other mode', body(3, '[8031:투자구분]'), 'auth'],
    ['an unknown code', body(20, '[7777:새로운 오류]'), 'outcomeUnknown'],
    ['an outer code alone', body(20, '처리 중 오류'), 'outcomeUnknown'],
    ['success without a number', body(0, '매수주문이 완료되었습니다.'), 'outcomeUnknown'],
    ['success with a number that is none', { body: { ord_no: '0000000', return_code: 0 } }, 'outcomeUnknown'],
    ['a failure of the server', { status: 500, body: '' }, 'outcomeUnknown'],
    ['a failure of the gateway', { status: 502, body: '<html>' }, 'outcomeUnknown'],
    ['an unreadable body', { body: '{"ord_no":"00003' }, 'outcomeUnknown'],
    ['an empty body', { body: '' }, 'outcomeUnknown'],
    ['a bare 401', { status: 401, body: '' }, 'outcomeUnknown'],
    ['a bare 429', { status: 429, body: '' }, 'outcomeUnknown'],
    ['silence', { failure: 'timeout', maybeSent: true }, 'outcomeUnknown'],
    ['a reset', { failure: 'closed', maybeSent: true }, 'outcomeUnknown'],
    ['a network that never took it', { failure: 'refused', maybeSent: false }, 'connectivity'],
    ['a name that does not resolve', { failure: 'unresolved', maybeSent: false }, 'connectivity'],
  ])('%s: the order went out at most once', async (_, answer, kind) => {
    const { execution, orderRequests, onSent, pass } = create(answer);
    const placing = execution.placeOrder(buy, onSent);
    await pass(120_000);
    expect(await placing).toMatchObject({ ok: false, error: { kind } });
    expect(orderRequests()).toHaveLength(1);
    const canceling = execution.cancelOrder(handle('KRX:0000301'), buy, onSent);
    await pass(120_000);
    expect(await canceling).toMatchObject({ ok: false, error: { kind } });
    const amending = execution.amendOrder(handle('KRX:0000301'), buy, change, onSent);
    await pass(120_000);
    expect(await amending).toMatchObject({ ok: false, error: { kind } });
    expect(orderRequests()).toHaveLength(3);
  });

  it('a stale token costs the order and not the next one', async () => {
    const { execution, answer, asked, onSent, orderRequests } = create(body(3, '[8005:Token]'));
    await execution.placeOrder(buy, onSent);
    answer({ kt10000: { body: kiwoomFixture('order-placed') } });
    expect(await execution.placeOrder(buy, onSent)).toMatchObject({ ok: true });
    expect(asked('au10001')).toHaveLength(2);
    expect(orderRequests().map(({ headers }) => headers.authorization)).toEqual([
      'Bearer FIXTURE-TOKEN-1',
      'Bearer FIXTURE-TOKEN-2',
    ]);
  });

  it('a refused key is proof that nothing left', async () => {
    const { execution, answer, orderRequests, onSent } = create();
    answer({ au10001: body(3, '[8001:앱키 검증 실패]') });
    expect(await execution.placeOrder(buy, onSent)).toMatchObject({
      error: { kind: 'auth', code: 'AUTH_KEY_REFUSED' },
    });
    expect(orderRequests()).toEqual([]);
  });

  it('an order still waiting for a slot when the link is given up was not sent', async () => {
    const { broker, execution, orderRequests, onSent } = { ...create(), ...limited() };
    const results = Array.from({ length: 4 }, () => execution.placeOrder(buy, onSent));
    await settle();
    await broker.disconnect();
    const kinds = (await Promise.all(results)).map((result) => (result.ok ? 'ok' : result.error.kind));
    expect(kinds).toEqual(['ok', 'ok', 'connectivity', 'connectivity']);
    expect(orderRequests()).toHaveLength(2);
  });

  function limited() {
    const desk = createKiwoomDesk({
      settings: { apiRate: { perSecond: 1, burst: 2 } },
      answers: { kt10000: { body: kiwoomFixture('order-placed') } },
    });
    return {
      broker: desk.broker,
      execution: desk.broker.execution,
      orderRequests: () => desk.asked('kt10000'),
    };
  }
});

describe('amending and canceling', () => {
  it('name the order as it now stands and its venue; the amend answers with a new handle', async () => {
    const { execution, orderRequests, onSent } = create({ body: kiwoomFixture('order-amended') });
    expect(
      await execution.amendOrder(handle('SOR:0000301'), buy, { ...change, stopPrice: price(72_000) }, onSent),
    ).toEqual({
      ok: true,
      value: {
        venueOrderId: '0000305',
        handle: 'KRX:0000305',
        answer: { code: '0', text: '매수정정 주문입력이 완료되었습니다' },
      },
    });
    expect(orderRequests().map(bodyOf)).toEqual([
      {
        dmst_stex_tp: 'SOR',
        orig_ord_no: '0000301',
        stk_cd: '005930',
        mdfy_qty: '7',
        mdfy_uv: '71000',
        mdfy_cond_uv: '72000',
      },
    ]);
  });

  it('cancel all that remains', async () => {
    const { execution, orderRequests, onSent } = create({ body: kiwoomFixture('order-canceled') });
    expect(await execution.cancelOrder(handle('NXT:0000305'), buy, onSent)).toMatchObject({
      value: { venueOrderId: '0000309', handle: 'NXT:0000309' },
    });
    expect(orderRequests().map(bodyOf)).toEqual([
      { dmst_stex_tp: 'NXT', orig_ord_no: '0000305', stk_cd: '005930', cncl_qty: '0' },
    ]);
  });

  it('refuse an amend without a price: Kiwoom has no such thing', async () => {
    const { execution, orderRequests, onSent } = create();
    expect(
      await execution.amendOrder(handle('KRX:0000301'), buy, { ...change, price: null }, onSent),
    ).toMatchObject({
      error: { kind: 'validation', code: 'PRICE_REQUIRED' },
    });
    expect(orderRequests()).toEqual([]);
  });

  it.each(['', '0000301', 'KRX', 'ABC:0000301', 'KRX:301', 'KRX:00003x1'])(
    'refuse the foreign handle %j',
    async (text) => {
      const { execution, orderRequests, onSent } = create();
      expect(await execution.cancelOrder(handle(text), buy, onSent)).toMatchObject({
        error: { code: 'ORDER_HANDLE_UNKNOWN' },
      });
      expect(orderRequests()).toEqual([]);
    },
  );

  it('read back every handle they write', () => {
    const key = { orderNumber: '0000042' as VenueOrderId, venue: 'SOR' } as const;
    expect(parseOrderHandle(formatOrderHandle(key))).toEqual({ ...key, family: 'cash' });
    const gold = { ...key, venue: 'KRX', family: 'gold' } as const;
    expect(parseOrderHandle(formatOrderHandle(gold))).toEqual(gold);
    expect(parseOrderHandle(handle('KRX:0000042:silver'))).toBeNull();
  });
});

describe('asking for orders', () => {
  it('asks for what is open first and for the day last, over all pages', async () => {
    const rows = kiwoomFixture('order-history').acnt_ord_cntr_prps_dtl as unknown[];
    const done = { return_code: 0, return_msg: '' };
    const { broker, http } = createKiwoomDesk({
      answers: {
        ka10075: { body: kiwoomFixture('open-orders') },
        kt00007: ({ headers }) =>
          headers['next-key'] === 'PAGE-2'
            ? {
                body: { acnt_ord_cntr_prps_dtl: rows.slice(3), ...done },
                headers: { 'cont-yn': 'N', 'next-key': 'LEFTOVER' },
              }
            : {
                body: { acnt_ord_cntr_prps_dtl: rows.slice(0, 3), ...done },
                headers: { 'cont-yn': 'Y', 'next-key': 'PAGE-2' },
              },
      },
    });
    const orders = await broker.execution.fetchOrders();
    expect(orders.ok && orders.value.map(({ venueOrderId }) => venueOrderId)).toEqual([
      '0000301',
      '0000305',
      '0000309',
      '0000312',
      '0000315',
      '0000318',
      '0000320',
      '0000330',
    ]);
    expect(http.requests.map(apiOf)).toEqual(['au10001', 'ka10075', 'kt00007', 'kt00007']);
    const [, , first, second] = http.requests;
    expect(first?.headers['cont-yn']).toBeUndefined();
    expect(second?.headers).toMatchObject({ 'cont-yn': 'Y', 'next-key': 'PAGE-2' });
    expect(first?.body).toBe(second?.body);
    expect(first && bodyOf(first)).toMatchObject({ ord_dt: '20261120', qry_tp: '1', dmst_stex_tp: '%' });
  });

  it('gives no list at all when one page fails or repeats', async () => {
    const { broker, answer } = createKiwoomDesk({
      answers: {
        ka10075: { body: kiwoomFixture('open-orders'), headers: { 'cont-yn': 'Y', 'next-key': 'AGAIN' } },
      },
    });
    expect(await broker.execution.fetchOpenOrders()).toMatchObject({
      error: { kind: 'protocol', code: 'PAGES_REPEAT' },
    });
    answer({
      ka10075: ({ headers }) =>
        headers['next-key'] === undefined
          ? { body: kiwoomFixture('open-orders'), headers: { 'cont-yn': 'Y', 'next-key': 'K' } }
          : { body: { return_code: 20, return_msg: '[2000](RC9000:미지원)' } },
    });
    expect(await broker.execution.fetchOpenOrders()).toMatchObject({ error: { kind: 'venueRejected' } });
  });

  it('asks for the day of the broker when this clock is off', async () => {
    const { broker, asked, clock } = createKiwoomDesk({
      answers: {
        au10001: () => ({
          body: kiwoomFixture('token'),
          headers: { date: new Date(clock.now() + 20 * 3_600_000).toUTCString() },
        }),
        ka10075: { body: { return_code: 0 } },
        kt00007: { body: { return_code: 0 } },
      },
    });
    await broker.execution.fetchOrders();
    expect(asked('kt00007').map((request) => bodyOf(request).ord_dt)).toEqual(['20261121']);
  });

  it('gives fills as totals per order', async () => {
    const { broker } = createKiwoomDesk({ answers: { ka10076: { body: kiwoomFixture('fills') } } });
    const fills = await broker.execution.fetchFills();
    expect(
      fills.ok && fills.value.map(({ venueOrderId, quantity: filled }) => [venueOrderId, filled]),
    ).toEqual([
      ['0000312', 25],
      ['0000301', 3],
    ]);
  });
});

describe('what Kiwoom can do', () => {
  const typesOn = (environment: 'real' | 'mock' | 'embedded', venue: string) =>
    Object.fromEntries(
      kiwoomCapabilities(environment, 95)
        .orders.filter((row) => row.venue === venue)
        .map(({ type, timesInForce }) => [type, timesInForce.join()]),
    );

  it('on KRX is every type, with the conditions its sessions take', () => {
    expect(typesOn('real', 'KRX')).toEqual({
      limit: 'day,ioc,fok',
      market: 'day,ioc,fok',
      conditionalLimit: 'day',
      bestCounter: 'day,ioc,fok',
      bestSame: 'day',
      midpoint: 'day,ioc,fok',
      stopLimit: 'day',
      preOpenClosePrice: 'day',
      postCloseClosePrice: 'day',
      offHoursSinglePrice: 'day',
    });
  });

  it('on the mock server is KRX alone', () => {
    expect(typesOn('mock', 'KRX')).toEqual(typesOn('real', 'KRX'));
    expect([typesOn('mock', 'NXT'), typesOn('mock', 'SOR')]).toEqual([{}, {}]);
  });

  it('through routing leaves out what only one venue has', () => {
    expect(Object.keys(typesOn('embedded', 'SOR'))).toEqual(['limit', 'market', 'bestCounter', 'bestSame']);
  });
});
