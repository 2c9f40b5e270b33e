import { describe, expect, it, onTestFinished } from 'vitest';
import { createSystemClock } from '#electron/exchange/clock/system-clock.ts';
import {
  attachRest,
  closeServer,
  createBareServer,
  listen,
} from '#electron/exchange/kiwoom-server/rest/http-server.ts';
import { SILENT_LOG } from '#electron/exchange/kiwoom-server/server-log.ts';
import { PLAIN_TRAFFIC } from '#electron/exchange/kiwoom-server/traffic.ts';
import { createKiwoomClient } from '#test/support/kiwoom-client.ts';
import { openConnection, rawRequest } from './http-connection.ts';
import { KEYS, startExchange } from './stranger-exchange.ts';

const TOKEN_PATH = '/oauth2/token';
const length = (body: string | Buffer) => String(Buffer.byteLength(body));

/** A server that waits for nobody, with one call that works. */
async function startImpatient(): Promise<string> {
  const server = createBareServer(null, { headMs: 60, requestMs: 120, checkMs: 20 });
  attachRest(server, {
    serve: () => ({ status: 200, headers: {}, body: '{"return_code":0}' }),
    traffic: PLAIN_TRAFFIC,
    clock: createSystemClock(),
    log: SILENT_LOG,
  });
  const port = await listen(server, 0, '127.0.0.1');
  onTestFinished(() => closeServer(server));
  return `http://127.0.0.1:${port}`;
}

/** Whether the exchange still issues tokens. */
async function isServing(restUrl: string): Promise<boolean> {
  const client = createKiwoomClient(restUrl);
  return (await client.authenticate('somebody-else')) !== 'undefined';
}

describe('callers who dawdle', () => {
  it.each([
    ['says nothing', ''],
    ['never ends its head', 'POST /oauth2/token HTTP/1.1\r\nHost: x\r\nX-1: '],
    ['never sends its body', rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': '500' }, '{')],
  ])('are hung up on when one %s', async (_title, text) => {
    const url = await startImpatient();
    const slow = await openConnection(url);
    slow.write(text);
    const quick = await openConnection(url);
    quick.write(rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': length(KEYS) }, KEYS));
    expect((await quick.answer()).body['return_code']).toBe(0);
    const { status, body } = await slow.answer();
    expect({ status, code: body['return_code'] }).toEqual({ status: 408, code: 2 });
    await slow.closed();
  });

  it('gain nothing by sending a byte at a time', async () => {
    const slow = await openConnection(await startImpatient());
    slow.write(rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': '100000000' }));
    let hasEnded = false;
    const closed = slow.closed().then(() => (hasEnded = true));
    while (!hasEnded) {
      slow.write(' ');
      await new Promise((resolve) => setImmediate(resolve));
    }
    await expect(closed).resolves.toBe(true);
  });
});

describe('callers who send too much', () => {
  it('are told so when it is the head', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    connection.write(rawRequest(TOKEN_PATH, { Host: 'x', 'X-Long': 'y'.repeat(40_000) }));
    const { status, body } = await connection.answer();
    expect(status).toBe(431);
    expect(body['return_msg']).toContain('[1512:');
    await connection.closed();
    expect(await isServing(restUrl)).toBe(true);
  });

  it('are cut off when the body has no end', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    connection.write(rawRequest(TOKEN_PATH, { Host: 'x', 'Transfer-Encoding': 'chunked' }));
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    let hasEnded = false;
    void connection.closed().then(() => (hasEnded = true));
    for (let count = 0; count < 500 && !hasEnded; count += 1) {
      connection.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await connection.closed();
    expect(await isServing(restUrl)).toBe(true);
  });

  it('are answered one after the other when they do not wait for answers', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    const call = rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': length(KEYS) }, KEYS);
    connection.write(call.repeat(1_000));
    connection.pause();
    expect(await isServing(restUrl)).toBe(true);
    connection.resume();
    for (let count = 0; count < 1_000; count += 1) {
      expect((await connection.answer()).body['return_code']).toBe(0);
    }
  });
});

describe('callers who leave', () => {
  it('get their answer when they only said that they had no more to say', async () => {
    const { restUrl } = await startExchange();
    const connection = await openConnection(restUrl);
    connection.write(rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': length(KEYS) }, KEYS));
    connection.finish();
    expect((await connection.answer()).body['return_code']).toBe(0);
    await connection.closed();
  });

  it('harm nobody at any byte of a call', async () => {
    const { restUrl } = await startExchange();
    const call = rawRequest(TOKEN_PATH, { Host: 'x', 'Content-Length': length(KEYS) }, KEYS);
    for (let size = 0; size <= call.length; size += 7) {
      const connection = await openConnection(restUrl);
      connection.write(call.slice(0, size));
      connection.end();
    }
    expect(await isServing(restUrl)).toBe(true);
  });
});

describe('bytes that are no text', () => {
  it.each([
    ['in the body', { 'api-id': 'ka10001' }, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), '1517'],
    ['in a value', { 'api-id': 'ka10001' }, Buffer.from('{"stk_cd":"\xff\xc0\x80"}', 'latin1'), '190'],
    ['in the name of the API', { 'api-id': 'ka\xff\x80' }, Buffer.from('{}'), '1505'],
    ['in the token', { 'api-id': 'ka10001', authorization: 'Bearer \xff\xfe' }, Buffer.from('{}'), '8005'],
  ])('are refused %s', async (_title, headers, body, code) => {
    const { restUrl } = await startExchange();
    const token = await createKiwoomClient(restUrl).authenticate();
    const connection = await openConnection(restUrl);
    const head = rawRequest('/api/dostk/stkinfo', {
      Host: 'x',
      authorization: `Bearer ${token}`,
      'Content-Length': length(body),
      ...headers,
    });
    connection.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
    const answer = await connection.answer();
    expect(answer.status).toBe(200);
    expect(answer.body['return_msg']).toContain(`[${code}`);
  });
});
