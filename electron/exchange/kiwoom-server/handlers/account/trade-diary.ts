import { addDays } from '#shared/catalogue/trading-calendar.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { fillsBySymbol, sumFills } from '../../../accounts-history/fill-sums.ts';
import type { BookedFill } from '../../../clearing/clearing.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatPercent } from '../../wording/format.ts';
import { QUERY_DONE, type Call, type Params, type Reply } from '../handler.ts';
import { averageOf, historyOf, nameOf, ratio } from './period.ts';

/** How far back the diary goes: two months. @source Kiwoom REST API guide, ka10170 */
const DAYS_BACK = 62;

/** What one instrument came to. Won and shares. */
interface Entry {
  readonly symbol: string;
  readonly boughtQuantity: number;
  readonly bought: number;
  readonly soldQuantity: number;
  readonly sold: number;
  /** Commission and tax of the trades shown. */
  readonly costs: number;
  /** Of what was sold. */
  readonly cost: number;
  readonly profit: number;
}

/**
 * ka10170 당일매매일지: a day of trading, instrument by instrument.
 *
 * `ottks_tp` 1 sets the day's sales against the day's purchases of the same instrument and leaves the rest out, costs of both sides
 * counted; 2 shows every trade of the day, its sales at their moving-average cost. `ch_crd_tp` 2 has nothing: nothing is bought on credit.
 */
export function tradeDiary(params: Params, call: Call): Result<Reply, ApiFailure> {
  const today = call.world.tradingDate();
  const date = (params.get('base_dt') || today) as KstDate;
  if (date < addDays(today, -DAYS_BACK)) {
    return err(apiFailure('1517', 'base_dt', '최근 2개월까지만 조회할 수 있습니다'));
  }
  const isCredit = params.get('ch_crd_tp') === '2';
  const fills = historyOf(call).days.find((day) => day.date === date)?.fills ?? [];
  const toEntry = params.get('ottks_tp') === '1' ? sameDayEntry : wholeEntry;
  const entries = isCredit
    ? []
    : [...fillsBySymbol(fills)].flatMap(([symbol, own]) => toEntry(symbol, own) ?? []);
  const sum = (value: (entry: Entry) => number) => entries.reduce((total, entry) => total + value(entry), 0);
  const [sold, bought, costs] = [sum((row) => row.sold), sum((row) => row.bought), sum((row) => row.costs)];
  return ok({
    body: {
      tot_sell_amt: String(sold),
      tot_buy_amt: String(bought),
      tot_cmsn_tax: String(costs),
      tot_exct_amt: String(sold - bought - costs),
      tot_pl_amt: String(sum((row) => row.profit)),
      tot_prft_rt: formatPercent(
        ratio(
          sum((row) => row.profit),
          sum((row) => row.cost),
        ),
      ),
      tdy_trde_diary: entries.map((entry) => diaryRow(entry, call)),
    },
    message: QUERY_DONE,
  });
}

function wholeEntry(symbol: string, fills: readonly BookedFill[]): Entry {
  const sums = sumFills(fills);
  return {
    symbol,
    boughtQuantity: sums.boughtQuantity,
    bought: sums.bought,
    soldQuantity: sums.soldQuantity,
    sold: sums.sold,
    costs: sums.buyCommission + sums.sellCommission + sums.tax,
    cost: sums.costOfSold,
    profit: sums.realized,
  };
}

function sameDayEntry(symbol: string, fills: readonly BookedFill[]): Entry | null {
  const sums = sumFills(fills);
  const matched = Math.min(sums.boughtQuantity, sums.soldQuantity);
  if (matched === 0) return null;
  const share = (amount: number, shares: number) => Math.round((amount * matched) / shares);
  const bought = share(sums.bought, sums.boughtQuantity);
  const sold = share(sums.sold, sums.soldQuantity);
  const costs =
    share(sums.buyCommission, sums.boughtQuantity) + share(sums.sellCommission + sums.tax, sums.soldQuantity);
  const profit = sold - bought - costs;
  return {
    symbol,
    boughtQuantity: matched,
    bought,
    soldQuantity: matched,
    sold,
    costs,
    cost: bought,
    profit,
  };
}

function diaryRow(entry: Entry, call: Call): Record<string, string> {
  return {
    stk_nm: nameOf(call, entry.symbol),
    buy_avg_pric: String(averageOf(entry.bought, entry.boughtQuantity)),
    buy_qty: String(entry.boughtQuantity),
    sel_avg_pric: String(averageOf(entry.sold, entry.soldQuantity)),
    sell_qty: String(entry.soldQuantity),
    cmsn_alm_tax: String(entry.costs),
    pl_amt: String(entry.profit),
    sell_amt: String(entry.sold),
    buy_amt: String(entry.bought),
    prft_rt: formatPercent(ratio(entry.profit, entry.cost)),
    stk_cd: entry.symbol,
  };
}
