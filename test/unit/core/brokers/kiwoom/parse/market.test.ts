import { describe, expect, it } from 'vitest';
import { CHART_SOURCES, parseCandles } from '#electron/core/brokers/kiwoom/parse/candles.ts';
import {
  leverageOf,
  marginRateOf,
  parseInstruments,
} from '#electron/core/brokers/kiwoom/parse/instruments.ts';
import {
  parseBasics,
  parseOrderBook,
  parseQuotes,
  parseTrades,
  parseUpperLimit,
} from '#electron/core/brokers/kiwoom/parse/quotes.ts';
import { kiwoomFixture } from '#test/support/kiwoom-fixture.ts';
import { fixtureDay, kst, valueOf } from '#test/support/kiwoom-reading.ts';

const day = fixtureDay();

describe('instruments', () => {
  it('are read with kind, margin, halt and fund multiple; those without a price are left out', () => {
    expect(valueOf(parseInstruments(kiwoomFixture('instruments'), 'KOSPI'))).toEqual([
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
    const [samsung, hynix] = valueOf(parseQuotes(kiwoomFixture('watched-quotes'), day));
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
    expect(valueOf(parseQuotes({ atn_stk_infr: [{ ...row, cur_prc: '0', flu_rt: '' }] }, day))).toMatchObject(
      [{ lastPrice: 71_400, change: 0, changePercent: 0 }],
    );
  });

  it('from the basics lack turnover and best prices', () => {
    expect(valueOf(parseBasics(kiwoomFixture('basics'), day))).toMatchObject({
      symbol: '005930',
      lastPrice: 70_900,
      basePrice: 71_400,
      upperLimit: 92_800,
      lowerLimit: 50_000,
      volume: 9_182_736,
      bestBid: null,
    });
    expect(valueOf(parseUpperLimit(kiwoomFixture('basics')))).toBe(92_800);
  });
});

describe('order book answer', () => {
  it('has its best level first and no empty levels', () => {
    const book = valueOf(parseOrderBook(kiwoomFixture('order-book'), '005930', day));
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
    expect(valueOf(parseTrades(kiwoomFixture('trades'), '005930', day))).toEqual([
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
    expect(valueOf(parseTrades({ cntr_infr: rows }, '005930', day))).toMatchObject([
      { quantity: 5, aggressor },
    ]);
  });
});

describe('bars', () => {
  const bars = (fixture: string, interval: keyof typeof CHART_SOURCES) =>
    valueOf(parseCandles(kiwoomFixture(fixture), CHART_SOURCES[interval]));

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
