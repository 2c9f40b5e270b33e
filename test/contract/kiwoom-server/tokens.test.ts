import { describe, expect, it } from 'vitest';
import { DAY_MS } from '#shared/domain/time.ts';
import { createKiwoomExchange, type KiwoomExchange } from '#test/support/kiwoom-exchange.ts';

const KEYS = { grant_type: 'client_credentials', appkey: 'key-a', secretkey: 'secret-a' };

function issue(exchange: KiwoomExchange, body: unknown = KEYS, headers: Record<string, string> = {}) {
  return exchange.raw('/oauth2/token', headers, JSON.stringify(body)).body;
}

function revoke(exchange: KiwoomExchange, body: unknown) {
  return exchange.raw('/oauth2/revoke', { 'api-id': 'au10002' }, JSON.stringify(body)).body;
}

function account(exchange: KiwoomExchange, token: unknown) {
  const headers = { 'api-id': 'ka00001', authorization: `Bearer ${String(token)}` };
  return exchange.raw('/api/dostk/acnt', headers, '{}').body;
}

describe('access tokens', () => {
  it('issues a bearer token that ends 24 hours later, Korean time', () => {
    const exchange = createKiwoomExchange();
    const body = issue(exchange);
    expect(body).toMatchObject({ token_type: 'bearer', expires_dt: '20261121100000', return_code: 0 });
    expect(String(body['token']).length).toBeGreaterThan(40);
  });

  it('needs no api-id on the token path, but refuses that of another API', () => {
    const exchange = createKiwoomExchange();
    expect(issue(exchange, KEYS)['return_code']).toBe(0);
    expect(issue(exchange, KEYS, { 'api-id': 'ka10001' })['return_msg']).toContain('[1504:');
  });

  it('issues the same token again while it lives, with the same end', () => {
    const exchange = createKiwoomExchange();
    const first = issue(exchange);
    exchange.clock.advance(DAY_MS - 1_000);
    expect(issue(exchange)).toEqual(first);
  });

  it('refuses a token after its end and issues a new one', () => {
    const exchange = createKiwoomExchange();
    const first = issue(exchange);
    exchange.clock.advance(DAY_MS);
    expect(account(exchange, first['token'])).toMatchObject({ return_code: 3 });
    const second = issue(exchange);
    expect(second['token']).not.toBe(first['token']);
    expect(account(exchange, second['token'])['return_code']).toBe(0);
  });

  it.each([
    ['no grant type', { ...KEYS, grant_type: undefined }, '[8011:'],
    ['another grant type', { ...KEYS, grant_type: 'password' }, '[8012:'],
    ['no app key', { ...KEYS, appkey: '' }, '[8020:'],
    ['no secret key', { ...KEYS, secretkey: undefined }, '[8020:'],
    [
      'the field names of another broker',
      { grant_type: KEYS.grant_type, appkey: 'a', appsecret: 'b' },
      '[8020:',
    ],
  ])('refuses %s', (_title, body, code) => {
    const answer = issue(createKiwoomExchange(), body);
    expect(answer['return_code']).not.toBe(0);
    expect(answer['return_msg']).toContain(code);
    expect(answer['token']).toBeUndefined();
  });

  it('binds a secret to its app key on first use', () => {
    const exchange = createKiwoomExchange();
    issue(exchange);
    const answer = issue(exchange, { ...KEYS, secretkey: 'another' });
    expect(answer).toMatchObject({ return_code: 3 });
    expect(answer['return_msg']).toContain('[8002:');
  });

  it('accepts only the given pair when keys are strict', () => {
    const strictKeys = { appKey: 'key-a', secretKey: 'secret-a' };
    const exchange = createKiwoomExchange({ settings: { strictKeys } });
    expect(issue(exchange)['return_code']).toBe(0);
    for (const wrong of [{ appkey: 'key-b' }, { secretkey: 'secret-b' }]) {
      expect(issue(exchange, { ...KEYS, ...wrong })['return_msg']).toContain('[8001:');
    }
  });

  it('opens an account of its own for a key made from the strict one, under the same secret', () => {
    const strictKeys = { appKey: 'key-a', secretKey: 'secret-a' };
    const exchange = createKiwoomExchange({ settings: { strictKeys } });
    const keys = ['key-a', 'key-a.second', 'key-a.third'];
    const numbers = keys.map((appkey) => {
      const { token } = issue(exchange, { ...KEYS, appkey });
      return account(exchange, token)['acctNo'];
    });
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).not.toContain(undefined);
    const refused = [
      { appkey: 'key-ab' },
      { appkey: 'second' },
      { appkey: 'key-a.second', secretkey: 'secret-b' },
    ];
    for (const wrong of refused) {
      expect(issue(exchange, { ...KEYS, ...wrong })['return_msg']).toContain('[8001:');
    }
  });
});

describe('revoking a token', () => {
  it('ends it at once', () => {
    const exchange = createKiwoomExchange();
    const { token } = issue(exchange);
    expect(revoke(exchange, { ...KEYS, token })).toEqual({
      return_code: 0,
      return_msg: '정상적으로 처리되었습니다',
    });
    expect(account(exchange, token)['return_msg']).toContain('[8005:');
    expect(issue(exchange)['token']).not.toBe(token);
  });

  it.each([
    ['without a token', { token: '' }, '[8016:'],
    ['of a token that is not live', { token: 'abc' }, '[8015:'],
    ['without keys', { appkey: '', token: 'abc' }, '[8020:'],
    ['with a wrong secret', { secretkey: 'wrong', token: 'abc' }, '[8002:'],
  ])('is refused %s', (_title, changes, code) => {
    const exchange = createKiwoomExchange();
    issue(exchange);
    const answer = revoke(exchange, { ...KEYS, ...changes });
    expect(answer['return_code']).not.toBe(0);
    expect(answer['return_msg']).toContain(code);
  });

  it('is refused for the token of another customer', () => {
    const exchange = createKiwoomExchange();
    const token = exchange.token('key-b');
    issue(exchange);
    expect(revoke(exchange, { ...KEYS, token })['return_msg']).toContain('[8015:');
    expect(account(exchange, token)['return_code']).toBe(0);
  });
});

describe('accounts', () => {
  it('are ten digits, always the same for an app key and different for another', () => {
    const exchange = createKiwoomExchange();
    const first = account(exchange, exchange.token('key-a'))['acctNo'];
    expect(first).toMatch(/^\d{10}$/);
    expect(account(exchange, exchange.token('key-b'))['acctNo']).not.toBe(first);
    const again = createKiwoomExchange();
    expect(account(again, again.token('key-a'))['acctNo']).toBe(first);
  });

  it('keep secrets as hashes only', () => {
    const exchange = createKiwoomExchange();
    issue(exchange);
    expect(JSON.stringify(exchange.server.snapshot())).not.toContain('secret-a');
  });

  it('see nothing of each other', () => {
    const exchange = createKiwoomExchange();
    exchange.call('kt10000', {
      dmst_stex_tp: 'KRX',
      stk_cd: '005930',
      ord_qty: '1',
      ord_uv: '60000',
      trde_tp: '0',
    });
    const other = { authorization: `Bearer ${exchange.token('key-b')}` };
    const query = { all_stk_tp: '0', trde_tp: '0', stk_cd: '', stex_tp: '0' };
    expect(exchange.call('ka10075', query, other).body['oso']).toEqual([]);
    expect(exchange.call('ka10075', query).body['oso']).toHaveLength(1);
  });
});
