import { ok, type Result } from '#shared/domain/result.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { jointStrength, strengthOf } from '../../../market/strength/strength.ts';
import type { DayState } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatMillions, formatPercent, formatPrice, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords, executedStrength } from '../../wording/quote-words.ts';
import { resolveListing, type Call, type Params, type Reply } from '../handler.ts';

const ROWS = 100;
const LONGEST_MEAN = 60;

/** ka10006 주식시분: the day as it stands. */
export function intradayQuote(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  return ok({
    body: {
      date: day.lastTradeAt === null ? call.world.tradingDate() : kstDateOf(day.lastTradeAt),
      open_pric: words.signed(day.open),
      high_pric: words.signed(day.high),
      low_pric: words.signed(day.low),
      close_pric: words.signed(day.lastPrice),
      pre: words.change(day.lastPrice),
      flu_rt: words.changeRate(day.lastPrice),
      trde_qty: String(day.volume),
      trde_prica: formatMillions(day.turnover),
      cntr_str: formatPercent(executedStrength(day)),
    },
  });
}

/** Yesterday and the range of the last year. */
function pastFields(symbol: string, scope: 'KRX' | 'NXT' | 'ALL', call: Call) {
  const bars = call.world.bars(symbol, scope, { unit: 'day' }, null, 250);
  const [yesterday] = bars.filter((bar) => kstDateOf(bar.time) !== call.world.tradingDate());
  const highest = bars.reduce(
    (top, bar) => (bar.high > top.high ? bar : top),
    bars[0] ?? { high: 0, time: null },
  );
  const lowest = bars.reduce(
    (low, bar) => (bar.low < low.low ? bar : low),
    bars[0] ?? { low: 0, time: null },
  );
  return {
    pred_trde_qty: String(yesterday?.volume ?? 0),
    pred_trde_prica: formatMillions(yesterday?.turnover ?? 0),
    hgst_pric: formatPrice(highest.high),
    lwst_pric: formatPrice(lowest.low),
    hgst_pric_dt: highest.time === null ? '' : kstDateOf(highest.time),
    lwst_pric_dt: lowest.time === null ? '' : kstDateOf(lowest.time),
  };
}

/**
 * ka10007 시세표성정보. What only derivatives and ELW have is 0: the strike, the number of orders, the sizes of liquidity providers, whose
 * orders are not told apart here.
 */
export function quoteSheet(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope, code } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const { indicative } = call.world.book(listing.symbol, scope);
  const [print] = call.world.prints(listing.symbol, scope, 1);
  return ok({
    body: {
      stk_nm: listing.name,
      stk_cd: code,
      date: call.world.tradingDate(),
      tm: formatTime(call.world.clock.now()),
      pred_close_pric: formatPrice(day.basePrice),
      ...pastFields(listing.symbol, scope, call),
      upl_pric: words.signed(day.upperLimit),
      lst_pric: words.signed(day.lowerLimit),
      flo_stkcnt: String(listing.listedShares),
      cur_prc: words.signed(day.lastPrice),
      smbol: words.direction(day.lastPrice),
      flu_rt: words.changeRate(day.lastPrice),
      pred_rt: words.change(day.lastPrice),
      open_pric: words.signed(day.open),
      high_pric: words.signed(day.high),
      low_pric: words.signed(day.low),
      cntr_qty: formatSigned(
        print === undefined ? 0 : print.aggressor === 'sell' ? -print.quantity : print.quantity,
      ),
      trde_qty: String(day.volume),
      trde_prica: formatMillions(day.turnover),
      exp_cntr_pric: words.signed(indicative?.price ?? null),
      exp_cntr_qty: String(indicative?.quantity ?? 0),
      trde_strt_dt: listing.listedOn,
      exec_pric: '0',
      ...bookFields(listing.symbol, scope, day, call),
    },
  });
}

function bookFields(symbol: string, scope: 'KRX' | 'NXT' | 'ALL', day: DayState, call: Call) {
  const { signed } = createQuoteWords(day);
  const { book, askChanges, bidChanges } = call.bookChanges.read(symbol, scope);
  const fields: Record<string, string> = {
    exp_sel_pri_bid: signed(book.asks[0]?.price ?? null),
    exp_buy_pri_bid: signed(book.bids[0]?.price ?? null),
    tot_buy_req: String(book.totalBid),
    tot_sel_req: String(book.totalAsk),
    tot_buy_cnt: '0',
    tot_sel_cnt: '0',
  };
  for (const [side, levels, changes] of [
    ['sel', book.asks, askChanges],
    ['buy', book.bids, bidChanges],
  ] as const) {
    for (let level = 1; level <= 10; level += 1) {
      const shown = levels[level - 1];
      fields[`${side}_${level}bid`] = signed(shown?.price ?? null);
      fields[`${side}_${level}bid_req`] = String(shown?.size ?? 0);
      fields[`${side}_${level}bid_jub_pre`] = formatSigned(changes[level - 1] ?? 0);
      fields[`lp${side}_${level}bid_req`] = '0';
      if (level <= 5) fields[`${side}_${level}bid_cnt`] = '0';
    }
  }
  return fields;
}

/** ka10046 체결강도추이시간별: the latest prints, each with the strength of the day up to it and of the minutes that end with its own. */
export function strengthByTime(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const minutes = call.market.recentMinutes.of(listing.symbol, scope, 200);
  const left = {
    volume: +day.volume,
    turnover: +day.turnover,
    bought: +day.buyVolume,
    sold: +day.sellVolume,
  };
  const rows = call.world.prints(listing.symbol, scope, ROWS).map((print) => {
    const { price, quantity, aggressor, at, venue } = print;
    const place = Math.max(
      0,
      minutes.findIndex(({ time }) => time <= at),
    );
    const over = (count: number) => formatPercent(jointStrength(minutes.slice(place, place + count)));
    const row = {
      cntr_tm: formatTime(at),
      cur_prc: words.signed(price),
      pred_pre: words.change(price),
      pred_pre_sig: words.direction(price),
      flu_rt: words.changeRate(price),
      trde_qty: formatSigned(aggressor === 'sell' ? -quantity : quantity),
      acc_trde_prica: formatMillions(left.turnover),
      acc_trde_qty: String(left.volume),
      cntr_str: formatPercent(strengthOf(left)),
      cntr_str_5min: over(5),
      cntr_str_20min: over(20),
      cntr_str_60min: over(LONGEST_MEAN),
      stex_tp: venue,
    };
    left.volume -= quantity;
    left.turnover -= price * quantity;
    if (aggressor === 'buy') left.bought -= quantity;
    if (aggressor === 'sell') left.sold -= quantity;
    return row;
  });
  return ok({ body: { cntr_str_tm: rows } });
}
