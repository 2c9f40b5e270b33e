import { describe, expect, it } from 'vitest';
import { KIWOOM_REALTIME_TYPES } from '#shared/catalogue/kiwoom-realtime.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';
import type { KiwoomExchange, RealEntry } from '#test/support/kiwoom-exchange.ts';
import { cancel, amend, createTradingExchange, order, SEED_BOOKS } from './trading-scenario.ts';

type ServedType = keyof typeof KIWOOM_REALTIME_TYPES;

const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;
const FORMS: Readonly<Record<string, RegExp>> = {
  price: WHOLE,
  change: WHOLE,
  percent: DECIMAL,
  quantity: WHOLE,
  amount: WHOLE,
  count: WHOLE,
  date: /^\d{8}$/,
  time: /^\d{6}$/,
  sign: /^[1-5]$/,
  flag: /^[YN]$/,
};

function expectShape(type: ServedType, entry: RealEntry | undefined): void {
  const { fields } = KIWOOM_REALTIME_TYPES[type];
  const values = entry?.values ?? {};
  expect(Object.keys(values).toSorted()).toEqual(fields.map(({ fid }) => fid).toSorted());
  const wrong = fields.filter(({ fid, kind }) => {
    const value = values[fid] ?? '';
    return value !== '' && FORMS[kind]?.test(value) === false;
  });
  expect(wrong.map(({ fid, kind }) => `${fid}=${values[fid]} is no ${kind}`)).toEqual([]);
}

const buyAtMarket = (exchange: KiwoomExchange, quantity: string, venue = 'KRX') =>
  exchange.call(
    'kt10000',
    order({ ord_qty: quantity, ord_uv: '', trde_tp: venue === 'KRX' ? '3' : '6', dmst_stex_tp: venue }),
  );

/** The regular timetable at the time given, Korean, on Friday 2026-11-20. */
function exchangeAt(time: string): KiwoomExchange {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const clock = createVirtualClock(Date.UTC(2026, 10, 20, hours - 9, minutes));
  const exchange = createTradingExchange({
    clock,
    world: { session: 'kst', hasWarmUp: false, seedBooks: SEED_BOOKS.filter(({ venue }) => venue === 'KRX') },
  });
  exchange.world.start();
  return exchange;
}

describe('prints (0B)', () => {
  it('have every field of the catalogue', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0B'], ['005930']);
    buyAtMarket(exchange, '3');
    exchange.endTurn();
    const [entry] = socket.entries();
    expect(entry).toMatchObject({ type: '0B', name: '주식체결', item: '005930' });
    expectShape('0B', entry);
  });

  it('carry the values of their own print, one by one', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0B'], ['005930']);
    buyAtMarket(exchange, '150');
    exchange.endTurn();
    expect(socket.entries().map(({ values }) => [values['10'], values['15'], values['13']])).toEqual([
      ['+68100', '+100', '100'],
      ['+68200', '+50', '150'],
    ]);
  });

  it('sign the price against the base and the size by who crossed the spread', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0B'], ['005930']);
    buyAtMarket(exchange, '5');
    exchange.call('kt10001', order({ ord_qty: '2', ord_uv: '67800' }));
    exchange.endTurn();
    const [bought, sold] = socket.entries().map(({ values }) => values);
    expect(bought).toMatchObject({
      '10': '+68100',
      '11': '+100',
      '12': '+0.15',
      '15': '+5',
      '25': '2',
      '16': '+68100',
    });
    expect(sold).toMatchObject({
      '10': '68000',
      '11': '0',
      '12': '0.00',
      '15': '-2',
      '25': '3',
      '27': '+68100',
      '28': '68000',
    });
    expect(sold).toMatchObject({
      '1315': '2',
      '1316': '0',
      '1314': '3',
      '1030': '2',
      '1031': '5',
      '228': '250.00',
      '290': '2',
      '9081': '1',
    });
    expect(sold?.['14']).toBe('0');
  });

  it('go to the exchange that was registered, and to both together under _AL with one running total', () => {
    const exchange = createTradingExchange();
    const krx = exchange.listen(['0B'], ['005930'], 'appkey-2');
    const nxt = exchange.listen(['0B'], ['005930_NX'], 'appkey-3');
    const both = exchange.listen(['0B'], ['005930_AL'], 'appkey-4');
    buyAtMarket(exchange, '5');
    buyAtMarket(exchange, '7', 'NXT');
    buyAtMarket(exchange, '2');
    exchange.endTurn();
    const seen = (socket: typeof krx) =>
      socket.entries().map(({ item, values }) => [item, values['15'], values['13'], values['9081']]);
    expect(seen(krx)).toEqual([
      ['005930', '+5', '5', '1'],
      ['005930', '+2', '7', '1'],
    ]);
    expect(seen(nxt)).toEqual([['005930_NX', '+7', '7', '2']]);
    expect(seen(both)).toEqual([
      ['005930_AL', '+5', '5', '1'],
      ['005930_AL', '+7', '12', '2'],
      ['005930_AL', '+2', '14', '1'],
    ]);
  });
});

describe('books (0D)', () => {
  it('have every field of the catalogue', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0D'], ['005930']);
    exchange.call('kt10000', order({ ord_uv: '68000' }));
    exchange.endTurn();
    const [entry] = socket.entries();
    expect(entry).toMatchObject({ type: '0D', name: '주식호가잔량', item: '005930' });
    expectShape('0D', entry);
  });

  it('show ten levels a side with what changed since the last one', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0D'], ['005930']);
    exchange.call('kt10000', order({ ord_qty: '10', ord_uv: '68000' }));
    exchange.endTurn();
    const values = socket.entries()[0]?.values ?? {};
    expect(values).toMatchObject({ '41': '+68100', '61': '100', '81': '0', '50': '+69000', '70': '109' });
    expect(values).toMatchObject({
      '51': '68000',
      '71': '210',
      '91': '10',
      '52': '-67900',
      '72': '201',
      '92': '0',
      '60': '-67100',
      '80': '209',
    });
    expect(values).toMatchObject({
      '121': '1045',
      '125': '2055',
      '126': '+10',
      '122': '0',
      '128': '+1010',
      '138': '-1010',
    });
    expect(values).toMatchObject({
      '6044': '100',
      '6054': '210',
      '6064': '1045',
      '6066': '0',
      '6102': '68050',
    });
  });

  it('are sent once for all that changed within a turn', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0D'], ['005930']);
    for (let count = 0; count < 5; count += 1)
      exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '68000' }));
    exchange.endTurn();
    expect(socket.entries().map(({ values }) => values['71'])).toEqual(['205']);
  });

  it('add both exchanges up under _AL and say which part stands where', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['0D'], ['005930_AL']);
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '67900', dmst_stex_tp: 'NXT' }));
    exchange.endTurn();
    const values = socket.entries()[0]?.values ?? {};
    expect(values).toMatchObject({ '41': '+68100', '61': '140', '6044': '100', '6066': '40' });
    expect(values).toMatchObject({
      '52': '-67900',
      '72': '232',
      '6055': '201',
      '6077': '31',
      '6107': '68000',
    });
  });
});

describe('auctions (0H) and phases (0s)', () => {
  it('send the expected match while an auction collects orders', () => {
    const exchange = exchangeAt('15:25');
    const socket = exchange.listen(['0H'], ['005930']);
    exchange.call('kt10000', order({ ord_uv: '68200' }));
    exchange.endTurn();
    const entry = socket.entries().at(-1);
    expect(entry).toMatchObject({ name: '주식예상체결', item: '005930' });
    expectShape('0H', entry);
    expect(entry?.values).toMatchObject({ '10': '+68100', '25': '2' });
  });

  it('tell the phase of both markets on registration and every change after it', () => {
    const exchange = exchangeAt('15:19');
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['0s'] }] });
    exchange.endTurn();
    expect(socket.entries().map(({ values }) => values['215'])).toEqual(['R', '3']);
    exchange.clock.advance(120_000);
    exchange.endTurn();
    const changes = socket.entries().slice(2);
    expect(changes.map(({ values }) => values['215']).toSorted()).toEqual(['2', 'S']);
    expectShape('0s', changes[0]);
    expect(changes[0]).toMatchObject({ name: '장시작시간', item: '' });
  });

  it('count down to the open', () => {
    const exchange = exchangeAt('08:45');
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: [''], type: ['0s'] }] });
    exchange.endTurn();
    const krx = socket.entries().find(({ values }) => values['215'] === '0');
    expect(krx?.values).toMatchObject({ '20': '084500', '214': '001500' });
  });
});

describe('instrument state (0g)', () => {
  it('comes right after its registration', () => {
    const exchange = createTradingExchange();
    const socket = exchange.connect();
    socket.send({ trnm: 'LOGIN', token: exchange.token() });
    socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data: [{ item: ['005930'], type: ['0g'] }] });
    exchange.endTurn();
    const [entry] = socket.entries();
    expectShape('0g', entry);
    expect(entry?.values).toMatchObject({ '305': '+88400', '306': '-47600', '307': '68000' });
  });
});

describe('volatility interruptions (1h)', () => {
  // One lonely order far above the last price: buying it would move the price by more than ten percent.
  const books = [
    ...SEED_BOOKS.filter(({ venue, side }) => venue === 'KRX' && side === 'buy'),
    { symbol: '005930', venue: 'KRX', side: 'sell', price: 75_000, quantity: 10 } as const,
  ];
  const start = () => {
    const exchange = createTradingExchange({ world: { seedBooks: books } });
    exchange.world.start();
    return exchange;
  };

  it('have every field, and name the price that set them off', () => {
    const exchange = start();
    const socket = exchange.listen(['1h'], ['']);
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '75000' }));
    exchange.endTurn();
    const [entry] = socket.entries();
    expect(entry).toMatchObject({ type: '1h', name: 'VI발동/해제', item: '005930' });
    expectShape('1h', entry);
    expect(entry?.values).toMatchObject({
      '9001': '005930',
      '9068': '1',
      '9069': '1',
      '1490': '1',
      '9008': '001',
    });
    expect(Number(entry?.values['1221'])).toBeGreaterThan(68_000);
  });

  it('reach those who registered the instrument and those who registered all, once each', () => {
    const exchange = start();
    const both = exchange.listen(['1h'], ['', '005930']);
    const other = exchange.listen(['1h'], ['035720'], 'appkey-2');
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '75000' }));
    exchange.endTurn();
    expect(both.entries()).toHaveLength(1);
    expect(other.entries()).toHaveLength(0);
  });

  it('are announced again when they end, as the same one', () => {
    const exchange = start();
    const socket = exchange.listen(['1h', '0g'], ['005930']);
    exchange.call('kt10000', order({ ord_qty: '1', ord_uv: '75000' }));
    exchange.endTurn();
    exchange.clock.advance(180_000);
    exchange.endTurn();
    const [begun, ended] = socket.entries('1h').map(({ values }) => values);
    expect([begun?.['9068'], ended?.['9068']]).toEqual(['1', '2']);
    expect([begun?.['1490'], ended?.['1490']]).toEqual(['1', '1']);
    expect(ended?.['1221']).toBe(begun?.['1221']);
    expect(socket.entries('0g').map(({ values }) => values['297'] !== '')).toEqual([true, false]);
  });
});

describe('orders (00)', () => {
  const trade = () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['00', '04']);
    return { exchange, socket, said: () => socket.entries('00').map(({ values }) => values) };
  };

  it('have every field of the catalogue on receipt and on a fill', () => {
    const { exchange, socket } = trade();
    buyAtMarket(exchange, '3');
    exchange.endTurn();
    const entries = socket.entries('00');
    expect(entries[0]).toMatchObject({ type: '00', name: '주문체결', item: '005930' });
    for (const entry of entries) expectShape('00', entry);
  });

  it('tell receipt and each fill, with fill fields empty on receipt', () => {
    const { exchange, said } = trade();
    exchange.call('kt10000', order({ ord_qty: '150', ord_uv: '68200' }));
    exchange.endTurn();
    const [received, first, second] = said();
    expect(received).toMatchObject({
      '9203': '0000001',
      '913': '접수',
      '905': '+매수',
      '906': '보통',
      '907': '2',
      '900': '150',
      '901': '68200',
      '902': '150',
      '904': '0000000',
      '909': '',
      '910': '',
      '911': '',
      '914': '',
      '915': '',
      '919': '0',
      '2134': '1',
      '2135': 'KRX',
      '2136': 'N',
    });
    expect(first).toMatchObject({
      '913': '체결',
      '902': '50',
      '903': '6810000',
      '910': '68100',
      '911': '100',
      '914': '68100',
      '915': '100',
    });
    expect(second).toMatchObject({
      '913': '체결',
      '902': '0',
      '903': '10220000',
      '911': '150',
      '914': '68200',
      '915': '50',
    });
    expect(first?.['909']).not.toBe(second?.['909']);
  });

  it('tell an amendment and a cancellation: received, confirmed, and what became of the original', () => {
    const { exchange, said } = trade();
    exchange.call('kt10000', order());
    exchange.call('kt10002', amend('0000001', { mdfy_uv: '67200' }));
    exchange.call('kt10003', cancel('0000002', {}));
    exchange.endTurn();
    const told = said().map((values) => [
      values['9203'],
      values['904'],
      values['913'],
      values['905'],
      values['902'],
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['0000002', '0000001', '접수', '+매수정정', '10'],
        ['0000002', '0000001', '확인', '+매수정정', '10'],
        ['0000001', '0000000', '확인', '+매수', '0'],
        ['0000003', '0000002', '접수', '매수취소', '0'],
        ['0000003', '0000002', '확인', '매수취소', '0'],
        ['0000002', '0000001', '취소', '+매수정정', '0'],
      ]),
    );
  });

  it('follow the account of the token whatever item was registered', () => {
    const exchange = createTradingExchange();
    const own = exchange.listen(['00'], ['035720']);
    const other = exchange.listen(['00'], ['005930'], 'appkey-2');
    exchange.call('kt10000', order());
    exchange.endTurn();
    expect(own.entries()).toHaveLength(1);
    expect(other.entries()).toHaveLength(0);
  });

  it('are never left out, however many come in one turn', () => {
    const { exchange, said } = trade();
    for (let count = 0; count < 300; count += 1) exchange.call('kt10000', order({ ord_qty: '1' }));
    exchange.endTurn();
    expect(said().map((values) => Number(values['9203']))).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 1),
    );
  });
});

describe('holdings (04)', () => {
  it('have every field and follow each fill', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['04']);
    buyAtMarket(exchange, '5');
    exchange.call('kt10001', order({ ord_qty: '2', ord_uv: '67800' }));
    exchange.endTurn();
    const [bought, sold] = socket.entries('04');
    expect(bought).toMatchObject({ name: '현물잔고', item: '005930' });
    expectShape('04', bought);
    expect(bought?.values).toMatchObject({
      '930': '5',
      '931': '68100',
      '932': '340500',
      '933': '5',
      '945': '5',
      '946': '2',
      '950': '0',
    });
    expect(sold?.values).toMatchObject({ '930': '3', '933': '3', '945': '3' });
    expect(Number(sold?.values['990'])).toBeLessThan(0);
    expect(Number(sold?.values['8019'])).toBeLessThan(0);
  });

  it('read zero when everything is sold', () => {
    const exchange = createTradingExchange();
    const socket = exchange.listen(['04']);
    buyAtMarket(exchange, '5');
    exchange.call('kt10001', order({ ord_qty: '5', ord_uv: '67800' }));
    exchange.endTurn();
    expect(socket.entries('04').at(-1)?.values).toMatchObject({
      '930': '0',
      '931': '0',
      '932': '0',
      '933': '0',
      '945': '0',
    });
  });
});
