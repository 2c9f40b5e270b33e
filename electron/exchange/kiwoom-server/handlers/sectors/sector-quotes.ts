import { kstDateOf } from '#shared/domain/time.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { IndexQuote } from '../../../market/indices/index-quote.ts';
import type { Sector } from '../../../market/indices/sectors.ts';
import type { Bar } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatMillions, formatPercent, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { createIndexWords, formatThousands } from '../../wording/index-words.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { readBarPage } from '../chart-page.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { findSector } from './find-sector.ts';

const ROWS_BY_TIME = 20;
const ROWS_BY_DAY = 100;
const DAYS_OF_A_YEAR = 366;

/** ka20001 업종현재가: an index now and at its latest moments. */
export function sectorQuote(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = findSector(params, call);
  if (!found.ok) return found;
  const quote = call.market.indices.quote(found.value);
  return ok({ body: { ...quoteFields(quote, call), inds_cur_prc_tm: rowsByTime(quote, call) } });
}

/** ka20009 업종현재가일별: an index now and at the close of each day, back over all years. */
export function sectorByDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = findSector(params, call);
  if (!found.ok) return found;
  const { indices } = call.market;
  const page = readBarPage((before, count) => indices.bars(found.value, { unit: 'day' }, before, count), {
    before: null,
    cursor: call.cursor,
    pageSize: ROWS_BY_DAY,
    older: 1,
  });
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const all = [...bars, ...older];
  const rows = bars.map((bar, place) => dayRow(bar, all[place + 1]?.close ?? bar.close));
  const quote = indices.quote(found.value);
  return ok({ body: { ...quoteFields(quote, call), inds_cur_prc_daly_rept: rows }, nextCursor });
}

/** ka20003 전업종지수: every index of a market. `wght` is the part of the market's turnover. */
export function allSectors(params: Params, call: Call): Result<Reply, ApiFailure> {
  const whole = findSector(params, call);
  if (!whole.ok) return whole;
  const { indices } = call.market;
  const markets = whole.value.market === '0' ? '024' : '1';
  const total = indices.quote(whole.value).turnover;
  const rows = indices.sectors
    .filter(({ market }) => markets.includes(market))
    .map((sector) => sectorRow(indices.quote(sector), total));
  return ok({ body: { all_inds_idex: rows } });
}

function sectorRow(quote: IndexQuote, marketTurnover: number): Record<string, string> {
  const words = createIndexWords(quote.baseLevel);
  return {
    stk_cd: quote.sector.code,
    stk_nm: quote.sector.name,
    cur_prc: words.signed(quote.level),
    pre_sig: words.direction(quote.level),
    pred_pre: words.change(quote.level),
    flu_rt: words.changeRate(quote.level),
    trde_qty: formatThousands(quote.volume),
    wght: formatPercent((quote.turnover / marketTurnover) * 100),
    trde_prica: formatMillions(quote.turnover),
    ...breadth(quote),
    flo_stk_num: String(quote.sector.members.length),
  };
}

function breadth(quote: IndexQuote): Record<string, string> {
  return {
    upl: String(quote.atUpperLimit),
    rising: String(quote.rising),
    stdns: String(quote.unchanged),
    fall: String(quote.falling),
    lst: String(quote.atLowerLimit),
  };
}

function quoteFields(quote: IndexQuote, call: Call): Record<string, string> {
  const words = createIndexWords(quote.baseLevel);
  return {
    cur_prc: words.signed(quote.level),
    pred_pre_sig: words.direction(quote.level),
    pred_pre: words.change(quote.level),
    flu_rt: words.changeRate(quote.level),
    trde_qty: formatThousands(quote.volume),
    trde_prica: formatMillions(quote.turnover),
    trde_frmatn_stk_num: String(quote.traded),
    trde_frmatn_rt: formatSignedPercent((quote.traded / quote.sector.members.length) * 100),
    open_pric: words.signed(quote.open),
    high_pric: words.signed(quote.high),
    low_pric: words.signed(quote.low),
    ...breadth(quote),
    ...yearRange(quote, call),
  };
}

/** Highest and lowest of the last 52 weeks, today included. */
function yearRange({ sector, baseLevel, level }: IndexQuote, call: Call): Record<string, string> {
  const days = daysOfYear(sector, call);
  const words = createIndexWords(baseLevel);
  const highest = days.reduce((most, bar) => (bar.high > most.high ? bar : most), days[0] as Bar);
  const lowest = days.reduce((least, bar) => (bar.low < least.low ? bar : least), days[0] as Bar);
  return {
    '52wk_hgst_pric': words.signed(highest.high),
    '52wk_hgst_pric_dt': kstDateOf(highest.time),
    '52wk_hgst_pric_pre_rt': formatSignedPercent(percentChange(level, highest.high)),
    '52wk_lwst_pric': words.signed(lowest.low),
    '52wk_lwst_pric_dt': kstDateOf(lowest.time),
    '52wk_lwst_pric_pre_rt': formatSignedPercent(percentChange(level, lowest.low)),
  };
}

function daysOfYear(sector: Sector, { market, world }: Call): readonly Bar[] {
  const bars = market.indices.bars(sector, { unit: 'day' }, null, DAYS_OF_A_YEAR);
  const start = world.clock.now() - 52 * 7 * 86_400_000;
  const within = bars.filter((bar) => bar.time >= start);
  return within.length === 0 ? bars : within;
}

function rowsByTime(
  { sector, baseLevel, volume }: IndexQuote,
  call: Call,
): readonly Record<string, string>[] {
  const words = createIndexWords(baseLevel);
  const bars = call.market.indices.bars(sector, { unit: 'tick', count: 1 }, null, ROWS_BY_TIME);
  let passed = volume;
  return bars.map((bar) => {
    const accumulated = passed;
    passed -= bar.volume;
    return {
      tm_n: formatTime(bar.time),
      cur_prc_n: words.signed(bar.close),
      pred_pre_sig_n: words.direction(bar.close),
      pred_pre_n: words.change(bar.close),
      flu_rt_n: words.changeRate(bar.close),
      trde_qty_n: formatThousands(bar.volume),
      acc_trde_qty_n: formatThousands(accumulated),
    };
  });
}

function dayRow(bar: Bar, baseLevel: number): Record<string, string> {
  const words = createIndexWords(baseLevel);
  return {
    dt_n: kstDateOf(bar.time),
    cur_prc_n: words.signed(bar.close),
    pred_pre_sig_n: words.direction(bar.close),
    pred_pre_n: words.change(bar.close),
    flu_rt_n: words.changeRate(bar.close),
    acc_trde_qty_n: formatThousands(bar.volume),
  };
}
