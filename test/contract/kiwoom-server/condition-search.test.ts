import { describe, expect, it } from 'vitest';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import { createKiwoomExchange, type TestSocket } from '#test/support/kiwoom-exchange.ts';
import { TEN_O_CLOCK, TEST_DATE } from '#test/support/quiet-world.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

type Row = Readonly<Record<string, string>>;

/** A market of some four hundred instruments at ten o'clock, and a client that has logged in. */
function loggedIn(listings?: 'few') {
  const exchange = createKiwoomExchange(
    listings === 'few'
      ? {}
      : {
          clock: createVirtualClock(TEN_O_CLOCK),
          world: { listings: buildListings(TEST_DATE), activity: 1 },
        },
  );
  const login = () => {
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    socket.frames.length = 0;
    return socket;
  };
  return { exchange, login };
}

const ask = (socket: TestSocket, frame: Readonly<Record<string, unknown>>) => {
  socket.frames.length = 0;
  socket.send(frame);
  return socket.frames[0];
};
const LIST = { trnm: 'CNSRLST' };
const once = (seq: string, change: Readonly<Record<string, unknown>> = {}) => ({
  trnm: 'CNSRREQ',
  seq,
  search_type: '0',
  stex_tp: 'K',
  cont_yn: 'N',
  next_key: '',
  ...change,
});
const live = (seq: string, venue = 'K') => ({ trnm: 'CNSRREQ', seq, search_type: '1', stex_tp: venue });
const ABOVE_AVERAGE = '12';
const MOST_TURNOVER = '11';

describe('the list of conditions', () => {
  it('has rows of number and name', () => {
    const answer = ask(loggedIn('few').login(), LIST);
    expect(answer).toMatchObject({ trnm: 'CNSRLST', return_code: 0, return_msg: '' });
    const rows = answer?.['data'] as readonly (readonly string[])[];
    expect(rows.length).toBeGreaterThanOrEqual(12);
    expect(rows[0]).toEqual(['0', '골든크로스 5/20']);
  });

  it('has to be asked for before a search, which is not answered otherwise', () => {
    const socket = loggedIn('few').login();
    expect(ask(socket, once('0'))).toBeUndefined();
    expect(ask(socket, live('0'))).toBeUndefined();
    ask(socket, LIST);
    expect(ask(socket, once('0'))).toMatchObject({ return_code: 0 });
  });

  it('has to be asked for again after another login', () => {
    const { exchange, login } = loggedIn('few');
    const socket = login();
    ask(socket, LIST);
    ask(socket, { trnm: 'LOGIN', token: exchange.token() });
    expect(ask(socket, once('0'))).toBeUndefined();
  });
});

describe('a search that is made once', () => {
  const { exchange, login } = loggedIn();
  const socket = login();
  ask(socket, LIST);

  it('answers rows keyed by FID, numbers padded to nine characters, percentages in thousandths', () => {
    const rows = ask(socket, once(MOST_TURNOVER))?.['data'] as readonly Row[];
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      const day = exchange.world.day(String(row['9001']).slice(1), 'KRX');
      expect(row['9001']).toMatch(/^A[0-9A-Z]{6}$/);
      expect(Number(row['10'])).toBe(day.lastPrice);
      expect(Number(row['13'])).toBe(day.volume);
      for (const fid of ['10', '11', '12', '16', '17', '18']) expect(row[fid]).toHaveLength(9);
      const percent = ((day.lastPrice - day.basePrice) / day.basePrice) * 100;
      expect(Number(row['12']) / 1_000).toBeCloseTo(percent, 1);
      expect(Number(row['11'])).toBe(day.lastPrice - day.basePrice);
    }
  });

  it('goes on page by page in the frame, nobody twice and nobody left out', () => {
    const codes: string[] = [];
    let key = '';
    for (let pages = 0; pages < 10; pages += 1) {
      const paging = key === '' ? {} : { cont_yn: 'Y', next_key: key };
      const answer = ask(socket, once(ABOVE_AVERAGE, { stex_tp: 'A', ...paging }));
      const rows = answer?.['data'] as readonly Row[];
      codes.push(...rows.map((row) => String(row['9001'])));
      key = String(answer?.['next_key']);
      if (answer?.['cont_yn'] === 'N') break;
      expect(rows).toHaveLength(100);
    }
    expect(key).toBe('');
    expect(codes.length).toBeGreaterThan(100);
    expect(new Set(codes).size).toBe(codes.length);
    const members = ask(socket, live(ABOVE_AVERAGE, 'A'))?.['data'] as readonly Row[];
    expect(codes).toEqual(members.map(({ jmcode }) => jmcode));
    ask(socket, { trnm: 'CNSRCLR', seq: ABOVE_AVERAGE });
  });

  it('searches the books that stex_tp names', () => {
    const search = (venue: string) =>
      (ask(socket, once(MOST_TURNOVER, { stex_tp: venue }))?.['data'] as readonly Row[]).map(
        (row) => row['13'],
      );
    expect(search('N')).not.toEqual(search('K'));
    expect(search('A')).not.toEqual(search('K'));
  });

  it('trims a number that comes padded', () => {
    expect(ask(socket, once(`${MOST_TURNOVER} `))).toMatchObject({ seq: MOST_TURNOVER, return_code: 0 });
  });

  it.each([
    ['a number that names none', once('99')],
    ['no number', once('')],
    ['another search_type', once('0', { search_type: '7' })],
    ['no search_type', { trnm: 'CNSRREQ', seq: '0', stex_tp: 'K' }],
    ['another stex_tp', once('0', { stex_tp: 'X' })],
    ['a key that nobody gave', once('0', { cont_yn: 'Y', next_key: 'nonsense' })],
    ['a number that is no text', once('0', { seq: { a: 1 } })],
  ])('is refused for %s', (_what, frame) => {
    const answer = ask(socket, frame);
    expect(answer).toMatchObject({ trnm: 'CNSRREQ', return_code: 1 });
    expect(answer?.['return_msg']).not.toBe('');
    expect(answer).not.toHaveProperty('data');
  });
});

describe('a condition that is followed', () => {
  /** Follows several conditions until something has entered and something has left. */
  function follow(socket: TestSocket, exchange: ReturnType<typeof createKiwoomExchange>) {
    ask(socket, LIST);
    const seqs = [ABOVE_AVERAGE, MOST_TURNOVER, '4', '8'];
    const members = new Map<string, Set<string>>();
    for (const seq of seqs) {
      const answer = ask(socket, live(seq));
      expect(answer).toMatchObject({ trnm: 'CNSRREQ', seq, return_code: 0 });
      const data = answer?.['data'] as readonly { readonly jmcode: string }[];
      members.set(seq, new Set(data.map(({ jmcode }) => jmcode)));
    }
    socket.frames.length = 0;
    exchange.world.start();
    for (let second = 0; second < 90; second += 1) {
      exchange.clock.advance(1_000);
      exchange.endTurn();
    }
    return { seqs, members };
  }

  it('tells who enters and who leaves, so that the members stay those of a search', () => {
    const { exchange, login } = loggedIn();
    const socket = login();
    const { seqs, members } = follow(socket, exchange);
    const events = socket.entries('02');
    expect(new Set(events.map(({ values }) => values['843']))).toEqual(new Set(['I', 'D']));
    for (const { name, item, values } of events) {
      expect(name).toBe('조건검색');
      expect(values['9001']).toBe(item);
      expect(values).toMatchObject({
        20: expect.stringMatching(/^\d{6}$/),
        907: expect.stringMatching(/^[12]$/),
      });
      const held = members.get(String(values['841']));
      expect(held?.has(`A${item}`)).toBe(values['843'] === 'D');
      if (values['843'] === 'I') held?.add(`A${item}`);
      else held?.delete(`A${item}`);
    }
    for (const seq of seqs) {
      const now = ask(socket, live(seq))?.['data'] as readonly { readonly jmcode: string }[];
      expect(new Set(now.map(({ jmcode }) => jmcode))).toEqual(members.get(seq));
    }
    exchange.world.stop();
  });

  it('is silent once it is let go', () => {
    const { exchange, login } = loggedIn();
    const socket = login();
    ask(socket, LIST);
    ask(socket, live(MOST_TURNOVER));
    expect(ask(socket, { trnm: 'CNSRCLR', seq: MOST_TURNOVER })).toEqual({
      trnm: 'CNSRCLR',
      seq: MOST_TURNOVER,
      return_code: 0,
      return_msg: '',
    });
    exchange.world.start();
    for (let second = 0; second < 20; second += 1) {
      exchange.clock.advance(1_000);
      exchange.endTurn();
    }
    exchange.world.stop();
    expect(socket.entries('02')).toEqual([]);
  });

  it('cannot be let go by a number that names none', () => {
    const socket = loggedIn('few').login();
    expect(ask(socket, { trnm: 'CNSRCLR', seq: '99' })).toMatchObject({ trnm: 'CNSRCLR', return_code: 1 });
    expect(ask(socket, { trnm: 'CNSRCLR' })).toMatchObject({ trnm: 'CNSRCLR', return_code: 1 });
  });
});
