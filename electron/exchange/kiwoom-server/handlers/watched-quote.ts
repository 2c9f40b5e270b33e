import { kstDateOf } from '#shared/domain/time.ts';
import {
  formatHundredMillions,
  formatMillions,
  formatPercent,
  formatPrice,
  formatSigned,
} from '../wording/format.ts';
import { formatTime } from '../wording/kst-text.ts';
import { createQuoteWords, executedStrength, type QuoteWords } from '../wording/quote-words.ts';
import type { ScopedListing } from '../wording/symbol-code.ts';
import type { BookView } from '../../world.ts';
import type { Call } from './handler.ts';

/** What a row of ka10095 says of anything that is not an ELW. @source Kiwoom REST API guide, ka10095 sample answer */
const NOT_AN_ELW = {
  prty: '0.00',
  gear: '0.00',
  pl_qutr: '0.00',
  cap_support: '0.00',
  elwexec_pric: '0',
  cnvt_rt: '0.0000',
  elwexpr_dt: '00000000',
  cntr_engg: '',
  cntr_pred_pre: '',
  theory_pric: '',
  innr_vltl: '',
  delta: '',
  gam: '',
  theta: '',
  vega: '',
  law: '',
};

/** One row of ka10095 관심종목정보요청. */
export function watchedQuote({ listing, scope, code }: ScopedListing, call: Call): Record<string, string> {
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const accounts = call.market.fundamentals.figures(listing.symbol);
  const book = call.world.book(listing.symbol, scope);
  const [lastPrint] = call.world.prints(listing.symbol, scope, 1);
  const printed =
    lastPrint === undefined ? 0 : lastPrint.quantity * (lastPrint.aggressor === 'sell' ? -1 : 1);
  return {
    stk_cd: code,
    stk_nm: listing.name,
    cur_prc: words.signed(day.lastPrice),
    base_pric: formatPrice(day.basePrice),
    pred_pre: words.change(day.lastPrice),
    pred_pre_sig: words.direction(day.lastPrice),
    flu_rt: words.changeRate(day.lastPrice),
    trde_qty: String(day.volume),
    trde_prica: formatMillions(day.turnover),
    cntr_qty: formatSigned(printed),
    cntr_str: formatPercent(executedStrength(day)),
    pred_trde_qty_pre: formatSigned(day.volume - day.previousVolume),
    ...bookFields(book, words),
    upl_pric: words.signed(day.upperLimit),
    lst_pric: words.signed(day.lowerLimit),
    open_pric: words.signed(day.open),
    high_pric: words.signed(day.high),
    low_pric: words.signed(day.low),
    close_pric: words.signed(day.lastPrice),
    cntr_tm: formatTime(day.lastTradeAt),
    cap: accounts === null ? '' : formatHundredMillions(accounts.capital),
    fav: accounts === null ? '' : formatPrice(accounts.faceValue),
    mac: formatHundredMillions(listing.listedShares * day.lastPrice),
    stkcnt: String(Math.trunc(listing.listedShares / 1000)),
    bid_tm: formatTime(call.world.clock.now()),
    dt: day.lastTradeAt === null ? call.world.tradingDate() : kstDateOf(day.lastTradeAt),
    pri_sel_cnt: '',
    pri_buy_cnt: '',
    tot_sel_cnt: '',
    tot_buy_cnt: '',
    ...NOT_AN_ELW,
  };
}

function bookFields(book: BookView, words: QuoteWords): Record<string, string> {
  const [bestAsk] = book.asks;
  const [bestBid] = book.bids;
  const fields: Record<string, string> = {
    sel_bid: words.signed(bestAsk?.price ?? null),
    buy_bid: words.signed(bestBid?.price ?? null),
    exp_cntr_pric: words.signed(book.indicative?.price ?? null),
    exp_cntr_qty: String(book.indicative?.quantity ?? 0),
    pri_sel_req: String(bestAsk?.size ?? 0),
    pri_buy_req: String(bestBid?.size ?? 0),
    tot_sel_req: String(book.totalAsk),
    tot_buy_req: String(book.totalBid),
  };
  for (let level = 1; level <= 5; level += 1) {
    fields[`sel_${level}th_bid`] = words.signed(book.asks[level - 1]?.price ?? null);
    fields[`buy_${level}th_bid`] = words.signed(book.bids[level - 1]?.price ?? null);
  }
  return fields;
}
