import { addDays } from '#shared/catalogue/trading-calendar.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { sumFills } from '../../../accounts-history/fill-sums.ts';
import type { HoldingPart } from '../../../clearing/clearing.ts';
import { loanInterest } from '../../../clearing/loan-interest.ts';
import { valueDay } from '../../accounts/day-value.ts';
import { netValue, sumMoney, valueHoldingParts, type ValuedHolding } from '../../accounts/valuation.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded, formatPercent } from '../../wording/format.ts';
import { dateOrBlank, holdingCredit, LOAN_DAYS } from '../../wording/credit-words.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import { settledQuantity } from '../account-holdings.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { averageOf, historyOf, nameOf, ratio } from './period.ts';

const won = (value: number) => formatPadded(value, 12);
const none = (...keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, won(0)]));

/**
 * ka10085 계좌수익률: what is held, and what was sold out today.
 *
 * `stex_tp` chooses the price (0 the last of both exchanges, 1 KRX, 2 NXT) and, for 1 and 2, counts today's sales there only.
 */
export function returnsByInstrument(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { world } = call;
  const { accountNumber } = call.customer;
  const scope = ({ '1': 'KRX', '2': 'NXT' } as const)[params.get('stex_tp')] ?? 'ALL';
  const fills = world.fills(accountNumber);
  const rows = heldOrSold(call).flatMap((holding) => {
    const { symbol, quantity, cost, soldToday, loan } = holding;
    if (quantity === 0 && soldToday === 0) return [];
    const credit = holdingCredit(loan);
    const isOnNxt = world.listing(symbol)?.isNxtEligible === true;
    const day = world.day(symbol, scope === 'NXT' && !isOnNxt ? 'KRX' : scope);
    const sums = sumFills(
      fills.filter(
        (fill) =>
          fill.symbol === symbol &&
          (quantity === 0 || fill.loan?.date === loan?.date) &&
          (scope === 'ALL' || fill.venue === scope),
      ),
    );
    return [
      {
        dt: '',
        stk_cd: symbol,
        stk_nm: nameOf(call, symbol),
        cur_prc: createQuoteWords(day).signed(day.lastPrice),
        pur_pric: String(averageOf(cost, quantity)),
        pur_amt: String(cost),
        rmnd_qty: String(quantity),
        tdy_sel_pl: String(sums.realized),
        tdy_trde_cmsn: String(sums.buyCommission + sums.sellCommission),
        tdy_trde_tax: String(sums.tax),
        crd_tp: credit.code,
        loan_dt: credit.date,
        setl_remn: String(settledQuantity(holding)),
        clrn_alow_qty: String(holding.sellable),
        crd_amt: String(loan?.amount ?? 0),
        crd_int: String(loan === null ? 0 : loanInterest(loan.amount, loan.date, world.tradingDate())),
        expr_dt: loan === null ? '00000000' : addDays(loan.date, LOAN_DAYS),
      },
    ];
  });
  return ok({ body: { acnt_prft_rt: rows }, message: QUERY_DONE });
}

/** What is held by the day of its loan, and what was sold out today. */
function heldOrSold({ world, customer }: Call): readonly HoldingPart[] {
  const parts = world.holdingParts(customer.accountNumber);
  const held = new Set(parts.map(({ symbol }) => symbol));
  const sold = world.holdings(customer.accountNumber).filter(({ symbol }) => !held.has(symbol));
  return [...parts, ...sold.map((holding) => ({ ...holding, loan: null }))];
}

/** kt00005 체결잔고: cash, what can be ordered, and holdings by what was executed, after the costs of selling them. */
export function executedBalance(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { accountNumber } = call.customer;
  const holdings = valueHoldingParts(
    call.world,
    accountNumber,
    params.get('dmst_stex_tp') === 'NXT' ? 'NXT' : 'KRX',
  );
  const cash = call.world.cash(accountNumber);
  const cost = sumMoney(holdings, ({ holding }) => holding.cost);
  const value = sumMoney(holdings, netValue);
  const classes = ['20', '30', '40', '50', '60', '100'].map((rate) => [
    `${rate}ord_alow_amt`,
    won(cash.orderable),
  ]);
  return ok({
    body: {
      entr: won(cash.deposit),
      entr_d1: won(cash.depositD1),
      entr_d2: won(cash.depositD2),
      pymn_alow_amt: won(cash.withdrawable),
      ...none('uncl_stk_amt', 'repl_amt', 'rght_repl_amt'),
      ord_alowa: won(cash.orderable),
      ...none('ch_uncla', 'crd_int_npay_gold', 'etc_loana', 'nrpy_loan'),
      profa_ch: won(cash.reserved),
      repl_profa: won(0),
      stk_buy_tot_amt: won(cost),
      evlt_amt_tot: won(value),
      tot_pl_tot: won(value - cost),
      tot_pl_rt: formatPercent(ratio(value - cost, cost), 4),
      tot_re_buy_alowa: won(cash.orderable),
      ...Object.fromEntries(classes),
      crd_loan_tot: won(cash.loans),
      crd_loan_ls_tot: won(cash.loans),
      crd_grnt_rt: '0.00',
      ...none('dpst_grnt_use_amt_amt', 'grnt_loan_amt'),
      stk_cntr_remn: holdings.map(executedRow),
    },
    message: QUERY_DONE,
  });
}

function executedRow(valued: ValuedHolding): Record<string, string> {
  const { holding, listing } = valued;
  const value = netValue(valued);
  const credit = holdingCredit(valued.loan);
  return {
    crd_tp: credit.code,
    loan_dt: dateOrBlank(credit),
    expr_dt: valued.loan === null ? '' : addDays(valued.loan.date, LOAN_DAYS),
    stk_cd: `A${listing.symbol}`,
    stk_nm: listing.name,
    setl_remn: won(settledQuantity(holding)),
    cur_qty: won(holding.quantity),
    cur_prc: won(valued.lastPrice),
    buy_uv: won(valued.averagePrice),
    pur_amt: won(holding.cost),
    evlt_amt: won(value),
    evltv_prft: won(value - holding.cost),
    pl_rt: formatPercent(ratio(value - holding.cost, holding.cost), 4),
  };
}

/** kt00017 계좌별당일현황: what came in, went out and was traded today. */
export function statusOfToday(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const today = historyOf(call).days.at(-1);
  if (today === undefined) throw new Error(`no running day of ${call.customer.accountNumber}`);
  const sums = sumFills(today.fills);
  const paid = (kind: 'deposit' | 'withdrawal') =>
    today.movements.reduce((sum, move) => (move.kind === kind ? sum + Math.abs(move.amount) : sum), 0);
  return ok({
    body: {
      d2_entra: won(today.closing.depositD2),
      ...none('crd_int_npay_gold', 'etc_loana'),
      gnrl_stk_evlt_amt_d2: won(valueDay(call.world, today).held),
      ...none('dpst_grnt_use_amt_d2', 'crd_stk_evlt_amt_d2', 'crd_loan_d2', 'crd_loan_evlta_d2'),
      ...none('crd_ls_grnt_d2', 'crd_ls_evlta_d2'),
      ina_amt: won(paid('deposit')),
      outa: won(paid('withdrawal')),
      ...none('inq_amt', 'outq_amt'),
      sell_amt: won(sums.sold),
      buy_amt: won(sums.bought),
      cmsn: won(sums.buyCommission + sums.sellCommission),
      tax: won(sums.tax),
      ...none('stk_pur_cptal_loan_amt', 'rp_evlt_amt', 'bd_evlt_amt', 'elsevlt_amt', 'crd_int_amt'),
      ...none('sel_prica_grnt_loan_int_amt_amt', 'dvida_amt'),
    },
    message: '조회가 완료되었습니다..',
  });
}
