import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExecutionReport, MarketEvent } from '#electron/core/brokers/broker.ts';
import { createKiwoomDialect } from '#electron/core/brokers/kiwoom/kiwoom-dialect.ts';
import { KstDay } from '#electron/core/brokers/kiwoom/parse/kst-stamp.ts';
import { decodeFrame } from '#electron/core/brokers/kiwoom/parse/real-frame.ts';
import { OrderFees } from '#electron/core/brokers/kiwoom/parse/real-order.ts';
import { epochMs } from '#shared/domain/time.ts';
import { kiwoomFixture, kiwoomFrames } from '#test/support/kiwoom-fixture.ts';

/** 2026-11-20 10:00:00 in Korea. */
const NOW = epochMs(Date.UTC(2026, 10, 20, 1));
const kst = (hour: number, minute = 0, second = 0) => Date.UTC(2026, 10, 20, hour - 9, minute, second);

/** What a dialect with a decoder behind it makes of texts. */
function create() {
  const market: MarketEvent[] = [];
  const reports: ExecutionReport[] = [];
  const holdings: (string | null)[] = [];
  const unreadable: [type: string, isVital: boolean][] = [];
  const day = new KstDay(() => NOW);
  const fees = new OrderFees();
  const dialect = createKiwoomDialect((data) => {
    let isComplete = true;
    decodeFrame(data, day, fees, {
      market: (event) => market.push(event),
      report: (report) => reports.push(report),
      holding: (symbol) => holdings.push(symbol),
      unreadable: (type, isVital) => {
        unreadable.push([type, isVital]);
        if (isVital) isComplete = false;
      },
    });
    return isComplete;
  });
  const read = (frame: unknown) => dialect.read(typeof frame === 'string' ? frame : JSON.stringify(frame));
  return { market, reports, holdings, unreadable, read };
}

/** A frame of one fixture entry with some of its values changed; `undefined` removes one. */
function changed(name: string, values: Record<string, unknown>, entry: Record<string, unknown> = {}) {
  const frame = kiwoomFixture(name);
  const [first] = frame.data as Record<string, unknown>[];
  return { ...frame, data: [{ ...first, values: { ...(first?.values as object), ...values }, ...entry }] };
}

describe('trade push', () => {
  it('becomes a print with the day so far', () => {
    const { read, market } = create();
    expect(read(kiwoomFixture('real-trade'))).toEqual({ kind: 'data' });
    expect(market).toEqual([
      {
        kind: 'trade',
        symbol: '005930',
        price: 70_900,
        quantity: 7,
        aggressor: 'buy',
        cumulativeVolume: 9_182_736,
        eventTime: kst(9, 45, 12),
        cumulativeTurnover: 651_234_000_000,
        open: 71_500,
        high: 71_800,
        low: 70_700,
        bestAsk: 70_900,
        bestBid: 70_800,
        change: -500,
        changePercent: -0.7,
        strength: 91.35,
      },
    ]);
  });

  it.each([
    ['+7', 'buy'],
    ['-7', 'sell'],
    ['7', null],
  ])('of size %s has the aggressor %s', (size, aggressor) => {
    const { read, market } = create();
    read(changed('real-trade', { 15: size }));
    expect(market).toMatchObject([{ quantity: 7, aggressor }]);
  });

  it('keeps the plain code of a feed of both venues', () => {
    const { read, market } = create();
    read(changed('real-trade', {}, { item: '005930_AL' }));
    expect(market).toMatchObject([{ symbol: '005930' }]);
  });

  it('comes in order when a frame holds several', () => {
    const { read, market } = create();
    const [entry] = kiwoomFixture('real-trade').data as Record<string, unknown>[];
    const at = (volume: number) => ({
      ...entry,
      values: { ...(entry?.values as object), 13: String(volume) },
    });
    read({ trnm: 'REAL', data: [at(1), at(2), at(3)] });
    expect(market.map((event) => event.kind === 'trade' && event.cumulativeVolume)).toEqual([1, 2, 3]);
  });

  it.each([
    [{ 10: '' }],
    [{ 10: '0' }],
    [{ 10: 'NaN' }],
    [{ 10: '1e9' }],
    [{ 10: undefined }],
    [{ 10: {} }],
    [{ 15: '' }],
    [{ 15: '0' }],
    [{ 15: '0x5' }],
    [{ 13: '-' }],
    [{ 13: undefined }],
  ])('that cannot be right is left out: %j', (values) => {
    const { read, market, unreadable } = create();
    expect(read(changed('real-trade', values))).toEqual({ kind: 'data' });
    expect(market).toEqual([]);
    expect(unreadable).toEqual([['0B', false]]);
  });

  it('does not spoil its neighbours in the frame', () => {
    const { read, market } = create();
    const [good] = kiwoomFixture('real-trade').data as unknown[];
    read({ trnm: 'REAL', data: [good, { type: '0B', item: '005930', values: null }, null, 7, good] });
    expect(market).toHaveLength(2);
  });
});

describe('book push', () => {
  it('becomes ten levels a side, best first', () => {
    const { read, market } = create();
    read(kiwoomFixture('real-book'));
    expect(market).toHaveLength(1);
    const [event] = market;
    if (event?.kind !== 'book') throw new Error('no book');
    expect(event.book.asks).toEqual(
      Array.from({ length: 10 }, (_, n) => ({ price: 70_900 + n * 100, size: 1_001 + n })),
    );
    expect(event.book.bids).toEqual(
      Array.from({ length: 10 }, (_, n) => ({ price: 70_800 - n * 100, size: 2_001 + n })),
    );
    expect(event.book).toMatchObject({
      symbol: '005930',
      totalAskSize: 10_055,
      totalBidSize: 20_055,
      expected: null,
      eventTime: kst(9, 45, 13),
    });
  });

  it('has fewer levels when the venue shows fewer', () => {
    const { read, market } = create();
    read(changed('real-book', { 48: '0', 68: '0', 49: '', 69: '0', 50: '+0', 70: '0' }));
    expect(market).toMatchObject([{ book: { asks: { length: 7 }, bids: { length: 10 } } }]);
  });

  it('tells what an auction would give', () => {
    const { read, market } = create();
    read(changed('real-book', { 23: '+71700', 24: '48211' }));
    read(changed('real-book', { 291: '71600', 292: '5' }));
    expect(market).toMatchObject([
      { book: { expected: { price: 71_700, quantity: 48_211 } } },
      { book: { expected: { price: 71_600, quantity: 5 } } },
    ]);
  });

  it.each([[{ 41: 'abc' }], [{ 61: '' }], [{ 75: '1.5' }], [{ 121: 'NaN' }], [{ 125: undefined }]])(
    'with a wrong level is left out: %j',
    (values) => {
      const { read, market, unreadable } = create();
      read(changed('real-book', values));
      expect(market).toEqual([]);
      expect(unreadable).toEqual([['0D', false]]);
    },
  );
});

describe('other market pushes', () => {
  it('tell the expected price', () => {
    const { read, market } = create();
    read(kiwoomFixture('real-expected'));
    expect(market).toEqual([
      { kind: 'expected', symbol: '005930', price: 71_700, quantity: 48_211, eventTime: kst(8, 55, 12) },
    ]);
  });

  it('tell the band and base of the day', () => {
    const { read, market } = create();
    read(kiwoomFixture('real-reference'));
    expect(market).toEqual([
      {
        kind: 'reference',
        symbol: '005930',
        upperLimit: 92_800,
        lowerLimit: 50_000,
        basePrice: 71_400,
        eventTime: NOW,
      },
    ]);
  });

  it('tell the phases of both venues; a code no guide explains is no news', () => {
    const { read, market } = create();
    expect(read(kiwoomFixture('real-session'))).toEqual({ kind: 'data' });
    expect(market).toEqual([
      {
        kind: 'session',
        session: { venue: 'KRX', phase: 'openingAuction', endsAt: kst(9) },
        eventTime: kst(8, 50),
      },
      { kind: 'session', session: { venue: 'KRX', phase: 'continuous', endsAt: null }, eventTime: kst(9) },
      {
        kind: 'session',
        session: { venue: 'NXT', phase: 'afterMarket', endsAt: null },
        eventTime: kst(15, 40),
      },
      {
        kind: 'session',
        session: { venue: 'KRX', phase: 'closingAuction', endsAt: null },
        eventTime: kst(15, 20),
      },
    ]);
  });

  it('tell a volatility interruption from its start to its end', () => {
    const { read, market } = create();
    read(kiwoomFixture('real-vi'));
    expect(market).toEqual([
      {
        kind: 'vi',
        symbol: '005930',
        vi: {
          isActive: true,
          kind: 'static',
          referencePrice: 71_400,
          upperTrigger: null,
          lowerTrigger: null,
          endsAt: kst(9, 49),
        },
        eventTime: kst(9, 47),
      },
      {
        kind: 'vi',
        symbol: '005930',
        vi: {
          isActive: false,
          kind: 'static',
          referencePrice: 71_400,
          upperTrigger: null,
          lowerTrigger: null,
          endsAt: null,
        },
        eventTime: kst(9, 49, 15),
      },
    ]);
  });

  it('name the holding that changed', () => {
    const { read, holdings } = create();
    read(kiwoomFixture('real-holding'));
    expect(holdings).toEqual(['005930']);
  });
});

describe('order push', () => {
  const all = () => {
    const { read, reports } = create();
    for (const frame of kiwoomFrames('real-orders')) read(frame);
    return reports;
  };

  it('tells the life of an order, each request under its own number', () => {
    expect(
      all().map(({ venueOrderId, originalVenueOrderId, event, leavesQuantity }) => [
        venueOrderId,
        originalVenueOrderId,
        event,
        leavesQuantity,
      ]),
    ).toEqual([
      ['0000401', null, 'accepted', 10],
      ['0000401', null, 'filled', 4],
      ['0000401', null, 'filled', 3],
      ['0000402', '0000401', 'accepted', 3],
      ['0000402', '0000401', 'amended', 3],
      ['0000403', '0000402', 'accepted', 3],
      ['0000403', '0000402', 'canceled', 0],
      ['0000402', '0000401', 'canceled', 0],
      ['0000404', null, 'rejected', 0],
    ]);
  });

  it('carries all of a fill, with the fees that it added', () => {
    expect(all()[1]).toEqual({
      venueOrderId: '0000401',
      originalVenueOrderId: null,
      handle: 'KRX:0000401',
      event: 'filled',
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: 70_900,
      quantity: 10,
      leavesQuantity: 4,
      fill: { fillId: '0000401-500777', price: 70_900, quantity: 6, commission: 60, tax: 0 },
      rejection: null,
      eventTime: kst(9, 46, 2),
    });
    expect(all()[2]?.fill).toEqual({
      fillId: '0000401-500790',
      price: 70_900,
      quantity: 1,
      commission: 10,
      tax: 0,
    });
  });

  it('adds no fee twice when it comes twice', () => {
    const { read, reports } = create();
    const [, fill] = kiwoomFrames('real-orders');
    read(fill);
    read(fill);
    expect(reports.map((report) => report.fill?.commission)).toEqual([60, 0]);
  });

  it('keeps the reason of a rejection and the routing of its order', () => {
    expect(all()[8]).toMatchObject({
      side: 'sell',
      venue: 'SOR',
      handle: 'SOR:0000404',
      rejection: { code: 'RC4027', text: 'RC4027 상하한가 오류' },
    });
  });

  const fillFrame = (values: Record<string, unknown>) => {
    const frame = kiwoomFrames('real-orders')[1] as { data: { values: object }[] };
    return { trnm: 'REAL', data: [{ ...frame.data[0], values: { ...frame.data[0]?.values, ...values } }] };
  };

  it.each([[{ 914: '', 915: '' }], [{ 909: '' }], [{ 915: '0' }], [{ 914: 'x' }]])(
    'without a complete fill says that something was filled, not how much: %j',
    (values) => {
      const { read, reports } = create();
      expect(read(fillFrame(values))).toEqual({ kind: 'data' });
      expect(reports).toMatchObject([{ event: 'filled', fill: null, leavesQuantity: 4 }]);
    },
  );

  it.each([
    [{ 913: '대기' }],
    [{ 913: '' }],
    [{ 9203: '' }],
    [{ 9203: '0000000' }],
    [{ 9203: 'abc' }],
    [{ 904: '-' }],
    [{ 902: 'NaN' }],
    [{ 900: '' }],
    [{ 907: '', 905: '' }],
  ])('that cannot be read is never passed over in silence: %j', (values) => {
    const { read, reports } = create();
    expect(read(fillFrame(values)).kind).toBe('lost');
    expect(reports).toEqual([]);
  });

  it('takes the code from the item when the values lack it', () => {
    const { read, reports } = create();
    read(fillFrame({ 9001: undefined }));
    expect(reports).toMatchObject([{ symbol: '005930' }]);
  });
});

describe('frames', () => {
  it.each([
    ['{"trnm":"PING"}', { kind: 'heartbeat', reply: '{"trnm":"PING"}' }],
    [' { "trnm" : "PING", "x": 1 } ', { kind: 'heartbeat', reply: ' { "trnm" : "PING", "x": 1 } ' }],
    ['{"trnm":"LOGIN","return_code":0,"return_msg":"","sor_yn":"Y"}', { kind: 'loggedIn' }],
    ['{"trnm":"LOGIN","return_code":"0"}', { kind: 'loggedIn' }],
    [
      '{"trnm":"REG","return_code":0,"return_msg":""}',
      { kind: 'answer', channel: 'REG', outcome: { ok: true, value: undefined } },
    ],
  ])('%s is understood', (text, signal) => {
    expect(create().read(text)).toEqual(signal);
  });

  it.each([
    [
      '{"trnm":"LOGIN","return_code":805004,"return_msg":"토큰 인증에 실패했습니다. [CODE=8005]"}',
      { kind: 'loginRefused', isTokenAtFault: true, error: { code: 'AUTH_TOKEN_REFUSED' } },
    ],
    [
      '{"trnm":"LOGIN","return_code":3,"return_msg":"[8030:투자구분]"}',
      { kind: 'loginRefused', isTokenAtFault: false, error: { code: 'AUTH_MODE_MISMATCH' } },
    ],
    [
      '{"trnm":"LOGIN","return_code":9}',
      { kind: 'loginRefused', isTokenAtFault: false, error: { kind: 'connectivity' } },
    ],
    [
      '{"trnm":"REG","return_code":1,"return_msg":"초과"}',
      {
        kind: 'answer',
        outcome: { ok: false, error: { code: 'REGISTRATION_REFUSED', context: { venueText: '초과' } } },
      },
    ],
    ['{"trnm":"REMOVE"}', { kind: 'answer', channel: 'REMOVE', outcome: { ok: false } }],
    [
      '{"trnm":"SYSTEM","code":"R10001","message":"접속"}',
      { kind: 'replaced', error: { context: { venueCode: 'R10001', venueText: '접속' } } },
    ],
    ['{"trnm":"SYSTEM","code":"R99999"}', { kind: 'unreadable' }],
    ['{"trnm":"CNSRREQ","data":[]}', { kind: 'unreadable' }],
    ['{"trnm":"REAL","data":{}}', { kind: 'lost' }],
    ['{"trnm":"REAL"}', { kind: 'lost' }],
    ['[]', { kind: 'unreadable' }],
    ['null', { kind: 'unreadable' }],
    ['', { kind: 'unreadable' }],
    ['{"trnm":"REAL","data":[', { kind: 'unreadable' }],
  ])('%s is told for what it is', (text, signal) => {
    expect(create().read(text)).toMatchObject(signal);
  });
});

const FRAMES = [
  'real-trade',
  'real-book',
  'real-holding',
  'real-session',
  'real-vi',
  'real-expected',
  'real-reference',
]
  .map((name) => kiwoomFixture(name))
  .concat(kiwoomFrames('real-orders'));

/** Values no broker should send, and those that break careless programs. */
const hostileValue = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    'NaN',
    'Infinity',
    '-',
    '--',
    '1e9',
    '0x10',
    '٣',
    '9'.repeat(400),
    '\u0000',
    '../../x',
    '2',
    '1',
  ),
  fc.constantFrom<unknown>(null, true, -1, 1e308, 2 ** 60, [], {}, { toString: 1 }, [[[]]]),
  fc.string(),
  fc.jsonValue(),
);
const hostileKey = fc.constantFrom(
  '10',
  '15',
  '13',
  '20',
  '41',
  '61',
  '121',
  '913',
  '9203',
  '9001',
  '215',
  '9068',
  '__proto__',
  'constructor',
  'toString',
);

/** Now and then the value, else null: a frame with everything wrong at once tests nothing but the parser of JSON. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });

/** A good frame with something wrong: a value, a part, an entry, its text cut off or spoiled. */
const hostileText = fc
  .tuple(
    fc.constantFrom(...FRAMES),
    fc.array(fc.tuple(hostileKey, hostileValue), { maxLength: 3 }),
    rarely(fc.tuple(fc.constantFrom('type', 'item', 'values', 'name'), hostileValue)),
    rarely(fc.tuple(fc.constantFrom('trnm', 'data'), hostileValue)),
    rarely(fc.nat({ max: 2_000 })),
    rarely(fc.tuple(fc.nat({ max: 2_000 }), fc.string({ minLength: 1, maxLength: 3 }))),
  )
  .map(([frame, values, part, outer, cut, spoiled]) => {
    const [first, ...rest] = frame.data as Record<string, unknown>[];
    // As text, so that __proto__ arrives as a server would send it: a key of its own.
    const changes = values.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`);
    const ownValues = JSON.stringify(first?.values).slice(0, -1);
    const entry = { ...first, ...(part === null ? {} : { [part[0]]: part[1] }) };
    let text = JSON.stringify({
      ...frame,
      data: [entry, ...rest],
      ...(outer === null ? {} : { [outer[0]]: outer[1] }),
    });
    if (changes.length > 0) text = text.replace(ownValues, () => `${ownValues},${changes.join(',')}`);
    if (cut !== null) text = text.slice(0, cut);
    return spoiled === null ? text : text.slice(0, spoiled[0]) + spoiled[1] + text.slice(spoiled[0]);
  });

const isWholeNumber = (value: unknown, least: number) =>
  Number.isSafeInteger(value) && (value as number) >= least;

function expectSound(event: MarketEvent): void {
  if (event.kind === 'trade') {
    expect(isWholeNumber(event.price, 1) && isWholeNumber(event.quantity, 1)).toBe(true);
    expect(isWholeNumber(event.cumulativeVolume, 0) && isWholeNumber(event.cumulativeTurnover, 0)).toBe(true);
    expect(Number.isFinite(event.change) && Number.isFinite(event.changePercent)).toBe(true);
  }
  if (event.kind === 'book') {
    for (const { price, size } of [...event.book.asks, ...event.book.bids]) {
      expect(isWholeNumber(price, 1) && isWholeNumber(size, 1)).toBe(true);
    }
  }
  if ('eventTime' in event) expect(Math.abs(event.eventTime - NOW)).toBeLessThanOrEqual(86_400_000);
}

const SIGNALS = [
  'data',
  'heartbeat',
  'loggedIn',
  'loginRefused',
  'replaced',
  'answer',
  'unreadable',
  'lost',
] as const;

describe('hostile frames', () => {
  it('never throw, never make an unsound event, never change what objects are', () => {
    const { read, market, reports } = create();
    const told = { events: 0, unreadable: 0, lost: 0 };
    fc.assert(
      fc.property(hostileText, (text) => {
        market.length = 0;
        reports.length = 0;
        const { kind } = read(text);
        expect(SIGNALS).toContain(kind);
        for (const event of market) expectSound(event);
        for (const { fill, quantity, leavesQuantity } of reports) {
          expect(isWholeNumber(quantity, 0) && isWholeNumber(leavesQuantity, 0)).toBe(true);
          const isSound = fill === null || (isWholeNumber(fill.price, 1) && isWholeNumber(fill.quantity, 1));
          expect(isSound).toBe(true);
        }
        told.events += market.length + reports.length;
        if (kind === 'unreadable' || kind === 'lost') told[kind] += 1;
      }),
      { numRuns: 12_000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['10']).toBeUndefined();
    // The frames were hostile in many ways, and not all of them to the core.
    expect(Math.min(told.events, told.unreadable, told.lost)).toBeGreaterThan(500);
  });

  it('of pure noise are not understood, and no more', () => {
    const { read, market, reports } = create();
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        read(text);
        expect([market.length, reports.length]).toEqual([0, 0]);
      }),
      { numRuns: 1_000 },
    );
  });
});
