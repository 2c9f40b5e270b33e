import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { foreignFirmPlaces, MEMBER_FIRMS } from '../../../market/participation/member-firms.ts';
import { minus, netAmount, netQuantity, tradedBy, type Traded } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import {
  forCustomer,
  resolveListing,
  type Call,
  type HandlerTable,
  type Params,
  type Reply,
} from '../handler.ts';
import { Candidate, candidatesOf } from '../rankings/candidate.ts';
import { bandOfLabel, isInBand } from '../rankings/label-bands.ts';
import { inMillions } from './amounts.ts';
import { daysBack, rankingPeriod } from './days.ts';
import { readMember } from './member-words.ts';
import { quoteWords, rankAll, rankingReply, venueOf } from './ranking-rows.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

/** ka10037 외국계창구매매상위요청: what foreign houses carried. */
const foreignHouses = forCustomer((params, call) => {
  const { members } = call.market.participation;
  const { from, to } = rankingPeriod(call, params.get('dt'));
  const byAmount = params.get('sort_tp') === '1';
  const score = scoreOf(params.get('trde_tp'), byAmount);
  const ranked = rankAll(
    call,
    params.get('mrkt_tp'),
    venueOf(params),
    ({ symbol, scope }) => {
      const split = members.period(symbol, scope, from, to);
      const traded = tradedBy(split, foreignFirmPlaces());
      return score(traded) > 0 ? { traded, all: tradedBy(split) } : null;
    },
    ({ traded }) => score(traded),
  );
  return rankingReply(call, 'frgn_wicket_trde_upper', ranked, ({ candidate, measure }, rank) => {
    const quote = quoteWords(candidate);
    const { traded, all } = measure;
    return {
      rank: String(rank),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      pred_pre_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
      sel_trde_qty: formatSigned(-traded.sellQuantity),
      buy_trde_qty: formatSigned(traded.buyQuantity),
      netprps_trde_qty: formatSigned(netQuantity(traded)),
      netprps_prica: formatSigned(inMillions(netAmount(traded))),
      trde_qty: String(all.buyQuantity),
      trde_prica: String(inMillions(all.buyAmount)),
    };
  });
});

/** `trde_tp` 1 순매수, 2 순매도, 3 매수, 4 매도. */
function scoreOf(code: string, byAmount: boolean): (traded: Traded) => number {
  const net = byAmount ? netAmount : netQuantity;
  if (code === '1') return net;
  if (code === '2') return (traded) => -net(traded);
  if (code === '3') return ({ buyAmount, buyQuantity }) => (byAmount ? buyAmount : buyQuantity);
  return ({ sellAmount, sellQuantity }) => (byAmount ? sellAmount : sellQuantity);
}

/** ka10039 증권사별매매상위요청: instruments that one member bought or sold net. */
function byMember(params: Params, call: Call): Result<Reply, ApiFailure> {
  const places = readMember(params.get('mmcm_cd'));
  if (!places.ok) return places;
  const { members, closes } = call.market.participation;
  const { from, to } = rankingPeriod(call, params.get('dt'));
  const least = Number(params.get('trde_qty_tp')) * 1_000;
  const turn = params.get('trde_tp') === '2' ? -1 : 1;
  const ranked = rankAll(
    call,
    '000',
    venueOf(params),
    ({ symbol, scope }) => {
      const split = members.period(symbol, scope, from, to);
      const traded = tradedBy(split, places.value);
      const net = turn * netQuantity(traded);
      return net > 0 && net >= least ? { traded, all: tradedBy(split) } : null;
    },
    ({ traded }) => turn * netQuantity(traded),
  );
  return rankingReply(call, 'sec_trde_upper', ranked, ({ candidate, measure: { traded, all } }, rank) => {
    const prices = closes(candidate.symbol, daysBack(call, from, 1), to);
    const [now, before] = [prices[0] ?? 0, prices.at(-1) ?? 0];
    return {
      rank: String(rank),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      prid_stkpc_flu: formatSigned(now - before),
      flu_rt: formatSignedPercent(before === 0 ? 0 : percentChange(now, before)),
      prid_trde_qty: String(all.buyQuantity),
      netprps: formatSigned(netQuantity(traded)),
      buy_trde_qty: formatSigned(traded.buyQuantity),
      sel_trde_qty: formatSigned(-traded.sellQuantity),
      netprps_amt: formatSigned(inMillions(netAmount(traded))),
      buy_amt: formatSigned(inMillions(traded.buyAmount)),
      sell_amt: formatSigned(-inMillions(traded.sellAmount)),
    };
  });
}

/** What a member did in one minute. */
interface Moment {
  readonly candidate: Candidate;
  readonly at: EpochMs;
  readonly change: Traded;
  readonly soFar: Traded;
}

/** `mrkt_tp` of ka10052. @source Kiwoom REST API guide, ka10052 */
const MOMENT_MARKETS: Readonly<Record<string, string>> = { '0': '000', '1': '001', '2': '101' };

/**
 * ka10052 거래원순간거래량요청: what one member bought or sold net, minute by minute of one instrument (latest first), or in the running
 * minute of every instrument of a market (largest first).
 */
function moments(params: Params, call: Call): Result<Reply, ApiFailure> {
  const places = readMember(params.get('mmcm_cd'));
  if (!places.ok) return places;
  const found = momentsIn(params, call, places.value);
  if (!found.ok) return found;
  const least = Number(params.get('qty_tp')) * 1_000;
  const label = kiwoomEndpoint('ka10052').request.find(({ key }) => key === 'pric_tp')?.values?.[
    params.get('pric_tp') as '0'
  ];
  const band = bandOfLabel((label ?? '').replaceAll(' ', ''));
  const wanted = found.value.filter(({ change, candidate }) => {
    const net = Math.abs(netQuantity(change));
    return net > 0 && net >= least && isInBand(candidate.day.lastPrice, band);
  });
  const page = pageOfRows(wanted, call.cursor);
  if (!page.ok) return page;
  const name = MEMBER_FIRMS.find(({ code }) => code === params.get('mmcm_cd'))?.name ?? '외국계';
  const rows = page.value.rows.map(({ candidate, at, change, soFar }) => {
    const quote = quoteWords(candidate);
    const net = netQuantity(change);
    return {
      tm: formatTime(at),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      trde_ori_nm: name,
      tp: net > 0 ? '매수' : '매도',
      mont_trde_qty: formatSigned(net),
      acc_netprps: formatSigned(netQuantity(soFar)),
      cur_prc: quote.price,
      pred_pre_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
    };
  });
  return ok({ body: { trde_ori_mont_trde_qty: rows }, nextCursor: page.value.nextCursor });
}

function momentsIn(
  params: Params,
  call: Call,
  places: readonly number[],
): Result<readonly Moment[], ApiFailure> {
  const { members } = call.market.participation;
  const scope = scopeOfVenue(params.get('stex_tp'));
  const now = call.world.clock.now();
  const market = MOMENT_MARKETS[params.get('mrkt_tp')];
  if (market !== undefined) {
    const all = candidatesOf(call.world, market, scope).map((candidate) => {
      const soFar = tradedBy(members.today(candidate.symbol, scope), places);
      const change = minus(soFar, tradedBy(members.untilLastMinute(candidate.symbol, scope), places));
      return { candidate, at: now, change, soFar };
    });
    return ok(all.sort((a, b) => Math.abs(netQuantity(b.change)) - Math.abs(netQuantity(a.change))));
  }
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const candidate = new Candidate(call.world, found.value.listing, scope);
  const minutes = members.minutes(candidate.symbol, scope);
  const all = minutes.map(({ bar, soFar }, place): Moment => {
    const before = minutes[place - 1];
    const sum = tradedBy(soFar, places);
    const change = before === undefined ? sum : minus(sum, tradedBy(before.soFar, places));
    return { candidate, at: bar.time, change, soFar: sum };
  });
  return ok(all.reverse());
}

export const MEMBER_RANKING_HANDLERS: HandlerTable = {
  ka10037: foreignHouses,
  ka10039: forCustomer(byMember),
  ka10052: forCustomer(moments),
};
