import { ok, type Result } from '#shared/domain/result.ts';
import { MEMBER_FIRMS } from '../../../market/participation/member-firms.ts';
import { netQuantity, tradedBy, type Split } from '../../../market/participation/split.ts';
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
import { dayWords, daysBack, readDayRows, readPeriod, type Period } from './days.ts';
import { departuresOf, LEADERS, membersToday, readMember } from './member-words.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

/** ka10102 회원사 리스트. `gb` 1 marks foreign houses. */
function memberList(): Result<Reply, ApiFailure> {
  const list = MEMBER_FIRMS.map(({ code, name, isForeign }) => ({ code, name, gb: isForeign ? '1' : '0' }));
  return ok({ body: { list } });
}

/** ka10002 주식거래원요청. */
function leadingMembers(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope, code } = found.value;
  const day = call.world.day(listing.symbol, scope);
  const words = createQuoteWords(day);
  const { buyers, sellers } = membersToday(call, listing.symbol, scope);
  const fields: Record<string, string> = {};
  for (let rank = 1; rank <= LEADERS; rank += 1) {
    const [seller, buyer] = [sellers[rank - 1], buyers[rank - 1]];
    fields[`sel_trde_ori_nm_${rank}`] = seller?.name ?? '';
    fields[`sel_trde_ori_${rank}`] = seller?.code ?? '';
    fields[`sel_trde_qty_${rank}`] = String(seller?.quantity ?? 0);
    fields[`buy_trde_ori_nm_${rank}`] = buyer?.name ?? '';
    fields[`buy_trde_ori_${rank}`] = buyer?.code ?? '';
    fields[`buy_trde_qty_${rank}`] = String(buyer?.quantity ?? 0);
  }
  return ok({
    body: {
      stk_cd: code,
      stk_nm: listing.name,
      cur_prc: words.signed(day.lastPrice),
      flu_smbol: words.direction(day.lastPrice),
      base_pric: formatPrice(day.basePrice),
      pred_pre: words.change(day.lastPrice),
      flu_rt: words.changeRate(day.lastPrice),
      ...fields,
    },
  });
}

/** ka10040 당일주요거래원요청. */
function membersOfTheDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { buyers, sellers, foreign } = membersToday(call, listing.symbol, scope);
  const fields: Record<string, string> = {};
  for (let rank = 1; rank <= LEADERS; rank += 1) {
    for (const [prefix, members, turn] of [
      ['sel', sellers, -1],
      ['buy', buyers, 1],
    ] as const) {
      const member = members[rank - 1];
      fields[`${prefix}_trde_ori_irds_${rank}`] = formatSigned(turn * (member?.change ?? 0));
      fields[`${prefix}_trde_ori_qty_${rank}`] = formatSigned(turn * (member?.quantity ?? 0));
      fields[`${prefix}_trde_ori_${rank}`] = member?.name ?? '';
      fields[`${prefix}_trde_ori_cd_${rank}`] = member?.code ?? '';
    }
  }
  return ok({
    body: {
      ...fields,
      frgn_sel_prsm_sum_chang: formatSigned(-foreign.soldChange),
      frgn_sel_prsm_sum: formatSigned(-foreign.sold),
      frgn_buy_prsm_sum: formatSigned(foreign.bought),
      frgn_buy_prsm_sum_chang: formatSigned(foreign.boughtChange),
      tdy_main_trde_ori: departureRows(call, listing.symbol, scope),
    },
  });
}

/** ka10053 당일상위이탈원요청. */
function departed(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  return ok({ body: { tdy_upper_scesn_ori: departureRows(call, listing.symbol, scope) } });
}

/** Sellers and buyers that left the leaders, side by side. */
function departureRows(call: Call, symbol: string, scope: Parameters<typeof membersToday>[2]) {
  const minutes = call.market.participation.members.minutes(symbol, scope);
  const [sellers, buyers] = [departuresOf(minutes, 'sell'), departuresOf(minutes, 'buy')];
  const now = formatTime(call.world.clock.now());
  return Array.from({ length: Math.max(sellers.length, buyers.length) }, (_none, place) => ({
    sel_scesn_tm: sellers[place]?.at ?? '',
    sell_qty: sellers[place] === undefined ? '' : String(sellers[place].quantity),
    sel_upper_scesn_ori: sellers[place]?.name ?? '',
    buy_scesn_tm: buyers[place]?.at ?? '',
    buy_qty: buyers[place] === undefined ? '' : String(buyers[place].quantity),
    buy_upper_scesn_ori: buyers[place]?.name ?? '',
    qry_dt: call.world.tradingDate(),
    qry_tm: now,
  }));
}

/** ka10078 증권사별종목매매동향요청. */
function memberTrend(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const places = readMember(params.get('mmcm_cd'));
  if (!places.ok) return places;
  const period = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const page = readDayRows(call, found.value, call.market.participation.members, period);
  if (!page.ok) return page;
  const rows = page.value.rows.map((row) => {
    const words = dayWords(row);
    const traded = tradedBy(row.split, places.value);
    return {
      dt: row.date,
      cur_prc: words.close,
      pre_sig: words.sign,
      pred_pre: words.change,
      flu_rt: words.rate,
      acc_trde_qty: words.volume,
      netprps_qty: formatSigned(netQuantity(traded)),
      buy_qty: formatSigned(traded.buyQuantity),
      sell_qty: formatSigned(-traded.sellQuantity),
    };
  });
  return ok({ body: { sec_stk_trde_trend: rows }, nextCursor: page.value.nextCursor });
}

/** Reads `qry_dt_tp`: 0 so many days that end today or the day before (`pot_tp`), 1 the dates that are named. */
function chosenPeriod(params: Params, call: Call): Period {
  if (params.get('qry_dt_tp') === '1') {
    return readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  }
  const today = call.world.tradingDate();
  const to = params.get('pot_tp') === '1' ? daysBack(call, today, 1) : today;
  return { from: daysBack(call, to, Number(params.get('dt') || '5') - 1), to };
}

/** ka10043 거래원매물대분석요청: what one member did day by day, by close or by date. */
function memberDays(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const places = readMember(params.get('mmcm_cd'));
  if (!places.ok) return places;
  const scope = scopeOfVenue(params.get('stex_tp'));
  const scoped = { ...found.value, scope };
  const page = readDayRows(
    { ...call, cursor: null },
    scoped,
    call.market.participation.members,
    chosenPeriod(params, call),
  );
  if (!page.ok) return page;
  const byDate = params.get('sort_base') === '2';
  const days = byDate ? page.value.rows : page.value.rows.toSorted((a, b) => b.bar.close - a.bar.close);
  const shown = pageOfRows(days, call.cursor);
  if (!shown.ok) return shown;
  const rows = shown.value.rows.map((row) => {
    const words = dayWords(row);
    const traded = tradedBy(row.split, places.value);
    const both = traded.buyQuantity + traded.sellQuantity;
    return {
      dt: row.date,
      close_pric: words.close,
      pre_sig: words.sign,
      pred_pre: words.change,
      sel_qty: String(traded.sellQuantity),
      buy_qty: String(traded.buyQuantity),
      netprps_qty: formatSigned(netQuantity(traded)),
      trde_qty_sum: String(both),
      trde_wght: `+${formatPercent(row.bar.volume === 0 ? 0 : (both / (2 * row.bar.volume)) * 100)}`,
    };
  });
  return ok({ body: { trde_ori_prps_anly: rows }, nextCursor: shown.value.nextCursor });
}

/**
 * ka10042 순매수거래원순위요청: members that bought net. 종가순 ranks them by the shares they gained in the period, 날짜순 by those of its
 * last day.
 */
function netBuyers(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { members } = call.market.participation;
  const { from, to } = chosenPeriod(params, call);
  const whole = members.period(listing.symbol, scope, from, to);
  const ranking = params.get('sort_base') === '2' ? members.period(listing.symbol, scope, to, to) : whole;
  const ranked = netRanking(ranking).filter(({ place }) => netOf(whole, place) > 0);
  const page = pageOfRows(ranked, call.cursor);
  if (!page.ok) return page;
  const rows = page.value.rows.map(({ place }, row) => ({
    rank: String(page.value.start + row + 1),
    mmcm_cd: MEMBER_FIRMS[place]?.code ?? '',
    mmcm_nm: MEMBER_FIRMS[place]?.name ?? '',
  }));
  return ok({ body: { netprps_trde_ori_rank: rows }, nextCursor: page.value.nextCursor });
}

function netOf(split: Split, place: number): number {
  return netQuantity(tradedBy(split, [place]));
}

function netRanking(split: Split): readonly { readonly place: number; readonly net: number }[] {
  return MEMBER_FIRMS.map((_firm, place) => ({ place, net: netOf(split, place) })).sort(
    (a, b) => b.net - a.net,
  );
}

/**
 * ka10038 종목별증권사순위요청: members by what they bought or sold net. The period ends at `end_dt` and begins so many days before it as
 * `dt` says, but not before `strt_dt`. The three sums on top are what the members shown bought, sold, and the difference.
 */
function memberRanking(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const named = readPeriod(call, params.get('strt_dt'), params.get('end_dt'));
  const back = daysBack(call, named.to, Number(params.get('dt')));
  const from = back > named.from ? back : named.from;
  const split = call.market.participation.members.period(listing.symbol, scope, from, named.to);
  const turn = params.get('qry_tp') === '1' ? -1 : 1;
  const ranked = netRanking(split)
    .filter(({ net }) => turn * net > 0)
    .sort((a, b) => turn * (b.net - a.net));
  const shown = tradedBy(
    split,
    ranked.map(({ place }) => place),
  );
  const rows = ranked.map(({ place, net }, row) => {
    const traded = tradedBy(split, [place]);
    return {
      rank: String(row + 1),
      mmcm_nm: MEMBER_FIRMS[place]?.name ?? '',
      buy_qty: formatSigned(traded.buyQuantity),
      sell_qty: formatSigned(-traded.sellQuantity),
      acc_netprps_qty: formatSigned(net),
    };
  });
  return ok({
    body: {
      rank_1: formatSigned(shown.buyQuantity),
      rank_2: formatSigned(-shown.sellQuantity),
      rank_3: formatSigned(netQuantity(shown)),
      prid_trde_qty: String(tradedBy(split).buyQuantity),
      stk_sec_rank: rows,
    },
  });
}

export const STOCK_MEMBER_HANDLERS: HandlerTable = {
  ka10002: forCustomer(leadingMembers),
  ka10038: forCustomer(memberRanking),
  ka10040: forCustomer(membersOfTheDay),
  ka10042: forCustomer(netBuyers),
  ka10043: forCustomer(memberDays),
  ka10053: forCustomer(departed),
  ka10078: forCustomer(memberTrend),
  ka10102: forCustomer(memberList),
};
