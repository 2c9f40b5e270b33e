import { ok, type Result } from '#shared/domain/result.ts';
import { sumFills } from '../../../accounts-history/fill-sums.ts';
import { valueDay } from '../../accounts/day-value.ts';
import { netValue, sumMoney, valueHoldings, type ValuedHolding } from '../../accounts/valuation.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded, formatPercent } from '../../wording/format.ts';
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
  const rows = world.holdings(accountNumber).flatMap((holding) => {
    const { symbol, quantity, cost, soldToday } = holding;
    if (quantity === 0 && soldToday === 0) return [];
    const isOnNxt = world.listing(symbol)?.isNxtEligible === true;
    const day = world.day(symbol, scope === 'NXT' && !isOnNxt ? 'KRX' : scope);
    const sums = sumFills(
      fills.filter((fill) => fill.symbol === symbol && (scope === 'ALL' || fill.venue === scope)),
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
        crd_tp: '00',
        loan_dt: '00000000',
        setl_remn: String(settledQuantity(holding)),
        clrn_alow_qty: String(holding.sellable),
        crd_amt: '0',
        crd_int: '0',
        expr_dt: '00000000',
      },
    ];
  });
  return ok({ body: { acnt_prft_rt: rows }, message: QUERY_DONE });
}

/** kt00005 체결잔고: cash, what can be ordered, and holdings by what was executed, after the costs of selling them. */
export function executedBalance(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { accountNumber } = call.customer;
  const holdings = valueHoldings(
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
      ...none('crd_loan_tot', 'crd_loan_ls_tot'),
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
  return {
    crd_tp: '00',
    loan_dt: '',
    expr_dt: '',
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
