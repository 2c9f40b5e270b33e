import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { BookScope } from '../../../world.ts';
import {
  INSTITUTION_GROUP,
  INVESTOR_KINDS,
  type InvestorGroup,
} from '../../../market/participation/investor-kinds.ts';
import type { DaySplit } from '../../../market/participation/party-model.ts';
import {
  addSplit,
  emptySplit,
  netAmount,
  netQuantity,
  tradedBy,
} from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { forCustomer, type Call, type HandlerTable, type Params, type Reply } from '../handler.ts';
import { candidatesOf } from '../rankings/candidate.ts';
import { FOREIGNERS, inMillions } from './amounts.ts';
import { daysBack, endOfDay, lastDays, readPeriod, type Period } from './days.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

/** How far back a run of days on one side is followed. */
const LONGEST_RUN = 120;
const TOGETHER: InvestorGroup = [...INSTITUTION_GROUP, ...FOREIGNERS];

interface Net {
  readonly quantity: number;
  readonly amount: number;
}

/** What a group did in a period, and in the run of days on one side that ends with it. */
interface Streak {
  readonly net: Net;
  readonly days: number;
  readonly run: Net;
}

interface Subject {
  readonly code: string;
  readonly name: string;
  readonly changeRate: number;
  readonly institutions: Streak;
  readonly foreigners: Streak;
  readonly together: Streak;
}

/** ka10131 기관외국인연속매매현황요청: shares or sectors by what institutions and foreigners bought net together. */
function streaks(params: Params, call: Call): Result<Reply, ApiFailure> {
  const period = periodOf(params, call);
  const byQuantity = params.get('amt_qty_tp') === '1';
  const subjects = (params.get('stk_inds_tp') === '1' ? sectorSubjects : shareSubjects)(params, call, period);
  const score = ({ together: { net } }: Subject) => (byQuantity ? net.quantity : net.amount);
  const ranked = subjects.filter((subject) => score(subject) > 0).sort((a, b) => score(b) - score(a));
  const page = pageOfRows(ranked, call.cursor);
  if (!page.ok) return page;
  const { rows, start, nextCursor } = page.value;
  const list = rows.map((subject, place) => streakRow(subject, start + place + 1));
  return ok({ body: { orgn_frgnr_cont_trde_prst: list }, nextCursor });
}

function periodOf(params: Params, call: Call): Period {
  const days = Number(params.get('dt'));
  return days === 0 ? readPeriod(call, params.get('strt_dt'), params.get('end_dt')) : lastDays(call, days);
}

function shareSubjects(params: Params, call: Call, period: Period): Subject[] {
  const scope = scopeOfVenue(params.get('stex_tp'));
  return candidatesOf(call.world, params.get('mrkt_tp'), scope)
    .filter(({ listing }) => listing.kind === 'share')
    .map(({ code, symbol, listing }) =>
      call.once(code, () => {
        const closes = call.market.participation.closes(symbol, daysBack(call, period.from, 1), period.to);
        const days = daysOf(call, { key: code, symbols: [symbol] }, scope, period);
        return subjectOf(code, listing.name, days, period, closes);
      }),
    );
}

function sectorSubjects(params: Params, call: Call, period: Period): Subject[] {
  const scope = scopeOfVenue(params.get('stex_tp'));
  const market = params.get('mrkt_tp') === '101' ? '1' : '0';
  return call.market.indices.sectors
    .filter((sector) => sector.market === market)
    .map((sector) => {
      const symbols = sector.members.map(({ symbol }) => symbol);
      const bars = call.market.indices.bars(sector, { unit: 'day' }, endOfDay(period.to), LONGEST_RUN + 2);
      const from = endOfDay(daysBack(call, period.from, 1));
      const closes = bars.filter(({ time }) => time > from - 2 * 86_400_000).map(({ close }) => close);
      return subjectOf(
        sector.code,
        sector.name,
        daysOf(call, { key: sector.code, symbols }, scope, period),
        period,
        closes,
      );
    });
}

/** Who traded some instruments together, day by day, newest first. */
function daysOf(
  call: Call,
  { key, symbols }: { readonly key: string; readonly symbols: readonly string[] },
  scope: BookScope,
  { from, to }: Period,
): readonly DaySplit[] {
  const longest = daysBack(call, to, LONGEST_RUN - 1);
  const start = longest < from ? longest : from;
  const sums = call.once(`${key} sums`, () => new Map<KstDate, DaySplit>());
  const add = (day: DaySplit) => {
    const sum = sums.get(day.date) ?? { date: day.date, split: emptySplit(INVESTOR_KINDS.length) };
    addSplit(sum.split, day.split);
    sums.set(day.date, sum);
  };
  for (const symbol of symbols) {
    call.once(`${key} ${symbol}`, () =>
      call.market.participation.investors.days(symbol, scope, start, to).forEach(add),
    );
  }
  return [...sums.values()].sort((a, b) => (a.date < b.date ? 1 : -1));
}

function subjectOf(
  code: string,
  name: string,
  days: readonly DaySplit[],
  period: Period,
  closes: readonly number[],
): Subject {
  const [now, before] = [closes[0] ?? 0, closes.at(-1) ?? 0];
  return {
    code,
    name,
    changeRate: before === 0 ? 0 : percentChange(now, before),
    institutions: streakOf(days, period, INSTITUTION_GROUP),
    foreigners: streakOf(days, period, FOREIGNERS),
    together: streakOf(days, period, TOGETHER),
  };
}

function streakOf(days: readonly DaySplit[], { from }: Period, group: InvestorGroup): Streak {
  const nets = days.map(({ date, split }) => {
    const traded = tradedBy(split, group);
    return { date, quantity: netQuantity(traded), amount: netAmount(traded) };
  });
  const side = Math.sign(nets[0]?.quantity ?? 0);
  const end = nets.findIndex(({ quantity }) => Math.sign(quantity) !== side);
  const run = side === 0 ? [] : nets.slice(0, end === -1 ? nets.length : end);
  return { net: sumNet(nets.filter(({ date }) => date >= from)), days: side * run.length, run: sumNet(run) };
}

function sumNet(nets: readonly Net[]): Net {
  return nets.reduce(
    (sum, net) => ({ quantity: sum.quantity + net.quantity, amount: sum.amount + net.amount }),
    { quantity: 0, amount: 0 },
  );
}

function streakRow(subject: Subject, rank: number): Record<string, string> {
  const { institutions, foreigners, together } = subject;
  const millions = ({ amount }: Net) => formatSigned(inMillions(amount));
  const shares = ({ quantity }: Net) => formatSigned(quantity);
  return {
    rank: String(rank),
    stk_cd: subject.code,
    stk_nm: subject.name,
    prid_stkpc_flu_rt: formatSignedPercent(subject.changeRate),
    orgn_nettrde_amt: millions(institutions.net),
    orgn_nettrde_qty: shares(institutions.net),
    orgn_cont_netprps_dys: formatSigned(institutions.days),
    orgn_cont_netprps_qty: shares(institutions.run),
    orgn_cont_netprps_amt: millions(institutions.run),
    frgnr_nettrde_qty: shares(foreigners.net),
    frgnr_nettrde_amt: millions(foreigners.net),
    frgnr_cont_netprps_dys: formatSigned(foreigners.days),
    frgnr_cont_netprps_qty: shares(foreigners.run),
    frgnr_cont_netprps_amt: millions(foreigners.run),
    nettrde_qty: shares(together.net),
    nettrde_amt: millions(together.net),
    tot_cont_netprps_dys: formatSigned(together.days),
    tot_cont_nettrde_qty: shares(together.run),
    tot_cont_netprps_amt: millions(together.run),
  };
}

export const STREAK_HANDLERS: HandlerTable = { ka10131: forCustomer(streaks) };
