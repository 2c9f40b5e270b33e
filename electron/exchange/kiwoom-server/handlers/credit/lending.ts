import { isKstDate, type KstDate } from '#shared/domain/time.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { ValuedLoanDay } from '../../../market/credit/lending-totals.ts';
import type { Listing } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatMillions, formatPercent } from '../../wording/format.ts';
import { QUERY_DONE, resolvePlainListing, type Call, type Params, type Reply } from '../handler.ts';
import { daysBack, readPeriod, type Period } from '../participation/days.ts';
import { pageOfRows } from '../participation/row-page.ts';

/** Trading days told when a query names no first day. */
const USUAL_DAYS = 20;
const TOP = 10;

function lendingPeriod(params: Params, call: Call): Period {
  const { to } = readPeriod(call, '', params.get('end_dt'));
  const from = params.get('strt_dt');
  return { from: isKstDate(from) ? from : daysBack(call, to, USUAL_DAYS - 1), to };
}

const loanFields = ({ lent, repaid, balance, amount }: Omit<ValuedLoanDay, 'date'>) => ({
  dbrt_trde_cntrcnt: String(lent),
  dbrt_trde_rpy: String(repaid),
  rmnd: String(balance),
  remn_amt: formatMillions(amount),
});

function trendReply(days: readonly ValuedLoanDay[], call: Call): Result<Reply, ApiFailure> {
  const page = pageOfRows(days, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map((day) => ({
    dt: day.date,
    ...loanFields(day),
    dbrt_trde_irds: String(day.lent - day.repaid),
  }));
  return ok({
    body: { dbrt_trde_trnsn: rows },
    message: QUERY_DONE,
    nextCursor: page.value.nextCursor,
  });
}

/** ka10068 대차거래추이: all instruments of both markets together. */
export function marketLendingTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { from, to } = lendingPeriod(params, call);
  return trendReply(call.market.credit.marketLending(null, from, to), call);
}

/** ka20068 대차거래추이(종목별). */
export function lendingTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolvePlainListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { from, to } = lendingPeriod(params, call);
  return trendReply(call.market.credit.lendingDays(found.value.listing.symbol, from, to), call);
}

interface IssueLoans extends Omit<ValuedLoanDay, 'date'> {
  readonly listing: Listing;
}

const marketOfCode = (code: string): Listing['market'] => (code === '101' ? 'KOSDAQ' : 'KOSPI');

/** What was lent and repaid of each issue of a market over a period, with what was out at its end; none that is never lent. */
function issueLoans(
  call: Call,
  market: Listing['market'],
  from: KstDate,
  to: KstDate,
): readonly IssueLoans[] {
  return call.world.listings
    .filter((listing) => listing.market === market)
    .flatMap((listing) => {
      const days = call.market.credit.lendingDays(listing.symbol, from, to);
      const [last] = days;
      if (last === undefined || (last.balance === 0 && last.repaid === 0)) return [];
      const sum = (read: (day: ValuedLoanDay) => number) => days.reduce((total, day) => total + read(day), 0);
      return [
        {
          listing,
          lent: sum(({ lent }) => lent),
          repaid: sum(({ repaid }) => repaid),
          balance: last.balance,
          amount: last.amount,
        },
      ];
    })
    .toSorted((a, b) => b.lent - a.lent);
}

const issueRow = (issue: IssueLoans) => ({
  stk_nm: issue.listing.name,
  stk_cd: issue.listing.symbol,
  ...loanFields(issue),
});

/** ka10069 대차거래상위10종목: what was lent most in a period, and what part of the whole market the ten are. */
export function topLending(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { from, to } = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const issues = issueLoans(call, marketOfCode(params.get('mrkt_tp')), from, to);
  const top = issues.slice(0, TOP);
  const sums = (read: (issue: IssueLoans) => number) => {
    const add = (some: readonly IssueLoans[]) => some.reduce((total, issue) => total + read(issue), 0);
    const [part, whole] = [add(top), add(issues)];
    return { part, rate: formatPercent((part / whole) * 100) };
  };
  const [lent, repaid] = [sums((issue) => issue.lent), sums((issue) => issue.repaid)];
  const [balance, amount] = [sums((issue) => issue.balance), sums((issue) => issue.amount)];
  return ok({
    body: {
      dbrt_trde_cntrcnt_sum: String(lent.part),
      dbrt_trde_rpy_sum: String(repaid.part),
      rmnd_sum: String(balance.part),
      remn_amt_sum: formatMillions(amount.part),
      dbrt_trde_cntrcnt_rt: lent.rate,
      dbrt_trde_rpy_rt: repaid.rate,
      rmnd_rt: balance.rate,
      remn_amt_rt: amount.rate,
      dbrt_trde_upper_10stk: top.map(issueRow),
    },
    message: QUERY_DONE,
  });
}

/** ka90012 대차거래내역: every issue of a market on a day. */
export function lendingOfDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { to: date } = readPeriod(call, '', params.get('dt'));
  const issues = issueLoans(call, marketOfCode(params.get('mrkt_tp')), date, date);
  const page = pageOfRows(issues, call.cursor);
  if (!page.ok) return page;
  return ok({
    body: { dbrt_trde_prps: page.value.rows.map(issueRow) },
    message: QUERY_DONE,
    nextCursor: page.value.nextCursor,
  });
}
