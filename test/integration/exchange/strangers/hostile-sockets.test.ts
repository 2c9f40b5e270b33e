import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createKiwoomClient, openSocket, type KiwoomSocket } from '#test/support/kiwoom-client.ts';
import { maskedFrame, OPCODE, openRawWebSocket, type RawWebSocket } from './raw-web-socket.ts';
import { startExchange } from './stranger-exchange.ts';

const SEED = 20_261_120;
const REGISTER = { trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['005930'], type: ['0B'] }] };

async function startWithToken(changes: Parameters<typeof startExchange>[0] = {}) {
  const exchange = await startExchange(changes);
  const client = createKiwoomClient(exchange.restUrl);
  return { exchange, client, token: await client.authenticate('careful') };
}

/** A client that behaves, listening to one instrument. */
async function openListener(exchange: { readonly restUrl: string; readonly wsUrl: string }, appKey: string) {
  const client = createKiwoomClient(exchange.restUrl);
  await client.authenticate(appKey);
  const socket = await client.connect(exchange.wsUrl);
  socket.send(REGISTER);
  await socket.next(({ trnm }) => trnm === 'REG');
  return socket;
}

const message = (fields: unknown) => maskedFrame(JSON.stringify(fields));

/** Resolves when everything written before has been read: with the answer to a service that there is not. */
async function isThrough(socket: RawWebSocket, marker: string): Promise<void> {
  socket.write(message({ trnm: marker }));
  for (;;) if ((await socket.message())['trnm'] === marker) return;
}

describe('a WebSocket cut into pieces', () => {
  it('is understood wherever its bytes are cut', async () => {
    const { exchange, token } = await startWithToken({ settings: { quota: NO_QUOTA, secondLogin: 'allow' } });
    const bytes = Buffer.concat([
      message({ trnm: 'LOGIN', token }),
      message(REGISTER),
      maskedFrame('still here', OPCODE.ping),
      message({ trnm: '모르는 전문', padding: 'x'.repeat(300) }),
    ]);
    const cuts = fc.uniqueArray(fc.nat(bytes.length), { minLength: 1, maxLength: 12 });
    const check = async (places: readonly number[]) => {
      const socket = await openRawWebSocket(exchange.wsUrl);
      const ends = [...places.toSorted((a, b) => a - b), bytes.length];
      let start = 0;
      for (const end of ends) {
        socket.write(bytes.subarray(start, end));
        start = end;
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
      expect(await socket.message()).toMatchObject({ trnm: 'REG', return_code: 0 });
      expect(await socket.frame()).toEqual({ opcode: OPCODE.pong, payload: Buffer.from('still here') });
      expect(await socket.message()).toMatchObject({ trnm: '모르는 전문', return_code: 105108 });
      socket.end();
    };
    await fc.assert(fc.asyncProperty(cuts, check), { seed: SEED, numRuns: 60 });
  });

  it('is understood byte by byte', async () => {
    const { exchange, token } = await startWithToken();
    const socket = await openRawWebSocket(exchange.wsUrl);
    for (const byte of message({ trnm: 'LOGIN', token })) socket.write(Buffer.from([byte]));
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
  });

  it('is understood in continuation frames, cut within a letter and with a ping between', async () => {
    const { exchange, token } = await startWithToken();
    const socket = await openRawWebSocket(exchange.wsUrl);
    socket.write(message({ trnm: 'LOGIN', token }));
    const whole = Buffer.from(JSON.stringify({ trnm: '삼성' }));
    const middle = whole.indexOf('삼') + 1;
    socket.write(maskedFrame(whole.subarray(0, middle), OPCODE.text, false));
    socket.write(maskedFrame('', OPCODE.ping));
    socket.write(maskedFrame(whole.subarray(middle, middle + 2), OPCODE.continuation, false));
    socket.write(maskedFrame(whole.subarray(middle + 2), OPCODE.continuation));
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
    expect(await socket.message()).toMatchObject({ trnm: '삼성', return_code: 105108 });
  });
});

describe('a WebSocket that breaks the rules of its transport', () => {
  it.each([
    ['does not mask', Buffer.from([0x81, 0x02, 0x7b, 0x7d]), 1002],
    ['uses an opcode that there is not', maskedFrame('{}', 3), 1002],
    ['continues what it never began', maskedFrame('{}', OPCODE.continuation), 1002],
    ['sends text that is not UTF-8', maskedFrame(Buffer.from([0xff, 0xfe])), 1007],
    ['announces a frame of exabytes', Buffer.from([0x81, 0xff, 0x0f, ...Array<number>(11).fill(0)]), 1009],
    ['pings with more than may be', maskedFrame('x'.repeat(126), OPCODE.ping), 1002],
  ])('is closed with the code for it when it %s', async (_title, bytes, code) => {
    const { exchange } = await startWithToken();
    const socket = await openRawWebSocket(exchange.wsUrl);
    socket.write(bytes);
    const { opcode, payload } = await socket.frame();
    expect({ opcode, code: payload.readUInt16BE(0) }).toEqual({ opcode: OPCODE.close, code });
    await socket.closed();
    await expect(openSocket(exchange.wsUrl)).resolves.toBeDefined();
  });

  it('harms nobody when it is cut at any byte of a frame', async () => {
    const { exchange, token } = await startWithToken();
    const listener = await openListener(exchange, 'bystander');
    const bytes = message({ trnm: 'LOGIN', token });
    for (let size = 0; size <= bytes.length; size += 3) {
      const socket = await openRawWebSocket(exchange.wsUrl);
      socket.write(bytes.subarray(0, size));
      socket.end();
    }
    exchange.publish('0B', '005930', { '13': '1' });
    expect((await listener.entry('0B')).values['13']).toBe('1');
  });

  it('is let go when its client hangs up without a goodbye', async () => {
    const lines: string[] = [];
    const log = { info: () => {}, warn: () => {}, error: (line: string) => lines.push(line) };
    const { exchange, token } = await startWithToken({ log });
    const socket = await openRawWebSocket(exchange.wsUrl);
    socket.write(message({ trnm: 'LOGIN', token }));
    await socket.message();
    socket.finish();
    await socket.closed();
    expect(lines).toEqual([]);
  });
});

describe('very many sockets', () => {
  it('are served up to a thousand, and the next is refused', { timeout: 60_000 }, async () => {
    const settings = { quota: NO_QUOTA, secondLogin: 'allow' as const };
    const { exchange, client } = await startWithToken({ settings });
    const sockets: KiwoomSocket[] = [];
    while (sockets.length < 1_000) {
      const some = Array.from({ length: 50 }, () => client.connect(exchange.wsUrl));
      sockets.push(...(await Promise.all(some)));
    }
    await expect(openSocket(exchange.wsUrl)).rejects.toThrow('503');
    for (const socket of sockets) socket.send(REGISTER);
    await Promise.all(sockets.map((socket) => socket.next(({ trnm }) => trnm === 'REG')));
    exchange.publish('0B', '005930', { '13': '77' });
    const seen = await Promise.all(sockets.map((socket) => socket.entry('0B')));
    expect(seen.filter(({ values }) => values['13'] === '77')).toHaveLength(1_000);
    expect((await client.post('/api/dostk/acnt', 'ka00001', {})).body['return_code']).toBe(0);
    for (const { socket } of sockets) socket.terminate();
  });

  it('share what may be left unread', async () => {
    const warnings: string[] = [];
    const session = { ...DEFAULT_SETTINGS.session, maxBufferedTotal: 2_000_000 };
    const log = { info: () => {}, warn: (line: string) => warnings.push(line), error: () => {} };
    const { exchange } = await startWithToken({ settings: { quota: NO_QUOTA, session }, log });
    const [idle, reader] = [await openListener(exchange, 'idle'), await openListener(exchange, 'reader')];
    for (let count = 0; count < 8; count += 1) await openSocket(exchange.wsUrl);
    idle.socket.pause();
    let sent = 0;
    while (warnings.length === 0) {
      for (let count = 0; count < 50; count += 1) {
        exchange.publish('0B', '005930', { '13': String((sent += 1)), '15': 'x'.repeat(2_000) });
      }
      await reader.entry('0B', (values) => values['13'] === String(sent));
    }
    const [held = 0] = warnings.map((line) => Number(/(\d+) bytes/.exec(line)?.[1]));
    expect(held).toBeGreaterThan(200_000);
    expect(held).toBeLessThan(400_000);
  });
});

/** Frames that are nearly right, and everything else. */
const hostileFrame = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 200 }).map((text) => maskedFrame(text)) },
  { weight: 2, arbitrary: fc.json().map((text) => maskedFrame(text)) },
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          trnm: fc.oneof(
            fc.constantFrom('LOGIN', 'REG', 'REMOVE', 'PING', 'REAL', 'CNSRREQ'),
            fc.jsonValue(),
          ),
          token: fc.jsonValue(),
          grp_no: fc.oneof(fc.constantFrom('1', '9999', '__proto__'), fc.jsonValue()),
          refresh: fc.oneof(fc.constantFrom('0', '1', 'constructor'), fc.jsonValue()),
          data: fc.oneof(
            fc.array(
              fc.record({
                item: fc.oneof(fc.array(fc.constantFrom('005930', '035720_NX', '', '*')), fc.jsonValue()),
                type: fc.oneof(fc.array(fc.constantFrom('0B', '0D', '00', '1h', '0j')), fc.jsonValue()),
              }),
            ),
            fc.jsonValue(),
          ),
        },
        { requiredKeys: [] },
      )
      .map((frame) => message(frame)),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => maskedFrame(Buffer.from(bytes), 2)),
  },
  {
    weight: 1,
    arbitrary: fc.uint8Array({ maxLength: 125 }).map((bytes) => maskedFrame(Buffer.from(bytes), 9)),
  },
);

const brokenBytes = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((bytes) => Buffer.from(bytes));

async function startWatched() {
  const errors: string[] = [];
  const log = { info: () => {}, warn: () => {}, error: (line: string) => errors.push(line) };
  const { exchange, token } = await startWithToken({ log });
  const listener = await openListener(exchange, 'bystander');
  /** Sends the bystander `count` numbered messages and returns those it has seen, once it has seen the last. */
  const seenUpTo = async (count: number) => {
    const seen: number[] = [];
    await listener.next((frame) => {
      if (frame['trnm'] !== 'REAL') return false;
      const [entry] = frame['data'] as { readonly values: Readonly<Record<string, string>> }[];
      seen.push(Number(entry?.values['13']));
      return seen.at(-1) === count;
    });
    return seen;
  };
  const publish = (number: number) => exchange.publish('0B', '005930', { '13': String(number) });
  return { exchange, token, errors, publish, seenUpTo };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('hostile frames', () => {
  it(
    'ten thousand of them crash nothing, cost no memory and reach nobody else',
    { timeout: 120_000 },
    async () => {
      const { exchange, token, errors, publish, seenUpTo } = await startWatched();
      const frames = fc.sample(hostileFrame, { seed: SEED, numRuns: 10_000 });
      const heapBefore = process.memoryUsage().heapUsed;
      for (let batch = 1; batch <= 50; batch += 1) {
        const socket = await openRawWebSocket(exchange.wsUrl);
        // Every other one stays a stranger who never logged in.
        if (batch % 2 === 0) socket.write(message({ trnm: 'LOGIN', token }));
        socket.write(Buffer.concat(frames.slice((batch - 1) * 200, batch * 200)));
        await isThrough(socket, `END-${batch}`);
        publish(batch);
        socket.end();
      }
      expect(await seenUpTo(50)).toEqual(upTo(50));
      expect(errors).toEqual([]);
      expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(200 * 1_048_576);
    },
  );

  it('bytes that are no frames end their own connection alone', async () => {
    const { exchange, token, errors, publish, seenUpTo } = await startWatched();
    const runs = fc.sample(brokenBytes, { seed: SEED, numRuns: 200 });
    for (const [index, bytes] of runs.entries()) {
      const socket = await openRawWebSocket(exchange.wsUrl);
      socket.write(message({ trnm: 'LOGIN', token }));
      socket.write(bytes);
      expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
      publish(index + 1);
      socket.end();
    }
    expect(await seenUpTo(runs.length)).toEqual(upTo(runs.length));
    expect(errors).toEqual([]);
  });
});
