import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '#electron/exchange/kiwoom-server/settings.ts';
import { createKiwoomExchange, type TestSocket } from '#test/support/kiwoom-exchange.ts';
import { createTradingExchange, order } from './trading-scenario.ts';

const PING_MS = DEFAULT_SETTINGS.session.pingIntervalMs;
const withSession = (changes: Partial<typeof DEFAULT_SETTINGS.session>) => ({
  settings: { session: { ...DEFAULT_SETTINGS.session, ...changes } },
});

const register = (
  socket: TestSocket,
  item: unknown,
  type: unknown,
  changes: Record<string, unknown> = {},
) => {
  socket.frames.length = 0;
  socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item, type }], ...changes });
  return socket.frames[0];
};
const remove = (socket: TestSocket, item: unknown, type: unknown, group = '1') => {
  socket.frames.length = 0;
  socket.send({ trnm: 'REMOVE', grp_no: group, data: [{ item, type }] });
  return socket.frames[0];
};
const OK = { trnm: 'REG', return_code: 0, return_msg: '' };

function loggedIn(options: Parameters<typeof createTradingExchange>[0] = {}) {
  const exchange = createTradingExchange(options);
  const socket = exchange.connect();
  socket.send({ trnm: 'LOGIN', token: exchange.token() });
  const prints = (quantity = '1') => {
    socket.frames.length = 0;
    exchange.call('kt10000', order({ ord_qty: quantity, ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    return socket.entries().map(({ type, item }) => `${type} ${item}`);
  };
  return { exchange, socket, prints };
}

describe('LOGIN', () => {
  it('is answered with the service, code 0, an empty message and sor_yn', () => {
    const { socket } = loggedIn();
    expect(socket.frames).toEqual([{ trnm: 'LOGIN', return_code: 0, return_msg: '', sor_yn: 'Y' }]);
  });

  it.each([
    ['never-issued', 805004],
    [42, 805004],
    [{}, 805004],
    ['', 805002],
    [null, 805002],
    [undefined, 805002],
  ])('is refused with CODE=8005 for the token %j', (token, code) => {
    const exchange = createKiwoomExchange();
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token });
    expect(socket.frames[0]).toMatchObject({ trnm: 'LOGIN', return_code: code });
    expect(socket.frames[0]?.['return_msg']).toContain('[CODE=8005, MESSAGE=Token이 유효하지 않습니다]');
    expect(register(socket, ['005930'], ['0B'])?.['return_code']).not.toBe(0);
  });

  it('takes a token with the word Bearer in front', () => {
    const exchange = createKiwoomExchange();
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: `Bearer ${exchange.token()}` });
    expect(socket.frames[0]?.['return_code']).toBe(0);
  });

  it('may be tried again on the same socket with a good token', () => {
    const exchange = createKiwoomExchange();
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: 'stale' });
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    expect(socket.frames[1]?.['return_code']).toBe(0);
  });

  it.each([
    ['REG', { trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['005930'], type: ['0B'] }] }],
    ['PING', { trnm: 'PING' }],
    ['an unknown service', { trnm: 'HELLO' }],
    ['no service', {}],
  ])('must come before %s, which is answered with an error and ignored', (_title, frame) => {
    const exchange = createKiwoomExchange();
    const socket = exchange.connect();
    socket.send(frame);
    expect(socket.frames[0]?.['return_code']).toBe(100013);
    expect(socket.frames[0]?.['return_msg']).toContain('해당 전문은 무시됩니다.');
    expect(socket.closing).toBeNull();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    expect(socket.frames[1]?.['return_code']).toBe(0);
  });

  it('must come first when the setting says so', () => {
    const socket = createKiwoomExchange(withSession({ frameBeforeLogin: 'close' })).connect();
    socket.send({ trnm: 'REG', grp_no: '1', data: [] });
    expect(socket.frames[0]?.['return_code']).toBe(100013);
    expect(socket.closing).toEqual({ code: 1008, reason: 'LOGIN required' });
  });

  it('must come in time', () => {
    const exchange = createKiwoomExchange();
    const socket = exchange.connect();
    exchange.clock.advance(DEFAULT_SETTINGS.session.loginTimeoutMs);
    expect(socket.closing?.reason).toBe('no LOGIN in time');
  });
});

describe('PING', () => {
  it.each([
    ['verbatim', '{"trnm":"PING"}'],
    ['with other spacing', '{ "trnm" : "PING" }'],
    ['in small letters', '{"trnm":"ping"}'],
    ['with a field of its own', '{"trnm":"PING","seq":1}'],
    ['bare', 'PING'],
    ['bare, as JSON', '"PING"'],
  ])('keeps a client that echoes it %s', (_title, echo) => {
    const { exchange, socket } = loggedIn();
    socket.answersPings = false;
    for (let count = 0; count < 5; count += 1) {
      socket.frames.length = 0;
      exchange.clock.advance(PING_MS);
      expect(socket.frames).toEqual([{ trnm: 'PING' }]);
      socket.sendText(echo);
    }
    expect(socket.closing).toBeNull();
  });

  it('ends a client that is silent until the next one', () => {
    const { exchange, socket } = loggedIn();
    socket.answersPings = false;
    exchange.clock.advance(PING_MS);
    expect(socket.closing).toBeNull();
    exchange.clock.advance(PING_MS);
    expect(socket.closing).toEqual({ code: 1000, reason: 'PING not answered' });
  });

  it('is not answered when a client sends it by itself', () => {
    const { socket } = loggedIn();
    socket.frames.length = 0;
    socket.send({ trnm: 'PING' });
    socket.sendText('PING');
    expect(socket.frames).toEqual([]);
  });
});

describe('REG and REMOVE', () => {
  it('register every item for every type', () => {
    const { exchange, socket } = loggedIn();
    expect(register(socket, ['005930', '005930_AL'], ['0B', '0D'])).toEqual(OK);
    socket.frames.length = 0;
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    const seen = socket.entries().map(({ type, item }) => `${type} ${item}`);
    expect(seen.toSorted()).toEqual(['0B 005930', '0B 005930_AL', '0D 005930', '0D 005930_AL']);
  });

  it('keep what is registered with refresh 1 or none, and drop the group’s with 0', () => {
    const { socket, prints } = loggedIn();
    register(socket, ['005930'], ['0B']);
    register(socket, ['005930_AL'], ['0B'], { refresh: undefined });
    expect(prints()).toEqual(['0B 005930', '0B 005930_AL']);
    register(socket, ['005930_AL'], ['0B'], { refresh: '0' });
    expect(prints()).toEqual(['0B 005930_AL']);
  });

  it('leave other groups alone with refresh 0', () => {
    const { socket, prints } = loggedIn();
    register(socket, ['005930'], ['0B'], { grp_no: '2' });
    register(socket, ['005930_AL'], ['0B'], { refresh: '0' });
    expect(prints()).toEqual(['0B 005930', '0B 005930_AL']);
  });

  it('send a thing once when two groups hold it, and until the last lets it go', () => {
    const { socket, prints } = loggedIn();
    register(socket, ['005930'], ['0B']);
    register(socket, ['005930'], ['0B'], { grp_no: '2' });
    expect(prints()).toEqual(['0B 005930']);
    expect(remove(socket, ['005930'], ['0B'])).toEqual({ trnm: 'REMOVE', return_code: 0, return_msg: '' });
    expect(prints()).toEqual(['0B 005930']);
    remove(socket, ['005930'], ['0B'], '2');
    expect(prints()).toEqual([]);
  });

  it('remove one type of an item and keep the others', () => {
    const { exchange, socket } = loggedIn();
    register(socket, ['005930'], ['0B', '00']);
    remove(socket, ['005930'], ['0B']);
    socket.frames.length = 0;
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    expect(new Set(socket.entries().map(({ type }) => type))).toEqual(new Set(['00']));
  });

  it('remove a whole group when no data is given', () => {
    const { socket, prints } = loggedIn();
    register(socket, ['005930'], ['0B']);
    socket.send({ trnm: 'REMOVE', grp_no: '1' });
    expect(prints()).toEqual([]);
  });

  it('take empty items for the types that follow the account or the market', () => {
    for (const item of [[''], [], undefined, '']) {
      const { socket } = loggedIn();
      expect(register(socket, item, ['00', '04', '0s', '1h'])).toEqual(OK);
    }
  });

  it('take a number for the group and a single string for a list', () => {
    const { socket, prints } = loggedIn();
    expect(register(socket, '005930', '0B', { grp_no: 7 })).toEqual(OK);
    expect(prints()).toEqual(['0B 005930']);
  });

  it('show at once what is a reading of the market, beside what is told when it happens', () => {
    const { socket, prints } = loggedIn();
    expect(register(socket, ['005930'], ['0B', '0F', '0w'])).toEqual(OK);
    expect(prints().sort()).toEqual(['0B 005930', '0F 005930', '0w 005930']);
  });

  it('keep silent about an unlisted instrument beside listed ones', () => {
    const { socket, prints } = loggedIn();
    expect(register(socket, ['999999', '005930'], ['0B'])).toEqual(OK);
    expect(prints()).toEqual(['0B 005930']);
  });

  it.each([
    ['an unknown type', ['005930'], ['9Z'], {}],
    ['the wrong case of a type', ['005930'], ['0b'], {}],
    ['a name that every object has', ['005930'], ['constructor'], {}],
    ['no type', ['005930'], [], {}],
    ['an item that is no code', ['삼성전자'], ['0B'], {}],
    ['only instruments that are not listed', ['999999'], ['0B'], {}],
    ['no item for a type that needs one', [''], ['0B'], {}],
    ['items that are no strings', [{}], ['0B'], {}],
    ['no group', ['005930'], ['0B'], { grp_no: undefined }],
    ['a group of five characters', ['005930'], ['0B'], { grp_no: '12345' }],
    ['a refresh that is neither 0 nor 1', ['005930'], ['0B'], { refresh: '2' }],
    ['no data', ['005930'], ['0B'], { data: undefined }],
    ['data that is no list of objects', ['005930'], ['0B'], { data: ['005930'] }],
  ])('refuse %s with code 1 and a text, and change nothing', (_title, item, type, changes) => {
    const { socket, prints } = loggedIn();
    register(socket, ['005930_AL'], ['0B']);
    const answer = register(socket, item, type, changes);
    expect(answer).toMatchObject({ trnm: 'REG', return_code: 1 });
    expect(String(answer?.['return_msg']).length).toBeGreaterThan(0);
    expect(prints()).toEqual(['0B 005930_AL']);
    expect(socket.closing).toBeNull();
  });

  it('refuse more items than a group may hold, and keep what it held', () => {
    const { socket, prints } = loggedIn(withSession({ limits: { itemsPerGroup: 2, itemsPerSession: 3 } }));
    expect(register(socket, ['005930', '005930_AL'], ['0B', '0D', '0H'])).toEqual(OK);
    expect(register(socket, ['035720'], ['0B'])?.['return_code']).toBe(1);
    expect(register(socket, ['035720'], ['0B'], { grp_no: '2' })).toEqual(OK);
    expect(register(socket, ['069500'], ['0B'], { grp_no: '2' })?.['return_code']).toBe(1);
    expect(prints().filter((entry) => entry.startsWith('0B'))).toEqual(['0B 005930', '0B 005930_AL']);
  });

  it('do not let a session open groups without end', () => {
    const { socket } = loggedIn();
    const codes = Array.from(
      { length: 250 },
      (_, group) => register(socket, ['005930'], ['0B'], { grp_no: String(group) })?.['return_code'],
    );
    expect(codes.at(-1)).toBe(1);
  });
});

describe('REAL frames', () => {
  const TYPES = ['00', '04', '0B', '0D', '0H', '0g', '0s', '1h'];

  it('hold one message each, short enough for a buffer of 4,096 bytes', () => {
    const { exchange, socket } = loggedIn();
    register(socket, ['005930', '005930_AL'], TYPES);
    exchange.call('kt10000', order({ ord_qty: '150', ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    const frames = socket.frames.filter(({ trnm }) => trnm === 'REAL');
    expect(new Set(socket.entries().map(({ type }) => type)).size).toBeGreaterThan(4);
    expect(frames.map(({ data }) => (data as unknown[]).length)).toEqual(frames.map(() => 1));
    const sizes = frames.map((frame) => Buffer.byteLength(JSON.stringify(frame)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4_096);
  });

  it('are shared in a flood, within 4,096 bytes, whole and in order', () => {
    const { exchange, socket } = loggedIn();
    register(socket, ['005930'], ['0B', '0H']);
    socket.frames.length = 0;
    for (let number = 0; number < 1_000; number += 1) {
      exchange.server.publish(number % 3 === 0 ? '0H' : '0B', '005930', {
        '13': String(number),
        '302': '가'.repeat(number % 40),
      });
    }
    exchange.endTurn();
    const numbers = socket.entries().map(({ values }) => Number(values['13']));
    expect(numbers).toEqual(Array.from({ length: 1_000 }, (_, number) => number));
    const sizes = socket.frames.map((frame) => Buffer.byteLength(JSON.stringify(frame)));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(4_096);
    expect(sizes.length).toBeLessThan(100);
  });
});

describe('a second login with the same app key', () => {
  it('tells the older session R10001 and ends it', () => {
    const { exchange, socket: older } = loggedIn();
    older.frames.length = 0;
    const newer = exchange.listen(['0B'], ['005930']);
    expect(older.frames).toEqual([
      {
        trnm: 'SYSTEM',
        code: 'R10001',
        message: '동일한 App key로 접속이 되었습니다. 기존 세션은 종료가 됩니다',
      },
    ]);
    expect(older.closing?.code).toBe(1000);
    expect(newer.closing).toBeNull();
  });

  it('sends the older session nothing more', () => {
    const { exchange, socket: older } = loggedIn();
    register(older, ['005930'], ['0B']);
    exchange.listen(['0B'], ['005930']);
    older.frames.length = 0;
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    expect(older.frames).toEqual([]);
  });

  it('leaves both alone when the setting allows it, and other keys always', () => {
    const { exchange, socket: older } = loggedIn({ settings: { secondLogin: 'allow' } });
    exchange.listen(['0B'], ['005930']);
    exchange.listen(['0B'], ['005930'], 'appkey-2');
    expect(older.closing).toBeNull();
  });

  it('on the same socket is a login again, nothing else', () => {
    const { exchange, socket } = loggedIn();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    expect(socket.frames).toHaveLength(2);
    expect(socket.closing).toBeNull();
  });
});

describe('services that are not there', () => {
  it('answers an unknown service with an error that names it', () => {
    const { socket } = loggedIn();
    socket.frames.length = 0;
    socket.send({ trnm: 'HELLO' });
    expect(socket.frames[0]).toMatchObject({ trnm: 'HELLO', return_code: 105108 });
    expect(socket.frames[0]?.['return_msg']).toContain('정의되어 있지 않는 TRNM입니다');
  });

  it.each([['{"header":{"tr_type":"1"}}'], ['{"trnm":""}'], ['{"trnm":7}']])(
    'answers %s, which names no service, with an error',
    (text) => {
      const { socket } = loggedIn();
      socket.frames.length = 0;
      socket.sendText(text);
      expect(socket.frames[0]).toMatchObject({ trnm: '', return_code: 100002 });
      expect(socket.closing).toBeNull();
    },
  );
});

describe('a client that stops reading', () => {
  it('is dropped once the server holds too much for it, and the others go on', () => {
    const exchange = createTradingExchange(withSession({ maxBufferedBytes: 1_000 }));
    const slow = exchange.listen(['0B'], ['005930']);
    const quick = exchange.listen(['0B'], ['005930'], 'appkey-2');
    slow.unread = 2_000;
    for (let count = 0; count < 3; count += 1) {
      exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
      exchange.endTurn();
    }
    expect(slow.closing?.reason).toBe('terminated');
    expect(slow.entries()).toHaveLength(1);
    expect(quick.entries()).toHaveLength(3);
  });
});

describe('a session that ends', () => {
  it('leaves no timer and no subscription behind', () => {
    const { exchange, socket } = loggedIn();
    register(socket, ['005930'], ['0B', '0D', '00']);
    const before = createTradingExchange().clock.pendingTimers();
    socket.session.closed();
    expect(exchange.clock.pendingTimers()).toBe(before);
    socket.frames.length = 0;
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '', trde_tp: '3' }));
    exchange.endTurn();
    expect(socket.frames).toEqual([]);
  });
});
