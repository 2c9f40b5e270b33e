import { GOLD_COMMISSION } from '#shared/catalogue/costs.ts';
import { notional } from '#shared/domain/money.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { commissionOf } from '#shared/domain/trade-costs.ts';
import { goldCash, taxWithin } from '../../../market/gold/gold-ledger.ts';
import type { Holding } from '../../../clearing/clearing.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPadded, formatSignedPercent } from '../../wording/format.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { averageOf, nameOf, ratio } from '../account/period.ts';

const won = (value: number) => formatPadded(value, 15);
const padded = (value: number) => formatPadded(value, 12);
/** Parts per billion of an amount. @see Rate */
const RATE_PARTS = 1_000_000_000;

/** A product held, at the last price. Won; the commission is that of selling it all now. */
interface ValuedGold {
  readonly holding: Holding;
  readonly lastPrice: number;
  readonly value: number;
  readonly fee: number;
  readonly feeTax: number;
}

function valueGold({ world, customer }: Call): readonly ValuedGold[] {
  return world.holdings(customer.accountNumber).flatMap((holding) => {
    if (holding.quantity === 0) return [];
    const { lastPrice } = world.day(holding.symbol, 'KRX');
    const value = notional(lastPrice, holding.quantity);
    const commission = commissionOf(value, GOLD_COMMISSION.rate);
    const feeTax = taxWithin(commission);
    return [{ holding, lastPrice, value, fee: commission - feeTax, feeTax }];
  });
}

const sumOf = (held: readonly ValuedGold[], amount: (gold: ValuedGold) => number) =>
  held.reduce((sum, gold) => sum + amount(gold), 0);

const netValue = ({ value, fee, feeTax }: ValuedGold) => value - fee - feeTax;

/** kt50020 금현물 잔고확인: cash and products; the result of a product is after the costs of selling it. */
export function goldHoldings(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const cash = goldCash(call.world, call.customer.accountNumber);
  const held = valueGold(call);
  return ok({
    body: {
      tot_entr: won(cash.deposit),
      net_entr: won(cash.settled),
      tot_est_amt: won(sumOf(held, ({ value }) => value)),
      net_amt: won(cash.settled + sumOf(held, ({ value }) => value)),
      tot_book_amt2: won(sumOf(held, ({ holding }) => holding.cost)),
      tot_dep_amt: won(cash.settled + sumOf(held, netValue)),
      paym_alowa: won(cash.withdrawable),
      pl_amt: won(cash.realizedToday),
      gold_acnt_evlt_prst: held.map((gold) => holdingRow(gold, call)),
    },
    message: QUERY_DONE,
  });
}

function holdingRow(gold: ValuedGold, call: Call): Record<string, string> {
  const { holding, lastPrice, value, fee, feeTax } = gold;
  const { symbol, quantity, cost, boughtToday, soldToday } = holding;
  const result = netValue(gold) - cost;
  return {
    stk_cd: symbol,
    stk_nm: nameOf(call, symbol),
    real_qty: padded(quantity),
    avg_prc: padded(averageOf(cost, quantity)),
    cur_prc: padded(lastPrice),
    est_amt: padded(value),
    est_lspft: padded(result),
    est_ratio: formatSignedPercent(ratio(result, cost)),
    cmsn: padded(fee),
    vlad_tax: padded(feeTax),
    book_amt2: padded(cost),
    pl_prch_prc: String(breakEven(cost, quantity)),
    // What was held when the day began: today's trades settle at its end.
    qty: String(Math.max(0, quantity - boughtToday + soldToday)),
    buy_qty: padded(boughtToday),
    sell_qty: padded(soldToday),
    able_qty: padded(holding.sellable),
  };
}

/** Won per gram at which selling brings back what was paid, the commission of both trades included. */
function breakEven(cost: number, quantity: number): number {
  const rate = GOLD_COMMISSION.rate / RATE_PARTS;
  return Math.ceil((cost * (1 + rate)) / (1 - rate) / quantity);
}

/** kt50021 금현물 예수금. There are no loans, arrears or cheques on this account. */
export function goldDeposit(_params: Params, call: Call): Result<Reply, ApiFailure> {
  const cash = goldCash(call.world, call.customer.accountNumber);
  const none = won(0);
  return ok({
    body: {
      entra: won(cash.deposit),
      profa_ch: won(cash.reserved),
      chck_ina_amt: none,
      etc_loan: none,
      etc_loan_dlfe: none,
      etc_loan_tot: none,
      prsm_entra: won(cash.settled),
      buy_exct_amt: won(cash.bought),
      sell_exct_amt: won(cash.sold),
      sell_buy_exct_amt: won(cash.sold - cash.bought),
      dly_amt: none,
      prsm_pymn_alow_amt: won(Math.max(0, cash.settled - cash.reserved)),
      pymn_alow_amt: won(cash.withdrawable),
      ord_alow_amt: won(cash.orderable),
    },
    message: QUERY_DONE,
  });
}
