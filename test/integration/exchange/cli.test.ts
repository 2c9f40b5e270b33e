import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { runExchange, type ExchangeProcess } from '#test/support/exchange-process.ts';
import { createKiwoomClient } from '#test/support/kiwoom-client.ts';

const ACCOUNT_PATH = '/api/dostk/acnt';
const ORDER_PATH = '/api/dostk/ordr';

let folder = '';
const running: ExchangeProcess[] = [];

/** A quiet market, so that a resting order rests. */
function start(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): ExchangeProcess {
  const exchange = runExchange(['--activity', '0', '--quota', 'off', ...args], env);
  running.push(exchange);
  return exchange;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-exchange-'));
});

afterEach(async () => {
  for (const exchange of running.splice(0)) {
    exchange.child.kill('SIGKILL');
    await exchange.ended();
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('starting', () => {
  test('announces itself in exactly one line of JSON', async () => {
    const exchange = start(['--seed', '7']);

    const line = await exchange.started();
    exchange.child.kill('SIGTERM');
    const { stdout, code } = await exchange.ended();

    expect(line).toEqual({
      rest: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      ws: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+\/api\/dostk\/websocket$/) as string,
      pid: exchange.child.pid,
      seed: 7,
      session: 'regular',
      market: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
    expect(stdout).toBe(`${JSON.stringify(line)}\n`);
    expect(code).toBe(0);
  });

  test('gives REST and WebSocket the ports that were asked for', async () => {
    const [port, wsPort] = [await freePort(), await freePort()];
    const line = await start(['--port', `${port}`, '--ws-port', `${wsPort}`]).started();

    expect(new URL(line.rest).port).toBe(`${port}`);
    expect(new URL(line.ws).port).toBe(`${wsPort}`);
  });

  test.each(['--port', '--ws-port'])('ends with one clear line when its %s is taken', async (option) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const ended = await start([option, `${port}`]).ended();
    other.close();

    expect(ended).toEqual({
      code: 1,
      stdout: '',
      stderr: `exchange: port ${port} is taken by another program\n`,
    });
  });

  test.each([
    ['an address others can reach', ['--host', '0.0.0.0'], 'Only loopback addresses'],
    ['a port that is none', ['--port', '70000'], 'whole number'],
    ['an unknown session', ['--session', 'night'], 'Allowed choices'],
    ['an unknown quota', ['--quota', 'some'], 'Give off, default'],
    ['a certificate alone', ['--cert', 'cert.pem'], 'belong together'],
    ['strict keys without keys', ['--strict-keys'], 'HOGA_EXCHANGE_APPKEY'],
    ['an unknown option', ['--live'], 'unknown option'],
    ['an unknown fault', ['--fault', 'lose-all'], 'no fault is called lose-all'],
  ])('refuses %s', async (_, args, reason) => {
    const { code, stdout, stderr } = await start(args, {
      HOGA_EXCHANGE_APPKEY: '',
      HOGA_EXCHANGE_SECRETKEY: '',
    }).ended();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  test('explains its options', async () => {
    const { code, stdout } = await start(['--help']).ended();

    expect(code).toBe(0);
    expect(stdout).toContain('--exit-with-parent');
    expect(stdout).toContain('lose-answer@all');
  });
});

describe('faults', () => {
  const deposit = async (client: ReturnType<typeof createKiwoomClient>) =>
    (await client.post(ACCOUNT_PATH, 'kt00001', { qry_tp: '3' })).body['return_code'];

  test('strike from the start and end by their count', async () => {
    const { rest } = await start([
      '--fault',
      '429@kt00001:times=1',
      '--fault',
      'lose-answer@ka00001',
    ]).started();
    const client = createKiwoomClient(rest);
    await client.authenticate();

    expect([await deposit(client), await deposit(client)]).toEqual([5, 0]);
    await expect(client.post(ACCOUNT_PATH, 'ka00001', {})).rejects.toThrow();
  });

  test('are switched over standard input, whatever the market does', async () => {
    const exchange = start(['--fault-control', '--exit-with-parent']);
    const client = createKiwoomClient((await exchange.started()).rest);
    await client.authenticate();

    const added = await exchange.control({ add: ['429@kt00001'] });
    expect(await deposit(client)).toBe(5);
    const malformed = await exchange.control({ clear: true, add: ['429', 'lose-all'] });
    const reported = await exchange.control({});
    const cleared = await exchange.control({ clear: true });

    expect(added).toEqual({ id: 1, faults: [{ spec: '429@kt00001', seen: 0, applied: 0 }] });
    expect(malformed).toEqual({ id: 2, error: 'no fault is called lose-all' });
    expect(reported).toEqual({ id: 3, faults: [{ spec: '429@kt00001', seen: 1, applied: 1 }] });
    expect(cleared).toEqual({ id: 4, faults: [] });
    expect(await deposit(client)).toBe(0);
    exchange.child.stdin?.end();
    expect((await exchange.ended()).code).toBe(0);
  });
});

describe('ending', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends cleanly on %s, closing its sockets', async (signal) => {
    const exchange = start();
    const line = await exchange.started();
    const client = createKiwoomClient(line.rest);
    await client.authenticate();
    const socket = await client.connect(line.ws);

    exchange.child.kill(signal);

    expect((await socket.closed()).code).toBe(1001);
    expect((await exchange.ended()).code).toBe(0);
  });

  test('ends when its parent does, if asked to', async () => {
    const exchange = start(['--exit-with-parent']);
    await exchange.started();

    exchange.child.stdin?.end();

    expect((await exchange.ended()).code).toBe(0);
  });

  test('outlives its standard input otherwise', async () => {
    const exchange = start();
    const line = await exchange.started();

    exchange.child.stdin?.end();
    const token = await createKiwoomClient(line.rest).authenticate();

    expect(token).not.toBe('undefined');
    expect(exchange.child.exitCode).toBeNull();
  });
});

describe('history', () => {
  test.each([
    ['none', []],
    ['sample', ['--history', 'sample']],
  ])('%s', async (kind, args) => {
    const client = createKiwoomClient((await start(args).started()).rest);
    await client.authenticate();
    const period = { start_dt: '20200101', end_dt: '20991231' };
    const { body } = await client.post(ACCOUNT_PATH, 'kt00002', period);
    const days = body['daly_prsm_dpst_aset_amt_prst'] as Record<string, string>[];

    expect(days.length).toBe(kind === 'none' ? 1 : 61);
    expect(Number(days.at(-1)?.['prsm_dpst_aset_amt'])).toBe(100_000_000);
  });
});

describe('state', () => {
  test('keeps the account, its open order and its key pair over a restart', async () => {
    const state = ['--state', join(folder, 'state.json')];
    const first = start(state);
    const before = createKiwoomClient((await first.started()).rest);
    await before.authenticate();
    const account = await before.post(ACCOUNT_PATH, 'ka00001', {});
    const order = await before.post(ORDER_PATH, 'kt10000', await restingOrder(before));
    first.child.kill('SIGTERM');
    await first.ended();

    const { rest } = await start(state).started();
    const after = createKiwoomClient(rest);
    await after.authenticate();
    const orders = await after.post(ACCOUNT_PATH, 'ka10075', {
      all_stk_tp: '0',
      trde_tp: '0',
      stex_tp: '0',
    });
    const stolen = await after.post('/oauth2/token', 'au10001', {
      grant_type: 'client_credentials',
      appkey: 'client-key',
      secretkey: 'another secret',
    });

    expect((await after.post(ACCOUNT_PATH, 'ka00001', {})).body).toEqual(account.body);
    expect(orders.body['oso']).toEqual([
      expect.objectContaining({ ord_no: order.body['ord_no'], oso_qty: '1' }),
    ]);
    expect(stolen.body['return_msg']).toContain('[8002:');
  });
});

describe('keys', () => {
  const pair = { HOGA_EXCHANGE_APPKEY: 'only-key', HOGA_EXCHANGE_SECRETKEY: 'secret of only-key' };

  test('accepts one pair only when strict', async () => {
    const { rest } = await start(['--strict-keys'], pair).started();
    const client = createKiwoomClient(rest);

    expect(await client.authenticate('only-key')).not.toBe('undefined');
    expect(await client.authenticate('other-key')).toBe('undefined');
  });

  test('shows no key, secret or token in its log', async () => {
    const exchange = start(['--strict-keys'], pair);
    const line = await exchange.started();
    const client = createKiwoomClient(line.rest);
    const token = await client.authenticate('only-key');
    const socket = await client.connect(line.ws);
    socket.send(`{"trnm":"REG","token":"${token}"`);
    await client.post(ACCOUNT_PATH, 'ka00001', `{"token":"${token}`);
    exchange.child.kill('SIGTERM');
    const { stderr } = await exchange.ended();

    for (const secret of [token, 'only-key', 'secret of']) expect(stderr).not.toContain(secret);
  });
});

describe('TLS', () => {
  test('serves https and wss with a certificate', async () => {
    const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync('openssl', [...args, '-keyout', key, '-out', cert, '-days', '2', ...subject], {
      stdio: 'ignore',
    });
    const { rest, ws } = await start(['--cert', cert, '--key', key]).started();

    const answer = await request(`${rest}/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'api-id': 'au10001' },
      body: JSON.stringify({ grant_type: 'client_credentials', appkey: 'a', secretkey: 'b' }),
      dispatcher: new Agent({ connect: { rejectUnauthorized: false } }),
    });
    const { token } = (await answer.body.json()) as { token: string };
    const socket = new WebSocket(ws, { rejectUnauthorized: false });
    await once(socket, 'open');
    socket.send(JSON.stringify({ trnm: 'LOGIN', token }));
    const [frame] = (await once(socket, 'message')) as [Buffer];
    socket.terminate();

    expect([rest.slice(0, 8), ws.slice(0, 6)]).toEqual(['https://', 'wss://']);
    expect(JSON.parse(frame.toString('utf8'))).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
  });
});

/** One share at the lowest price of the day: nobody sells there. */
async function restingOrder(client: ReturnType<typeof createKiwoomClient>) {
  const quote = await client.post('/api/dostk/stkinfo', 'ka10001', { stk_cd: '005930' });
  const lowest = String(quote.body['lst_pric']).replace(/^[+-]/, '');
  return { dmst_stex_tp: 'KRX', stk_cd: '005930', ord_qty: '1', ord_uv: lowest, trde_tp: '0', cond_uv: '' };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
