import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Holding } from '../../clearing/clearing.ts';
import type { AccountHistory } from '../../world.ts';
import { dayResultOf } from '../accounts/day-result.ts';
import { paidInDuring, totalPaidIn, valueBefore } from '../accounts/day-value.ts';
import {
  netValue,
  sumMoney,
  valueHoldingParts,
  valueHoldings,
  type ValuedHolding,
} from '../accounts/valuation.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import { formatPadded, formatPercent } from '../wording/format.ts';
import { dateOrBlank, holdingCredit } from '../wording/credit-words.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from './handler.ts';

const ratio = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100);

function venueOf(params: Params): BookVenue {
  return params.get('dmst_stex_tp') === 'NXT' ? 'NXT' : 'KRX';
}

/**
 * kt00004 계좌평가현황: holdings at their value after the costs of selling them.
 *
 * `qry_tp` 1 leaves out delisted instruments; nothing here is ever delisted, so both values answer alike.
 */
export function accountValuation(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { accountNumber } = call.customer;
  const holdings = valueHoldingParts(call.world, accountNumber, venueOf(params));
  const cash = call.world.cash(accountNumber);
  const won = (value: number) => formatPadded(value, 12);
  const value = sumMoney(holdings, netValue);
  const cost = sumMoney(holdings, ({ holding }) => holding.cost);
  const assets = cash.depositD2 + value - cash.loans;
  const today = dayResultOf(call.world, accountNumber);
  const history = call.world.history(accountNumber);
  const paidIn = totalPaidIn(history);
  const total = assets - paidIn;
  const month = principalOfMonth(call, history);
  return ok({
    body: {
      acnt_nm: '모의계좌',
      brch_nm: '',
      entr: won(cash.deposit),
      d2_entra: won(cash.depositD2),
      tot_est_amt: won(value),
      aset_evlt_amt: won(assets),
      tot_pur_amt: won(cost),
      prsm_dpst_aset_amt: won(assets),
      tot_grnt_sella: won(0),
      tdy_lspft_amt: won(today.invested),
      invt_bsamt: won(month),
      lspft_amt: won(paidIn),
      tdy_lspft: won(today.profit),
      lspft2: won(assets - month),
      lspft: won(total),
      tdy_lspft_rt: formatPercent(ratio(today.profit, today.invested)),
      lspft_ratio: formatPercent(ratio(assets - month, month)),
      lspft_rt: formatPercent(ratio(total, paidIn)),
      stk_acnt_evlt_prst: holdings.map(valuationRow),
    },
    message: QUERY_DONE,
  });
}

/** 당월투자원금: what the account was worth when the month began, with what was paid in since. */
function principalOfMonth(call: Call, history: AccountHistory): number {
  const begins = `${call.world.tradingDate().slice(0, 6)}01` as KstDate;
  const { cash, heldNet } = valueBefore(call.world, history, begins);
  return cash + heldNet + paidInDuring(history.days.filter(({ date }) => date >= begins));
}

function valuationRow(valued: ValuedHolding): Record<string, string> {
  const { holding, listing } = valued;
  const padded = (value: number) => formatPadded(value, 12);
  const value = netValue(valued);
  return {
    stk_cd: `A${listing.symbol}`,
    stk_nm: listing.name,
    rmnd_qty: padded(holding.quantity),
    avg_prc: padded(valued.averagePrice),
    cur_prc: padded(valued.lastPrice),
    evlt_amt: padded(value),
    pl_amt: padded(value - holding.cost),
    pl_rt: formatPercent(ratio(value - holding.cost, holding.cost), 4),
    loan_dt: dateOrBlank(holdingCredit(valued.loan)),
    pur_amt: padded(holding.cost),
    setl_remn: padded(settledQuantity(holding)),
    pred_buyq: padded(holding.boughtYesterday),
    pred_sellq: padded(holding.soldYesterday),
    tdy_buyq: padded(holding.boughtToday),
    tdy_sellq: padded(holding.soldToday),
  };
}

/** Shares of trades that have settled: those of yesterday and today settle two days after their trade. */
export function settledQuantity(holding: Omit<Holding, 'realizedToday'>): number {
  const { quantity, boughtToday, boughtYesterday, soldToday, soldYesterday } = holding;
  return Math.max(0, quantity - boughtToday - boughtYesterday + soldToday + soldYesterday);
}

/**
 * kt00018 계좌평가잔고내역: holdings at their gross value, costs beside it.
 *
 * `qry_tp` 1 has one row for an instrument, 2 lists what was bought on credit apart, by the day of the loan.
 */
export function accountBalance(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { accountNumber } = call.customer;
  const read = params.get('qry_tp') === '2' ? valueHoldingParts : valueHoldings;
  const holdings = read(call.world, accountNumber, venueOf(params));
  const cash = call.world.cash(accountNumber);
  const won = (value: number) => formatPadded(value, 15);
  const cost = sumMoney(holdings, ({ holding }) => holding.cost);
  const profit = sumMoney(holdings, profitAfterCosts);
  return ok({
    body: {
      tot_pur_amt: won(cost),
      tot_evlt_amt: won(sumMoney(holdings, ({ marketValue }) => marketValue)),
      tot_evlt_pl: won(profit),
      tot_prft_rt: formatPercent(ratio(profit, cost)),
      prsm_dpst_aset_amt: won(cash.depositD2 + sumMoney(holdings, netValue) - cash.loans),
      tot_loan_amt: won(cash.loans),
      tot_crd_loan_amt: won(cash.loans),
      tot_crd_ls_amt: won(0),
      acnt_evlt_remn_indv_tot: holdings.map((valued) => balanceRow(valued, cost)),
    },
    message: QUERY_DONE,
  });
}

function balanceRow(valued: ValuedHolding, totalCost: number): Record<string, string> {
  const { holding, listing, buyCommission, sellCommission } = valued;
  const padded = (value: number) => formatPadded(value, 15);
  const profit = profitAfterCosts(valued);
  const credit = holdingCredit(valued.loan);
  return {
    stk_cd: `A${listing.symbol}`,
    stk_nm: listing.name,
    evltv_prft: padded(profit),
    prft_rt: formatPercent(ratio(profit, holding.cost)),
    pur_pric: padded(valued.averagePrice),
    pred_close_pric: formatPadded(valued.previousClose, 12),
    rmnd_qty: padded(holding.quantity),
    trde_able_qty: padded(holding.sellable),
    cur_prc: formatPadded(valued.lastPrice, 12),
    pred_buyq: padded(holding.boughtYesterday),
    pred_sellq: padded(holding.soldYesterday),
    tdy_buyq: padded(holding.boughtToday),
    tdy_sellq: padded(holding.soldToday),
    pur_amt: padded(holding.cost),
    pur_cmsn: padded(buyCommission),
    evlt_amt: padded(valued.marketValue),
    sell_cmsn: padded(sellCommission),
    tax: padded(valued.sellTax),
    sum_cmsn: padded(buyCommission + sellCommission),
    poss_rt: formatPercent(ratio(holding.cost, totalCost)),
    crd_tp: credit.code,
    crd_tp_nm: credit.name,
    crd_loan_dt: dateOrBlank(credit),
  };
}

function profitAfterCosts(valued: ValuedHolding): number {
  return netValue(valued) - valued.holding.cost - valued.buyCommission;
}
