import { ok, type Result } from '#shared/domain/result.ts';
import { FUND_KIND_NAMES, fundKindOf } from '../../../market/funds/fund-facts.ts';
import type { FundDay, FundMinute } from '../../../market/funds/funds.ts';
import { INSTITUTION_GROUP, PLACE_OF_KIND } from '../../../market/participation/investor-kinds.ts';
import { netQuantity, tradedBy } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatMillions,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { fundWords } from '../../wording/fund-words.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { readBarPage } from '../chart-page.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { dayWords, readDayRows } from '../participation/days.ts';
import { pageOfRows } from '../participation/row-page.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { fundHead, resolveFund } from './find-fund.ts';

const DAYS_PER_PAGE = 100;
const MINUTES_OF_TODAY = 900;
const PRINT_ROWS = 100;

/** ka40003 ETF일별추이: newest first, five years back. */
export function fundDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  let read: readonly FundDay[] = [];
  const page = readBarPage(
    (before, count) => {
      read = call.market.funds.days(found.value.listing, before, count);
      return read.map(({ bar }) => bar);
    },
    { before: null, cursor: call.cursor, pageSize: DAYS_PER_PAGE, older: 1 },
  );
  if (!page.ok) return page;
  const shown = new Set(page.value.bars.map(({ time }) => time));
  const rows = read.filter(({ bar }) => shown.has(bar.time)).map(dayRow);
  return ok({ body: { etfdaly_trnsn: rows }, nextCursor: page.value.nextCursor });
}

function dayRow(day: FundDay): Record<string, string> {
  const { bar, previousClose } = day;
  const words = fundWords(day);
  return {
    cntr_dt: kstDateOf(bar.time),
    cur_prc: formatSignedPrice(bar.close, previousClose),
    pre_sig: directionCode(bar.close, previousClose),
    pred_pre: formatSigned(bar.close - previousClose),
    pre_rt: formatSignedPercent(percentChange(bar.close, previousClose)),
    trde_qty: String(bar.volume),
    nav: words.nav,
    acc_trde_prica: formatMillions(bar.turnover),
    navidex_dispty_rt: words.indexGap,
    navetfdispty_rt: words.premium,
    trace_eor_rt: words.trackingError,
    trace_cur_prc: words.level,
    trace_pred_pre: words.levelChange,
    trace_pre_sig: words.levelSign,
  };
}

/** ka40006 ETF시간대별추이: minutes of today with the NAV and the index, newest first. */
export function fundMinutes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const page = pageOfRows(call.market.funds.minutes(listing, MINUTES_OF_TODAY), call.cursor);
  if (!page.ok) return page;
  const quote = createQuoteWords(call.world.day(listing.symbol, 'KRX'));
  const row = ({ bar, point }: FundMinute) => {
    const words = fundWords(point);
    return {
      tm: formatTime(bar.time),
      close_pric: quote.signed(bar.close),
      pre_sig: quote.direction(bar.close),
      pred_pre: quote.change(bar.close),
      flu_rt: quote.changeRate(bar.close),
      trde_qty: String(bar.volume),
      nav: words.nav,
      trde_prica: formatMillions(bar.turnover),
      navidex: words.indexGap,
      navetf: words.premium,
      trace: words.trackingError,
      trace_idex: words.level,
      trace_idex_pred_pre: words.levelChange,
      trace_idex_pred_pre_sig: words.levelSign,
    };
  };
  return ok({
    body: { ...fundHead(found.value, call), etftisl_trnsn: page.value.rows.map(row) },
    nextCursor: page.value.nextCursor,
  });
}

/** ka40007 ETF시간대별체결: the newest prints, newest first. */
export function fundPrints(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const day = call.world.day(listing.symbol, 'KRX');
  const quote = createQuoteWords(day);
  const benchmark = call.market.funds.benchmarkOf(listing);
  const prints = call.world.prints(listing.symbol, 'KRX', PRINT_ROWS).map((print) => ({
    cntr_tm: formatTime(print.at),
    cur_prc: quote.signed(print.price),
    pre_sig: quote.direction(print.price),
    pred_pre: quote.change(print.price),
    trde_qty: String(print.quantity),
    stex_tp: print.venue,
  }));
  return ok({
    body: {
      stk_cls: FUND_KIND_NAMES[fundKindOf(listing.symbol)],
      stk_nm: listing.name,
      etfobjt_idex_nm: benchmark.name,
      etfobjt_idex_cd: benchmark.code,
      objt_idex_pre_rt: fundWords(call.market.funds.now(listing)).levelRate,
      wonju_pric: '0',
      etftisl_cntr_array: prints,
    },
  });
}

/** ka40008 ETF일자별체결: days with what foreigners and institutions bought net, newest first, five years back. */
export function fundInvestorDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const page = readDayRows(call, found.value, call.market.participation.investors, {
    to: call.world.tradingDate(),
  });
  if (!page.ok) return page;
  const day = call.world.day(listing.symbol, 'KRX');
  const quote = createQuoteWords(day);
  const rows = page.value.rows.map((row) => {
    const words = dayWords(row);
    const netOf = (group: readonly number[]) => formatSigned(netQuantity(tradedBy(row.split, group)));
    return {
      dt: row.date,
      cur_prc_n: words.close,
      pre_sig_n: words.sign,
      pred_pre_n: words.change,
      acc_trde_qty: words.volume,
      for_netprps_qty: netOf([PLACE_OF_KIND.foreigner]),
      orgn_netprps_qty: netOf(INSTITUTION_GROUP),
    };
  });
  return ok({
    body: {
      cntr_tm: formatTime(day.lastTradeAt),
      cur_prc: quote.signed(day.lastPrice),
      pre_sig: quote.direction(day.lastPrice),
      pred_pre: quote.change(day.lastPrice),
      trde_qty: String(day.volume),
      etfnetprps_qty_array: rows,
    },
    nextCursor: page.value.nextCursor,
  });
}

/** ka40010 ETF시간대별추이: minutes of today with what foreigners had bought net by then, newest first. */
export function fundForeignMinutes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveFund(params, call);
  if (!found.ok) return found;
  const { listing } = found.value;
  const minutes = call.market.participation.investors.minutes(listing.symbol, 'KRX').toReversed();
  const page = pageOfRows(minutes, call.cursor);
  if (!page.ok) return page;
  const quote = createQuoteWords(call.world.day(listing.symbol, 'KRX'));
  const rows = page.value.rows.map(({ bar, soFar }) => ({
    cur_prc: quote.signed(bar.close),
    pre_sig: quote.direction(bar.close),
    pred_pre: quote.change(bar.close),
    trde_qty: String(bar.volume),
    for_netprps: formatSigned(netQuantity(tradedBy(soFar, [PLACE_OF_KIND.foreigner]))),
  }));
  return ok({ body: { etftisl_trnsn: rows }, nextCursor: page.value.nextCursor });
}
