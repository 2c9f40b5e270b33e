import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createKiwoomClient, openSocket } from '#test/support/kiwoom-client.ts';
import { maskedFrame, OPCODE, openRawWebSocket, type RawWebSocket } from './raw-web-socket.ts';
import { startExchange } from './stranger-exchange.ts';

const BUY = {
  dmst_stex_tp: 'KRX',
  stk_cd: '005930',
  ord_qty: '1',
  ord_uv: '68100',
  trde_tp: '0',
  cond_uv: '',
};

async function start(changes: Parameters<typeof startExchange>[0] = {}) {
  const exchange = await startExchange(changes);
  const client = createKiwoomClient(exchange.restUrl);
  return { exchange, client, token: await client.authenticate() };
}

/** As Python's json writes it: blanks after commas and colons, Korean as escapes. */
function pythonJson(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const say = (socket: RawWebSocket, fields: unknown) => socket.write(maskedFrame(JSON.stringify(fields)));

/** The types and items of the REAL frames up to the answer to a service that there is not. */
async function heardBy(socket: RawWebSocket): Promise<readonly string[]> {
  say(socket, { trnm: 'END' });
  const heard: string[] = [];
  for (;;) {
    const frame = await socket.message();
    if (frame['trnm'] === 'END') return heard;
    if (frame['trnm'] !== 'REAL') continue;
    const [entry] = frame['data'] as { readonly type: string; readonly item: string }[];
    heard.push(`${entry?.type} ${entry?.item}`);
  }
}

describe('the handshake of a stranger', () => {
  it.each([
    ['with its token in a header', { Authorization: 'Bearer abc', 'api-id': '00' }],
    ['that offers compression', { 'Sec-WebSocket-Extensions': 'permessage-deflate; client_max_window_bits' }],
    [
      'from a page of its own',
      { Origin: 'http://localhost:3000', 'User-Agent': 'Python/3.12 websockets/13.1' },
    ],
    ['with a content type', { 'Content-Type': 'application/json;charset=UTF-8' }],
  ])('is accepted %s', async (_title, headers) => {
    const { exchange, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl, headers);
    expect(socket.head[0]).toBe('HTTP/1.1 101 Switching Protocols');
    expect(socket.head.some((line) => /^sec-websocket-extensions/i.test(line))).toBe(false);
    say(socket, { trnm: 'LOGIN', token });
    expect(await socket.message()).toEqual({ trnm: 'LOGIN', return_code: 0, return_msg: '', sor_yn: 'Y' });
    socket.end();
  });
});

describe('a stranger who logs in', () => {
  it('may register without waiting for the answer', async () => {
    const { exchange, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl);
    const register = { trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['00'] }] };
    const frames = [{ trnm: 'LOGIN', token }, register].map((frame) => maskedFrame(JSON.stringify(frame)));
    socket.write(Buffer.concat(frames));
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
    expect(await socket.message()).toEqual({ trnm: 'REG', return_code: 0, return_msg: '' });
    socket.end();
  });

  it('may write JSON as Python does', async () => {
    const { exchange, client, token } = await start();
    const socket = await openSocket(exchange.wsUrl);
    socket.send(pythonJson({ trnm: 'LOGIN', token, memo: '로그인' }));
    await socket.next(({ trnm, return_code: code }) => trnm === 'LOGIN' && code === 0);
    const data = [{ item: ['005930'], type: ['0B'] }];
    socket.send(pythonJson({ trnm: 'REG', grp_no: '1', refresh: '1', data }));
    await socket.next(({ trnm, return_code: code }) => trnm === 'REG' && code === 0);
    await client.post('/api/dostk/ordr', 'kt10000', BUY);
    expect((await socket.entry('0B')).item).toBe('005930');
  });

  it('is told what is wrong and kept, when it speaks the language of another broker first', async () => {
    const { exchange, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { header: { approval_key: 'x', tr_type: '1' }, body: { input: { tr_id: 'H0STCNT0' } } });
    say(socket, { action: 'subscribe', symbols: ['005930'] });
    say(socket, { trnm: 'LOGIN', token });
    const codes = [await socket.message(), await socket.message(), await socket.message()];
    expect(codes.map((frame) => frame['return_code'])).toEqual([100013, 100013, 0]);
    socket.end();
  });
});

describe('the echo of a stranger', () => {
  const session = { ...DEFAULT_SETTINGS.session, pingIntervalMs: 30 };
  it.each([
    ['the text as it came', (text: string) => text],
    ['the frame read and written again', (text: string) => pythonJson(JSON.parse(text))],
    [
      'a form with every field that it knows',
      () => '{"trnm":"PING","token":null,"grp_no":null,"refresh":null,"data":null}',
    ],
  ])('keeps it connected when it is %s', async (_title, echo) => {
    const { exchange, token } = await start({ settings: { quota: NO_QUOTA, session } });
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { trnm: 'LOGIN', token });
    for (let pings = 0; pings < 5;) {
      const { payload } = await socket.frame();
      const text = payload.toString('utf8');
      if (text !== '{"trnm":"PING"}') continue;
      pings += 1;
      socket.write(maskedFrame(echo(text)));
    }
    say(socket, { trnm: 'END' });
    expect(await socket.message()).toMatchObject({ trnm: 'END', return_code: 105108 });
    socket.end();
  });

  it('is not a pong: a client that answers pings of the transport alone is let go', async () => {
    const { exchange, token } = await start({ settings: { quota: NO_QUOTA, session } });
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { trnm: 'LOGIN', token });
    socket.write(maskedFrame('', OPCODE.pong));
    let frame = await socket.frame();
    while (frame.opcode !== OPCODE.close) frame = await socket.frame();
    expect(frame.payload.readUInt16BE(0)).toBe(1000);
    socket.end();
  });
});

describe('what a stranger registers', () => {
  async function listening(...requests: readonly unknown[]) {
    const { exchange, client, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { trnm: 'LOGIN', token });
    for (const request of requests) say(socket, request);
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
    for (const request of requests) {
      const { trnm } = request as { readonly trnm: string };
      expect(await socket.message()).toEqual({ trnm, return_code: 0, return_msg: '' });
    }
    /** What one trade makes it hear. */
    const trade = async () => {
      expect((await client.post('/api/dostk/ordr', 'kt10000', BUY)).body['return_code']).toBe(0);
      const heard = await heardBy(socket);
      return [...new Set(heard)].toSorted();
    };
    return { socket, trade };
  }
  const register = (grp: unknown, item: unknown, type: unknown, refresh: unknown = '1') => ({
    trnm: 'REG',
    grp_no: grp,
    refresh,
    data: [{ item, type }],
  });
  const remove = (grp: unknown, item: unknown, type: unknown, more = {}) => ({
    trnm: 'REMOVE',
    grp_no: grp,
    data: [{ item, type }],
    ...more,
  });

  it.each([
    ['an empty item', ['']],
    ['no item', []],
    ['a code that does not matter', ['005930']],
  ])('for its account takes %s', async (_title, item) => {
    const { socket, trade } = await listening(register('1', item, ['00', '04']));
    expect(await trade()).toEqual(['00 005930', '04 005930']);
    socket.end();
  });

  it.each([['1'], ['0001'], [1], ['acct']])('may be in the group %j', async (group) => {
    const { socket, trade } = await listening(register(group, ['005930'], ['0B']));
    expect(await trade()).toEqual(['0B 005930']);
    socket.end();
  });

  it('may be one group an item, or one type after the other', async () => {
    const { socket, trade } = await listening(
      register('1', ['005930'], ['0B']),
      register('2', ['035720'], ['0B']),
      register('1', ['005930'], ['0D']),
      register('1', ['005930_AL'], ['0B']),
    );
    expect(await trade()).toEqual(['0B 005930', '0B 005930_AL', '0D 005930']);
    socket.end();
  });

  it('may be said twice, and is heard once', async () => {
    const { socket, trade } = await listening(
      register('1', ['005930'], ['0B']),
      register('1', ['005930'], ['0B']),
      register('1', ['005930'], ['0B'], '0'),
    );
    expect(await trade()).toEqual(['0B 005930']);
    socket.end();
  });

  it('stays while another group holds it', async () => {
    const { socket, trade } = await listening(
      register('1', ['005930'], ['0B']),
      register('2', ['005930'], ['0B']),
      remove('1', ['005930'], ['0B']),
    );
    expect(await trade()).toEqual(['0B 005930']);
    say(socket, remove('2', ['005930'], ['0B'], { refresh: '' }));
    expect(await trade()).toEqual([]);
    socket.end();
  });

  it('is removed in part: one item of two, one type of two', async () => {
    const { socket, trade } = await listening(
      register('1', ['005930', '005930_AL'], ['0B', '0D']),
      remove('1', ['005930_AL'], ['0B', '0D']),
      remove('1', ['005930'], ['0D']),
    );
    expect(await trade()).toEqual(['0B 005930']);
    socket.end();
  });

  it('may be removed though it was never there', async () => {
    const { socket, trade } = await listening(
      register('1', ['005930'], ['0B']),
      remove('7', ['005930'], ['0B']),
      remove('1', ['000660'], ['0B']),
    );
    expect(await trade()).toEqual(['0B 005930']);
    socket.end();
  });

  it('reaches every strategy of one account, when several sockets may be open', async () => {
    const { exchange, client, token } = await start({ settings: { quota: NO_QUOTA, secondLogin: 'allow' } });
    const sockets = [await openRawWebSocket(exchange.wsUrl), await openRawWebSocket(exchange.wsUrl)];
    for (const socket of sockets) {
      say(socket, { trnm: 'LOGIN', token });
      say(socket, register('1', [''], ['00']));
      await heardBy(socket);
    }
    await client.post('/api/dostk/ordr', 'kt10000', BUY);
    for (const socket of sockets) expect(new Set(await heardBy(socket))).toEqual(new Set(['00 005930']));
    for (const socket of sockets) socket.end();
  });
});

describe('a second login with one app key', () => {
  it('tells the older socket why, then ends it, and only then', async () => {
    const { exchange, token } = await start();
    const older = await openRawWebSocket(exchange.wsUrl);
    say(older, { trnm: 'LOGIN', token });
    expect(await older.message()).toMatchObject({ return_code: 0 });
    const newer = await openRawWebSocket(exchange.wsUrl);
    expect(await heardBy(older)).toEqual([]);
    say(newer, { trnm: 'LOGIN', token });
    expect(await older.message()).toEqual({
      trnm: 'SYSTEM',
      code: 'R10001',
      message: '동일한 App key로 접속이 되었습니다. 기존 세션은 종료가 됩니다',
    });
    const last = await older.frame();
    expect({ opcode: last.opcode, code: last.payload.readUInt16BE(0) }).toEqual({
      opcode: OPCODE.close,
      code: 1000,
    });
    expect(await newer.message()).toMatchObject({ trnm: 'LOGIN', return_code: 0 });
    expect(await heardBy(newer)).toEqual([]);
    older.end();
    newer.end();
  });
});

describe('a stranger who asks for the condition search', () => {
  it('gets rows of number and name, then the members of what is searched with blanks in its number', async () => {
    const { exchange, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { trnm: 'LOGIN', token });
    say(socket, { trnm: 'CNSRLST' });
    say(socket, { trnm: 'CNSRREQ', seq: '9 ', search_type: '1', stex_tp: 'K' });
    say(socket, { trnm: 'CNSRCLR', seq: '9' });
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN' });
    const list = await socket.message();
    expect(list).toMatchObject({ trnm: 'CNSRLST', return_code: 0, return_msg: '' });
    expect(list['data']).toContainEqual(['0', '골든크로스 5/20']);
    expect(await socket.message()).toMatchObject({ trnm: 'CNSRREQ', seq: '9', return_code: 0 });
    expect(await socket.message()).toMatchObject({ trnm: 'CNSRCLR', seq: '9', return_code: 0 });
    expect(await heardBy(socket)).toEqual([]);
    socket.end();
  });

  it('gets no answer to a search before the list', async () => {
    const { exchange, token } = await start();
    const socket = await openRawWebSocket(exchange.wsUrl);
    say(socket, { trnm: 'LOGIN', token });
    say(socket, { trnm: 'CNSRREQ', seq: '0', search_type: '0', stex_tp: 'K', cont_yn: 'N', next_key: '' });
    expect(await socket.message()).toMatchObject({ trnm: 'LOGIN' });
    expect(await heardBy(socket)).toEqual([]);
    socket.end();
  });
});
