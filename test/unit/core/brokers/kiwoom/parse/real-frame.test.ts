import { describe, expect, it } from 'vitest';
import { kiwoomFixture, kiwoomFrames } from '#test/support/kiwoom-fixture.ts';
import { createFrameReader } from '#test/support/kiwoom-frames.ts';
import { FIXTURE_NOW, kst } from '#test/support/kiwoom-reading.ts';

/** A frame of one fixture entry with some of its values changed; `undefined` removes one. */
function changed(name: string, values: Record<string, unknown>, entry: Record<string, unknown> = {}) {
  const frame = kiwoomFixture(name);
  const [first] = frame.data as Record<string, unknown>[];
  return { ...frame, data: [{ ...first, values: { ...(first?.values as object), ...values }, ...entry }] };
}

describe('trade push', () => {
  it('becomes a print with the day so far', () => {
    const { read, market } = createFrameReader();
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
    const { read, market } = createFrameReader();
    read(changed('real-trade', { 15: size }));
    expect(market).toMatchObject([{ quantity: 7, aggressor }]);
  });

  it('keeps the plain code of a feed of both venues', () => {
    const { read, market } = createFrameReader();
    read(changed('real-trade', {}, { item: '005930_AL' }));
    expect(market).toMatchObject([{ symbol: '005930' }]);
  });

  it('comes in order when a frame holds several', () => {
    const { read, market } = createFrameReader();
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
    const { read, market, unreadable } = createFrameReader();
    expect(read(changed('real-trade', values))).toEqual({ kind: 'data' });
    expect(market).toEqual([]);
    expect(unreadable).toEqual([['0B', false]]);
  });

  it('does not spoil its neighbours in the frame', () => {
    const { read, market } = createFrameReader();
    const [good] = kiwoomFixture('real-trade').data as unknown[];
    read({ trnm: 'REAL', data: [good, { type: '0B', item: '005930', values: null }, null, 7, good] });
    expect(market).toHaveLength(2);
  });
});

describe('book push', () => {
  it('becomes ten levels a side, best first', () => {
    const { read, market } = createFrameReader();
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
    const { read, market } = createFrameReader();
    read(changed('real-book', { 48: '0', 68: '0', 49: '', 69: '0', 50: '+0', 70: '0' }));
    expect(market).toMatchObject([{ book: { asks: { length: 7 }, bids: { length: 10 } } }]);
  });

  it('tells what an auction would give', () => {
    const { read, market } = createFrameReader();
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
      const { read, market, unreadable } = createFrameReader();
      read(changed('real-book', values));
      expect(market).toEqual([]);
      expect(unreadable).toEqual([['0D', false]]);
    },
  );
});

describe('other market pushes', () => {
  it('tell the expected price', () => {
    const { read, market } = createFrameReader();
    read(kiwoomFixture('real-expected'));
    expect(market).toEqual([
      { kind: 'expected', symbol: '005930', price: 71_700, quantity: 48_211, eventTime: kst(8, 55, 12) },
    ]);
  });

  it('tell the band and base of the day', () => {
    const { read, market } = createFrameReader();
    read(kiwoomFixture('real-reference'));
    expect(market).toEqual([
      {
        kind: 'reference',
        symbol: '005930',
        upperLimit: 92_800,
        lowerLimit: 50_000,
        basePrice: 71_400,
        eventTime: FIXTURE_NOW,
      },
    ]);
  });

  it('tell the phases of both venues; a code no guide explains is no news', () => {
    const { read, market } = createFrameReader();
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
    const { read, market } = createFrameReader();
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
    const { read, holdings } = createFrameReader();
    read(kiwoomFixture('real-holding'));
    expect(holdings).toEqual(['005930']);
  });
});

describe('order push', () => {
  const all = () => {
    const { read, reports } = createFrameReader();
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
      funding: { kind: 'cash' },
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
    const { read, reports } = createFrameReader();
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
      const { read, reports } = createFrameReader();
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
    const { read, reports } = createFrameReader();
    expect(read(fillFrame(values)).kind).toBe('lost');
    expect(reports).toEqual([]);
  });

  it('takes the code from the item when the values lack it', () => {
    const { read, reports } = createFrameReader();
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
    expect(createFrameReader().read(text)).toEqual(signal);
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
    ['{"trnm":"CNSRREQ","data":[]}', { kind: 'data' }],
    ['{"trnm":"NEWS","data":[]}', { kind: 'unreadable' }],
    ['{"trnm":"REAL","data":{}}', { kind: 'lost' }],
    ['{"trnm":"REAL"}', { kind: 'lost' }],
    ['[]', { kind: 'unreadable' }],
    ['null', { kind: 'unreadable' }],
    ['', { kind: 'unreadable' }],
    ['{"trnm":"REAL","data":[', { kind: 'unreadable' }],
  ])('%s is told for what it is', (text, signal) => {
    expect(createFrameReader().read(text)).toMatchObject(signal);
  });
});
