import { ok, type Result } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';
import {
  minus,
  netAmount,
  netQuantity,
  NOTHING_TRADED,
  plus,
  type Split,
  type Traded,
} from '../../../market/participation/split.ts';
import type { BookScope } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatPercent,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import {
  forCustomer,
  resolveListing,
  type Call,
  type HandlerTable,
  type Params,
  type Reply,
} from '../handler.ts';
import { inMillions } from './amounts.ts';
import { dayWords, daysBack, readDayRows, readPeriod } from './days.ts';
import { arbitrageOf, nonArbitrageOf, programmeMarket, programmeOf, sideFields } from './programme-words.ts';
import { quoteWords, rankAll, rankingReply } from './ranking-rows.ts';
import { pageOfRows } from './row-page.ts';

const VENUE_WORDS: Readonly<Record<BookScope, string>> = { KRX: 'KRX', NXT: 'NXT', ALL: '통합' };

/** ka10010 업종프로그램요청: programme trading today of all shares in the industry of a share; of a fund alone. */
function industryProgrammes(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { programmes } = call.market.participation;
  const isAlone = listing.sector === '';
  const peers = call.world.listings.filter(
    (other) =>
      other.symbol === listing.symbol ||
      (!isAlone && other.market === listing.market && other.sector === listing.sector),
  );
  const splits = peers.map(({ symbol }) => programmes.today(symbol, scope));
  const sum = (read: (split: (typeof splits)[number]) => Traded) =>
    splits.map(read).reduce(plus, NOTHING_TRADED);
  return ok({
    body: {
      ...sideFields('dfrt_trst', sum(arbitrageOf)),
      ...sideFields('ndiffpro_trst', sum(nonArbitrageOf)),
      ...sideFields('all_dfrt_trst', sum(programmeOf)),
    },
  });
}

/** Rows that ka90003 has at most. */
const TOP = 50;

/** ka90003 프로그램순매수상위50요청. With 수량 the columns called 금액 hold shares. */
const topProgrammes = forCustomer((params, call) => {
  const { programmes } = call.market.participation;
  const { market } = programmeMarket(params.get('mrkt_tp'), params.get('stex_tp'));
  const byQuantity = params.get('amt_qty_tp') === '2';
  const turn = params.get('trde_upper_tp') === '1' ? -1 : 1;
  const score = (traded: Traded) => turn * (byQuantity ? netQuantity(traded) : netAmount(traded));
  const ranked = rankAll(
    call,
    market === 'KOSPI' ? '001' : '101',
    params.get('stex_tp'),
    ({ symbol, scope }) => {
      const traded = programmeOf(programmes.today(symbol, scope));
      return score(traded) > 0 ? traded : null;
    },
    score,
  );
  return rankingReply(call, 'prm_netprps_upper_50', ranked.slice(0, TOP), ({ candidate, measure }, rank) => {
    const quote = quoteWords(candidate);
    return {
      rank: String(rank),
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      flu_sig: quote.sign,
      pred_pre: quote.change,
      flu_rt: quote.rate,
      acc_trde_qty: quote.volume,
      prm_sell_amt: String(byQuantity ? measure.sellQuantity : inMillions(measure.sellAmount)),
      prm_buy_amt: String(byQuantity ? measure.buyQuantity : inMillions(measure.buyAmount)),
      prm_netprps_amt: formatSigned(byQuantity ? netQuantity(measure) : inMillions(netAmount(measure))),
    };
  });
});

/** ka90004 종목별프로그램매매현황요청: every instrument of a market on one day, with the sums over all of them. */
function programmesByInstrument(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { programmes } = call.market.participation;
  const { market } = programmeMarket(params.get('mrkt_tp'), params.get('stex_tp'));
  const { to } = readPeriod(call, '', params.get('dt'));
  const ranked = rankAll(
    call,
    market === 'KOSPI' ? '001' : '101',
    params.get('stex_tp'),
    ({ symbol, scope }) => {
      const split = programmes.period(symbol, scope, to, to);
      const traded = programmeOf(split);
      if (traded.buyQuantity + traded.sellQuantity === 0) return null;
      const whole = split.buyAmount.reduce((sum, amount) => sum + amount, 0);
      return { traded, whole };
    },
    ({ traded }) => netAmount(traded),
  );
  const sum = ranked.reduce((total, { measure }) => plus(total, measure.traded), NOTHING_TRADED);
  const whole = ranked.reduce((total, { measure }) => total + measure.whole, 0);
  const reply = rankingReply(call, 'stk_prm_trde_prst', ranked, ({ candidate, measure }) => {
    const quote = quoteWords(candidate);
    const { traded } = measure;
    return {
      stk_cd: candidate.code,
      stk_nm: candidate.listing.name,
      cur_prc: quote.price,
      flu_sig: quote.sign,
      pred_pre: quote.change,
      buy_cntr_qty: String(traded.buyQuantity),
      buy_cntr_amt: String(inMillions(traded.buyAmount)),
      sel_cntr_qty: String(traded.sellQuantity),
      sel_cntr_amt: String(inMillions(traded.sellAmount)),
      netprps_prica: formatSigned(inMillions(netAmount(traded))),
      all_trde_rt: `+${partOf(traded, measure.whole)}`,
    };
  });
  if (!reply.ok) return reply;
  const totals = {
    tot_1: String(sum.buyQuantity),
    tot_2: String(inMillions(sum.buyAmount)),
    tot_3: String(sum.sellQuantity),
    tot_4: String(inMillions(sum.sellAmount)),
    tot_5: formatSigned(inMillions(netAmount(sum))),
    tot_6: partOf(sum, whole),
  };
  return ok({ ...reply.value, body: { ...totals, ...reply.value.body } });
}

/** Both sides of programme trading in percent of both sides of everything. */
function partOf(traded: Traded, turnover: number): string {
  return formatPercent(turnover === 0 ? 0 : ((traded.buyAmount + traded.sellAmount) / (2 * turnover)) * 100);
}

/** What a row of ka90008 or ka90013 says besides its price; the unit that was not asked for stays blank. */
function amountFields(traded: Traded, change: Traded, code: string): Record<string, string> {
  const amounts = {
    prm_sell_amt: String(inMillions(traded.sellAmount)),
    prm_buy_amt: String(inMillions(traded.buyAmount)),
    prm_netprps_amt: formatSigned(inMillions(netAmount(traded))),
    prm_netprps_amt_irds: formatSigned(inMillions(netAmount(change))),
  };
  const quantities = {
    prm_sell_qty: String(traded.sellQuantity),
    prm_buy_qty: String(traded.buyQuantity),
    prm_netprps_qty: formatSigned(netQuantity(traded)),
    prm_netprps_qty_irds: formatSigned(netQuantity(change)),
  };
  const blank = (fields: Record<string, string>) =>
    Object.fromEntries(Object.keys(fields).map((key) => [key, '']));
  return {
    ...(code === '2' ? blank(amounts) : amounts),
    ...(code === '1' ? blank(quantities) : quantities),
  };
}

/** Shares on loan that were given back on the day, and those still out. The time of the base price is empty here as it is there. */
function lendingFields(call: Call, symbol: string, date: KstDate) {
  const { repaid, balance } = call.market.credit.loans('lending', symbol, date);
  return { base_pric_tm: '', dbrt_trde_rpy_sum: String(repaid), remn_rcvord_sum: String(balance) };
}

/** ka90008 종목시간별프로그램매매추이요청: a day up to each of its minutes, newest first. */
function programmesByMinute(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope } = found.value;
  const { participation } = call.market;
  const { to } = readPeriod(call, '', params.get('date'));
  const minutes = participation.programmes.minutes(listing.symbol, scope, to);
  const page = pageOfRows(minutes.toReversed(), call.cursor);
  if (!page.ok) return page;
  const before = participation.tradingDayBefore(to);
  const base =
    to === call.world.tradingDate()
      ? call.world.day(listing.symbol, 'KRX').basePrice
      : (participation.closes(listing.symbol, before, before)[0] ?? minutes[0]?.bar.open ?? 0);
  let volume = minutes
    .slice(0, minutes.length - page.value.start)
    .reduce((sum, { bar }) => sum + bar.volume, 0);
  const rows = page.value.rows.map(({ bar, soFar }, place) => {
    const traded = programmeOf(soFar);
    const earlier = minutes[minutes.length - page.value.start - place - 2];
    const change = earlier === undefined ? traded : minus(traded, programmeOf(earlier.soFar));
    const sum = volume;
    volume -= bar.volume;
    return {
      tm: formatTime(bar.time),
      cur_prc: formatSignedPrice(bar.close, base),
      pre_sig: directionCode(bar.close, base),
      pred_pre: formatSigned(bar.close - base),
      flu_rt: formatSignedPercent(percentChange(bar.close, base)),
      trde_qty: String(sum),
      ...amountFields(traded, change, params.get('amt_qty_tp')),
      ...lendingFields(call, listing.symbol, to),
      stex_tp: VENUE_WORDS[scope],
    };
  });
  return ok({ body: { stk_tm_prm_trde_trnsn: rows }, nextCursor: page.value.nextCursor });
}

/** ka90013 종목일별프로그램매매추이요청. */
function programmesByDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { to } = readPeriod(call, '', params.get('date'));
  const page = readDayRows(call, found.value, call.market.participation.programmes, { to });
  if (!page.ok) return page;
  const { rows: days, nextCursor } = page.value;
  const rows = days.map((row, place) => {
    const words = dayWords(row);
    const traded = programmeOf(row.split);
    const before = days[place + 1]?.split ?? splitBefore(call, found.value, row.date);
    const change = before === undefined ? traded : minus(traded, programmeOf(before));
    return {
      dt: row.date,
      cur_prc: words.close,
      pre_sig: words.sign,
      pred_pre: words.change,
      flu_rt: words.rate,
      trde_qty: words.volume,
      ...amountFields(traded, change, params.get('amt_qty_tp')),
      ...lendingFields(call, found.value.listing.symbol, row.date),
      stex_tp: VENUE_WORDS[found.value.scope],
    };
  });
  return ok({ body: { stk_daly_prm_trde_trnsn: rows }, nextCursor });
}

/** Programme trading of the day before a date; none before the first day. */
function splitBefore(call: Call, { listing, scope }: ScopedListing, date: KstDate): Split | undefined {
  const before = daysBack(call, date, 1);
  return call.market.participation.programmes.days(listing.symbol, scope, before, before)[0]?.split;
}

export const STOCK_PROGRAMME_HANDLERS: HandlerTable = {
  ka10010: forCustomer(industryProgrammes),
  ka90003: topProgrammes,
  ka90004: forCustomer(programmesByInstrument),
  ka90008: forCustomer(programmesByMinute),
  ka90013: forCustomer(programmesByDay),
};
