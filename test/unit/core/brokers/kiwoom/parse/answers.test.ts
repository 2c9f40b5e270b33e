import { describe, expect, it } from 'vitest';
import {
  joinPositions,
  parseAccountNumber,
  parseBuyableQuantity,
  parseCash,
  parsePositions,
} from '#electron/core/brokers/kiwoom/parse/account.ts';
import { CHART_SOURCES, parseCandles } from '#electron/core/brokers/kiwoom/parse/candles.ts';
import {
  leverageOf,
  marginRateOf,
  parseInstruments,
} from '#electron/core/brokers/kiwoom/parse/instruments.ts';
import { KstDay } from '#electron/core/brokers/kiwoom/parse/kst-stamp.ts';
import {
  mergeOrders,
  parseFills,
  parseOpenOrders,
  parseOrderAck,
  parseOrderHistory,
  totalPerOrder,
} from '#electron/core/brokers/kiwoom/parse/orders.ts';
import {
  parseBasics,
  parseOrderBook,
  parseQuotes,
  parseTrades,
  parseUpperLimit,
} from '#electron/core/brokers/kiwoom/parse/quotes.ts';
import { parseIssuedToken } from '#electron/core/brokers/kiwoom/parse/token.ts';
import type { Result } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';

/** 2026-11-20 10:00:00 in Korea. */
const day = new KstDay(() => epochMs(Date.UTC(2026, 10, 20, 1)));
const kst = (hour: number, minute = 0, second = 0, date = 20) =>
  Date.UTC(2026, 10, date, hour - 9, minute, second);

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`);
  return result.value;
}

describe('token answer', () => {
  it('ends by Korean time', () => {
    expect(parseIssuedToken(kiwoomFixture('token'))).toEqual({
      ok: true,
      value: { value: 'FIXTURE-TOKEN-1', expiresAt: kst(9, 30, 0, 21) },
    });
  });
});

describe('order answers', () => {
  it('give the number of the request and a handle with its venue', () => {
    expect(value(parseOrderAck(kiwoomFixture('order-placed'), 'KRX'))).toEqual({
      venueOrderId: '0000301',
      handle: 'KRX:0000301',
    });
  });

  it('of an amend give the new number', () => {
    expect(value(parseOrderAck(kiwoomFixture('order-amended'), 'KRX')).venueOrderId).toBe('0000305');
  });

  it('keep the venue the order was sent to when the answer names none', () => {
    expect(value(parseOrderAck(kiwoomFixture('order-canceled'), 'SOR')).handle).toBe('SOR:0000309');
  });

  it.each([{ ord_no: '' }, { ord_no: '0000000' }, { ord_no: 'none' }, {}])(
    'without a number are no proof: %j',
    (body) => {
      expect(parseOrderAck(body, 'KRX')).toMatchObject({ ok: false, error: { kind: 'protocol' } });
    },
  );
});

describe('order history', () => {
  const history = () => value(parseOrderHistory(kiwoomFixture('order-history'), day));

  it('has the order as it now stands', () => {
    expect(history()[0]).toEqual({
      venueOrderId: '0000301',
      originalVenueOrderId: null,
      handle: 'KRX:0000301',
      kind: 'new',
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: 71_200,
      stopPrice: null,
      quantity: 10,
      filledQuantity: 3,
      leavesQuantity: 0,
      averageFillPrice: 71_100,
      isRejected: false,
      eventTime: kst(9, 12, 5),
    });
  });

  it('links an amend and a cancel to what they act on', () => {
    expect(
      history().map(({ venueOrderId, kind, originalVenueOrderId }) => [
        venueOrderId,
        kind,
        originalVenueOrderId,
      ]),
    ).toEqual([
      ['0000301', 'new', null],
      ['0000305', 'amend', '0000301'],
      ['0000309', 'cancel', '0000305'],
      ['0000312', 'new', null],
      ['0000315', 'new', null],
      ['0000318', 'new', null],
      ['0000320', 'cancel', '0000315'],
    ]);
  });

  it('shows a cancel as done when confirmed, and as pending until then', () => {
    const leaves = Object.fromEntries(history().map((order) => [order.venueOrderId, order.leavesQuantity]));
    expect([leaves['0000309'], leaves['0000320']]).toEqual([0, 4]);
  });

  it('lets an amend work under its number only when confirmed, or filled', () => {
    const rows = kiwoomFixture('order-history').acnt_ord_cntr_prps_dtl as Record<string, string>[];
    const amend = { ...rows[1], ord_remnq: '0000000007', cnfm_qty: '0000000000', acpt_tp: '접수' };
    const leaves = (row: Record<string, string>) =>
      value(parseOrderHistory({ acnt_ord_cntr_prps_dtl: [row] }, day)).map((order) => order.leavesQuantity);
    expect(leaves(amend)).toEqual([0]);
    expect(leaves({ ...amend, acpt_tp: '확인' })).toEqual([7]);
    expect(leaves({ ...amend, cntr_qty: '0000000001', ord_remnq: '0000000006' })).toEqual([6]);
  });

  it('tells a rejected order, a market order, a routed order and its type in words', () => {
    const [, , , market, routed, rejected] = history();
    expect(market).toMatchObject({
      type: 'market',
      price: null,
      side: 'sell',
      filledQuantity: 25,
      averageFillPrice: 183_450,
    });
    expect(routed).toMatchObject({
      venue: 'SOR',
      handle: 'SOR:0000315',
      type: 'limit',
      timeInForce: 'ioc',
      leavesQuantity: 4,
    });
    expect(rejected).toMatchObject({ isRejected: true, type: 'stopLimit', leavesQuantity: 0 });
  });
});

describe('open orders', () => {
  const open = () => value(parseOpenOrders(kiwoomFixture('open-orders'), day));

  it('carry stop price and routing', () => {
    expect(open()[0]).toMatchObject({
      venueOrderId: '0000330',
      side: 'sell',
      type: 'stopLimit',
      stopPrice: 70_500,
      leavesQuantity: 12,
      venue: 'KRX',
    });
    expect(open()[1]).toMatchObject({ venue: 'SOR', handle: 'SOR:0000315' });
  });

  it('complete the history, which decides about the rest; orders it lacks are added, oldest first', () => {
    const history = value(parseOrderHistory(kiwoomFixture('order-history'), day));
    const lessTold = history.map((order) => ({ ...order, type: null, timeInForce: null, venue: null }));
    const merged = mergeOrders(lessTold, open());
    expect(merged.find(({ venueOrderId }) => venueOrderId === '0000315')).toMatchObject({
      type: 'limit',
      timeInForce: 'ioc',
      venue: 'SOR',
      handle: 'SOR:0000315',
      eventTime: kst(9, 31),
    });
    expect(merged.map(({ venueOrderId }) => venueOrderId)).toEqual([
      '0000301',
      '0000305',
      '0000309',
      '0000312',
      '0000315',
      '0000318',
      '0000320',
      '0000330',
    ]);
  });
});

describe('fills', () => {
  const fills = () => value(parseFills(kiwoomFixture('fills'), day));

  it('are totals per order with their fees, without a fill number', () => {
    expect(fills()).toEqual([
      {
        fillId: null,
        venueOrderId: '0000312',
        symbol: '000660',
        side: 'sell',
        price: 183_450,
        quantity: 25,
        commission: 680,
        tax: 6_870,
        eventTime: kst(9, 20, 11),
      },
      {
        fillId: null,
        venueOrderId: '0000301',
        symbol: '005930',
        side: 'buy',
        price: 71_100,
        quantity: 3,
        commission: 30,
        tax: 0,
        eventTime: kst(9, 12, 5),
      },
    ]);
  });

  it('of one order listed singly are joined into its total', () => {
    const [sell, buy] = fills();
    if (sell === undefined || buy === undefined) throw new Error('fixture');
    const more = { ...buy, quantity: buy.quantity, price: (buy.price + 200) as typeof buy.price };
    expect(totalPerOrder([sell, buy, more])).toEqual([
      sell,
      { ...buy, quantity: 6, price: 71_200, commission: 60, tax: 0 },
    ]);
  });

  it('leave out rows that were not filled', () => {
    const [row] = (kiwoomFixture('fills').cntr as Record<string, string>[]).map((fill) => ({
      ...fill,
      cntr_qty: '0',
      cntr_pric: '0',
    }));
    expect(value(parseFills({ cntr: [row] }, day))).toEqual([]);
  });
});

describe('account answers', () => {
  it('read padded and negative amounts', () => {
    expect(value(parseCash(kiwoomFixture('cash')))).toEqual({
      deposit: 8_120_000,
      depositD2: -246_800,
      buyingPower: 7_654_321,
      withdrawable: 7_100_000,
    });
  });

  it('list holdings without the prefix of their code and without those sold out', () => {
    expect(value(parsePositions(kiwoomFixture('positions')))).toEqual([
      {
        symbol: '005930',
        name: '삼성전자',
        quantity: 30,
        sellableQuantity: 20,
        averageEntryPrice: 71_500,
        lastPrice: 70_900,
        cost: 2_145_000,
      },
      {
        symbol: '0080G0',
        name: '새이름ETF',
        quantity: 8,
        sellableQuantity: 8,
        averageEntryPrice: 10_125.5,
        lastPrice: 10_100,
        cost: 81_004,
      },
    ]);
  });

  it('join rows of one instrument into its holding', () => {
    const [held] = value(parsePositions(kiwoomFixture('positions')));
    if (held === undefined) throw new Error('fixture');
    expect(joinPositions([held, { ...held, averageEntryPrice: 71_800 }])).toEqual([
      { ...held, quantity: 60, sellableQuantity: 40, averageEntryPrice: 71_650, cost: 4_290_000 },
    ]);
  });

  it('give the quantity that cash alone buys', () => {
    expect(value(parseBuyableQuantity(kiwoomFixture('buyable')))).toBe(107);
  });

  it('give the account number', () => {
    expect(value(parseAccountNumber({ acctNo: '8000000011' }))).toBe('8000000011');
    expect(parseAccountNumber({ acctNo: '' })).toMatchObject({ ok: false });
  });
});

describe('instruments', () => {
  it('are read with kind, margin, halt and fund multiple; those without a price are left out', () => {
    expect(value(parseInstruments(kiwoomFixture('instruments'), 'KOSPI'))).toEqual([
      {
        symbol: '005930',
        name: '삼성전자',
        market: 'KOSPI',
        kind: 'share',
        basePrice: 71_400,
        listedShares: 5_919_637_922,
        isNxtEligible: true,
        isHalted: false,
        leverage: 1,
        marginRate: 20,
      },
      {
        symbol: '0080G0',
        name: 'KODEX 200선물인버스2X',
        market: 'KOSPI',
        kind: 'etf',
        basePrice: 10_100,
        listedShares: 120_000_000,
        isNxtEligible: false,
        isHalted: false,
        leverage: -2,
        marginRate: 100,
      },
      {
        symbol: '530031',
        name: '삼성 레버리지 WTI원유 선물 ETN',
        market: 'KOSPI',
        kind: 'etn',
        basePrice: 12_340,
        listedShares: 1_000_000,
        isNxtEligible: false,
        isHalted: false,
        leverage: 2,
        marginRate: 100,
      },
      {
        symbol: '900110',
        name: '이스트아시아홀딩스',
        market: 'KOSDAQ',
        kind: 'share',
        basePrice: 95,
        listedShares: 300_000_000,
        isNxtEligible: false,
        isHalted: true,
        leverage: 1,
        marginRate: 100,
      },
    ]);
  });

  it.each([
    ['KODEX 200', 1],
    ['KODEX 레버리지', 2],
    ['KODEX 인버스', -1],
    ['TIGER 200선물인버스2X', -2],
    ['TIGER 미국나스닥100레버리지(합성)', 2],
    ['삼성 인버스 2X 코스닥150 선물 ETN', -2],
  ])('%s has the multiple %d', (name, leverage) => {
    expect(leverageOf(name)).toBe(leverage);
  });

  it.each([
    ['증거금20%|담보대출', 20],
    ['증거금100%', 100],
    ['정상', 100],
    ['증거금0%', 100],
    ['증거금500%', 100],
  ])('%s means a margin of %d percent', (state, rate) => {
    expect(marginRateOf(state)).toBe(rate);
  });
});

describe('quotes', () => {
  it('of many instruments at once are read whole', () => {
    const [samsung, hynix] = value(parseQuotes(kiwoomFixture('watched-quotes'), day));
    expect(samsung).toEqual({
      symbol: '005930',
      lastPrice: 70_900,
      basePrice: 71_400,
      change: -500,
      changePercent: -0.7,
      open: 71_500,
      high: 71_800,
      low: 70_700,
      volume: 9_182_736,
      turnover: 651_234_000_000,
      bestBid: 70_800,
      bestAsk: 70_900,
      upperLimit: 92_800,
      lowerLimit: 50_000,
      strength: 91.35,
      vi: null,
      eventTime: kst(9, 45, 12),
    });
    expect(hynix).toMatchObject({ symbol: '000660', open: null, high: null, low: null, changePercent: 0.82 });
  });

  it('have the base price as last price before the first trade of the day', () => {
    const [row] = kiwoomFixture('watched-quotes').atn_stk_infr as Record<string, string>[];
    expect(value(parseQuotes({ atn_stk_infr: [{ ...row, cur_prc: '0', flu_rt: '' }] }, day))).toMatchObject([
      { lastPrice: 71_400, change: 0, changePercent: 0 },
    ]);
  });

  it('from the basics lack turnover and best prices', () => {
    expect(value(parseBasics(kiwoomFixture('basics'), day))).toMatchObject({
      symbol: '005930',
      lastPrice: 70_900,
      basePrice: 71_400,
      upperLimit: 92_800,
      lowerLimit: 50_000,
      volume: 9_182_736,
      bestBid: null,
    });
    expect(value(parseUpperLimit(kiwoomFixture('basics')))).toBe(92_800);
  });
});

describe('order book answer', () => {
  it('has its best level first and no empty levels', () => {
    const book = value(parseOrderBook(kiwoomFixture('order-book'), '005930', day));
    expect(book.asks).toHaveLength(10);
    expect(book.bids).toHaveLength(8);
    expect([book.asks[0], book.asks[1], book.bids[0], book.bids[7]]).toEqual([
      { price: 70_900, size: 1_500 },
      { price: 71_000, size: 1_002 },
      { price: 70_800, size: 2_500 },
      { price: 70_100, size: 2_008 },
    ]);
    expect(book).toMatchObject({
      totalAskSize: 10_554,
      totalBidSize: 16_535,
      expected: null,
      eventTime: kst(9, 45, 13),
    });
  });
});

describe('trades answer', () => {
  it('is newest first', () => {
    expect(value(parseTrades(kiwoomFixture('trades'), '005930', day))).toEqual([
      {
        symbol: '005930',
        price: 70_900,
        quantity: 7,
        aggressor: 'buy',
        cumulativeVolume: 9_182_736,
        eventTime: kst(9, 45, 12),
      },
      {
        symbol: '005930',
        price: 71_400,
        quantity: 120,
        aggressor: 'sell',
        cumulativeVolume: 9_182_729,
        eventTime: kst(9, 45, 11),
      },
      {
        symbol: '005930',
        price: 71_500,
        quantity: 5_000,
        aggressor: 'buy',
        cumulativeVolume: 5_000,
        eventTime: kst(9, 0, 0),
      },
    ]);
  });
});

describe('the aggressor of a print', () => {
  it.each<[string, string | null, Record<string, string>]>([
    ['+5', 'buy', {}],
    ['-5', 'sell', {}],
    ['5', 'buy', { cur_prc: '71500', pri_sel_bid_unit: '71500', pri_buy_bid_unit: '71400' }],
    ['5', 'sell', { cur_prc: '71400', pri_sel_bid_unit: '71500', pri_buy_bid_unit: '71400' }],
    ['5', null, { cur_prc: '71450', pri_sel_bid_unit: '71500', pri_buy_bid_unit: '71400' }],
    ['5', null, { pri_sel_bid_unit: '', pri_buy_bid_unit: '0' }],
  ])('of size %s is %s', (size, aggressor, quotes) => {
    const [row] = kiwoomFixture('trades').cntr_infr as Record<string, string>[];
    const rows = [{ ...row, cntr_trde_qty: size, ...quotes }];
    expect(value(parseTrades({ cntr_infr: rows }, '005930', day))).toMatchObject([
      { quantity: 5, aggressor },
    ]);
  });
});

describe('bars', () => {
  const bars = (fixture: string, interval: keyof typeof CHART_SOURCES) =>
    value(parseCandles(kiwoomFixture(fixture), CHART_SOURCES[interval]));

  it('of a minute come oldest first, without direction signs', () => {
    expect(bars('minute-chart', '1m')).toEqual([
      { time: kst(9, 44), open: 71_400, high: 71_500, low: 71_000, close: 71_000, volume: 20_118 },
      { time: kst(9, 45), open: 71_000, high: 71_000, low: 70_800, close: 70_900, volume: 15_230 },
    ]);
  });

  it('of a tick carry the time of the print', () => {
    expect(bars('tick-chart', 'tick').map(({ time }) => time)).toEqual([kst(9, 45, 11), kst(9, 45, 12)]);
  });

  it('of a day without trades are flat', () => {
    expect(bars('day-chart', 'day')[1]).toEqual({
      time: kst(0, 0, 0, 19),
      open: 71_400,
      high: 71_400,
      low: 71_400,
      close: 71_400,
      volume: 0,
    });
  });

  it('of a week start on Monday, of a month on its first, of a year on New Year', () => {
    expect(bars('week-chart', 'week').map(({ time }) => time)).toEqual([kst(0, 0, 0, 9), kst(0, 0, 0, 16)]);
    expect(bars('month-chart', 'month').map(({ time }) => time)).toEqual([
      Date.UTC(2026, 8, 30, 15),
      Date.UTC(2026, 9, 31, 15),
    ]);
    expect(bars('year-chart', 'year').map(({ time }) => time)).toEqual([Date.UTC(2025, 11, 31, 15)]);
  });
});

describe('an answer that does not fit', () => {
  it('names the field and shows the shape of its value, not the value', () => {
    const body = kiwoomFixture('open-orders');
    const rows = body.oso as Record<string, unknown>[];
    const broken = { ...body, oso: [rows[0], { ...rows[1], stk_cd: 'account 8000000011' }] };
    expect(parseOpenOrders(broken, day)).toMatchObject({
      ok: false,
      error: {
        kind: 'protocol',
        code: 'FIELD_UNREADABLE',
        context: { path: 'oso[1].stk_cd', sample: '"aaaaaaa 9999999999"' },
      },
    });
  });

  it.each([
    ['a missing field', (row: Record<string, unknown>) => ({ ...row, ord_qty: undefined })],
    ['an exponent', (row: Record<string, unknown>) => ({ ...row, ord_qty: '1e9' })],
    ['hexadecimal', (row: Record<string, unknown>) => ({ ...row, oso_qty: '0x10' })],
    ['NaN', (row: Record<string, unknown>) => ({ ...row, cntr_qty: 'NaN' })],
    ['no side', (row: Record<string, unknown>) => ({ ...row, io_tp_nm: '' })],
    ['an object for a text', (row: Record<string, unknown>) => ({ ...row, trde_tp: {} })],
    ['a text for a row', () => 'row'],
    ['nothing for a row', () => null],
  ])('because of %s gives an error, never half a list', (_, change) => {
    const rows = kiwoomFixture('open-orders').oso as Record<string, unknown>[];
    expect(parseOpenOrders({ oso: rows.map((row): unknown => change(row)) }, day)).toMatchObject({
      ok: false,
      error: { kind: 'protocol' },
    });
  });

  it('is fine with fields it does not know and without the list of an empty answer', () => {
    const rows = kiwoomFixture('open-orders').oso as Record<string, unknown>[];
    expect(value(parseOpenOrders({ oso: rows.map((row) => ({ ...row, brandNew: [1] })) }, day))).toHaveLength(
      2,
    );
    expect(value(parseOpenOrders({}, day))).toEqual([]);
    expect(value(parseOpenOrders({ oso: '' }, day))).toEqual([]);
    expect(parseOpenOrders({ oso: {} }, day)).toMatchObject({ ok: false });
  });
});
