import { ok, type Result } from '#shared/domain/result.ts';
import { INSTITUTION_GROUP } from '../../../market/participation/investor-kinds.ts';
import { netQuantity, tradedBy } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatPercent, formatPrice, formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { createQuoteWords } from '../../wording/quote-words.ts';
import {
  forCustomer,
  resolveListing,
  type Call,
  type HandlerTable,
  type Params,
  type Reply,
} from '../handler.ts';
import { isInMarket } from '../rankings/candidate.ts';
import {
  ALL_INVESTOR_FIELDS,
  aspectOf,
  averagePrice,
  FOREIGNERS,
  inMillions,
  investorFields,
  IN_MILLIONS,
  type Measure,
} from './amounts.ts';
import { dayWords, lastDays, readDayRows, readPeriod } from './days.ts';
import { pageOfRows } from './row-page.ts';

/** `amt_qty_tp` 1 금액 in millions of won, 2 수량 in shares or, with `unit_tp` 1000, thousands of them. */
export function measureOf(params: Params): Measure {
  if (params.get('amt_qty_tp') === '1') return IN_MILLIONS;
  return { of: 'quantity', unit: params.get('unit_tp') === '1000' ? 1_000 : 1 };
}

/** ka10059 종목별투자자기관별요청 and, with fewer columns, ka10060 종목별투자자기관별차트요청. */
function investorsByDay(list: string, isChart: boolean) {
  return (params: Params, call: Call): Result<Reply, ApiFailure> => {
    const found = resolveListing(call.world, params.get('stk_cd'));
    if (!found.ok) return found;
    const { to } = readPeriod(call, '', params.get('dt'));
    const page = readDayRows(call, found.value, call.market.participation.investors, { to });
    if (!page.ok) return page;
    const aspect = aspectOf(params.get('trde_tp'));
    const rows = page.value.rows.map((row) => {
      const words = dayWords(row);
      const rest = isChart ? {} : { pre_sig: words.sign, flu_rt: words.rate, acc_trde_qty: words.volume };
      return {
        dt: row.date,
        cur_prc: words.close,
        pred_pre: words.change,
        ...rest,
        acc_trde_prica: String(inMillions(row.bar.turnover)),
        ...investorFields(row.split, ALL_INVESTOR_FIELDS, aspect, measureOf(params)),
      };
    });
    return ok({ body: { [list]: rows }, nextCursor: page.value.nextCursor });
  };
}

/** ka10061 종목별투자자기관별합계요청. */
function investorTotals(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { from, to } = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const split = call.market.participation.investors.period(listing.symbol, scope, from, to);
  const row = investorFields(split, ALL_INVESTOR_FIELDS, aspectOf(params.get('trde_tp')), measureOf(params));
  return ok({ body: { stk_invsr_orgn_tot: [row] } });
}

/** ka10045 종목별기관매매추이요청: what institutions and foreigners did, day by day and since the first of them. */
function institutionTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { investors, foreignHoldings } = call.market.participation;
  const { listing, scope } = found.value;
  const period = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const page = readDayRows(call, found.value, investors, period);
  if (!page.ok) return page;
  const whole = investors.period(listing.symbol, scope, period.from, period.to);
  const holdings = new Map(
    foreignHoldings.days(listing.symbol, period.from, period.to).map((day) => [day.date, day.held]),
  );
  const soFar = accumulate(investors.days(listing.symbol, scope, period.from, period.to));
  const rows = page.value.rows.map((row) => {
    const words = dayWords(row);
    const sums = soFar.get(row.date);
    return {
      dt: row.date,
      close_pric: words.close,
      pre_sig: words.sign,
      pred_pre: words.change,
      flu_rt: words.rate,
      trde_qty: words.volume,
      orgn_dt_acc: formatSigned(sums?.institutions ?? 0),
      orgn_daly_nettrde_qty: formatSigned(netQuantity(tradedBy(row.split, INSTITUTION_GROUP))),
      for_dt_acc: formatSigned(sums?.foreigners ?? 0),
      for_daly_nettrde_qty: formatSigned(netQuantity(tradedBy(row.split, FOREIGNERS))),
      limit_exh_rt: exhaustion(call, listing.symbol, holdings.get(row.date) ?? 0),
    };
  });
  const side = (key: string) => (params.get(key) === '2' ? 'sell' : 'buy');
  return ok({
    body: {
      orgn_prsm_avg_pric: formatPrice(
        averagePrice(tradedBy(whole, INSTITUTION_GROUP), side('orgn_prsm_unp_tp')),
      ),
      for_prsm_avg_pric: formatPrice(averagePrice(tradedBy(whole, FOREIGNERS), side('for_prsm_unp_tp'))),
      stk_orgn_trde_trnsn: rows,
    },
    nextCursor: page.value.nextCursor,
  });
}

function accumulate(
  days: readonly { readonly date: string; readonly split: Parameters<typeof tradedBy>[0] }[],
) {
  const sums = new Map<string, { readonly institutions: number; readonly foreigners: number }>();
  let [institutions, foreigners] = [0, 0];
  for (const { date, split } of days.toReversed()) {
    institutions += netQuantity(tradedBy(split, INSTITUTION_GROUP));
    foreigners += netQuantity(tradedBy(split, FOREIGNERS));
    sums.set(date, { institutions, foreigners });
  }
  return sums;
}

/** 한도소진률 with its sign, as the guide's examples have it. */
export function exhaustion(call: Call, symbol: string, held: number): string {
  const limit = call.market.participation.foreignHoldings.limit(symbol);
  return `+${formatPercent(limit === 0 ? 0 : (held / limit) * 100)}`;
}

/** ka10008 주식외국인종목별매매동향: what foreigners hold. Both exchanges together, whatever the code names: a holding has no exchange. */
function foreignTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { investors, foreignHoldings } = call.market.participation;
  const { symbol, listedShares } = found.value.listing;
  const page = readDayRows(call, found.value, investors, { to: call.world.tradingDate() });
  if (!page.ok) return page;
  const [newest, oldest] = [page.value.rows[0], page.value.rows.at(-1)];
  const holdings = new Map(
    newest === undefined || oldest === undefined
      ? []
      : foreignHoldings.days(symbol, oldest.date, newest.date).map((day) => [day.date, day]),
  );
  const limit = foreignHoldings.limit(symbol);
  const rows = page.value.rows.map((row) => {
    const words = dayWords(row);
    const { held, netBought } = holdings.get(row.date) ?? { held: 0, netBought: 0 };
    return {
      dt: row.date,
      close_pric: words.close,
      pred_pre: words.change,
      trde_qty: words.volume,
      chg_qty: formatSigned(netBought),
      poss_stkcnt: String(held),
      wght: `+${formatPercent((held / listedShares) * 100)}`,
      gain_pos_stkcnt: String(limit - held),
      frgnr_limit: String(limit),
      frgnr_limit_irds: '0',
      limit_exh_rt: exhaustion(call, symbol, held),
    };
  });
  return ok({ body: { stk_frgnr: rows }, nextCursor: page.value.nextCursor });
}

/** Days that ka10009 adds up. The guide does not say how many; the broker's screen begins with a month. */
const DAYS_ADDED_UP = 20;

/** ka10009 주식기관요청: the running day, and institutions over the last month. */
function institutionDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { investors, foreignHoldings } = call.market.participation;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const { from, to } = lastDays(call, DAYS_ADDED_UP);
  const today = investors.today(listing.symbol, scope);
  const month = investors.period(listing.symbol, scope, from, to);
  const { held } = foreignHoldings.today(listing.symbol);
  return ok({
    body: {
      date: to,
      close_pric: words.signed(day.lastPrice),
      pre: words.change(day.lastPrice),
      orgn_dt_acc: formatSigned(netQuantity(tradedBy(month, INSTITUTION_GROUP))),
      orgn_daly_nettrde: formatSigned(netQuantity(tradedBy(today, INSTITUTION_GROUP))),
      frgnr_daly_nettrde: formatSigned(netQuantity(tradedBy(today, FOREIGNERS))),
      frgnr_qota_rt: formatPercent((held / listing.listedShares) * 100),
    },
  });
}

const CHART_FIELDS = ['frgnr_invsr', 'orgn', 'invtrt', 'insrnc', 'bank', 'penfnd_etc', 'etc_corp', 'natn'];

/** ka10064 장중투자자별매매차트요청: today up to each minute, newest first. An instrument of another market has no rows. */
function investorsByMinute(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const isAsked = isInMarket(listing, params.get('mrkt_tp'));
  const minutes = isAsked ? call.market.participation.investors.minutes(listing.symbol, scope) : [];
  const page = pageOfRows(minutes.toReversed(), call.cursor);
  if (!page.ok) return page;
  const aspect = aspectOf(params.get('trde_tp'));
  const rows = page.value.rows.map(({ bar, soFar }) => ({
    tm: formatTime(bar.time),
    ...investorFields(soFar, CHART_FIELDS, aspect, measureOf(params)),
  }));
  return ok({ body: { opmr_invsr_trde_chart: rows }, nextCursor: page.value.nextCursor });
}

export const STOCK_INVESTOR_HANDLERS: HandlerTable = {
  ka10008: forCustomer(foreignTrend),
  ka10009: forCustomer(institutionDay),
  ka10045: forCustomer(institutionTrend),
  ka10059: forCustomer(investorsByDay('stk_invsr_orgn', false)),
  ka10060: forCustomer(investorsByDay('stk_invsr_orgn_chart', true)),
  ka10061: forCustomer(investorTotals),
  ka10064: forCustomer(investorsByMinute),
};
