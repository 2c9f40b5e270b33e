import { err, ok, type Result } from '#shared/domain/result.ts';
import { isKstDate, kstDate, kstInstant, type KstDate } from '#shared/domain/time.ts';
import type { Market } from '#shared/domain/instrument.ts';
import { netAmount, netQuantity } from '../../../market/participation/split.ts';
import type { BookScope } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { formatSigned } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import { forCustomer, type Call, type HandlerTable, type Params, type Reply } from '../handler.ts';
import { inMillions, valueOf } from './amounts.ts';
import { daysBack, readPeriod, type Period } from './days.ts';
import {
  arbitrageOf,
  indexByMinute,
  indexFields,
  indexOnDay,
  marketDays,
  marketMeasure,
  nonArbitrageOf,
  programmeMarket,
  programmeOf,
  trendFields,
} from './programme-words.ts';
import { pageOfRows } from './row-page.ts';
import { scopeOfVenue } from '../../wording/symbol-code.ts';

const DAYS_PER_PAGE = 20;
/** Days of history that markets are asked for. */
const OLDEST = 260;

/** The days of one page up to a date. A cursor is the first day that has been shown. */
function pageOfDays(
  call: Call,
  to: KstDate,
): Result<Period & { readonly nextCursor: string | null }, ApiFailure> {
  const { cursor } = call;
  if (cursor !== null && !isKstDate(cursor)) {
    return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  }
  const last = cursor === null ? to : daysBack(call, kstDate(cursor), 1);
  const from = daysBack(call, last, DAYS_PER_PAGE - 1);
  const oldest = daysBack(call, call.world.tradingDate(), OLDEST);
  return ok({ from, to: last, nextCursor: from > oldest ? from : null });
}

/**
 * ka90005 프로그램매매추이요청 시간대별: today up to each minute, newest first. 분 has finished minutes, 틱 the running one too. Of an earlier
 * day the minutes of a whole market are not kept: it has its last row alone.
 */
function trendByMinute(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { market, scope } = programmeMarket(params.get('mrkt_tp'), params.get('stex_tp'));
  const measure = marketMeasure(params.get('amt_qty_tp'));
  const { to } = readPeriod(call, '', params.get('date'));
  if (to !== call.world.tradingDate()) {
    const rows = marketDays(call, market, scope, to, to).map(({ date, split }) => ({
      cntr_tm: formatTime(kstInstant(date, 15.5 * 3_600_000)),
      ...trendFields(split, measure),
      ...indexFields(indexOnDay(call, market, date), true),
    }));
    return ok({ body: { prm_trde_trnsn: rows } });
  }
  const all = call.market.participation.programmes.marketMinutes(market, scope);
  const minutes = (params.get('min_tic_tp') === '1' ? all.slice(0, -1) : all).toReversed();
  const page = pageOfRows(minutes, call.cursor);
  if (!page.ok) return page;
  const indexAt = indexByMinute(call, market);
  const rows = page.value.rows.map(({ time, soFar }) => ({
    cntr_tm: formatTime(time),
    ...trendFields(soFar, measure),
    ...indexFields(indexAt(time), true),
  }));
  return ok({ body: { prm_trde_trnsn: rows }, nextCursor: page.value.nextCursor });
}

/** ka90010 프로그램매매추이요청 일자별. 분틱구분 means nothing for days. */
function trendByDay(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { market, scope } = programmeMarket(params.get('mrkt_tp'), params.get('stex_tp'));
  const page = pageOfDays(call, readPeriod(call, '', params.get('date')).to);
  if (!page.ok) return page;
  const { from, to, nextCursor } = page.value;
  const rows = marketDays(call, market, scope, from, to).map(({ date, split }) => ({
    cntr_tm: `${date}000000`,
    ...trendFields(split, marketMeasure(params.get('amt_qty_tp'))),
    ...indexFields(indexOnDay(call, market, date), false),
  }));
  return ok({ body: { prm_trde_trnsn: rows }, nextCursor });
}

/** ka90007 프로그램매매누적추이요청: each day, and what it adds up to since its month began. */
function trendSoFar(params: Params, call: Call): Result<Reply, ApiFailure> {
  const { market, scope } = programmeMarket(params.get('mrkt_tp'), params.get('stex_tp'));
  const measure = marketMeasure(params.get('amt_qty_tp'));
  const page = pageOfDays(call, readPeriod(call, '', params.get('date')).to);
  if (!page.ok) return page;
  const { from, to, nextCursor } = page.value;
  const monthOf = (date: KstDate) => date.slice(0, 6);
  const days = marketDays(call, market, scope, kstDate(`${monthOf(from)}01`), to).toReversed();
  let month = '';
  let [arbitrage, rest, all] = [0, 0, 0];
  const rows = days.map(({ date, split }) => {
    if (monthOf(date) !== month) [arbitrage, rest, all] = [0, 0, 0];
    month = monthOf(date);
    const today = [arbitrageOf(split), nonArbitrageOf(split), programmeOf(split)].map((traded) =>
      valueOf(traded, 'net', measure),
    );
    arbitrage += today[0] ?? 0;
    rest += today[1] ?? 0;
    all += today[2] ?? 0;
    return {
      dt: date,
      ...indexFields(indexOnDay(call, market, date), false),
      dfrt_trde_tdy: formatSigned(today[0] ?? 0),
      dfrt_trde_acc: formatSigned(arbitrage),
      ndiffpro_trde_tdy: formatSigned(today[1] ?? 0),
      ndiffpro_trde_acc: formatSigned(rest),
      all_tdy: formatSigned(today[2] ?? 0),
      all_acc: formatSigned(all),
    };
  });
  const shown = rows.filter(({ dt }) => dt >= from).reverse();
  return ok({ body: { prm_trde_acc_trnsn: shown }, nextCursor });
}

/** What was open on this day; the days before and after follow from what arbitrage traded net. */
const KNOWN_ON = kstDate('20260917');
const KNOWN_BALANCES = {
  bought: { quantity: 24_000_000, amount: 2_400_000_000_000 },
  sold: { quantity: 11_000_000, amount: 1_100_000_000_000 },
};

interface Open {
  readonly quantity: number;
  readonly amount: number;
}

/**
 * ka90006 프로그램매매차익잔고추이요청: what arbitrage has open on either side of KOSPI.
 *
 * Half of a net purchase opens bought positions, the other half closes sold ones, so that the difference of the two moves by exactly what
 * arbitrage traded net.
 */
function arbitrageBalances(params: Params, call: Call): Result<Reply, ApiFailure> {
  const page = pageOfDays(call, readPeriod(call, '', params.get('date')).to);
  if (!page.ok) return page;
  const { from, to, nextCursor } = page.value;
  const rows = balancesOf(call, 'KOSPI', scopeOfVenue(params.get('stex_tp')), from, to).map(
    ({ date, bought, sold, boughtChange, soldChange }) => ({
      dt: date,
      buy_dfrt_trde_qty: String(bought.quantity),
      buy_dfrt_trde_amt: String(inMillions(bought.amount)),
      buy_dfrt_trde_irds_amt: formatSigned(inMillions(boughtChange)),
      sel_dfrt_trde_qty: String(sold.quantity),
      sel_dfrt_trde_amt: String(inMillions(sold.amount)),
      sel_dfrt_trde_irds_amt: formatSigned(inMillions(soldChange)),
    }),
  );
  return ok({ body: { prm_trde_dfrt_remn_trnsn: rows }, nextCursor });
}

function balancesOf(call: Call, market: Market, scope: BookScope, from: KstDate, to: KstDate) {
  const start = from < KNOWN_ON ? from : KNOWN_ON;
  const end = to > KNOWN_ON ? to : KNOWN_ON;
  const moves = marketDays(call, market, scope, start, end)
    .toReversed()
    .map(({ date, split }) => {
      const traded = arbitrageOf(split);
      return { date, quantity: halves(netQuantity(traded)), amount: halves(netAmount(traded)) };
    });
  const known = moves.filter(({ date }) => date <= KNOWN_ON);
  const sumOf = (read: (move: (typeof moves)[number]) => number) =>
    known.reduce((sum, move) => sum + read(move), 0);
  let bought: Open = {
    quantity: KNOWN_BALANCES.bought.quantity - sumOf(({ quantity }) => quantity.opened),
    amount: KNOWN_BALANCES.bought.amount - sumOf(({ amount }) => amount.opened),
  };
  let sold: Open = {
    quantity: KNOWN_BALANCES.sold.quantity + sumOf(({ quantity }) => quantity.closed),
    amount: KNOWN_BALANCES.sold.amount + sumOf(({ amount }) => amount.closed),
  };
  const balances = moves.map(({ date, quantity, amount }) => {
    bought = { quantity: bought.quantity + quantity.opened, amount: bought.amount + amount.opened };
    sold = { quantity: sold.quantity - quantity.closed, amount: sold.amount - amount.closed };
    return { date, bought, sold, boughtChange: amount.opened, soldChange: -amount.closed };
  });
  return balances.filter(({ date }) => date >= from && date <= to).reverse();
}

function halves(net: number): { readonly opened: number; readonly closed: number } {
  const opened = Math.floor(net / 2);
  return { opened, closed: net - opened };
}

export const MARKET_PROGRAMME_HANDLERS: HandlerTable = {
  ka90005: forCustomer(trendByMinute),
  ka90006: forCustomer(arbitrageBalances),
  ka90007: forCustomer(trendSoFar),
  ka90010: forCustomer(trendByDay),
};
