import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { price } from '#shared/domain/price.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { stepDown, stepUp } from '#shared/domain/tick-size.ts';
import { kstInstant, type EpochMs } from '#shared/domain/time.ts';
import { endOfMinute, minutesOfYesterday, tradesOfYesterday } from '../../../market/past-days/past-trades.ts';
import { aggressionOf, strengthOf } from '../../../market/strength/strength.ts';
import type { Bar } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatMillions,
  formatPercent,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { resolveListing, type Call, type Params, type Reply } from '../handler.ts';

const PAGE = 100;

/** A trade or a minute of today or of the day before, with what had traded by its end. */
interface DayTrade {
  readonly at: EpochMs;
  readonly price: number;
  /** Negative when a seller crossed the spread. */
  readonly quantity: number;
  readonly volume: number;
  readonly turnover: number;
  /** 체결강도 up to here, in percent. */
  readonly strength: number;
  readonly venue: string;
}

interface Query {
  readonly found: ScopedListing;
  readonly isToday: boolean;
  /** Exclusive; null for the latest. */
  readonly before: EpochMs | null;
  readonly start: number;
  readonly call: Call;
}

/** ka10055 당일전일체결량: trades of today or of the day before. */
export function tradeSizes(params: Params, call: Call): Result<Reply, ApiFailure> {
  return tradeList(params, call, 'tdy_pred_cntr_qty', false, (trade, base) => ({
    cntr_tm: formatTime(trade.at),
    cntr_pric: formatSignedPrice(trade.price, base),
    pred_pre_sig: directionCode(trade.price, base),
    pred_pre: formatSigned(trade.price - base),
    flu_rt: formatSignedPercent(percentChange(trade.price, base)),
    cntr_qty: formatSigned(trade.quantity),
    acc_trde_qty: String(trade.volume),
    acc_trde_prica: formatMillions(trade.turnover),
  }));
}

/** ka10084 당일전일체결: trades or minutes of today or of the day before, up to the minute `tm`. */
export function dayTrades(params: Params, call: Call): Result<Reply, ApiFailure> {
  return tradeList(
    params,
    call,
    'tdy_pred_cntr',
    params.get('tic_min') === '1',
    (trade, base, { listing }) => {
      const ladder = ladderFor(listing.kind, call.world.tradingDate());
      const isSale = trade.quantity < 0;
      const at = price(trade.price);
      return {
        tm: formatTime(trade.at),
        cur_prc: formatSignedPrice(trade.price, base),
        pred_pre: formatSigned(trade.price - base),
        pre_rt: formatSignedPercent(percentChange(trade.price, base)),
        pri_sel_bid_unit: formatSignedPrice(isSale ? stepUp(at, ladder) : at, base),
        pri_buy_bid_unit: formatSignedPrice(isSale ? at : stepDown(at, ladder), base),
        cntr_trde_qty: formatSigned(trade.quantity),
        sign: directionCode(trade.price, base),
        acc_trde_qty: String(trade.volume),
        acc_trde_prica: formatMillions(trade.turnover),
        cntr_str: formatPercent(trade.strength),
        stex_tp: trade.venue,
      };
    },
  );
}

/** A cursor is the number of rows shown and, because today's list grows at its head, the time of the first page. */
function tradeList(
  params: Params,
  call: Call,
  list: string,
  inMinutes: boolean,
  row: (trade: DayTrade, base: number, found: ScopedListing) => Readonly<Record<string, string>>,
): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const cursor = call.cursor === null ? null : /^([0-9a-z]{1,10})\.([0-9a-z]{1,5})$/.exec(call.cursor);
  if (call.cursor !== null && cursor === null)
    return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  const until = readUntil(params, call, cursor?.[1]);
  if (!until.ok) return until;
  const start = parseInt(cursor?.[2] ?? '0', 36);
  const isToday = params.get('tdy_pred') === '1';
  const query = { found: found.value, isToday, before: until.value, start, call };
  const trades = inMinutes ? minutesOf(query) : isToday ? tradesOfToday(query) : tradesOfPast(query);
  const base = isToday
    ? call.world.day(found.value.listing.symbol, found.value.scope).basePrice
    : baseOfYesterday(query);
  const rows = trades.slice(0, PAGE).map((trade) => row(trade, base, found.value));
  const hasMore = trades.length > PAGE;
  const shownUntil = (until.value ?? call.world.clock.now() + 1).toString(36);
  return ok({
    body: { [list]: rows },
    nextCursor: hasMore ? `${shownUntil}.${(start + PAGE).toString(36)}` : null,
  });
}

/** Where the list ends: the cursor's instant, else the end of the minute `tm`. */
function readUntil(
  params: Params,
  call: Call,
  cursor: string | undefined,
): Result<EpochMs | null, ApiFailure> {
  if (cursor !== undefined) return ok(parseInt(cursor, 36) as EpochMs);
  const text = params.get('tm');
  if (text === '') return ok(null);
  if (!/^([01]\d|2[0-3])[0-5]\d$/.test(text)) return err(apiFailure('1517', 'tm', 'HHMM 형식이 아닙니다'));
  const isToday = params.get('tdy_pred') === '1';
  const start = kstInstant(call.world.tradingDate(), 0);
  const [yesterday] = isToday
    ? []
    : minutesOfYesterday(call.world, params.get('stk_cd').replace(/^A/, '').slice(0, 6), 'KRX');
  return ok(endOfMinute(yesterday?.time ?? start, text));
}

function tradesOfToday({ found, before, start, call }: Query): readonly DayTrade[] {
  const { listing, scope } = found;
  const day = call.world.day(listing.symbol, scope);
  const left = {
    volume: +day.volume,
    turnover: +day.turnover,
    bought: +day.buyVolume,
    sold: +day.sellVolume,
  };
  const trades: DayTrade[] = [];
  for (const print of call.world.prints(listing.symbol, scope, Number.POSITIVE_INFINITY)) {
    const { at, price: traded, quantity, venue, aggressor } = print;
    if (before === null || at < before) {
      const { volume, turnover } = left;
      const signed = aggressor === 'sell' ? -quantity : quantity;
      trades.push({
        at,
        price: traded,
        quantity: signed,
        volume,
        turnover,
        strength: strengthOf(left),
        venue,
      });
      if (trades.length > start + PAGE) break;
    }
    left.volume -= quantity;
    left.turnover -= traded * quantity;
    if (aggressor === 'buy') left.bought -= quantity;
    if (aggressor === 'sell') left.sold -= quantity;
  }
  return trades.slice(start);
}

function tradesOfPast({ found, before, start, call }: Query): readonly DayTrade[] {
  const { listing, scope } = found;
  const query = { symbol: listing.symbol, scope, before, count: start + PAGE + 1 };
  const strengths = strengthByMinute(minutesOfYesterday(call.world, listing.symbol, scope));
  return tradesOfYesterday(call.world, call.market.seed, query)
    .slice(start)
    .map(({ at, price: traded, quantity, aggressor, volume, turnover }) => ({
      at: at as EpochMs,
      price: traded,
      quantity: aggressor === 'sell' ? -quantity : quantity,
      volume,
      turnover,
      strength: strengths.get(at - (at % 60_000)) ?? 0,
      venue: scope === 'NXT' ? 'NXT' : 'KRX',
    }));
}

function minutesOf({ found, isToday, before, start, call }: Query): readonly DayTrade[] {
  const { listing, scope } = found;
  const today = kstInstant(call.world.tradingDate(), 0);
  const bars = isToday
    ? call.world
        .bars(listing.symbol, scope, { unit: 'minute', count: 1 }, null, 1_440)
        .filter(({ time }) => time >= today)
    : minutesOfYesterday(call.world, listing.symbol, scope);
  const strengths = strengthByMinute(bars);
  let volume = bars.reduce((sum, bar) => sum + bar.volume, 0);
  let turnover = bars.reduce((sum, bar) => sum + bar.turnover, 0);
  const trades = bars.map((bar): DayTrade => {
    const trade = {
      at: bar.time,
      price: bar.close,
      quantity: bar.close < bar.open ? -bar.volume : bar.volume,
      volume,
      turnover,
      strength: strengths.get(bar.time) ?? 0,
      venue: scope === 'NXT' ? 'NXT' : 'KRX',
    };
    volume -= bar.volume;
    turnover -= bar.turnover;
    return trade;
  });
  return trades.filter(({ at }) => before === null || at < before).slice(start, start + PAGE + 1);
}

/** Strength from the start of the day to the end of each minute. Bars come newest first. */
function strengthByMinute(bars: readonly Bar[]): ReadonlyMap<number, number> {
  const strengths = new Map<number, number>();
  let sums = { bought: 0, sold: 0 };
  for (const bar of bars.toReversed()) {
    const { bought, sold } = aggressionOf(bar);
    sums = { bought: sums.bought + bought, sold: sums.sold + sold };
    strengths.set(bar.time, strengthOf(sums));
  }
  return strengths;
}

/** The close two trading days ago, which yesterday's changes are counted from. */
function baseOfYesterday({ found, call }: Query): number {
  const { close, open } = call.market.pastDays.of(found.listing.symbol, found.scope, 2);
  return close[1] ?? open[0] ?? call.world.day(found.listing.symbol, found.scope).basePrice;
}
