import { describe, expect, it } from 'vitest';
import { openConnection, rawRequest, type HttpConnection } from './http-connection.ts';
import { KEYS, startExchange } from './stranger-exchange.ts';

const TOKEN_PATH = '/oauth2/token';
const ACCOUNT_PATH = '/api/dostk/acnt';
const length = (body: string) => String(Buffer.byteLength(body));

async function connected(): Promise<{ readonly connection: HttpConnection; readonly token: string }> {
  const { restUrl } = await startExchange();
  const connection = await openConnection(restUrl);
  connection.write(rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': length(KEYS) }, KEYS));
  return { connection, token: String((await connection.answer()).body['token']) };
}

const account = (token: string, changes: Readonly<Record<string, string>> = {}, body = '{}') =>
  rawRequest(
    ACCOUNT_PATH,
    {
      Host: 'x',
      'api-id': 'ka00001',
      authorization: `Bearer ${token}`,
      'Content-Length': length(body),
      ...changes,
    },
    body,
  );

describe('HTTP as strangers speak it', () => {
  it('serves a client that offers HTTP/2 on every plain request, as Java does', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    const offer = {
      Connection: 'Upgrade, HTTP2-Settings',
      Upgrade: 'h2c',
      'HTTP2-Settings': 'AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
    };
    for (let count = 0; count < 3; count += 1) {
      const head = { ...offer, Host: 'x', 'Content-Length': length(KEYS) };
      connection.write(rawRequest(TOKEN_PATH, head, KEYS));
      const { status, body } = await connection.answer();
      expect({ status, code: body['return_code'] }).toEqual({ status: 200, code: 0 });
    }
  });

  it('serves the request of such an offer whole, however its bytes are cut', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    const offer = { Connection: 'Upgrade', Upgrade: 'h2c', Host: 'x', 'Content-Length': length(KEYS) };
    const text = rawRequest(TOKEN_PATH, offer, KEYS);
    for (const at of [20, text.indexOf('{') + 5]) {
      connection.write(text.slice(0, at));
      await new Promise((resolve) => setImmediate(resolve));
      connection.write(text.slice(at));
      expect((await connection.answer()).body['return_code']).toBe(0);
    }
    connection.write(rawRequest(TOKEN_PATH, { ...offer, Connection: 'Upgrade, close' }, KEYS));
    expect((await connection.answer()).body['return_code']).toBe(0);
    await connection.closed();
  });

  it.each([
    ['in small letters', { 'api-id': 'ka00001', authorization: '' }],
    ['in capitals', { 'API-ID': 'ka00001', AUTHORIZATION: '' }],
    ['with capital initials', { 'Api-Id': 'ka00001', Authorization: '' }],
  ])('takes header names %s', async (_title, names) => {
    const { connection, token } = await connected();
    const headers: Record<string, string> = { Host: 'x', ...names, 'content-length': '2' };
    for (const name of Object.keys(names)) if (/^auth/i.test(name)) headers[name] = `Bearer ${token}`;
    connection.write(rawRequest(ACCOUNT_PATH, headers, '{}'));
    expect((await connection.answer()).body['acctNo']).toMatch(/^\d{10}$/);
  });

  it('names its paging headers in small letters, on refusals too', async () => {
    const { connection, token } = await connected();
    connection.write(account(token));
    const names = (lines: readonly string[]) => lines.map((line) => line.split(':')[0]);
    expect(names((await connection.answer()).headerLines)).toEqual(
      expect.arrayContaining(['content-type', 'api-id', 'cont-yn', 'next-key']),
    );
    connection.write(account('wrong'));
    const refusal = await connection.answer();
    expect(refusal.body['return_code']).toBe(3);
    expect(refusal.headerLines).toEqual(
      expect.arrayContaining([
        'api-id: ka00001',
        'cont-yn: N',
        'content-type: application/json;charset=UTF-8',
      ]),
    );
  });

  it.each([
    ['application/json'],
    ['application/json;charset=UTF-8'],
    ['application/json; charset=utf-8'],
    ['Application/JSON'],
    ['text/plain'],
    [''],
  ])('does not mind the content type %j', async (type) => {
    const { connection, token } = await connected();
    connection.write(account(token, { 'Content-Type': type, 'Accept-Encoding': 'gzip, deflate, br' }));
    const { body, headerLines } = await connection.answer();
    expect(body['return_code']).toBe(0);
    expect(headerLines.some((line) => /^content-encoding/i.test(line))).toBe(false);
  });

  it('takes a call without a body, a length or a type as one without parameters', async () => {
    const { connection, token } = await connected();
    connection.write(
      rawRequest(ACCOUNT_PATH, { Host: 'x', 'api-id': 'ka00001', authorization: `Bearer ${token}` }),
    );
    expect((await connection.answer()).body['return_code']).toBe(0);
  });

  it('takes a chunked body, cut within a Korean letter', async () => {
    const { connection, token } = await connected();
    const body = Buffer.from('{"memo":"삼성전자"}');
    const chunks = [body.subarray(0, 11), body.subarray(11, 12), body.subarray(12)];
    connection.write(
      rawRequest(ACCOUNT_PATH, {
        Host: 'x',
        'api-id': 'ka00001',
        authorization: `Bearer ${token}`,
        'Transfer-Encoding': 'chunked',
      }),
    );
    for (const chunk of chunks) {
      connection.write(`${chunk.length.toString(16)}\r\n`);
      connection.write(Buffer.concat([chunk, Buffer.from('\r\n')]));
    }
    connection.write('0\r\n\r\n');
    expect((await connection.answer()).body['return_code']).toBe(0);
  });

  it('takes a body that begins with a byte order mark', async () => {
    const { connection, token } = await connected();
    connection.write(account(token, {}, '\uFEFF{}'));
    expect((await connection.answer()).body['return_code']).toBe(0);
  });

  it('answers pipelined calls in their order on one connection', async () => {
    const { connection, token } = await connected();
    const quote = rawRequest(
      '/api/dostk/stkinfo',
      { Host: 'x', 'api-id': 'ka10001', authorization: `Bearer ${token}`, 'Content-Length': '19' },
      '{"stk_cd":"005930"}',
    );
    connection.write(account(token) + quote + account('wrong'));
    const codes = [await connection.answer(), await connection.answer(), await connection.answer()];
    expect(codes.map(({ body }) => body['return_code'])).toEqual([0, 0, 3]);
    expect(codes[1]?.body['stk_cd']).toBe('005930');
  });

  it('keeps one connection for a hundred calls', async () => {
    const { connection, token } = await connected();
    for (let count = 0; count < 100; count += 1) {
      connection.write(account(token));
      expect((await connection.answer()).body['return_code']).toBe(0);
    }
  });

  it('waits with a client that asks before it sends its body', async () => {
    const { connection, token } = await connected();
    const request = account(token, { Expect: '100-continue' }, '{"memo":"1"}');
    connection.write(request.slice(0, request.indexOf('{')));
    await new Promise((resolve) => setImmediate(resolve));
    connection.write('{"memo":"1"}');
    expect((await connection.answer()).body['return_code']).toBe(0);
  });

  it('serves HTTP/1.0 and hangs up after it', async () => {
    const { connection, token } = await connected();
    const headers = { 'api-id': 'ka00001', authorization: `Bearer ${token}`, 'Content-Length': '2' };
    connection.write(rawRequest(ACCOUNT_PATH, headers, '{}', 'HTTP/1.0'));
    expect((await connection.answer()).body['return_code']).toBe(0);
    await connection.closed();
  });

  it.each([
    ['numbers for strings', { stk_cd: '005930', tic_scope: 5, upd_stkpc_tp: 1 }],
    ['null for what is optional', { stk_cd: '005930', tic_scope: '5', upd_stkpc_tp: '1', base_dt: null }],
    ['fields of other APIs', { stk_cd: '005930', tic_scope: '5', upd_stkpc_tp: '1', cnt: '200', stex: {} }],
    ['blanks around values', { stk_cd: ' 005930 ', tic_scope: '5 ', upd_stkpc_tp: '1' }],
  ])('takes bodies with %s', async (_title, body) => {
    const { connection, token } = await connected();
    const text = JSON.stringify(body);
    const headers = {
      Host: 'x',
      'api-id': 'ka10080',
      authorization: `Bearer ${token}`,
      'Content-Length': length(text),
    };
    connection.write(rawRequest('/api/dostk/chart', headers, text));
    expect((await connection.answer()).body['return_code']).toBe(0);
  });
});
