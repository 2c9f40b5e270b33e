import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { INSTITUTION_GROUP, type InvestorGroup } from '../../../market/participation/investor-kinds.ts';
import { foreignFirmPlaces } from '../../../market/participation/member-firms.ts';
import { minus, netAmount, netQuantity, tradedBy, type Traded } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { forCustomer, type Call, type HandlerTable, type Params, type Reply } from '../handler.ts';
import { candidatesOf, type Candidate } from '../rankings/candidate.ts';
import { aspectOf, averagePrice, FOREIGNERS, groupOfCode, inMillions, investorFields } from './amounts.ts';
import { readPeriod } from './days.ts';
import { quoteWords, rankAll, rankingReply, venueOf } from './ranking-rows.ts';
import { pageOfRows } from './row-page.ts';
import { measureOf } from './stock-investors.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

function tradedIn(
  call: Call,
  { symbol, scope }: Candidate,
  group: InvestorGroup,
  from: KstDate,
  to: KstDate,
): Traded {
  return tradedBy(call.market.participation.investors.period(symbol, scope, from, to), group);
}

/** What a group paid or got per share in a period, beside the price now. */
function averageWords({ day }: Candidate, traded: Traded, side: 'buy' | 'sell') {
  const average = averagePrice(traded, side);
  return {
    prsm_avg_pric: String(average),
    avg_pric_pre: formatSigned(average === 0 ? 0 : day.lastPrice - average),
    pre_rt: formatSignedPercent(average === 0 ? 0 : percentChange(day.lastPrice, average)),
  };
}

/** Instruments that a group bought or sold net in a period, by how much money that was. */
function rankByNet(params: Params, call: Call, group: InvestorGroup, isSelling: boolean) {
  const { from, to } = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const turn = isSelling ? -1 : 1;
  return rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    (candidate) => {
      const traded = tradedIn(call, candidate, group, from, to);
      return turn * netQuantity(traded) > 0 ? traded : null;
    },
    (traded) => turn * netAmount(traded),
  );
}

/** ka10044 일별기관매매종목요청. */
const institutionsByInstrument = forCustomer((params, call) => {
  const isSelling = params.get('trde_tp') === '1';
  const ranked = rankByNet(params, call, INSTITUTION_GROUP, isSelling);
  return rankingReply(call, 'daly_orgn_trde_stk', ranked, ({ candidate, measure }) => ({
    stk_cd: candidate.code,
    stk_nm: candidate.listing.name,
    netprps_qty: formatSigned(netQuantity(measure)),
    netprps_amt: formatSigned(inMillions(netAmount(measure))),
    cur_prc: quoteWords(candidate).price,
    ...averageWords(candidate, measure, isSelling ? 'sell' : 'buy'),
  }));
});

/** ka10058 투자자별일별매매종목요청. The fields are called 순매도 and hold the net sale or the net purchase, as asked. */
const investorsByInstrument = forCustomer((params, call) => {
  const isSelling = params.get('trde_tp') === '1';
  const { from, to } = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const ranked = rankByNet(params, call, groupOfCode(params.get('invsr_tp')), isSelling);
  return rankingReply(call, 'invsr_daly_trde_stk', ranked, ({ candidate, measure }) => {
    const quote = quoteWords(candidate);
    const all = call.market.participation.investors.period(candidate.symbol, candidate.scope, from, to);
    return {
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      netslmt_qty: formatSigned(netQuantity(measure)),
      netslmt_amt: formatSigned(inMillions(netAmount(measure))),
      cur_prc: quote.price,
      pre_sig: quote.sign,
      pred_pre: quote.change,
      dt_trde_qty: String(tradedBy(all).buyQuantity),
      ...averageWords(candidate, measure, isSelling ? 'sell' : 'buy'),
    };
  });
});

/** ka10062 동일순매매순위요청: instruments that institutions and foreigners both bought, or both sold. */
const sameSide = forCustomer((params, call) => {
  const { from, to } = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const turn = params.get('trde_tp') === '2' ? -1 : 1;
  const unit = params.get('unit_tp') === '1000' ? 1_000 : 1;
  const byAmount = params.get('sort_cnd') === '2';
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    (candidate) => {
      const institutions = tradedIn(call, candidate, INSTITUTION_GROUP, from, to);
      const foreigners = tradedIn(call, candidate, FOREIGNERS, from, to);
      const isSame = turn * netQuantity(institutions) > 0 && turn * netQuantity(foreigners) > 0;
      return isSame ? { institutions, foreigners } : null;
    },
    ({ institutions, foreigners }) =>
      byAmount
        ? turn * (netAmount(institutions) + netAmount(foreigners))
        : turn * (netQuantity(institutions) + netQuantity(foreigners)),
  );
  const side = turn > 0 ? 'buy' : 'sell';
  const shares = (quantity: number) => formatSigned(Math.trunc(quantity / unit));
  const millions = (won: number) => formatSigned(inMillions(won));
  return rankingReply(call, 'eql_nettrde_rank', ranked, ({ candidate, measure }, rank) => {
    const quote = quoteWords(candidate);
    const { institutions, foreigners } = measure;
    return {
      stk_cd: candidate.code,
      rank: String(rank),
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pre_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
      acc_trde_qty: quote.volume,
      orgn_nettrde_qty: shares(netQuantity(institutions)),
      orgn_nettrde_amt: millions(netAmount(institutions)),
      orgn_nettrde_avg_pric: String(averagePrice(institutions, side)),
      for_nettrde_qty: shares(netQuantity(foreigners)),
      for_nettrde_amt: millions(netAmount(foreigners)),
      for_nettrde_avg_pric: String(averagePrice(foreigners, side)),
      nettrde_qty: shares(netQuantity(institutions) + netQuantity(foreigners)),
      nettrde_amt: millions(netAmount(institutions) + netAmount(foreigners)),
    };
  });
});

/** `invsr` of ka10063. @source Kiwoom REST API guide, ka10063 */
const DAY_GROUPS: Readonly<Record<string, string>> = {
  '6': '9000',
  '7': '9999',
  '1': '3000',
  '0': '2000',
  '2': '4000',
  '3': '6000',
  '4': '7000',
  '5': '7100',
};

/**
 * ka10063 장중투자자별매매요청: today of one kind, and how it changed in the running minute.
 *
 * 외국계전체 asks for what foreign houses carried in place of what foreigners did; 동시순매수 for what institutions and foreigners both bought.
 */
const duringTheDay = forCustomer((params, call) => {
  const { investors, members } = call.market.participation;
  const isByHouse = params.get('frgn_all') === '1' && params.get('invsr') === '6';
  const model = isByHouse ? members : investors;
  const group = isByHouse ? foreignFirmPlaces() : groupOfCode(DAY_GROUPS[params.get('invsr')] ?? '');
  const bothOnly = params.get('smtm_netprps_tp') === '1';
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    ({ symbol, scope, day }) => {
      if (day.volume === 0) return null;
      const today = investors.today(symbol, scope);
      const isBoth = [INSTITUTION_GROUP, FOREIGNERS].every((each) => netQuantity(tradedBy(today, each)) > 0);
      if (bothOnly && !isBoth) return null;
      const now = tradedBy(model.today(symbol, scope), group);
      return { now, before: tradedBy(model.untilLastMinute(symbol, scope), group) };
    },
    ({ now }) => netAmount(now),
  );
  return rankingReply(call, 'opmr_invsr_trde', ranked, ({ candidate, measure: { now, before } }) => {
    const quote = quoteWords(candidate);
    const change = minus(now, before);
    const millions = (won: number) => formatSigned(inMillions(won));
    return {
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pre_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
      acc_trde_qty: quote.volume,
      netprps_amt: millions(netAmount(now)),
      prev_netprps_amt: millions(netAmount(before)),
      buy_amt: millions(now.buyAmount),
      netprps_amt_irds: millions(netAmount(change)),
      buy_amt_irds: millions(change.buyAmount),
      sell_amt: millions(-now.sellAmount),
      sell_amt_irds: millions(-change.sellAmount),
      netprps_qty: formatSigned(netQuantity(now)),
      prev_pot_netprps_qty: formatSigned(netQuantity(before)),
      netprps_irds: formatSigned(netQuantity(change)),
      buy_qty: formatSigned(now.buyQuantity),
      buy_qty_irds: formatSigned(change.buyQuantity),
      sell_qty: formatSigned(-now.sellQuantity),
      sell_qty_irds: formatSigned(-change.sellQuantity),
    };
  });
});

/** ka10065 장중투자자별매매상위요청. 외국계 is what foreign houses carried. The field 순매도 holds the net, purchase positive. */
const topOfTheDay = forCustomer((params, call) => {
  const { investors, members } = call.market.participation;
  const code = params.get('orgn_tp');
  const model = code === '9100' ? members : investors;
  const group = code === '9100' ? foreignFirmPlaces() : groupOfCode(code);
  const turn = params.get('trde_tp') === '2' ? -1 : 1;
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    '1',
    ({ symbol, scope }) => {
      const traded = tradedBy(model.today(symbol, scope), group);
      return turn * netQuantity(traded) > 0 ? traded : null;
    },
    (traded) => turn * netQuantity(traded),
  );
  return rankingReply(call, 'opmr_invsr_trde_upper', ranked, ({ candidate, measure }) => ({
    stk_cd: candidate.code,
    stk_nm: candidate.listing.name,
    sel_qty: formatSigned(-measure.sellQuantity),
    buy_qty: formatSigned(measure.buyQuantity),
    netslmt: formatSigned(netQuantity(measure)),
  }));
});

const CLOSE_FIELDS = [
  'ind_invsr',
  'frgnr_invsr',
  'orgn',
  'fnnc_invt',
  'insrnc',
  'invtrt',
  'etc_fnnc',
  'bank',
  'penfnd_etc',
  'samo_fund',
  'natn',
  'etc_corp',
];

/** ka10066 장마감후투자자별매매요청: the day of every kind, busiest instruments first. Before the close it is the day so far. */
const afterTheClose = forCustomer((params, call) => {
  const aspect = aspectOf(params.get('trde_tp'));
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    ({ day }) => (day.volume === 0 ? null : day.turnover),
    (turnover) => turnover,
  );
  return rankingReply(call, 'opaf_invsr_trde', ranked, ({ candidate }) => {
    const quote = quoteWords(candidate);
    const split = call.market.participation.investors.today(candidate.symbol, candidate.scope);
    return {
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pre_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
      trde_qty: quote.volume,
      ...investorFields(split, CLOSE_FIELDS, aspect, measureOf(params)),
    };
  });
});

const TEN_MILLION = 10_000_000;

/** ka90009 외국인기관매매상위요청: four rankings side by side, of today or of the date that was named. */
function fourRankings(params: Params, call: Call): Result<Reply, ApiFailure> {
  const date = params.get('qry_dt_tp') === '1' ? params.get('date') : '';
  const { to } = readPeriod(call, '', date);
  const byAmount = params.get('amt_qty_tp') === '1';
  const candidates = candidatesOf(call.world, params.get('mrkt_tp'), scopeOfVenue(venueOf(params)));
  const columns = [
    { prefix: 'for_netslmt', group: FOREIGNERS, turn: -1 },
    { prefix: 'for_netprps', group: FOREIGNERS, turn: 1 },
    { prefix: 'orgn_netslmt', group: INSTITUTION_GROUP, turn: -1 },
    { prefix: 'orgn_netprps', group: INSTITUTION_GROUP, turn: 1 },
  ].map(({ prefix, group, turn }) => ({
    prefix,
    ranked: candidates
      .map((candidate) => {
        const traded = tradedIn(call, candidate, group, to, to);
        return { candidate, net: netQuantity(traded), won: netAmount(traded) };
      })
      .filter(({ net }) => turn * net > 0)
      .sort((a, b) => turn * (byAmount ? b.won - a.won : b.net - a.net)),
  }));
  const longest = Math.max(...columns.map(({ ranked }) => ranked.length));
  const places = Array.from({ length: longest }, (_none, place) => place);
  const page = pageOfRows(places, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map((place) =>
    Object.assign({}, ...columns.map(({ prefix, ranked }) => columnWords(prefix, ranked[place]))),
  );
  return ok({ body: { frgnr_orgn_trde_upper: rows }, nextCursor: page.value.nextCursor });
}

function columnWords(
  prefix: string,
  ranked: { readonly candidate: Candidate; readonly net: number; readonly won: number } | undefined,
): Record<string, string> {
  return {
    [`${prefix}_stk_cd`]: ranked?.candidate.code ?? '',
    [`${prefix}_stk_nm`]: ranked?.candidate.listing.name ?? '',
    [`${prefix}_amt`]: ranked === undefined ? '' : formatSigned(Math.trunc(ranked.won / TEN_MILLION)),
    [`${prefix}_qty`]: ranked === undefined ? '' : formatSigned(Math.trunc(ranked.net / 1_000)),
  };
}

export const INVESTOR_RANKING_HANDLERS: HandlerTable = {
  ka10044: institutionsByInstrument,
  ka10058: investorsByInstrument,
  ka10062: sameSide,
  ka10063: duringTheDay,
  ka10065: topOfTheDay,
  ka10066: afterTheClose,
  ka90009: forCustomer(fourRankings),
};
