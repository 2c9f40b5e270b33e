import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { BrokerApi, ConditionMatch } from '#electron/core/brokers/broker-api.ts';
import type { Broker } from '#electron/core/brokers/broker.ts';
import { createKiwoomBroker } from '#electron/core/brokers/kiwoom/create-kiwoom-broker.ts';
import { DEFAULT_KIWOOM_SETTINGS } from '#electron/core/brokers/kiwoom/kiwoom-settings.ts';
import { createExchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { systemClock } from '#electron/platform/system-clock.ts';
import { createUndiciHttp } from '#electron/platform/undici-http.ts';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';
import type { ApiReply } from '#shared/contract/api.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { ConditionServer, matchFrame, searchRow } from '#test/support/condition-server.ts';
import type { ConditionServerScript } from '#test/support/condition-server.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { SILENT_LOG } from '#test/support/silent-log.ts';

const SYMBOL = '005930';
const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function startExchange() {
  const exchange = await createExchange({
    clock: systemClock,
    seed: 1,
    settings: { quota: NO_QUOTA },
    world: {
      listings: TEST_LISTINGS,
      activity: 0,
      seedBooks: [{ symbol: SYMBOL, venue: 'KRX', side: 'sell', price: 68_100, quantity: 6 }],
    },
  });
  cleanups.push(() => exchange.stop());
  return exchange;
}

function createBroker(restUrl: string, socketUrl: string): { broker: Broker; api: BrokerApi } {
  const http = createUndiciHttp({ clock: systemClock });
  const broker = createKiwoomBroker({
    clock: systemClock,
    ids: createUuidIds(systemClock),
    log: SILENT_LOG,
    http,
    sockets: createWsConnector(),
    credentials: () => Promise.resolve(ok({ appKey: 'desk', secretKey: 'secret of desk' })),
    environment: 'embedded',
    restUrl,
    socketUrl,
    settings: {
      requestsPerSecond: 1_000,
      apiRate: { perSecond: 1_000, burst: 1_000 },
      socket: { ...DEFAULT_KIWOOM_SETTINGS.socket, backOff: { firstMs: 20, maxMs: 200, factor: 2 } },
    },
  });
  cleanups.push(async () => {
    await broker.disconnect();
    await http.close();
  });
  if (broker.api === null) throw new Error('no API');
  return { broker, api: broker.api };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  return result.value;
}

describe('any API of the broker, over the network', () => {
  it('is called by its id and answers in numbers', async () => {
    const exchange = await startExchange();
    const { api } = createBroker(exchange.restUrl, exchange.wsUrl);
    const reply = valueOf(await api.call({ apiId: 'ka10001', request: { stk_cd: SYMBOL }, cursor: null }));
    expect(reply.fields).toMatchObject({ stk_cd: SYMBOL, cur_prc: expect.any(Number) });
    expect(reply.fields.cur_prc).toBeGreaterThan(0);
    expect(reply).toMatchObject({
      apiId: 'ka10001',
      cursor: null,
      raw: { request: { url: '/api/dostk/stkinfo' } },
    });
  });

  it('goes on page by page, each older than the one before', async () => {
    const exchange = await startExchange();
    const { api } = createBroker(exchange.restUrl, exchange.wsUrl);
    const request = { stk_cd: SYMBOL, base_dt: '20261120', upd_stkpc_tp: '1' };
    const days: string[] = [];
    let cursor: string | null = null;
    for (let count = 0; count < 3; count += 1) {
      const page: ApiReply = valueOf(await api.call({ apiId: 'ka10081', request, cursor }));
      days.push(...(page.lists.stk_dt_pole_chart_qry ?? []).map(({ dt }) => String(dt)));
      cursor = page.cursor;
      if (cursor === null) break;
    }
    expect(days.length).toBeGreaterThan(100);
    expect(days).toEqual([...new Set(days)].toSorted().toReversed());
  });

  it('streams raw messages of the types that are watched', async () => {
    const exchange = await startExchange();
    const { broker, api } = createBroker(exchange.restUrl, exchange.wsUrl);
    valueOf(await broker.connect());
    const stream = { type: '00', item: '' };
    expect(api.streams.watch([stream])).toEqual([]);
    const changed = new Promise<{ type: string; item: string }>((resolve) => api.streams.onChange(resolve));
    const intent = {
      symbol: SYMBOL,
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: price(68_000),
      stopPrice: null,
      funding: { kind: 'cash' },
      quantity: quantity(2),
    } as const;
    const ack = valueOf(await broker.execution.placeOrder(intent, () => undefined));
    const update = api.streams.latest(await changed);
    expect(update?.values).toMatchObject({ 9203: ack.venueOrderId, 900: 2, 901: 68_000, 913: '접수' });
  });
});

/** The exchange's REST with a scripted socket in front of the conditions. */
async function startConditionServer(script: ConditionServerScript) {
  const exchange = await startExchange();
  const conditions = new ConditionServer(script);
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const sockets: WebSocket[] = [];
  server.on('connection', (socket) => {
    sockets.push(socket);
    const sent: string[] = [];
    const receive = (message: unknown) => socket.send(JSON.stringify(message));
    const connection = {
      url: '',
      sent,
      isClosed: false,
      open: () => undefined,
      drop: () => undefined,
      receive,
    };
    socket.on('message', (data: Buffer) => {
      sent.push(data.toString('utf8'));
      conditions.serve(connection);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  cleanups.push(async () => {
    for (const socket of sockets) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const { broker, api } = createBroker(exchange.restUrl, `ws://127.0.0.1:${port}`);
  valueOf(await broker.connect());
  return {
    broker,
    api,
    conditions,
    push: (frame: unknown) => sockets.at(-1)?.send(JSON.stringify(frame)),
    sockets,
  };
}

describe('condition search, over the network', () => {
  it('lists, searches page by page, follows, and follows again after a cut', async () => {
    const script: ConditionServerScript = {
      pages: {
        '': { cont_yn: 'Y', next_key: 'K1', data: [searchRow('A005930', 75_000)] },
        K1: { cont_yn: 'N', next_key: '', data: [searchRow('A000660', 190_000)] },
      },
      members: { 4: ['A005930'] },
    };
    const { api, push, sockets, conditions } = await startConditionServer(script);
    const heard: ConditionMatch[] = [];
    let wake = () => undefined as void;
    api.conditions.onMatch((match) => (heard.push(match), wake()));
    const until = async (count: number) => {
      while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return heard.map(({ change, symbol }) => `${change} ${symbol}`);
    };

    expect(valueOf(await api.conditions.list()).map(({ id }) => id)).toEqual(['0', '4']);
    const first = valueOf(await api.conditions.search('4', null));
    const second = valueOf(await api.conditions.search('4', first.cursor));
    expect([...first.rows, ...second.rows].map((row) => row[9001])).toEqual(['005930', '000660']);

    expect(valueOf(await api.conditions.start('4')).members).toEqual(['005930']);
    push(matchFrame('4', '035720', 'I'));
    expect(await until(1)).toEqual(['enter 035720']);

    script.members = { 4: ['A000660', 'A035720'] };
    sockets.at(-1)?.terminate();
    expect(await until(3)).toEqual(['enter 035720', 'leave 005930', 'enter 000660']);
    valueOf(await api.conditions.stop('4'));
    expect(conditions.heard.slice(-3)).toEqual(['CNSRLST', 'CNSRREQ 4', 'CNSRCLR 4']);
  });
});
