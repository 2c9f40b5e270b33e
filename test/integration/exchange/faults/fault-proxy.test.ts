import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaultProxy, ofFrames, ofOrders } from '#test/support/fault-proxy/fault-proxy.ts';
import type { FaultProxy, WireMessage } from '#test/support/fault-proxy/fault-proxy.ts';
import { createKiwoomClient, openSocket, type KiwoomClient } from '#test/support/kiwoom-client.ts';
import { orderOf, startFaultExchange, type FaultExchange } from './fault-exchange.ts';

const SOCKET_PATH = '/api/dostk/websocket';

let rig: FaultExchange;
let proxy: FaultProxy;
let client: KiwoomClient;
let carried: WireMessage[];
beforeEach(async () => {
  carried = [];
  rig = await startFaultExchange();
  proxy = await createFaultProxy({
    target: () => rig.exchange.restUrl,
    clock: rig.clock,
    onMessage: (message) => carried.push(message),
  });
  client = createKiwoomClient(proxy.url);
  await client.authenticate();
});
afterEach(async () => {
  await proxy.close();
  await rig.exchange.stop();
});

const buy = () =>
  client.post('/api/dostk/ordr', 'kt10000', orderOf(67_000)).then(
    ({ status, body }) => `${status} ${String(body['return_code'])}`,
    () => 'none',
  );
const connect = () => client.connect(proxy.socketUrl(SOCKET_PATH));
/** How many bytes the request and the answer of an order have here. */
const measure = async (direction: 'up' | 'down') => {
  await buy();
  return carried.findLast((message) => message.direction === direction)?.byteLength ?? 0;
};

describe('requests through the proxy', () => {
  it('are answered as without it', async () => {
    expect(await buy()).toBe('200 0');
    expect(carried.map(({ direction }) => direction)).toEqual(['up', 'down', 'up', 'down']);
  });

  it.each(['reset', 'end'] as const)('that are cut before their last byte never arrive (%s)', async (how) => {
    const whole = await measure('up');
    for (const afterBytes of [0, 1, 40, whole - 1]) {
      proxy.arm({ takes: ofOrders('request'), effect: { kind: 'cut', afterBytes, how } });
      expect([afterBytes, await buy()]).toEqual([afterBytes, 'none']);
    }
    expect(rig.orders()).toHaveLength(1);
  });

  it('that are cut after their last byte arrive', async () => {
    const whole = await measure('up');
    proxy.arm({ takes: ofOrders('request'), effect: { kind: 'cut', afterBytes: whole, how: 'end' } });

    expect(await buy()).toBe('none');
    await rig.until(() => rig.orders().length === 2);
  });

  it.each(['reset', 'end'] as const)('whose answers are cut took effect (%s)', async (how) => {
    const whole = await measure('down');
    const cuts = [0, 1, 60, whole - 1];
    for (const afterBytes of cuts) {
      proxy.arm({ takes: ofOrders('answer'), effect: { kind: 'cut', afterBytes, how } });
      expect([afterBytes, await buy()]).toEqual([afterBytes, 'none']);
    }
    expect(rig.orders()).toHaveLength(1 + cuts.length);
  });

  it('are delayed, and the fault spent', async () => {
    proxy.arm({ takes: ofOrders('request'), effect: { kind: 'delay', ms: 800 } });
    const answer = buy();
    await rig.until(() => carried.length === 3);

    rig.clock.advance(799);
    expect(rig.orders()).toHaveLength(0);
    rig.clock.advance(1);
    expect(await answer).toBe('200 0');
    expect(await buy()).toBe('200 0');
  });

  it('hang on a half-open connection, and others do not', async () => {
    proxy.arm({ takes: ofOrders('request'), effect: { kind: 'half-open' } });
    let ended = false;
    const answer = buy().finally(() => (ended = true));
    await rig.until(() => carried.length === 3);

    expect(await buy()).toBe('200 0');
    expect([ended, rig.orders().length]).toEqual([false, 1]);
    proxy.cutAll();
    expect(await answer).toBe('none');
  });

  it('that no fault fits pass', async () => {
    proxy.arm({ takes: ofFrames('down'), effect: { kind: 'half-open' } });

    expect(await buy()).toBe('200 0');
    proxy.disarm();
  });
});

describe('a socket through the proxy', () => {
  it('hears and is heard', async () => {
    const socket = await connect();
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00'] }] });
    await socket.next((frame) => frame['trnm'] === 'REG');
    await buy();

    expect((await socket.entry('00')).values['913']).toBe('접수');
    expect(carried.find(ofFrames('up', 'REG'))?.text).toContain('"grp_no":"1"');
  });

  it('breaks in the middle of a frame', async () => {
    const socket = await connect();
    proxy.arm({
      takes: ofFrames('down', '"trnm":"REG"'),
      effect: { kind: 'cut', afterBytes: 9, how: 'reset' },
    });
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00'] }] });

    expect((await socket.closed()).code).toBe(1006);
    await rig.until(() => proxy.connections === 1);
  });

  it('is not heard when what it says is cut', async () => {
    const socket = await connect();
    proxy.arm({ takes: ofFrames('up', 'REG'), effect: { kind: 'cut', afterBytes: 20, how: 'end' } });
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00'] }] });

    await socket.closed();
    expect(carried.some(ofFrames('down', '"trnm":"REG"'))).toBe(false);
  });

  it('hears late what is delayed, in its order', async () => {
    const socket = await openSocket(proxy.socketUrl(SOCKET_PATH));
    proxy.arm({ takes: ofFrames('down', 'LOGIN'), effect: { kind: 'delay', ms: 300 } });
    socket.send({ trnm: 'LOGIN', token: 'none' });
    socket.send({ trnm: 'NOTHING' });
    await rig.until(() => carried.some(ofFrames('down', 'LOGIN')));
    const heard: unknown[] = [];
    socket.socket.on('message', (data: Buffer) =>
      heard.push((JSON.parse(data.toString()) as Record<string, unknown>)['trnm']),
    );

    expect(heard).toEqual([]);
    rig.clock.advance(300);
    await rig.until(() => heard.length === 2);
    expect(heard).toEqual(['LOGIN', 'NOTHING']);
  });

  it('that is half open hears nothing and is not closed', async () => {
    const socket = await connect();
    proxy.arm({ takes: ofFrames('up', 'NOTHING'), effect: { kind: 'half-open' } });
    socket.send({ trnm: 'NOTHING' });
    await rig.until(() => carried.some(ofFrames('up', 'NOTHING')));
    for (let count = 0; count < 3; count += 1) {
      rig.clock.advance(10_000);
      await buy();
    }

    expect(socket.socket.readyState).toBe(1);
  });
});
