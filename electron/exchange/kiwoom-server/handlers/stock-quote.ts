import { KIWOOM_LIMITS } from '#shared/catalogue/quotas.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { stepDown, stepUp, type TickLadder } from '#shared/domain/tick-size.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { Bar, DayState, Print } from '../../world.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import {
  formatHundredMillions,
  formatPercent,
  formatPrice,
  formatSignedPercent,
  percentChange,
} from '../wording/format.ts';
import { formatTime } from '../wording/kst-text.ts';
import { createQuoteWords, executedStrength, volumeRatio } from '../wording/quote-words.ts';
import type { ScopedListing } from '../wording/symbol-code.ts';
import { resolveListing, type Call, type Params, type Reply } from './handler.ts';
import { companyFields } from './quotes/company-fields.ts';
import { watchedQuote } from './watched-quote.ts';

const YEAR_OF_TRADING_DAYS = 250;
const MAX_WATCHED_CODES = KIWOOM_LIMITS.symbolsPerQuoteCall.value;
const PRINT_ROWS = 100;

/** ka10001 주식기본정보요청. A fund has no accounts: their fields are empty then. */
export function stockInfo(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope, code } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const { indicative } = call.world.book(listing.symbol, scope);
  return ok({
    body: {
      stk_cd: code,
      stk_nm: listing.name,
      ...companyFields(listing, day.lastPrice, call),
      flo_stk: String(Math.trunc(listing.listedShares / 1000)),
      mac: formatHundredMillions(listing.listedShares * day.lastPrice),
      ...yearRange(found.value, call),
      open_pric: words.signed(day.open),
      high_pric: words.signed(day.high),
      low_pric: words.signed(day.low),
      upl_pric: words.signed(day.upperLimit),
      lst_pric: words.signed(day.lowerLimit),
      base_pric: formatPrice(day.basePrice),
      exp_cntr_pric: indicative === null ? '' : words.signed(indicative.price),
      exp_cntr_qty: indicative === null ? '' : String(indicative.quantity),
      cur_prc: words.signed(day.lastPrice),
      pre_sig: words.direction(day.lastPrice),
      pred_pre: words.change(day.lastPrice),
      flu_rt: words.changeRate(day.lastPrice),
      trde_qty: String(day.volume),
      trde_pre: volumeRatio(day.volume, day.previousVolume),
      fav_unit: '원',
    },
  });
}

function yearRange({ listing, scope }: ScopedListing, call: Call): Record<string, string> {
  const day = call.world.day(listing.symbol, scope);
  const { signed } = createQuoteWords(day);
  const bars = call.world.bars(listing.symbol, scope, { unit: 'day' }, null, YEAR_OF_TRADING_DAYS);
  const year = call.world.tradingDate().slice(0, 4);
  const thisYear = bars.filter((bar) => kstDateOf(bar.time).startsWith(year));
  const highest = topBar(bars, (bar) => bar.high);
  const lowest = topBar(bars, (bar) => -bar.low);
  const rate = (price: number | undefined) =>
    price === undefined ? '0.00' : formatSignedPercent(percentChange(day.lastPrice, price));
  return {
    oyr_hgst: signed(topBar(thisYear, (bar) => bar.high)?.high ?? null),
    oyr_lwst: signed(topBar(thisYear, (bar) => -bar.low)?.low ?? null),
    '250hgst': signed(highest?.high ?? null),
    '250lwst': signed(lowest?.low ?? null),
    '250hgst_pric_dt': highest === null ? '' : kstDateOf(highest.time),
    '250hgst_pric_pre_rt': rate(highest?.high),
    '250lwst_pric_dt': lowest === null ? '' : kstDateOf(lowest.time),
    '250lwst_pric_pre_rt': rate(lowest?.low),
  };
}

/** Returns the bar with the largest `measure`, the newest of equals; bars come newest first. */
function topBar(bars: readonly Bar[], measure: (bar: Bar) => number): Bar | null {
  return bars.reduce<Bar | null>(
    (top, bar) => (top === null || measure(bar) > measure(top) ? bar : top),
    null,
  );
}

/** ka10003 체결정보요청: the newest prints, newest first. */
export function recentPrints(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const ladder = ladderFor(listing.kind, call.world.tradingDate());
  const strength = formatPercent(executedStrength(day));
  const prints = call.world.prints(listing.symbol, scope, PRINT_ROWS);
  const totals = scope === 'ALL' ? jointTotals(prints, day) : prints.map(ownTotals);
  const rows = prints.map((print, place) => {
    const quotes = quotesAround(print, ladder);
    const total = totals[place] ?? ownTotals(print);
    return {
      tm: formatTime(print.at),
      cur_prc: words.signed(print.price),
      pred_pre: words.change(print.price),
      pre_rt: words.changeRate(print.price),
      pri_sel_bid_unit: words.signed(quotes.ask),
      pri_buy_bid_unit: words.signed(quotes.bid),
      cntr_trde_qty: String(print.aggressor === 'sell' ? -print.quantity : print.quantity),
      sign: words.direction(print.price),
      acc_trde_qty: String(total.volume),
      acc_trde_prica: String(total.turnover),
      cntr_str: strength,
      stex_tp: print.venue,
    };
  });
  return ok({ body: { cntr_infr: rows } });
}

interface Totals {
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
}

const ownTotals = ({ cumulativeVolume, cumulativeTurnover }: Print): Totals => ({
  volume: cumulativeVolume,
  turnover: cumulativeTurnover,
});

/** Shares and won over both exchanges up to each print, where a print knows those of its own alone. Newest first. */
function jointTotals(prints: readonly Print[], day: DayState): readonly Totals[] {
  let volume: number = day.volume;
  let turnover: number = day.turnover;
  return prints.map((print) => {
    const totals = { volume, turnover };
    volume -= print.quantity;
    turnover -= print.price * print.quantity;
    return totals;
  });
}

/** The side that was hit stood at the price of the print; the other side is taken to be one tick away. */
export function quotesAround(
  print: Pick<Print, 'price' | 'aggressor'>,
  ladder: TickLadder,
): { readonly ask: number; readonly bid: number } {
  return print.aggressor === 'sell'
    ? { ask: stepUp(print.price, ladder), bid: print.price }
    : { ask: print.price, bid: stepDown(print.price, ladder) };
}

/**
 * ka10095 관심종목정보요청: several codes joined by `|`, at most 100.
 *
 * Codes that name nothing are left out; when none of them names anything the call is refused.
 */
export function watchedStocks(params: Params, call: Call): Result<Reply, ApiFailure> {
  const codes = params
    .get('stk_cd')
    .split('|')
    .map((code) => code.trim())
    .filter((code) => code !== '');
  if (codes.length === 0) return err(apiFailure('1511', 'stk_cd'));
  if (codes.length > MAX_WATCHED_CODES) return err(apiFailure('1634', MAX_WATCHED_CODES, 'ka10095'));
  const results = codes.map((code) => resolveListing(call.world, code));
  const found = results.flatMap((result) => (result.ok ? [result.value] : []));
  const [first] = results;
  if (found.length === 0 && first !== undefined && !first.ok) return first;
  return ok({ body: { atn_stk_infr: found.map((scoped) => watchedQuote(scoped, call)) } });
}
