import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { money, notional } from '#shared/domain/money.ts';
import { price } from '#shared/domain/price.ts';
import { quantity, ZERO_QUANTITY, type Quantity } from '#shared/domain/quantity.ts';
import { settledBy } from '../../accounts-history/fill-sums.ts';
import type { BookedFill, CashState } from '../../clearing/clearing.ts';
import { unsettledDays } from '../accounts/day-value.ts';
import { reusesOf } from '../accounts/reuse.ts';
import { estimateCosts } from '../accounts/valuation.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import { formatPadded } from '../wording/format.ts';
import type { ScopedListing } from '../wording/symbol-code.ts';
import { QUERY_DONE, resolvePlainListing, type Call, type Params, type Reply } from './handler.ts';
import { readAmount } from './whole-number.ts';

/** ka00001 계좌번호조회. */
export function accountNumber(_params: Params, call: Call): Result<Reply, ApiFailure> {
  return ok({ body: { acctNo: call.customer.accountNumber } });
}

const AMOUNT_WIDTH = 15;
const amount = (won: number) => formatPadded(won, AMOUNT_WIDTH);

/** Kinds of money that a cash account in won never has. @source Kiwoom REST API guide, kt00001 */
const NEVER_HELD = Object.fromEntries(
  [
    ...['bncr_profa_ch', 'nxdy_bncr_sell_exct', 'fc_stk_krw_repl_set_amt', 'crd_grnta_ch', 'crd_grnt_ch'],
    ...['add_grnt_ch', 'etc_profa', 'uncl_stk_amt', 'shrts_prica', 'crd_set_grnta', 'chck_ina_amt'],
    ...['etc_chck_ina_amt', 'crd_grnt_ruse', 'knx_asset_evltv', 'elwdpst_evlta', 'crd_ls_rght_frcs_amt'],
    ...['lvlh_join_amt', 'lvlh_trns_alowa', 'repl_amt', 'remn_repl_evlta', 'trst_remn_repl_evlta'],
    ...['bncr_remn_repl_evlta', 'profa_repl', 'crd_grnta_repl', 'crd_grnt_repl', 'add_grnt_repl'],
    ...['rght_repl_amt', 'wrap_pymn_alow_amt', 'ch_uncla', 'ch_uncla_dlfe', 'ch_uncla_tot', 'crd_int_npay'],
    ...['int_npay_amt_dlfe', 'int_npay_amt_tot', 'etc_loana', 'etc_loana_dlfe', 'etc_loan_tot', 'nrpy_loan'],
    ...['loan_sum', 'ls_sum', 'mdstrm_usfe', 'min_ord_alow_yn', 'loan_remn_evlt_amt', 'dpst_grntl_remn'],
    ...['sell_grntl_remn', 'd1_out_rep_mor', 'd2_out_rep_mor'],
  ].map((key) => [key, amount(0)]),
);

/**
 * kt00001 예수금상세현황: `qry_tp` 3 counts today's fills into D+2, 2 shows what was struck up to yesterday.
 *
 * Every margin class allows the same amount, because this paper account trades for cash only.
 */
export function depositDetail(params: Params, call: Call): Result<Reply, ApiFailure> {
  const cash = call.world.cash(call.customer.accountNumber);
  const settlement = settlementsOf(cash, call, params.get('qry_tp') === '3');
  const orderable = amount(cash.orderable);
  return ok({
    body: {
      ...NEVER_HELD,
      entr: amount(cash.deposit),
      profa_ch: amount(cash.reserved),
      pymn_alow_amt: amount(cash.withdrawable),
      ord_alow_amt: orderable,
      bncr_buy_alowa: orderable,
      '20stk_ord_alow_amt': orderable,
      '30stk_ord_alow_amt': orderable,
      '40stk_ord_alow_amt': orderable,
      '50stk_ord_alow_amt': orderable,
      '60stk_ord_alow_amt': orderable,
      '100stk_ord_alow_amt': orderable,
      crd_grnt_rt: '0.00',
      ...settlement,
      stk_entr_prst: [],
    },
    message: QUERY_DONE,
  });
}

function settlementsOf(cash: CashState, call: Call, withToday: boolean): Record<string, string> {
  const { accountNumber } = call.customer;
  const date = call.world.tradingDate();
  const today = sumSettled(withToday ? call.world.fills(accountNumber) : []);
  const lastDue = settlementDay(date).date;
  const before = unsettledDays(call.world.history(accountNumber)).filter(
    (day) => day.date < date && day.settlesOn < lastDue,
  );
  const yesterday = sumSettled(before.flatMap(({ fills }) => fills));
  const depositD2 = withToday ? cash.depositD2 : cash.depositD1;
  return {
    d1_entra: amount(cash.depositD1),
    d1_slby_exct_amt: amount(cash.depositD1 - cash.deposit),
    d1_buy_exct_amt: amount(yesterday.bought),
    d1_sel_exct_amt: amount(yesterday.sold),
    d1_pymn_alow_amt: amount(Math.max(0, Math.min(cash.withdrawable, cash.depositD1))),
    d2_entra: amount(depositD2),
    d2_slby_exct_amt: amount(today.sold - today.bought),
    d2_buy_exct_amt: amount(today.bought),
    d2_sel_exct_amt: amount(today.sold),
    d2_pymn_alow_amt: amount(Math.max(0, Math.min(cash.withdrawable, depositD2))),
  };
}

/** What purchases take and sales bring, costs included. */
function sumSettled(fills: readonly BookedFill[]): { readonly bought: number; readonly sold: number } {
  const sum = (side: BookedFill['side']) =>
    fills.reduce((total, fill) => (fill.side === side ? total + Math.abs(settledBy(fill)) : total), 0);
  return { bought: sum('buy'), sold: sum('sell') };
}

/**
 * kt00010 주문인출가능금액: how much of one instrument the account could order at a price.
 *
 * `io_amt` simulates a payment in (or out, when negative); `exp_buy_unp` replaces `uv` in the sums; a price of 0 stands for the
 * upper limit, as a market order is reserved. For a sale the quantities are what the account could sell.
 */
export function orderCapacity(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const amounts = readCapacityQuery(params);
  if (!amounts.ok) return amounts;
  const { paidIn, wanted, unitPrice, expectedPrice } = amounts.value;
  const cash = call.world.cash(call.customer.accountNumber);
  const day = call.world.day(found.value.listing.symbol, 'KRX');
  const atPrice = price(unitPrice === 0 ? day.upperLimit : unitPrice);
  const orderable = Math.max(0, cash.orderable + paidIn);
  const isBuy = params.get('trde_tp') === '2';
  const capacity = isBuy ? buyable(orderable, atPrice, found.value, call) : sellable(found.value, call);
  const sums = notional(price(expectedPrice === 0 ? atPrice : expectedPrice), isBuy ? wanted : ZERO_QUANTITY);
  const { commission } = estimateCosts(call.world, found.value.listing, 'buy', sums);
  const won = (value: number) => formatPadded(value, 12);
  const reuse = reusesOf(call.world, call.customer.accountNumber);
  const classes = ['20', '30', '40', '50', '60', 'rdex_60', '100'].flatMap((margin) => [
    [`profa_${margin}ord_alow_amt`, won(orderable)],
    [`profa_${margin}ord_alowq`, formatPadded(capacity, 10)],
  ]);
  return ok({
    body: {
      ...Object.fromEntries(classes),
      pred_reu_alowa: won(reuse.previous.available),
      tdy_reu_alowa: won(reuse.today.available),
      entr: won(cash.deposit + paidIn),
      repl_amt: won(0),
      uncla: won(0),
      ord_pos_repl: won(0),
      ord_alowa: won(orderable),
      wthd_alowa: won(Math.max(0, cash.withdrawable + paidIn)),
      nxdy_wthd_alowa: won(Math.max(0, Math.min(cash.withdrawable, cash.depositD1) + paidIn)),
      pur_amt: won(sums),
      cmsn: won(commission),
      pur_exct_amt: won(sums + commission),
      d2entra: won(cash.depositD2 + paidIn),
      profa_rdex_aplc_tp: '0',
    },
    message: '주문/인출가능금액 시뮬레이션 조회완료하였습니다.',
  });
}

interface CapacityQuery {
  readonly paidIn: number;
  readonly wanted: Quantity;
  readonly unitPrice: number;
  readonly expectedPrice: number;
}

function readCapacityQuery(params: Params): Result<CapacityQuery, ApiFailure> {
  const paidIn = readAmount(params, 'io_amt', { allowNegative: true });
  const wanted = readAmount(params, 'trde_qty');
  const unitPrice = readAmount(params, 'uv');
  const expectedPrice = readAmount(params, 'exp_buy_unp');
  if (!paidIn.ok) return paidIn;
  if (!wanted.ok) return wanted;
  if (!unitPrice.ok) return unitPrice;
  if (!expectedPrice.ok) return expectedPrice;
  if (!Number.isSafeInteger(wanted.value * Math.max(unitPrice.value, expectedPrice.value))) {
    return err(apiFailure('1517', 'trde_qty', '금액이 너무 큽니다'));
  }
  return ok({
    paidIn: paidIn.value,
    wanted: quantity(wanted.value),
    unitPrice: unitPrice.value,
    expectedPrice: expectedPrice.value,
  });
}

/** Largest quantity whose notional, or the part of it that cash must cover, and commission fit into `orderable`. */
export function buyable(
  orderable: number,
  at: number,
  { listing }: ScopedListing,
  { world }: Call,
  /** Percent of the notional that cash must cover. */
  rate = 100,
): number {
  let [shares, tooMany] = [0, Math.floor((orderable * 100) / rate / at) + 1];
  const costs = (count: number) => {
    const amountPaid = money(count * at);
    return Math.ceil((amountPaid * rate) / 100) + estimateCosts(world, listing, 'buy', amountPaid).commission;
  };
  // What more shares cost is never less.
  while (tooMany - shares > 1) {
    const middle = Math.floor((shares + tooMany) / 2);
    if (costs(middle) <= orderable) shares = middle;
    else tooMany = middle;
  }
  return shares;
}

function sellable({ listing }: ScopedListing, { world, customer }: Call): number {
  const holding = world.holdings(customer.accountNumber).find(({ symbol }) => symbol === listing.symbol);
  return holding?.sellable ?? 0;
}
