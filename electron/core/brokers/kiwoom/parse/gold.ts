import type { GoldCash } from '#shared/domain/account.ts';
import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import { GOLD_PRODUCTS } from '#shared/catalogue/kiwoom/code-tables.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Trade } from '#shared/domain/trade.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import type { BrokerPosition, TradeEvent } from '../../broker.ts';
import { isGold } from '../gold.ts';
import type { ChartSource } from './candles.ts';
import { FieldReader } from './field-reader.ts';
import type { KstDay } from './kst-stamp.ts';

/** Reads kt50020. Grams, won per gram. */
export function parseGoldPositions(body: AnswerBody): Result<readonly BrokerPosition[]> {
  const reader = new FieldReader(body);
  const rows = reader.rows('gold_acnt_evlt_prst', (row): BrokerPosition => ({
    symbol: row.symbol('stk_cd'),
    name: row.text('stk_nm'),
    quantity: row.quantity('real_qty'),
    sellableQuantity: row.quantity('able_qty'),
    averageEntryPrice: Math.abs(row.decimalOrNull('avg_prc') ?? 0),
    lastPrice: row.priceOrNull('cur_prc'),
    cost: row.money('book_amt2'),
    loans: [],
  }));
  return reader.finish(rows.filter(({ quantity }) => quantity > 0));
}

/** Reads kt50021. Gold settles on the day it is traded, so the deposit that counts is the expected one. */
export function parseGoldCash(body: AnswerBody): Result<GoldCash> {
  const reader = new FieldReader(body);
  return reader.finish({
    deposit: reader.money('prsm_entra'),
    buyingPower: reader.money('ord_alow_amt'),
    withdrawable: reader.money('pymn_alow_amt'),
  });
}

/** What the day's quote (ka50100) tells: it has the change, but neither the price nor when it was. */
interface GoldDay {
  readonly basePrice: Price;
  readonly change: number;
  readonly changePercent: number;
  readonly open: Price | null;
  readonly high: Price | null;
  readonly low: Price | null;
  readonly volume: Quote['volume'];
  readonly upperLimit: Price;
  readonly lowerLimit: Price;
}

export function parseGoldDay(body: AnswerBody): Result<GoldDay> {
  const reader = new FieldReader(body);
  return reader.finish({
    basePrice: reader.price('pred_close_pric'),
    change: reader.integerOrZero('pred_pre'),
    changePercent: reader.decimalOrNull('flu_rt') ?? 0,
    open: reader.priceOrNull('open_pric'),
    high: reader.priceOrNull('high_pric'),
    low: reader.priceOrNull('low_pric'),
    volume: reader.quantity('trde_qty'),
    upperLimit: reader.price('upl_pric'),
    lowerLimit: reader.price('lst_pric'),
  });
}

/** Returns a product of the gold market as the desk lists it. It is told nowhere but in the guide's own table of codes. */
export function goldInstrument(symbol: keyof typeof GOLD_PRODUCTS, { basePrice }: GoldDay): Instrument {
  return {
    symbol,
    name: GOLD_PRODUCTS[symbol],
    // Gold is on neither; where it matters, its kind decides.
    market: 'KOSPI',
    kind: 'gold',
    basePrice,
    listedShares: 0,
    isNxtEligible: false,
    isHalted: false,
    leverage: 1,
    marginRate: 100,
  };
}

/** One row of ka50010 with what had come to pass by then. */
export type GoldPrint = TradeEvent;

/** Reads ka50010, the latest trades, newest first. Turnover is in won here. */
export function parseGoldPrints(
  body: AnswerBody,
  symbol: InstrumentSymbol,
  day: KstDay,
): Result<readonly GoldPrint[]> {
  const reader = new FieldReader(body);
  return reader.finish(
    reader.rows('gold_cntr', (row): GoldPrint => {
      const sign = row.text('cntr_trde_qty').charAt(0);
      return {
        kind: 'trade',
        symbol,
        price: row.price('cntr_pric'),
        quantity: row.quantity('cntr_trde_qty'),
        aggressor: sign === '-' ? 'sell' : 'buy',
        cumulativeVolume: row.quantity('trde_qty'),
        cumulativeTurnover: row.integerOrZero('acc_trde_prica') as Money,
        open: null,
        high: null,
        low: null,
        bestBid: row.priceOrNull('pri_buy_bid_unit'),
        bestAsk: row.priceOrNull('pri_sel_bid_unit'),
        change: row.integerOrZero('pred_pre'),
        changePercent: row.decimalOrNull('flu_rt') ?? 0,
        strength: row.decimalOrNull('cntr_str'),
        eventTime: day.instant(row.text('tm')),
      };
    }),
  );
}

/** Joins the day and its newest trade. Before the first one of the day the price is the base price. */
export function goldQuote(symbol: InstrumentSymbol, of: GoldDay, last: GoldPrint | null, day: KstDay): Quote {
  return {
    symbol,
    lastPrice: (of.basePrice + of.change) as Price,
    basePrice: of.basePrice,
    change: of.change,
    changePercent: of.changePercent,
    open: of.open,
    high: of.high,
    low: of.low,
    volume: of.volume,
    turnover: last?.cumulativeTurnover ?? (0 as Money),
    upperLimit: of.upperLimit,
    lowerLimit: of.lowerLimit,
    bestBid: last?.bestBid ?? null,
    bestAsk: last?.bestAsk ?? null,
    strength: last?.strength ?? null,
    vi: null,
    eventTime: last?.eventTime ?? day.instant(null),
  };
}

export function tradeOf(print: GoldPrint): Trade {
  const { symbol, price, quantity, aggressor, cumulativeVolume, eventTime } = print;
  return { symbol, price, quantity, aggressor, cumulativeVolume, eventTime };
}

/** Where the bars of gold are, by where those of shares are. Years are not served. @source Kiwoom REST API guide, 차트 */
const GOLD_CHARTS: Readonly<Record<string, Pick<ChartSource, 'api' | 'list' | 'volumeKey'>>> = {
  ka10079: { api: 'ka50079', list: 'gds_tic_chart_qry' },
  ka10080: { api: 'ka50080', list: 'gds_min_chart_qry' },
  ka10081: { api: 'ka50081', list: 'gds_day_chart_qry', volumeKey: 'acc_trde_qty' },
  ka10082: { api: 'ka50082', list: 'gds_week_chart_qry', volumeKey: 'acc_trde_qty' },
  ka10083: { api: 'ka50083', list: 'gds_month_chart_qry', volumeKey: 'acc_trde_qty' },
};

/** Returns where an instrument's bars are; null where there are none of that width. */
export function chartSourceOf(symbol: InstrumentSymbol, source: ChartSource): ChartSource | null {
  if (!isGold(symbol)) return source;
  const gold = GOLD_CHARTS[source.api];
  return gold === undefined ? null : { ...source, ...gold };
}
