import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSocket, type KiwoomSocket } from '#test/support/kiwoom-client.ts';
import { startFaultExchange, until, type FaultExchange } from './fault-exchange.ts';

let rig: FaultExchange;
let socket: KiwoomSocket;
beforeEach(async () => {
  rig = await startFaultExchange();
  socket = await connect();
});
afterEach(() => rig.exchange.stop());

async function connect(): Promise<KiwoomSocket> {
  const opened = await rig.client.connect(rig.exchange.wsUrl);
  opened.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00', '04'] }] });
  await opened.next((frame) => frame['trnm'] === 'REG');
  return opened;
}

/** Collects what the exchange says of orders, as `number status`. */
function listen(to: KiwoomSocket): string[] {
  const heard: string[] = [];
  to.socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as Record<string, unknown>;
    if (frame['trnm'] !== 'REAL') return;
    for (const { type, values } of frame['data'] as { type: string; values: Record<string, string> }[])
      if (type === '00') heard.push(`${Number(values['9203'])} ${values['913'] ?? ''}`);
  });
  return heard;
}

/** What is said once the exchange has said all it has to say. */
async function afterwards(heard: readonly string[]): Promise<readonly string[]> {
  await rig.client.post('/api/dostk/acnt', 'ka00001', {});
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return heard;
}

async function buyThree(): Promise<readonly string[]> {
  const numbers = [];
  for (let count = 0; count < 3; count += 1) numbers.push(Number((await rig.buy()).body['ord_no']));
  return numbers.map((number) => `${number} 접수`);
}

describe('pushes', () => {
  it('come twice', async () => {
    const heard = listen(socket);
    rig.fault('duplicate-pushes@00:times=1');
    const [first = '', ...others] = await buyThree();

    expect(await afterwards(heard)).toEqual([first, first, ...others]);
  });

  it('come again later', async () => {
    const heard = listen(socket);
    rig.fault('duplicate-pushes@00:times=1,ms=500');
    const all = await buyThree();

    expect(await afterwards(heard)).toEqual(all);
    rig.clock.advance(500);
    expect(await afterwards(heard)).toEqual([...all, all[0]]);
  });

  it('come in another order, none of them lost', async () => {
    const heard = listen(socket);
    rig.fault('shuffle-pushes@00:window=3');
    const all = await buyThree();

    expect(await afterwards(heard)).not.toEqual(all);
    expect(heard.toSorted()).toEqual(all.toSorted());
  });

  it('that wait to be mixed come when their time is over', async () => {
    const heard = listen(socket);
    rig.fault('shuffle-pushes@00:window=50,ms=200');
    const all = await buyThree();

    expect(await afterwards(heard)).toEqual([]);
    rig.clock.advance(200);
    expect((await afterwards(heard)).toSorted()).toEqual(all.toSorted());
  });

  it('come late, in their order', async () => {
    const heard = listen(socket);
    rig.fault('delay-pushes@pushes:ms=700');
    const all = await buyThree();

    expect(await afterwards(heard)).toEqual([]);
    rig.clock.advance(700);
    expect(await afterwards(heard)).toEqual(all);
  });

  it('are lost', async () => {
    const heard = listen(socket);
    rig.fault('lose-pushes@00:skip=1,times=1');
    const [first, , third] = await buyThree();

    expect(await afterwards(heard)).toEqual([first, third]);
  });

  it('are sent when the faults that hold them are switched off', async () => {
    const heard = listen(socket);
    rig.fault('shuffle-pushes@00:window=50,ms=200');
    const all = await buyThree();

    rig.exchange.faults.clear();

    expect((await afterwards(heard)).toSorted()).toEqual(all.toSorted());
  });

  it('that answer a registration are no opportunity', async () => {
    rig.fault('lose-pushes');
    const other = await openSocket(rig.exchange.wsUrl);
    other.send({ trnm: 'LOGIN', token: rig.token });

    expect(await other.next((frame) => frame['trnm'] === 'LOGIN')).toMatchObject({ return_code: 0 });
  });
});

describe('a socket', () => {
  it('is thrown out at once with R10001', async () => {
    rig.fault('R10001:times=1');

    expect(await socket.next((frame) => frame['trnm'] === 'SYSTEM')).toMatchObject({ code: 'R10001' });
    expect((await socket.closed()).code).toBe(1000);
    await connect();
    expect(rig.exchange.faults.report()).toMatchObject([{ applied: 1 }]);
  });

  it('breaks over the push of a fill, which is lost with it', async () => {
    const heard = listen(socket);
    rig.fault('cut-socket@00:skip=1,times=1');
    const { body } = await rig.buy(68_100);

    expect((await socket.closed()).code).toBe(1006);
    expect(heard).toEqual([`${Number(body['ord_no'])} 접수`]);
    const next = await connect();
    expect(listen(next)).toEqual([]);
  });

  it('that is half open hears nothing, is not heard, and is not closed', async () => {
    const heard = listen(socket);
    rig.fault('half-open@sockets:for=60000');
    await rig.buy();
    socket.send({ trnm: 'REMOVE', grp_no: '1', data: [{ item: [''], type: ['04'] }] });
    let closed = false;
    void socket.closed().then(() => (closed = true));
    for (let count = 0; count < 5; count += 1) rig.clock.advance(10_000);

    expect(await afterwards(heard)).toEqual([]);
    expect([closed, socket.socket.readyState]).toEqual([false, 1]);
    rig.clock.advance(10_000);
    expect(await socket.next((frame) => frame['trnm'] === 'REMOVE')).toMatchObject({ return_code: 0 });
    const { body } = await rig.buy();
    expect(await afterwards(heard)).toEqual([`${Number(body['ord_no'])} 접수`]);
  });

  it('that is half open does not answer a goodbye', async () => {
    rig.fault('half-open@sockets');
    socket.socket.close();

    await afterwards([]);
    expect(socket.socket.readyState).toBe(2);
  });

  it('is closed by a maintenance window, and none is let in before its end', async () => {
    rig.fault('maintenance:after=500,for=3000');
    rig.clock.advance(500);

    expect((await socket.closed()).code).toBe(1001);
    await expect(openSocket(rig.exchange.wsUrl)).rejects.toThrow('503');
    rig.clock.advance(3_000);
    expect((await connect()).socket.readyState).toBe(1);
  });

  it('lives through a maintenance window of an API', async () => {
    rig.fault('maintenance@kt10000');

    expect((await rig.client.post('/api/dostk/acnt', 'ka00001', {})).status).toBe(200);
    expect(socket.socket.readyState).toBe(1);
  });
});

it('leaves no timer behind when the exchange stops', async () => {
  rig.fault(
    'shuffle-pushes@00:ms=9000',
    'delay@kt10000:ms=9000',
    'half-open@ka00001:for=9000',
    'lose-answer:after=9000',
  );
  const answer = rig.buy().catch(() => undefined);
  await until(() => (rig.exchange.faults.report()[1]?.seen ?? 0) === 1);
  const closing = rig.exchange.stop();
  socket.socket.terminate();
  await Promise.all([closing, answer]);

  expect(rig.clock.pendingTimers()).toBe(0);
});
