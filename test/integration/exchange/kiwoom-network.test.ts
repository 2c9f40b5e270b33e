import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createExchange, type Exchange, type ExchangeOptions } from '#electron/exchange/exchange.ts';
import { DEFAULT_SETTINGS, NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createSystemClock } from '#electron/exchange/clock/system-clock.ts';
import { createKiwoomClient, openSocket } from '#test/support/kiwoom-client.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';

const running: Exchange[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((exchange) => exchange.stop()));
});

const SELL = { symbol: '005930', venue: 'KRX', side: 'sell', price: 68_100, quantity: 6 } as const;
const ORDER = {
  dmst_stex_tp: 'KRX',
  stk_cd: '005930',
  ord_qty: '10',
  ord_uv: '68100',
  trde_tp: '0',
  cond_uv: '',
};

async function start(changes: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  const exchange = await createExchange({
    clock: createSystemClock(),
    seed: 1,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS, activity: 0, seedBooks: [SELL] },
    ...changes,
  });
  running.push(exchange);
  return exchange;
}

describe('the exchange on the network', () => {
  it('carries a trade from order to fill, balance and cancellation', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    const data = [
      { item: [''], type: ['00', '04'] },
      { item: ['005930'], type: ['0B', '0D'] },
    ];
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data });
    await socket.next((frame) => frame['trnm'] === 'REG' && frame['return_code'] === 0);

    const placed = await client.post('/api/dostk/ordr', 'kt10000', ORDER);
    expect(placed.body).toMatchObject({ ord_no: '0000001', return_code: 0 });
    expect(placed.headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      'api-id': 'kt10000',
      'cont-yn': 'N',
      'next-key': '',
    });
    const fill = await socket.entry('00', (values) => values['913'] === '체결');
    expect(fill.values).toMatchObject({ '9203': '0000001', '915': '6', '902': '4' });
    expect((await socket.entry('04')).values).toMatchObject({ '930': '6' });
    expect((await socket.entry('0B')).values).toMatchObject({ '15': '+6', '10': '+68100' });
    expect((await socket.entry('0D')).values).toMatchObject({ '51': '+68100', '71': '4' });

    const balance = await client.post('/api/dostk/acnt', 'kt00018', { qry_tp: '1', dmst_stex_tp: 'KRX' });
    expect(balance.body['acnt_evlt_remn_indv_tot']).toMatchObject([{ rmnd_qty: '000000000000006' }]);
    const cancel = { dmst_stex_tp: 'KRX', orig_ord_no: '0000001', stk_cd: '005930', cncl_qty: '0' };
    expect((await client.post('/api/dostk/ordr', 'kt10003', cancel)).body).toMatchObject({ return_code: 0 });
    const confirmed = await socket.entry('00', (values) => values['913'] === '확인');
    expect(confirmed.values).toMatchObject({ '9203': '0000002', '904': '0000001', '905': '매수취소' });
  });

  it('takes header names in any case', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    const token = await client.authenticate();
    const answer = await request(`${exchange.restUrl}/api/dostk/acnt`, {
      method: 'POST',
      headers: { 'API-ID': 'ka00001', Authorization: `Bearer ${token}`, 'CONTENT-TYPE': 'application/json' },
      body: '{}',
    });
    expect(await answer.body.json()).toMatchObject({ return_code: 0 });
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'] as const)('refuses %s with 405 and JSON', async (method) => {
    const { restUrl } = await start();
    const answer = await request(`${restUrl}/api/dostk/acnt`, { method });
    expect(answer.statusCode).toBe(405);
    expect(answer.headers['allow']).toBe('POST');
    expect(await answer.body.json()).toMatchObject({ status: 405, error: 'Method Not Allowed' });
  });

  it('refuses a body of more than a mebibyte and goes on', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const huge = await client.post('/api/dostk/acnt', 'ka00001', 'x'.repeat(1_100_000));
    expect(huge.status).toBe(413);
    expect(huge.body['return_msg']).toContain('[1517:');
    expect((await client.post('/api/dostk/acnt', 'ka00001', {})).body['return_code']).toBe(0);
  });

  it('answers what is no HTTP with 1512 and goes on', async () => {
    const exchange = await start();
    const { hostname, port } = new URL(exchange.restUrl);
    const socket = connectTcp(Number(port), hostname);
    socket.write('\u0000\u0001 nonsense\r\n\r\n');
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    await once(socket, 'close');
    expect(text).toContain('400');
    expect(text).toContain('[1512:');
    const client = createKiwoomClient(exchange.restUrl);
    expect(await client.authenticate()).not.toBe('');
  });

  it('takes a WebSocket on the REST port too, and on no other path', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const rest = exchange.restUrl.replace('http', 'ws');
    await expect(client.connect(`${rest}/api/dostk/websocket`)).resolves.toBeDefined();
    const wrong = new WebSocket(`${rest}/elsewhere`);
    const [error] = (await once(wrong, 'error')) as [Error];
    expect(error.message).toContain('404');
  });

  it('answers binary frames with an error and ends a socket that sends too much at once', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    socket.socket.send(Buffer.from([1, 2, 3]));
    expect(await socket.next((frame) => frame['return_code'] === 1)).toMatchObject({ return_code: 1 });
    socket.socket.send('x'.repeat(2_000_000));
    expect((await socket.closed()).code).toBe(1009);
    await expect(client.connect(exchange.wsUrl)).resolves.toBeDefined();
  });

  it('ends a socket whose text is not UTF-8', async () => {
    const exchange = await start();
    const socket = await openSocket(exchange.wsUrl);
    socket.socket.send(Buffer.from([0xff, 0xfe, 0xfd]), { binary: false });
    expect((await socket.closed()).code).toBe(1007);
  });

  it('replaces an older login over the network', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const older = await client.connect(exchange.wsUrl);
    await client.connect(exchange.wsUrl);
    expect(await older.next((frame) => frame['trnm'] === 'SYSTEM')).toMatchObject({ code: 'R10001' });
    expect((await older.closed()).code).toBe(1000);
  });

  it('pings, and keeps a client that echoes', async () => {
    const session = { ...DEFAULT_SETTINGS.session, pingIntervalMs: 30 };
    const exchange = await start({ settings: { quota: NO_QUOTA, session } });
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    let pings = 0;
    await new Promise<void>((resolve) => {
      socket.socket.on('message', (data: Buffer) => {
        if (data.toString() === '{"trnm":"PING"}') pings += 1;
        if (pings === 4) resolve();
      });
    });
    expect(socket.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('drops a client that stops reading, and tells the log why', async () => {
    const warnings: string[] = [];
    const session = { ...DEFAULT_SETTINGS.session, maxBufferedBytes: 200_000 };
    const log = { info: () => {}, warn: (line: string) => warnings.push(line), error: () => {} };
    const exchange = await start({ settings: { quota: NO_QUOTA, session }, log });
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['005930'], type: ['0B'] }] });
    await socket.next((frame) => frame['trnm'] === 'REG');
    socket.socket.pause();
    const values = { '10': '+68100', '15': 'x'.repeat(2_000) };
    while (warnings.length === 0) {
      for (let count = 0; count < 500; count += 1) exchange.publish('0B', '005930', values);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(warnings[0]).toContain('not read by the client');
  });

  it('hands 20,000 injected messages over whole and in order', async () => {
    const exchange = await start();
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['005930'], type: ['0B'] }] });
    await socket.next((frame) => frame['trnm'] === 'REG');
    for (let batch = 0; batch < 200; batch += 1) {
      for (let count = 0; count < 100; count += 1) {
        exchange.publish('0B', '005930', { '13': String(batch * 100 + count) });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    await socket.entry('0B', (values) => values['13'] === '19999');
    const seen: string[] = [];
    await socket.next((frame) => {
      if (frame['trnm'] !== 'REAL') return false;
      for (const entry of frame['data'] as { values: Record<string, string> }[])
        seen.push(entry.values['13'] ?? '');
      return seen.at(-1) === '19999';
    });
    expect(seen).toEqual(Array.from({ length: 20_000 }, (_, index) => String(index)));
  });

  it('frees its ports and leaves no timer when it stops', async () => {
    const exchange = await createExchange({
      clock: createSystemClock(),
      seed: 1,
      world: { listings: TEST_LISTINGS },
    });
    const client = createKiwoomClient(exchange.restUrl);
    await client.authenticate();
    const socket = await client.connect(exchange.wsUrl);
    await exchange.stop();
    await socket.closed();
    const port = Number(new URL(exchange.restUrl).port);
    await start({ port });
  });

  it('refuses to bind anything but loopback', async () => {
    await expect(start({ host: '0.0.0.0' })).rejects.toThrow('loopback');
  });
});
