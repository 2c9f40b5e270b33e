import { ok, type Result } from '#shared/domain/result.ts';
import type { CashState } from '../../../clearing/clearing.ts';
import { creditGroupOf } from '../../../market/credit-group.ts';
import { GUARANTEE_RATES } from '../../../market/guarantee.ts';
import { reusesOf } from '../../accounts/reuse.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded } from '../../wording/format.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { buyable } from '../account-cash.ts';
import { QUERY_DONE, resolvePlainListing, type Call, type Params, type Reply } from '../handler.ts';
import { readAmount } from '../whole-number.ts';

const won = (value: number) => formatPadded(value, 12);

interface MarginQuery {
  readonly found: ScopedListing;
  readonly cash: CashState;
  /** Won per share; the upper limit when the query names none, as a market order is reserved. */
  readonly unitPrice: number;
}

function readMarginQuery(params: Params, call: Call): Result<MarginQuery, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const named = readAmount(params, 'uv');
  if (!named.ok) return named;
  const { upperLimit } = call.world.day(found.value.listing.symbol, 'KRX');
  const cash = call.world.cash(call.customer.accountNumber);
  return ok({ found: found.value, cash, unitPrice: named.value === 0 ? upperLimit : named.value });
}

const cashFields = (cash: CashState) => ({
  entr: won(cash.deposit),
  repl_amt: won(0),
  uncla: won(0),
  ord_pos_repl: won(0),
  ord_alowa: won(cash.orderable),
});

/**
 * kt00011 증거금율별주문가능수량: what can be ordered of one instrument.
 *
 * The account pays in full whatever the instrument's own rate is, so every class allows the same amount.
 */
export function capacityByMargin(params: Params, call: Call): Result<Reply, ApiFailure> {
  const query = readMarginQuery(params, call);
  if (!query.ok) return query;
  const { found, cash, unitPrice } = query.value;
  const { today, previous } = reusesOf(call.world, call.customer.accountNumber);
  const shares = buyable(cash.orderable, unitPrice, found, call);
  const classes = ['20', '30', '40', '50', '60', '100'].flatMap((rate) => [
    [`profa_${rate}ord_alow_amt`, won(cash.orderable)],
    [`profa_${rate}ord_alowq`, won(shares)],
    [`profa_${rate}pred_reu_amt`, won(previous.available)],
    [`profa_${rate}tdy_reu_amt`, won(today.available)],
  ]);
  return ok({
    body: {
      stk_profa_rt: String(found.listing.marginRate),
      profa_rt: '100',
      aplc_rt: '100',
      ...Object.fromEntries(classes),
      min_ord_alow_amt: won(cash.orderable),
      min_ord_alowq: won(shares),
      min_pred_reu_amt: won(previous.available),
      min_tdy_reu_amt: won(today.available),
      ...cashFields(cash),
    },
    message: '자료를 조회하였습니다.',
  });
}

/**
 * kt00012 신용보증금율별주문가능수량: what the cash would guarantee at each rate if it were bought on credit.
 *
 * 미수 is what the instrument's own class allows, before (`out_`) and after (`min_`) the commission.
 */
export function capacityByGuarantee(params: Params, call: Call): Result<Reply, ApiFailure> {
  const query = readMarginQuery(params, call);
  if (!query.ok) return query;
  const { found, cash, unitPrice } = query.value;
  const { today, previous } = reusesOf(call.world, call.customer.accountNumber);
  const group = creditGroupOf(found.listing);
  const guaranteed = (rate: number) => Math.floor((cash.orderable * 100) / rate);
  const classes = [30, 40, 50, 60].flatMap((rate) => [
    [`assr_${rate}ord_alow_amt`, won(guaranteed(rate))],
    [`assr_${rate}ord_alowq`, won(buyable(cash.orderable, unitPrice, found, call, rate))],
    [`assr_${rate}pred_reu_amt`, won(previous.available)],
    [`assr_${rate}tdy_reu_amt`, won(today.available)],
  ]);
  const rate = group === null ? null : GUARANTEE_RATES[group];
  const limit = rate === null ? 0 : guaranteed(rate);
  const shares = rate === null ? 0 : buyable(cash.orderable, unitPrice, found, call, rate);
  return ok({
    body: {
      stk_assr_rt: group ?? 'N',
      stk_assr_rt_nm: group === null ? '불가' : `${GUARANTEE_RATES[group]}%`,
      ...Object.fromEntries(classes),
      ...cashFields(cash),
      out_alowa: won(limit),
      out_pos_qty: won(Math.floor(limit / unitPrice)),
      min_amt: won(shares * unitPrice),
      min_qty: won(shares),
    },
    message: '신용보증금율별 주문가능수량 조회(한도정상)',
  });
}

const wide = (value: number) => formatPadded(value, 15);

/** Substitutes, credit and loans, which a cash account in won never has. @source Kiwoom REST API guide, kt00013 */
const NEVER_HELD = Object.fromEntries(
  [
    ...['tdy_reu_lmtt_amt', 'pred_reu_lmtt_amt', 'ch_use_lmtt_amt', 'repl_amt_amt', 'repl_profa'],
    ...['use_pos_repl', 'repl_use_lmtt_amt', 'use_pos_repl_fin', 'crd_grnta_ch', 'crd_grnta_repl'],
    ...[
      'crd_grnt_ch',
      'crd_grnt_repl',
      'ls_grnt_reu_gold',
      'tdy_crd_rpya_loss_amt',
      'pred_crd_rpya_loss_amt',
    ],
    ...['tdy_ls_rpya_loss_repl_profa', 'pred_ls_rpya_loss_repl_profa', 'evlt_repl_amt_spg_use_skip'],
    ...['crd_repl_profa', 'ch_ord_repl_profa', 'crd_ord_repl_profa', 'crd_repl_conv_gold', 'repl_alowa'],
    ...['repl_alowa_2', 'ch_repl_lck_gold', 'crd_repl_lck_gold', 'ch_ord_alow_repla', 'crd_ord_alow_repla'],
  ].map((key) => [key, wide(0)]),
);

/** kt00013 증거금세부내역: where what can be ordered comes from. */
export function marginDetails(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const cash = call.world.cash(call.customer.accountNumber);
  const { today, previous } = reusesOf(call.world, call.customer.accountNumber);
  const classes = ['20', '30', '40', '50', '60', '100'].map((rate) => [
    `${rate}ord_alow_amt`,
    wide(cash.orderable),
  ]);
  return ok({
    body: {
      ...NEVER_HELD,
      tdy_reu_objt_amt: wide(today.proceeds),
      tdy_reu_use_amt: wide(today.used),
      tdy_reu_alowa: wide(today.available),
      tdy_reu_alowa_fin: wide(today.available),
      pred_reu_objt_amt: wide(previous.proceeds),
      pred_reu_use_amt: wide(previous.used),
      pred_reu_alowa: wide(previous.available),
      pred_reu_alowa_fin: wide(previous.available),
      ch_amt: wide(cash.deposit),
      ch_profa: wide(cash.reserved),
      use_pos_ch: wide(cash.orderable),
      use_pos_ch_fin: wide(cash.orderable),
      uncla: wide(0),
      ...Object.fromEntries(classes),
      evlt_repl_rt: '0.00',
      d2vexct_entr: wide(cash.depositD2),
      d2ch_ord_alow_amt: wide(cash.orderable),
    },
    message: QUERY_DONE,
  });
}
