import { ok, type Result } from '#shared/domain/result.ts';
import { tradingDayBefore } from '../../../market/history/trading-days.ts';
import type { Warrant } from '../../../market/warrants/issues.ts';
import type { WarrantQuote } from '../../../market/warrants/warrants.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { directionCode, formatPercent, formatSignedPercent, percentChange } from '../../wording/format.ts';
import {
  breakevenRate,
  disparity,
  figureWords,
  gearing,
  heldPart,
  intrinsic,
  parity,
  priceWords,
  rightText,
  spotText,
} from '../../wording/warrant-words.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { resolveWarrant } from './find-warrant.ts';

/** The close of the underlying that is paid on is the mean of the last five trading days. @source KRX, ELW settlement */
const EVALUATION_DAYS = 5;

/** ka30011 ELW근접율: the underlying, and how near it is to the barrier, or where there is none to the strike; 100 is there. */
export function warrantProximity(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveWarrant(params, call);
  if (!found.ok) return found;
  const warrant = found.value;
  const day = warrant.underlying.today();
  const mark = warrant.barrier ?? warrant.strike;
  const sign = day.close > day.base ? '+' : day.close < day.base ? '-' : '';
  const change = day.close - day.base;
  const changeSign = change > 0 ? '+' : change < 0 ? '-' : '';
  return ok({
    body: {
      elwalacc_rt: [
        {
          stk_cd: warrant.underlying.code,
          stk_nm: warrant.underlying.name,
          cur_prc: sign + spotText(warrant, day.close),
          pre_sig: directionCode(day.close, day.base),
          pred_pre: changeSign + spotText(warrant, Math.abs(change)),
          flu_rt: formatSignedPercent(percentChange(day.close, day.base)),
          acc_trde_qty: String(day.volume),
          alacc_rt: formatPercent(Math.max(0, 100 - (Math.abs(day.close - mark) / day.close) * 100)),
        },
      ],
    },
  });
}

/** ka30012 ELW종목상세정보. One underlying a warrant: those after the first are blank. */
export function warrantDetail(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveWarrant(params, call);
  if (!found.ok) return found;
  const quote = call.market.warrants.quote(found.value);
  return ok({
    body: { ...tradingFields(quote, call), ...termFields(quote), ...settlementFields(quote, call) },
  });
}

function tradingFields(quote: WarrantQuote, call: Call): Record<string, string> {
  const { warrant } = quote;
  const value = call.market.warrants.figures(warrant, quote);
  const figures = figureWords(value);
  const words = priceWords(quote.close, quote.base);
  return {
    aset_cd: warrant.underlying.code,
    cur_prc: words.price,
    pred_pre_sig: words.sign,
    pred_pre: words.change,
    flu_rt: words.rate,
    elwtheory_pric: figures.theory,
    dispty_rt: formatSignedPercent(disparity(quote, value)),
    elwinnr_vltl: figures.implied,
    iv: figures.quoted,
    exp_rght_pric: String(Math.round(intrinsic(warrant, quote) * warrant.ratio)),
    elwpl_qutr_rt: formatSignedPercent(breakevenRate(warrant, quote)),
    elwsrvive_dys: String(quote.daysLeft),
    elwlpord_pos: quote.isEnded ? 'N' : 'Y',
    lpposs_rt: formatSignedPercent(heldPart(quote)),
    lprmnd_qty: String(quote.held),
    elwspread: String(quote.ask - quote.bid),
    elwprty: formatPercent(parity(warrant, quote)),
    elwgear: formatPercent(gearing(warrant, quote)),
  };
}

function termFields({ warrant }: WarrantQuote): Record<string, string> {
  const isKnockOut = warrant.barrier !== null;
  return {
    lpmmcm_nm: warrant.liquidityProvider.name,
    lpmmcm_nm_1: '',
    lpmmcm_nm_2: '',
    elwrght_cntn: rightText(warrant),
    elwexec_pric: spotText(warrant, warrant.strike),
    elwcnvt_rt: formatPercent(warrant.ratio, 4),
    elwcmpn_rt: '100.00',
    elwpric_rising_part_rt: '100.00',
    elwrght_type: isKnockOut ? '조기종료' : '표준',
    stkcnt: String(warrant.issued),
    elwflo_dt: warrant.listedOn,
    elwfin_trde_dt: warrant.lastTradingDay,
    expr_dt: warrant.expiresOn,
    exec_dt: warrant.expiresOn,
    lpsuply_end_dt: warrant.lastTradingDay,
    elwpay_dt: warrant.paysOn,
    elwinvt_ix_comput: '산출',
    elwpay_agnt: warrant.issuer.name,
    elwappr_way: '현금결제',
    elwrght_exec_way: '유럽형',
    elwpblicte_orgn: warrant.issuer.name,
    kobarr: warrant.barrier === null ? '0' : spotText(warrant, warrant.barrier),
  };
}

function settlementFields(quote: WarrantQuote, call: Call): Record<string, string> {
  const { warrant } = quote;
  const isSettled = call.world.tradingDate() > warrant.expiresOn;
  const spot = evaluationSpot(warrant);
  const life = [warrant.underlying.today(), ...warrant.underlying.past()].filter(
    ({ date }) => date >= warrant.listedOn && date <= warrant.expiresOn,
  );
  const text = (value: number) => spotText(warrant, value);
  return {
    elwexpr_evlt_pric: isSettled ? text(spot) : '0',
    dcsn_pay_amt: isSettled
      ? String(Math.round(intrinsic(warrant, { ...quote, spot }) * warrant.ratio))
      : '0',
    clsprd_end_elwocr: quote.isEnded && warrant.barrier !== null && !isSettled ? 'Y' : 'N',
    bsis_aset_1: text(warrant.underlying.today().close),
    bsis_aset_comp_rt_1: '100.00',
    ...Object.fromEntries(
      [2, 3, 4, 5].flatMap((place) => [
        [`bsis_aset_${place}`, ''],
        [`bsis_aset_comp_rt_${place}`, ''],
      ]),
    ),
    fr_dt: evaluationStart(warrant),
    to_dt: warrant.expiresOn,
    fr_tm: '090000',
    evlt_end_tm: '153000',
    evlt_pric: isSettled ? text(spot) : '0',
    evlt_fnsh_yn: isSettled ? 'Y' : 'N',
    all_hgst_pric: text(Math.max(...life.map(({ high }) => high))),
    all_lwst_pric: text(Math.min(...life.map(({ low }) => low))),
    // Prices after a barrier was touched are no part of this market's settlement.
    imaf_hgst_pric: '0',
    imaf_lwst_pric: '0',
    sndhalf_mrkt_hgst_pric: '0',
    sndhalf_mrkt_lwst_pric: '0',
  };
}

function evaluationStart(warrant: Warrant): string {
  let day = warrant.expiresOn;
  for (let step = 1; step < EVALUATION_DAYS; step += 1) day = tradingDayBefore(day);
  return day;
}

function evaluationSpot(warrant: Warrant): number {
  const start = evaluationStart(warrant);
  const days = warrant.underlying.past().filter(({ date }) => date >= start && date <= warrant.expiresOn);
  if (days.length === 0) return warrant.strike;
  const mean = days.reduce((sum, { close }) => sum + close, 0) / days.length;
  return warrant.underlying.isIndex ? mean : Math.round(mean);
}
