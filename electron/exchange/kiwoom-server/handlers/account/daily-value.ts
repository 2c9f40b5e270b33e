import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { sumFills } from '../../../accounts-history/fill-sums.ts';
import type { AccountDay, HoldingAtClose } from '../../../world.ts';
import { paidInDuring, valueBefore, valueDay, type DayValue } from '../../accounts/day-value.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded, formatPercent, formatSigned, formatSignedPercent } from '../../wording/format.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { averageOf, daysOfPeriod, historyOf, nameOf, pageOfRows, ratio } from './period.ts';

/**
 * ka01690 일별잔고수익률: what was held at the end of a day, at that day's close; of today, at the last prices.
 *
 * A day without trading shows the last one before it, a day that has not come or lies before the account's first shows nothing.
 * 예수금 counts every trade of the day as settled, so that it and the holdings are the estimated assets.
 */
export function returnsOfDate(params: Params, call: Call): Result<Reply, ApiFailure> {
  const date = params.get('qry_dt') as KstDate;
  const hasCome = date <= call.world.tradingDate();
  const day = hasCome ? historyOf(call).days.findLast((candidate) => candidate.date <= date) : undefined;
  const value = day === undefined ? null : valueDay(call.world, day);
  const { cash = 0, cost = 0, held = 0 } = value ?? {};
  return ok({
    body: {
      dt: date,
      tot_buy_amt: String(cost),
      tot_evlt_amt: String(held),
      tot_evltv_prft: formatSigned(held - cost),
      tot_prft_rt: formatSignedPercent(ratio(held - cost, cost)),
      dbst_bal: String(cash),
      day_stk_asst: String(cash + held),
      buy_wght: formatPercent(ratio(cash, cash + held)),
      day_bal_rt: (day?.closing.holdings ?? []).map((holding) => returnRow(holding, cost, held, call)),
    },
    message: QUERY_DONE,
  });
}

function returnRow(holding: HoldingAtClose, totalCost: number, totalHeld: number, call: Call) {
  const { symbol, quantity, cost, price } = holding;
  const value = price * quantity;
  return {
    cur_prc: String(price),
    stk_cd: symbol,
    stk_nm: nameOf(call, symbol),
    rmnd_qty: String(quantity),
    buy_uv: String(averageOf(cost, quantity)),
    buy_wght: formatPercent(ratio(cost, totalCost)),
    evltv_prft: formatSigned(value - cost),
    prft_rt: formatSignedPercent(ratio(value - cost, cost)),
    evlt_amt: String(value),
    evlt_wght: formatPercent(ratio(value, totalHeld)),
  };
}

/** kt00002 일별추정예탁자산현황: cash and estimated assets of each trading day, oldest first. */
export function assetsByDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const days = daysOfPeriod(params, call, ['start_dt', 'end_dt']);
  if (!days.ok) return days;
  const paged = pageOfRows(days.value, ({ date }) => date, call.cursor);
  if (!paged.ok) return paged;
  return ok({
    body: { daly_prsm_dpst_aset_amt_prst: paged.value.page.map((day) => assetRow(day, call)) },
    message: '일자별 계좌별 추정예탁자산 내역이 조회 되었습니다.',
    nextCursor: paged.value.nextCursor,
  });
}

const won = (value: number) => formatPadded(value, 12);

function assetRow(day: AccountDay, call: Call): Record<string, string> {
  const assets = won(estimatedAssets(valueDay(call.world, day)));
  return {
    dt: day.date,
    entr: won(day.closing.deposit),
    grnt_use_amt: won(0),
    crd_loan: won(0),
    ls_grnt: won(0),
    repl_amt: won(0),
    prsm_dpst_aset_amt: assets,
    // Beneficiary certificates are not held here.
    prsm_dpst_aset_amt_bncr_skip: assets,
  };
}

/** 추정예탁자산: cash when everything has settled, and the holdings after the costs of selling them. */
function estimatedAssets({ cash, heldNet }: DayValue): number {
  return cash + heldNet;
}

/** kt00003 추정자산: the same, now. Nothing here is ever delisted, so both values of `qry_tp` answer alike. */
export function assetsNow(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const today = historyOf(call).days.at(-1);
  const assets = today === undefined ? 0 : estimatedAssets(valueDay(call.world, today));
  return ok({ body: { prsm_dpst_aset_amt: formatPadded(assets, 11) }, message: '조회가 완료되었습니다..' });
}

/** What a cash account in won never has, at the start (`_fr`) and the end (`_to`) of a period. @source Kiwoom REST API guide, kt00016 */
const NEVER_HELD = Object.fromEntries(
  [
    ...['ls_grnt', 'crd_loan', 'ch_uncla', 'krw_asgna', 'ls_evlta', 'rght_evlta', 'loan_amt', 'etc_loana'],
    ...['crd_int_npay_gold', 'crd_int'],
  ].flatMap((key) => [
    [`${key}_fr`, won(0)],
    [`${key}_to`, won(0)],
  ]),
);

/**
 * kt00016 일별계좌수익률상세현황: an account at both ends of a period, and what it made between.
 *
 * The start is the close before the first day. The average principal (투자원금평잔) is the assets at the start with what was paid in
 * since, averaged over the trading days; turnover (회전율) is all trades against it.
 */
export function returnsOfPeriod(params: Params, call: Call): Result<Reply, ApiFailure> {
  const days = daysOfPeriod(params, call, ['fr_dt', 'to_dt']);
  if (!days.ok) return days;
  const from = valueBefore(call.world, historyOf(call), params.get('fr_dt') as KstDate);
  const last = days.value.at(-1);
  const to = last === undefined ? from : valueDay(call.world, last);
  const movements = days.value.flatMap((day) => day.movements).filter(({ kind }) => kind !== 'settlement');
  const paid = (kind: 'deposit' | 'withdrawal') =>
    movements.reduce((sum, movement) => (movement.kind === kind ? sum + Math.abs(movement.amount) : sum), 0);
  const start = from.cash + from.held;
  const end = to.cash + to.held;
  const profit = end - start - paid('deposit') + paid('withdrawal');
  const average = averagePrincipal(start, days.value);
  const { bought, sold } = sumFills(days.value.flatMap(({ fills }) => fills));
  return ok({
    body: {
      ...NEVER_HELD,
      mang_empno: '',
      mngr_nm: '',
      dept_nm: '',
      entr_fr: won(from.cash),
      entr_to: won(to.cash),
      scrt_evlt_amt_fr: won(from.held),
      scrt_evlt_amt_to: won(to.held),
      tot_amt_fr: won(start),
      tot_amt_to: won(end),
      invt_bsamt: won(average),
      evltv_prft: won(profit),
      prft_rt: formatPercent(ratio(profit, average)),
      tern_rt: formatPercent(ratio(bought + sold, average)),
      termin_tot_trns: won(paid('deposit')),
      termin_tot_pymn: won(paid('withdrawal')),
      termin_tot_inq: won(0),
      termin_tot_outq: won(0),
      futr_repl_sella: won(0),
      trst_repl_sella: won(0),
    },
    message: QUERY_DONE,
  });
}

function averagePrincipal(start: number, days: readonly AccountDay[]): number {
  if (days.length === 0) return start;
  const sum = days.reduce((total, _, place) => total + start + paidInDuring(days.slice(0, place + 1)), 0);
  return Math.round(sum / days.length);
}
