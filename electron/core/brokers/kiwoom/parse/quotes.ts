import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderBook, OrderBookLevel } from '#shared/domain/order-book.ts';
import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Trade } from '#shared/domain/trade.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { FieldReader } from './field-reader.ts';
import type { KstDay } from './kst-stamp.ts';

/** `trde_prica` counts in millions of won. */
const TURNOVER_UNIT = 1_000_000;

/**
 * Reads ka10095, several instruments at once. Before the first trade of the day the price is the base price; a row
 * without any price is left out.
 */
export function parseQuotes(body: AnswerBody, day: KstDay): Result<readonly Quote[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('atn_stk_infr', (row) => watchedRow(row, day));
  return reader.finish(rows.filter((row): row is Quote => row !== null));
}

function watchedRow(row: FieldReader, day: KstDay): Quote | null {
  const basePrice = row.priceOrNull('base_pric');
  const lastPrice = row.priceOrNull('cur_prc') ?? basePrice;
  if (basePrice === null || lastPrice === null) return null;
  return {
    symbol: row.symbol('stk_cd'),
    ...dayOf(row, lastPrice, basePrice),
    turnover: (row.integerOrZero('trde_prica') * TURNOVER_UNIT) as Money,
    bestBid: row.priceOrNull('buy_bid') ?? row.priceOrNull('buy_1th_bid'),
    bestAsk: row.priceOrNull('sel_bid') ?? row.priceOrNull('sel_1th_bid'),
    strength: row.decimalOrNull('cntr_str'),
    vi: null,
    eventTime: day.instant(row.text('cntr_tm')),
  };
}

/** Reads ka10001, which has neither turnover nor best prices: for when ka10095 does not answer. */
export function parseBasics(body: AnswerBody, day: KstDay): Result<Quote> {
  const reader = new FieldReader(body);
  const basePrice = reader.price('base_pric');
  const lastPrice = reader.priceOrNull('cur_prc') ?? basePrice;
  return reader.finish({
    symbol: reader.symbol('stk_cd'),
    ...dayOf(reader, lastPrice, basePrice),
    turnover: ZERO_MONEY,
    bestBid: null,
    bestAsk: null,
    strength: null,
    vi: null,
    eventTime: day.instant(null),
  });
}

function dayOf(row: FieldReader, lastPrice: Price, basePrice: Price) {
  const change = lastPrice - basePrice;
  return {
    lastPrice,
    basePrice,
    change,
    changePercent: row.decimalOrNull('flu_rt') ?? Math.round((change / basePrice) * 10_000) / 100,
    open: row.priceOrNull('open_pric'),
    high: row.priceOrNull('high_pric'),
    low: row.priceOrNull('low_pric'),
    volume: row.quantity('trde_qty'),
    upperLimit: row.price('upl_pric'),
    lowerLimit: row.price('lst_pric'),
  };
}

/** Reads the upper limit out of ka10001. */
export function parseUpperLimit(body: AnswerBody): Result<Price> {
  const reader = new FieldReader(body);
  return reader.finish(reader.price('upl_pric'));
}

/** Reads ka10004. The best level has names of its own, the others are numbered from 2 ("2th", "3th"). */
export function parseOrderBook(body: AnswerBody, symbol: InstrumentSymbol, day: KstDay): Result<OrderBook> {
  const reader = new FieldReader(body);
  return reader.finish({
    symbol,
    asks: readLevels(reader, 'sel'),
    bids: readLevels(reader, 'buy'),
    totalAskSize: reader.quantity('tot_sel_req'),
    totalBidSize: reader.quantity('tot_buy_req'),
    expected: null,
    eventTime: day.instant(reader.text('bid_req_base_tm')),
  });
}

function readLevels(reader: FieldReader, side: 'sel' | 'buy'): readonly OrderBookLevel[] {
  const levels: OrderBookLevel[] = [];
  for (let level = 1; level <= BOOK_DEPTH; level += 1) {
    const name = level === 1 ? `${side}_fpr` : `${side}_${level}th_pre`;
    const price = reader.priceOrNull(`${name}_bid`);
    const size = reader.quantity(`${name}_req`);
    if (price !== null && size > 0) levels.push({ price, size });
  }
  return levels;
}

/** Reads ka10003, the latest prints, newest first. */
export function parseTrades(
  body: AnswerBody,
  symbol: InstrumentSymbol,
  day: KstDay,
): Result<readonly Trade[]> {
  const reader = new FieldReader(body);
  return reader.finish(
    reader.rows('cntr_infr', (row): Trade => {
      const price = row.price('cur_prc');
      return {
        symbol,
        price,
        quantity: row.quantity('cntr_trde_qty'),
        aggressor: readAggressor(row, price),
        cumulativeVolume: row.quantity('acc_trde_qty'),
        eventTime: day.instant(row.text('tm')),
      };
    }),
  );
}

/** The sign of the size is the aggressor's side. Buys come without one too: the best prices of that moment then tell. */
function readAggressor(row: FieldReader, price: Price): Trade['aggressor'] {
  const sign = row.text('cntr_trde_qty').charAt(0);
  if (sign === '+') return 'buy';
  if (sign === '-') return 'sell';
  const ask = row.priceOrNull('pri_sel_bid_unit');
  const bid = row.priceOrNull('pri_buy_bid_unit');
  if (ask !== null && price >= ask) return 'buy';
  return bid !== null && price <= bid ? 'sell' : null;
}
