import { err, ok, type Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { WarrantQuote } from '../../../market/warrants/warrants.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatMillions,
  formatPercent,
  formatSigned,
  formatSignedPercent,
  percentChange,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import {
  breakeven,
  breakevenRate,
  capitalSupport,
  disparity,
  figureWords,
  gearing,
  heldPart,
  parity,
  priceWords,
  rightText,
  spotText,
} from '../../wording/warrant-words.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { pageOfRows } from '../participation/row-page.ts';
import { filteredQuotes, hasTraded } from './find-warrant.ts';

type Rank = (quote: WarrantQuote) => number;
type Row = (quote: WarrantQuote, rank: number) => Readonly<Record<string, string>>;

/** Sorts, largest first and equals by code, and cuts one page out. */
function pageOf(
  call: Call,
  list: string,
  quotes: readonly WarrantQuote[],
  {
    rank,
    row,
    head,
  }: { readonly rank: Rank | null; readonly row: Row; readonly head?: Record<string, string> },
): Result<Reply, ApiFailure> {
  const sorted =
    rank === null
      ? quotes
      : quotes.toSorted((a, b) => rank(b) - rank(a) || (a.warrant.symbol < b.warrant.symbol ? -1 : 1));
  const page = pageOfRows(sorted, call.cursor);
  if (!page.ok) return page;
  const { rows, start, nextCursor } = page.value;
  return ok({
    body: { ...head, [list]: rows.map((quote, place) => row(quote, start + place + 1)) },
    nextCursor,
  });
}

const skips = (params: Params, key: string) => ({ skipsEnded: params.get(key) === '1' });
const changeOf: Rank = ({ close, base }) => close - base;
const rateOf: Rank = ({ close, base }) => percentChange(close, base);
const reversed =
  (rank: Rank): Rank =>
  (quote) =>
    -rank(quote);

/** ka30001 ELW가격급등락: against the price some minutes ago, or the close some trading days ago. */
export function warrantJumps(params: Params, call: Call): Result<Reply, ApiFailure> {
  const count = params.get('tm');
  if (!/^\d{1,2}$/.test(count)) return err(apiFailure('1517', 'tm', '숫자가 아닙니다'));
  const isMinutes = params.get('tm_tp') === '1';
  const { warrants } = call.market;
  const bases = new Map<string, number>();
  const baseOf = (quote: WarrantQuote): number => {
    const { symbol } = quote.warrant;
    const known = bases.get(symbol);
    if (known !== undefined) return known;
    const base = isMinutes
      ? warrants.priceAgo(quote.warrant, Number(count))
      : closeAgo(call, quote, Number(count));
    bases.set(symbol, base);
    return base;
  };
  const isUp = params.get('flu_tp') === '1';
  const jump: Rank = (quote) => percentChange(quote.close, baseOf(quote)) * (isUp ? 1 : -1);
  const quotes = filteredQuotes(params, call, skips(params, 'trde_end_elwskip')).filter(
    (quote) => hasTraded(params.get('trde_qty_tp'), quote.volume) && jump(quote) > 0,
  );
  const before = (call.world.clock.now() - Number(count) * 60_000) as EpochMs;
  return pageOf(call, 'elwpric_jmpflu', quotes, {
    rank: jump,
    head: { base_pric_tm: isMinutes ? formatTime(before) : '153000' },
    row: (quote, rank) => {
      const words = priceWords(quote.close, quote.base);
      const base = baseOf(quote);
      return {
        stk_cd: quote.warrant.symbol,
        rank: String(rank),
        stk_nm: quote.warrant.name,
        pre_sig: words.sign,
        pred_pre: words.change,
        trde_end_elwbase_pric: String(base),
        cur_prc: words.price,
        base_pre: formatSigned(quote.close - base),
        trde_qty: String(quote.volume),
        jmp_rt: formatSignedPercent(percentChange(quote.close, base)),
      };
    },
  });
}

/** Close of the trading day so many before today, or of the first day. */
function closeAgo(call: Call, quote: WarrantQuote, count: number): number {
  const today = call.world.tradingDate();
  const past = call.market.warrants.days(quote.warrant).filter(({ date }) => date < today);
  return (past[Math.max(1, count) - 1] ?? past.at(-1))?.close ?? quote.base;
}

/** ka30004 ELW괴리율: dearest against theory first. */
export function warrantDisparities(params: Params, call: Call): Result<Reply, ApiFailure> {
  const quotes = filteredQuotes(params, call, skips(params, 'trde_end_elwskip'));
  const known = new Map(quotes.map((quote) => [quote, call.market.warrants.figures(quote.warrant, quote)]));
  const figures = (quote: WarrantQuote) =>
    known.get(quote) ?? call.market.warrants.figures(quote.warrant, quote);
  return pageOf(call, 'elwdispty_rt', quotes, {
    rank: (quote) => disparity(quote, figures(quote)),
    row: (quote) => {
      const { warrant } = quote;
      const words = priceWords(quote.close, quote.base);
      const value = figures(quote);
      return {
        stk_cd: warrant.symbol,
        isscomp_nm: warrant.issuer.name,
        sqnc: warrant.series,
        base_aset_nm: warrant.underlying.name,
        rght_tp: rightText(warrant),
        dispty_rt: formatSignedPercent(disparity(quote, value)),
        basis: formatSignedPercent(quote.close - value.price),
        srvive_dys: String(quote.daysLeft),
        theory_pric: figureWords(value).theory,
        cur_prc: words.price,
        pre_tp: words.sign,
        pred_pre: words.change,
        flu_rt: words.rate,
        trde_qty: String(quote.volume),
        stk_nm: warrant.name,
      };
    },
  });
}

/** `sort_tp` of ka30005; 0 leaves the order of the list. */
const SEARCH_ORDERS: Readonly<Record<string, Rank>> = {
  '1': rateOf,
  '2': changeOf,
  '3': reversed(rateOf),
  '4': reversed(changeOf),
  '5': ({ volume }) => volume,
  '6': ({ turnover }) => turnover,
  '7': ({ daysLeft }) => daysLeft,
};

/** ka30005 ELW조건검색: those that still trade. */
export function warrantSearch(params: Params, call: Call): Result<Reply, ApiFailure> {
  const quotes = filteredQuotes(params, call, { skipsEnded: true });
  const rank = SEARCH_ORDERS[params.get('sort_tp')] ?? null;
  return pageOf(call, 'elwcnd_qry', quotes, { rank, row: (quote) => searchRow(quote, call) });
}

function searchRow(quote: WarrantQuote, call: Call): Readonly<Record<string, string>> {
  const { warrant } = quote;
  const value = call.market.warrants.figures(warrant, quote);
  const figures = figureWords(value);
  const words = priceWords(quote.close, quote.base);
  return {
    stk_cd: warrant.symbol,
    isscomp_nm: warrant.issuer.name,
    sqnc: warrant.series,
    base_aset_nm: warrant.underlying.name,
    rght_tp: rightText(warrant),
    expr_dt: warrant.expiresOn,
    cur_prc: words.price,
    pre_tp: words.sign,
    pred_pre: words.change,
    flu_rt: words.rate,
    trde_qty: String(quote.volume),
    trde_qty_pre: formatSigned(quote.volume - quote.previousVolume),
    trde_prica: formatMillions(quote.turnover),
    pred_trde_qty: String(quote.previousVolume),
    sel_bid: priceWords(quote.ask, quote.base).price,
    buy_bid: priceWords(quote.bid, quote.base).price,
    prty: formatPercent(parity(warrant, quote)),
    gear_rt: formatPercent(gearing(warrant, quote)),
    pl_qutr_rt: formatSignedPercent(breakevenRate(warrant, quote)),
    cfp: formatPercent(capitalSupport(warrant, quote, quote.daysLeft)),
    theory_pric: figures.theory,
    innr_vltl: figures.implied,
    delta: figures.delta,
    lvrg: formatPercent(gearing(warrant, quote) * Math.abs(value.delta)),
    exec_pric: spotText(warrant, warrant.strike),
    cnvt_rt: formatPercent(warrant.ratio, 4),
    lpposs_rt: formatSignedPercent(heldPart(quote)),
    pl_qutr_pt: formatSignedPercent(breakeven(warrant, quote)),
    fin_trde_dt: warrant.lastTradingDay,
    flo_dt: warrant.listedOn,
    lpinitlast_suply_dt: warrant.lastTradingDay,
    stk_nm: warrant.name,
    srvive_dys: String(quote.daysLeft),
    dispty_rt: formatSignedPercent(disparity(quote, value)),
    lpmmcm_nm: warrant.liquidityProvider.name,
    lpmmcm_nm_1: '',
    lpmmcm_nm_2: '',
    xraymont_cntr_qty_arng_trde_tp: '0',
    xraymont_cntr_qty_profa_100tp: '1',
  };
}

/** `sort_tp` of ka30009. */
const CHANGE_ORDERS: Readonly<Record<string, Rank>> = {
  '1': rateOf,
  '2': changeOf,
  '3': reversed(rateOf),
  '4': reversed(changeOf),
};

/** ka30009 ELW등락율순위: those that moved the way that was asked for. */
export function warrantChanges(params: Params, call: Call): Result<Reply, ApiFailure> {
  const rank = CHANGE_ORDERS[params.get('sort_tp')] ?? rateOf;
  const quotes = filteredQuotes(params, call, skips(params, 'trde_end_skip')).filter(
    (quote) => quote.isEnded || rank(quote) > 0,
  );
  return pageOf(call, 'elwflu_rt_rank', quotes, {
    rank,
    row: sizeRow,
  });
}

/** ka30010 ELW잔량순위: by how much more is bid than asked, or the other way round. */
export function warrantSizes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const side = params.get('sort_tp') === '1' ? 1 : -1;
  const net: Rank = ({ bidSize, askSize }) => bidSize - askSize;
  const quotes = filteredQuotes(params, call, skips(params, 'trde_end_skip')).filter(
    (quote) => quote.isEnded || net(quote) * side > 0,
  );
  return pageOf(call, 'elwreq_rank', quotes, {
    rank: (quote) => net(quote) * side,
    row: (quote, place) => ({ ...sizeRow(quote, place), netprps_req: formatSigned(net(quote)) }),
  });
}

function sizeRow(quote: WarrantQuote, rank: number): Readonly<Record<string, string>> {
  const words = priceWords(quote.close, quote.base);
  return {
    rank: String(rank),
    stk_cd: quote.warrant.symbol,
    stk_nm: quote.warrant.name,
    cur_prc: words.price,
    pre_sig: directionCode(quote.close, quote.base),
    pred_pre: words.change,
    flu_rt: words.rate,
    sel_req: String(quote.askSize),
    buy_req: String(quote.bidSize),
    trde_qty: String(quote.volume),
    trde_prica: formatMillions(quote.turnover),
  };
}
