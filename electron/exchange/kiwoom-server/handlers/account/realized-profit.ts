import { ok, type Result } from '#shared/domain/result.ts';
import { fillsBySymbol, sumFills, tradedOf, costOfSale } from '../../../accounts-history/fill-sums.ts';
import type { BookedFill } from '../../../clearing/clearing.ts';
import type { AccountDay } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatSignedPercent } from '../../wording/format.ts';
import { QUERY_DONE, resolvePlainListing, type Call, type Params, type Reply } from '../handler.ts';
import {
  averageOf,
  daysOfPeriod,
  historyOf,
  nameOf,
  pageOfRows,
  ratio,
  readOptionalSymbol,
} from './period.ts';

/** 신용구분 of a holding that was paid in cash. */
const CASH_HOLDING = '현금잔고';

/** One instrument that was sold on one day. */
interface SaleOfDay {
  readonly day: AccountDay;
  readonly symbol: string;
  readonly fills: readonly BookedFill[];
}

function salesOf(days: readonly AccountDay[], symbol: string | null): readonly SaleOfDay[] {
  return days.flatMap((day) =>
    [...fillsBySymbol(day.fills)]
      .filter(([candidate, fills]) => {
        const isWanted = symbol === null || candidate === symbol;
        return isWanted && fills.some(({ side }) => side === 'sell');
      })
      .map(([candidate, fills]) => ({ day, symbol: candidate, fills })),
  );
}

/**
 * ka10072 일자별종목별실현손익 (일자): what was sold on one day, instrument by instrument, at its moving-average cost.
 *
 * Profit is after the commission and tax of the sale; what buying cost is in the commission column of the day it was paid.
 */
export function profitOfDate(params: Params, call: Call): Result<Reply, ApiFailure> {
  const symbol = readOptionalSymbol(params, call);
  if (!symbol.ok) return symbol;
  const date = params.get('strt_dt');
  const days = historyOf(call).days.filter((day) => day.date === date);
  const paged = pageOfRows(salesOf(days, symbol.value), (sale) => sale.symbol, call.cursor);
  if (!paged.ok) return paged;
  const rows = paged.value.page.map((sale) => {
    const row = saleRow(sale, call);
    return { ...row, stk_cd_1: row.stk_cd, tdy_sel_pl_1: row.tdy_sel_pl };
  });
  const { nextCursor } = paged.value;
  return ok({ body: { dt_stk_div_rlzt_pl: rows }, message: QUERY_DONE, nextCursor });
}

/** ka10073 일자별종목별실현손익 (기간): the same for a period, newest day first. */
export function profitOfPeriod(params: Params, call: Call): Result<Reply, ApiFailure> {
  const symbol = readOptionalSymbol(params, call);
  if (!symbol.ok) return symbol;
  const days = daysOfPeriod(params, call, ['strt_dt', 'end_dt']);
  if (!days.ok) return days;
  const sales = salesOf(days.value.toReversed(), symbol.value);
  const paged = pageOfRows(sales, (sale) => `${sale.day.date}.${sale.symbol}`, call.cursor);
  if (!paged.ok) return paged;
  const rows = paged.value.page.map((sale) => ({
    dt: sale.day.date,
    tdy_htssel_cmsn: String(sumFills(sale.fills).sellCommission),
    ...saleRow(sale, call),
  }));
  return ok({ body: { dt_stk_rlzt_pl: rows }, message: QUERY_DONE, nextCursor: paged.value.nextCursor });
}

function saleRow({ day, symbol, fills }: SaleOfDay, call: Call) {
  const sums = sumFills(fills);
  const { deposit, depositD1, depositD2 } = day.closing;
  return {
    stk_nm: nameOf(call, symbol),
    cntr_qty: String(sums.soldQuantity),
    buy_uv: String(averageOf(sums.costOfSold, sums.soldQuantity)),
    cntr_pric: String(averageOf(sums.sold, sums.soldQuantity)),
    tdy_sel_pl: String(sums.realized),
    pl_rt: formatSignedPercent(ratio(sums.realized, sums.costOfSold)),
    stk_cd: `A${symbol}`,
    tdy_trde_cmsn: String(sums.buyCommission + sums.sellCommission),
    tdy_trde_tax: String(sums.tax),
    wthd_alowa: String(Math.max(0, Math.min(deposit, depositD1, depositD2))),
    loan_dt: '',
    crd_tp: CASH_HOLDING,
  };
}

/** ka10074 일자별실현손익: days with trades, newest first, under the sums of the whole period. */
export function profitByDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const days = daysOfPeriod(params, call, ['strt_dt', 'end_dt']);
  if (!days.ok) return days;
  const traded = days.value.filter(({ fills }) => fills.length > 0).toReversed();
  const paged = pageOfRows(traded, ({ date }) => date, call.cursor);
  if (!paged.ok) return paged;
  const total = sumFills(traded.flatMap(({ fills }) => fills));
  return ok({
    body: {
      tot_buy_amt: String(total.bought),
      tot_sell_amt: String(total.sold),
      rlzt_pl: String(total.realized),
      trde_cmsn: String(total.buyCommission + total.sellCommission),
      trde_tax: String(total.tax),
      dt_rlzt_pl: paged.value.page.map(({ date, fills }) => {
        const sums = sumFills(fills);
        return {
          dt: date,
          buy_amt: String(sums.bought),
          sell_amt: String(sums.sold),
          tdy_sel_pl: String(sums.realized),
          tdy_trde_cmsn: String(sums.buyCommission + sums.sellCommission),
          tdy_trde_tax: String(sums.tax),
        };
      }),
    },
    message: QUERY_DONE,
    nextCursor: paged.value.nextCursor,
  });
}

/** ka10077 당일실현손익상세: today's sales of one instrument, fill by fill, newest first. */
export function profitOfToday(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { symbol, name } = found.value.listing;
  const sales = call.world
    .fills(call.customer.accountNumber)
    .filter((fill) => fill.symbol === symbol && fill.side === 'sell');
  const paged = pageOfRows(sales.toReversed(), (fill) => String(fill.fillNumber), call.cursor);
  if (!paged.ok) return paged;
  return ok({
    body: {
      tdy_rlzt_pl: String(sumFills(sales).realized),
      tdy_rlzt_pl_dtl: paged.value.page.map((fill) => ({
        stk_nm: name,
        cntr_qty: String(fill.quantity),
        buy_uv: String(averageOf(costOfSale(fill), fill.quantity)),
        cntr_pric: String(averageOf(tradedOf(fill), fill.quantity)),
        tdy_sel_pl: String(fill.realized),
        pl_rt: formatSignedPercent(ratio(fill.realized, costOfSale(fill))),
        tdy_trde_cmsn: String(fill.commission),
        tdy_trde_tax: String(fill.tax),
        stk_cd: `A${symbol}`,
      })),
    },
    message: QUERY_DONE,
    nextCursor: paged.value.nextCursor,
  });
}
