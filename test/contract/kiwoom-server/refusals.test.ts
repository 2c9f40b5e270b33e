import { describe, expect, it } from 'vitest';
import { API_HANDLERS } from '#electron/exchange/kiwoom-server/handlers/registry.ts';
import {
  DEFAULT_SETTINGS,
  NO_QUOTA,
  parseQuota,
  REAL_QUOTA,
} from '#electron/exchange/kiwoom-server/settings.ts';
import { isKiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { createKiwoomExchange } from '#test/support/kiwoom-exchange.ts';
import { createTradingExchange, order } from './trading-scenario.ts';

const SERVED_IDS = [...API_HANDLERS.keys()].filter(isKiwoomApiId);
const exchange = createKiwoomExchange();
const bearer = { authorization: `Bearer ${exchange.token()}` };
const QUOTE = '/api/dostk/stkinfo';

/** What a refusal must say: HTTP status, outer code, bracketed code and the text around it. */
interface Refusal {
  readonly title: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number;
  readonly returnCode: number;
  readonly message: string;
}

const refusal = (
  title: string,
  [path, headers, body]: [string, Readonly<Record<string, string>>, string],
  [returnCode, message]: [number, string],
  status = 200,
): Refusal => ({ title, path, headers, body, status, returnCode, message });

const quote = (headers: Readonly<Record<string, string>>, body = '{"stk_cd":"005930"}') =>
  [QUOTE, { 'api-id': 'ka10001', ...headers }, body] as [string, Record<string, string>, string];
const chart = (body: Readonly<Record<string, unknown>>) =>
  ['/api/dostk/chart', { 'api-id': 'ka10081', ...bearer }, JSON.stringify(body)] as [
    string,
    Record<string, string>,
    string,
  ];
const minutes = (body: Readonly<Record<string, unknown>>) =>
  ['/api/dostk/chart', { 'api-id': 'ka10080', ...bearer }, JSON.stringify(body)] as [
    string,
    Record<string, string>,
    string,
  ];

const REFUSALS: readonly Refusal[] = [
  refusal('no API id', [QUOTE, bearer, '{}'], [1, '[1501:']),
  refusal(
    'an API id on the path of another',
    ['/api/dostk/acnt', { 'api-id': 'ka10001', ...bearer }, '{}'],
    [1, '[1504:해당 URI에서는 지원하는 API ID가 아닙니다. API ID=ka10001, URI=/api/dostk/acnt]'],
  ),
  refusal(
    'an API id on a path that does not exist',
    ['/api/nowhere', { 'api-id': 'ka10001', ...bearer }, '{}'],
    [1, '[1504:'],
  ),
  refusal(
    'an API id nobody knows',
    [QUOTE, { 'api-id': 'ka99999', ...bearer }, '{}'],
    [1, '[1505:해당 API ID는 존재하지 않습니다. API ID=ka99999]'],
  ),
  refusal(
    'a name that every object has',
    [QUOTE, { 'api-id': 'constructor', ...bearer }, '{}'],
    [1, '[1505:'],
  ),
  refusal('no authorization', quote({}), [2, '[1513:']),
  refusal('an authorization of one word', quote({ authorization: 'abcdef' }), [2, '[1514:']),
  refusal('an authorization of three words', quote({ authorization: 'Bearer a b' }), [2, '[1514:']),
  refusal('another kind of authorization', quote({ authorization: 'Basic abcdef' }), [2, '[1515:']),
  refusal('an authorization without a token', quote({ authorization: 'Bearer ' }), [2, '[1516:']),
  refusal('a token that was never issued', quote({ authorization: 'Bearer abcdef' }), [
    3,
    '인증에 실패했습니다[8005:Token이 유효하지 않습니다]',
  ]),
  refusal('a body that is no JSON', quote(bearer, '{"stk_cd":'), [2, '[1517:']),
  refusal('a body that is no object', quote(bearer, '["005930"]'), [2, '[1517:']),
  refusal('a required field left out', quote(bearer, '{}'), [
    2,
    '입력 값 오류입니다[1511:필수 입력 값에 값이 존재하지 않습니다. 필수입력 파라미터=stk_cd]',
  ]),
  refusal('no body at all', quote(bearer, ''), [2, '필수입력 파라미터=stk_cd]']),
  refusal('a required field that is blank', quote(bearer, '{"stk_cd":"  "}'), [2, '[1511:']),
  refusal('a required field that is null', quote(bearer, '{"stk_cd":null}'), [2, '[1511:']),
  refusal('a field that is an object', quote(bearer, '{"stk_cd":{}}'), [2, '[1517:']),
  refusal('a code that names nothing', quote(bearer, '{"stk_cd":"999999"}'), [7, '[1902:']),
  refusal('a code that cannot be one', quote(bearer, '{"stk_cd":"samsung electronics"}'), [7, '[1901:']),
  refusal('an instrument that is not on NXT', quote(bearer, '{"stk_cd":"069500_NX"}'), [7, '[1903:']),
  refusal('an empty base date', chart({ stk_cd: '005930', base_dt: '', upd_stkpc_tp: '1' }), [
    2,
    '[1511:필수 입력 값에 값이 존재하지 않습니다. 필수입력 파라미터=base_dt]',
  ]),
  refusal('a base date that is no day', chart({ stk_cd: '005930', base_dt: '20261340', upd_stkpc_tp: '1' }), [
    2,
    '파라미터=base_dt',
  ]),
  refusal(
    'a code value the guide does not list',
    minutes({ stk_cd: '005930', tic_scope: '7', upd_stkpc_tp: '1' }),
    [2, '[1517:입력 값 형식이 올바르지 않습니다. 파라미터=tic_scope'],
  ),
  refusal(
    'a code value that every object has',
    minutes({ stk_cd: '005930', tic_scope: 'constructor', upd_stkpc_tp: '1' }),
    [2, '[1517:'],
  ),
];

describe('refusals of the Kiwoom REST server', () => {
  it.each(REFUSALS)('refuses $title', ({ path, headers, body, status, returnCode, message }) => {
    const answer = exchange.raw(path, headers, body);
    expect(answer.status).toBe(status);
    expect(answer.body['return_code']).toBe(returnCode);
    expect(answer.body['return_msg']).toContain(message);
  });

  it('takes numbers as if they were written as strings', () => {
    const { body } = exchange.call('ka10080', { stk_cd: '005930', tic_scope: 5, upd_stkpc_tp: 1 });
    expect(body['return_code']).toBe(0);
  });

  it('ignores fields the API does not have', () => {
    const { body } = exchange.call('ka10001', { stk_cd: '005930', dt: '20260101', qry_tp: '1' });
    expect(body['return_code']).toBe(0);
  });

  it('takes Bearer in any case', () => {
    const answer = exchange.raw(
      QUOTE,
      { 'api-id': 'ka10001', authorization: `bearer ${exchange.token()}` },
      '{"stk_cd":"005930"}',
    );
    expect(answer.body['return_code']).toBe(0);
  });

  it('does not repeat a huge value back', () => {
    const { body } = exchange.call('ka10001', { stk_cd: 'x'.repeat(100_000) });
    expect(String(body['return_msg']).length).toBeLessThan(300);
  });

  it('refuses more than 100 watched codes with outer code 5, which a repeat does not cure', () => {
    const codes = Array.from({ length: 101 }, () => '005930').join('|');
    const { status, body } = exchange.call('ka10095', { stk_cd: codes });
    expect({ status, code: body['return_code'] }).toEqual({ status: 200, code: 5 });
    expect(body['return_msg']).toContain('[1634:');
    expect(exchange.call('ka10095', { stk_cd: codes.slice(7) }).body['return_code']).toBe(0);
  });
});

describe('quotas', () => {
  const rule = { ratePerSecond: 1, burst: 2 };
  const call = (limited: ReturnType<typeof createTradingExchange>) =>
    limited.call('ka10001', { stk_cd: '005930' });

  it('refuses the third call of an API within a second with HTTP 429 and names the quota', () => {
    const limited = createTradingExchange({
      settings: { quota: { standard: rule, perApi: {}, total: null } },
    });
    call(limited);
    call(limited);
    const { status, body } = call(limited);
    expect(status).toBe(429);
    expect(body).toEqual({
      return_code: 5,
      return_msg: '허용된 요청 개수를 초과하였습니다[1700:유량=1, API ID=ka10001]',
    });
  });

  it('lets a call through again when its second has passed', () => {
    const limited = createTradingExchange({
      settings: { quota: { standard: rule, perApi: {}, total: null } },
    });
    call(limited);
    call(limited);
    limited.clock.advance(999);
    expect(call(limited).status).toBe(429);
    limited.clock.advance(1);
    expect(call(limited).status).toBe(200);
  });

  it('counts APIs and customers apart, and calls without a valid token not at all', () => {
    const limited = createTradingExchange({
      settings: { quota: { standard: rule, perApi: {}, total: null } },
    });
    for (let count = 0; count < 5; count += 1) {
      limited.raw(QUOTE, { 'api-id': 'ka10001', authorization: 'Bearer wrong' }, '{}');
    }
    call(limited);
    call(limited);
    expect(limited.call('ka10004', { stk_cd: '005930' }).status).toBe(200);
    const other = { authorization: `Bearer ${limited.token('appkey-2')}` };
    expect(limited.call('ka10001', { stk_cd: '005930' }, other).status).toBe(200);
  });

  it('gives an API a quota of its own, and refuses with 1701 over all of them', () => {
    const limited = createTradingExchange({
      settings: {
        quota: { standard: null, perApi: { ka10001: null }, total: { ratePerSecond: 3, burst: 3 } },
      },
    });
    for (let count = 0; count < 3; count += 1) expect(call(limited).status).toBe(200);
    const { status, body } = limited.call('kt10000', order());
    expect(status).toBe(429);
    expect(body['return_code']).toBe(5);
    expect(body['return_msg']).toContain('[1701:');
  });

  it('does not place an order that is over quota', () => {
    const limited = createTradingExchange({
      settings: { quota: { standard: rule, perApi: {}, total: null } },
    });
    for (let count = 0; count < 3; count += 1) limited.call('kt10000', order());
    const account = String(limited.call('ka00001').body['acctNo']);
    expect(limited.world.orders(account)).toHaveLength(2);
  });
});

describe('the default quota', () => {
  const quote = (exchange: ReturnType<typeof createTradingExchange>) =>
    exchange.call('ka10001', { stk_cd: '005930' }).status;
  const start = () => createTradingExchange({ settings: { quota: DEFAULT_SETTINGS.quota } });

  it('never refuses a client that waits 0.2 s between its calls, as the broker’s own samples do', () => {
    const exchange = start();
    for (let count = 0; count < 100; count += 1) {
      expect(quote(exchange)).toBe(200);
      exchange.clock.advance(200);
    }
  });

  it('forgives ten pages in a row, which a real network would have spread over seconds', () => {
    const exchange = start();
    for (let count = 0; count < 10; count += 1) expect(quote(exchange)).toBe(200);
  });

  it('refuses a flood of one API with 429 and says how much is allowed', () => {
    const exchange = start();
    const answers = Array.from({ length: 30 }, () => exchange.call('ka10001', { stk_cd: '005930' }));
    const refusals = answers.filter(({ status }) => status === 429);
    expect(refusals).toHaveLength(20);
    expect(refusals[0]?.body).toMatchObject({ return_code: 5 });
    expect(refusals[0]?.body['return_msg']).toContain('[1700:유량=5, API ID=ka10001]');
  });

  it('lets every API be called one after the other, twenty a second', () => {
    const exchange = start();
    const codes = SERVED_IDS.map((id) => {
      exchange.clock.advance(50);
      return exchange.call(id, {}).status;
    });
    expect(new Set(codes)).toEqual(new Set([200]));
  });

  it.each([
    ['off', NO_QUOTA],
    ['default', DEFAULT_SETTINGS.quota],
    ['strict', REAL_QUOTA],
    ['3', { standard: { ratePerSecond: 3, burst: 6 }, perApi: {}, total: null }],
    ['0.5', { standard: { ratePerSecond: 0.5, burst: 1 }, perApi: {}, total: null }],
    ['0', null],
    ['-1', null],
    ['fast', null],
  ])('is set by %j', (text, rules) => {
    expect(parseQuota(text)).toEqual(rules);
  });
});
