import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { isKstDate } from '#shared/domain/time.ts';
import type { DayState } from '../../../world.ts';
import { expectedMatches } from '../../../market/gold/expected-matches.ts';
import { INSTITUTION_GROUP, groupOfKind } from '../../../market/participation/investor-kinds.ts';
import { netQuantity, tradedBy } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  formatMillions,
  formatPercent,
  formatPrice,
  formatSigned,
  formatSignedPrice,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords, executedStrength, volumeRatio } from '../../wording/quote-words.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { dayWords, readDayRows } from '../participation/days.ts';
import { quotesAround } from '../stock-quote.ts';
import { resolveGold } from './gold-call.ts';

const ROWS = 100;

/** One trade, or some trades together, and what the day had come to by then. */
interface TapeRow {
  readonly price: number;
  readonly quantity: number;
  readonly volume: number;
  readonly turnover: number;
  readonly time: string;
  readonly ask: number;
  readonly bid: number;
}

function tapeWords(row: TapeRow, day: DayState): Record<string, string> {
  const words = createQuoteWords(day);
  return {
    cntr_pric: words.signed(row.price),
    pred_pre: words.change(row.price),
    flu_rt: words.changeRate(row.price),
    trde_qty: String(row.volume),
    acc_trde_prica: String(row.turnover),
    tm: row.time,
    pre_sig: words.direction(row.price),
    pri_sel_bid_unit: words.signed(row.ask),
    pri_buy_bid_unit: words.signed(row.bid),
    trde_pre: volumeRatio(row.volume, day.previousVolume),
    trde_tern_rt: formatPercent((Math.abs(row.quantity) / day.previousVolume) * 100),
    cntr_str: formatPercent(executedStrength(day)),
  };
}

/** ka50010 금현물체결추이: the latest trades, newest first. */
export function goldTrades(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const { symbol } = found.value.listing;
  const day = call.world.day(symbol, 'KRX');
  const ladder = ladderFor('gold', call.world.tradingDate());
  const rows = call.world.prints(symbol, 'KRX', ROWS).map((print) => {
    const { price, cumulativeVolume: volume, cumulativeTurnover: turnover, at } = print;
    const quantity = print.aggressor === 'sell' ? -print.quantity : print.quantity;
    const row = { price, quantity, volume, turnover, time: formatTime(at), ...quotesAround(print, ladder) };
    return { ...tapeWords(row, day), cntr_trde_qty: formatSigned(quantity) };
  });
  return ok({ body: { gold_cntr: rows } });
}

/**
 * ka50101 금현물호가: the best prices beside the trades, `tic_scope` trades to a row, newest first.
 *
 * The newest row has the best prices of the book as it stands; of those before, the side that was hit is known, and the other is taken
 * to have been one tick away.
 */
export function goldBook(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const { symbol } = found.value.listing;
  const count = Number(params.get('tic_scope'));
  const day = call.world.day(symbol, 'KRX');
  const ladder = ladderFor('gold', call.world.tradingDate());
  const { asks, bids } = call.world.book(symbol, 'KRX');
  let volume: number = day.volume;
  let turnover: number = day.turnover;
  const bars = call.world.bars(symbol, 'KRX', { unit: 'tick', count }, null, ROWS);
  const rows = bars.map((bar, place) => {
    const aggressor = bar.close >= bar.open ? 'buy' : 'sell';
    const around = quotesAround({ price: bar.close, aggressor }, ladder);
    const ask = (place === 0 ? asks[0]?.price : undefined) ?? around.ask;
    const bid = (place === 0 ? bids[0]?.price : undefined) ?? around.bid;
    const row = {
      price: bar.close,
      quantity: bar.volume,
      volume,
      turnover,
      time: formatTime(bar.time),
      ask,
      bid,
    };
    volume -= bar.volume;
    turnover -= bar.turnover;
    return {
      ...tapeWords(row, day),
      cntr_trde_qty: String(bar.volume),
      // Of warrants with a barrier only.
      lpmmcm_nm_1: '',
      stex_tp: 'KRX',
    };
  });
  return ok({ body: { gold_bid: rows } });
}

const FOREIGNERS = groupOfKind('foreigner');
const INDIVIDUALS = groupOfKind('individual');

/** ka50012 금현물일별추이: days up to `base_dt`, newest first, with who bought. */
export function goldDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const base = params.get('base_dt');
  const to = isKstDate(base) ? base : call.world.tradingDate();
  const page = readDayRows(call, found.value, call.market.gold.participation.investors, { to });
  if (!page.ok) return page;
  const rows = page.value.rows.map((row) => {
    const words = dayWords(row);
    const { bar, previousClose, split } = row;
    const net = (group: readonly number[]) => formatSigned(netQuantity(tradedBy(split, group)));
    return {
      cur_prc: words.close,
      pred_pre: words.change,
      flu_rt: words.rate,
      trde_qty: words.volume,
      acc_trde_prica: formatMillions(bar.turnover),
      open_pric: formatSignedPrice(bar.open, previousClose),
      high_pric: formatSignedPrice(bar.high, previousClose),
      low_pric: formatSignedPrice(bar.low, previousClose),
      dt: row.date,
      pre_sig: words.sign,
      orgn_netprps: net(INSTITUTION_GROUP),
      for_netprps: net(FOREIGNERS),
      ind_netprps: net(INDIVIDUALS),
    };
  });
  return ok({ body: { gold_daly_trnsn: rows }, nextCursor: page.value.nextCursor });
}

/** ka50087 금현물예상체결: where the auctions of today would have crossed, newest first. */
export function goldExpected(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const { symbol } = found.value.listing;
  const words = createQuoteWords(call.world.day(symbol, 'KRX'));
  const matches = expectedMatches(call.world, call.market.seed, symbol);
  const rows = matches.map(({ at, price, quantity }, place) => ({
    exp_cntr_pric: words.signed(price),
    exp_pred_pre: words.change(price),
    exp_flu_rt: words.changeRate(price),
    exp_acc_trde_qty: String(quantity),
    exp_cntr_trde_qty: formatSigned(quantity - (matches[place + 1]?.quantity ?? 0)),
    exp_tm: formatTime(at),
    exp_pre_sig: words.direction(price),
    stex_tp: 'KRX',
  }));
  return ok({ body: { gold_expt_exec: rows } });
}

/** ka50100 금현물 시세정보: the day as it stands. */
export function goldQuote(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveGold(params.get('stk_cd'), call);
  if (!found.ok) return found;
  const day = call.world.day(found.value.listing.symbol, 'KRX');
  const words = createQuoteWords(day);
  return ok({
    body: {
      pred_pre_sig: words.direction(day.lastPrice),
      pred_pre: words.change(day.lastPrice),
      flu_rt: words.changeRate(day.lastPrice),
      trde_qty: String(day.volume),
      open_pric: words.signed(day.open),
      high_pric: words.signed(day.high),
      low_pric: words.signed(day.low),
      pred_rt: volumeRatio(day.volume, day.previousVolume),
      upl_pric: words.signed(day.upperLimit),
      lst_pric: words.signed(day.lowerLimit),
      pred_close_pric: formatPrice(day.basePrice),
    },
  });
}
