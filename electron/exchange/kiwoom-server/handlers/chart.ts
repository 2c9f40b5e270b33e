import { ok, type Result } from '#shared/domain/result.ts';
import { DAY_MS, epochMs, kstDateOf, kstInstant } from '#shared/domain/time.ts';
import type { Bar, BarInterval } from '../../world.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import {
  directionCode,
  formatMillions,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
} from '../wording/format.ts';
import { formatDateTime } from '../wording/kst-text.ts';
import { turnoverRate } from '../wording/quote-words.ts';
import type { ScopedListing } from '../wording/symbol-code.ts';
import { endOfBaseDate, readChartPage } from './chart-page.ts';
import { resolveListing, type Call, type Params, type Reply } from './handler.ts';

/** Rows of one answer. @source page sizes seen by clients of the real server: 600 days, 900 minutes or ticks */
const DAY_PAGE = 600;
const INTRADAY_PAGE = 900;
/** Minutes from the first session of a day to its last: 08:00 to 20:00. */
const MINUTES_OF_A_DAY = 720;

/**
 * The charts of days and longer, one shape for all of them. Prices are plain, not signed.
 *
 * `upd_stkpc_tp` makes no difference: nothing in this market was ever split, so adjusted and plain prices are equal.
 */
export function periodChart(
  unit: 'day' | 'week' | 'month' | 'year',
  listKey: string,
): (params: Params, call: Call) => Result<Reply, ApiFailure> {
  return (params, call) => {
    const found = resolveListing(call.world, params.get('stk_cd'));
    if (!found.ok) return found;
    const before = endOfBaseDate(params.get('base_dt'));
    if (!before.ok) return before;
    const query = { interval: { unit }, before: before.value, cursor: call.cursor };
    const page = readChartPage(call.world, found.value, { ...query, pageSize: DAY_PAGE, older: 1 });
    if (!page.ok) return page;
    const { bars, older, nextCursor } = page.value;
    const all = [...bars, ...older];
    const rows = bars.map((bar, index) => {
      const row = periodRow(bar);
      return unit === 'year' ? row : { ...row, ...periodChange(bar, all[index + 1], found.value) };
    });
    return ok({ body: { stk_cd: found.value.code, [listKey]: rows }, nextCursor });
  };
}

function periodRow(bar: Bar): Record<string, string> {
  return {
    cur_prc: String(bar.close),
    trde_qty: String(bar.volume),
    trde_prica: formatMillions(bar.turnover),
    dt: kstDateOf(bar.time),
    open_pric: String(bar.open),
    high_pric: String(bar.high),
    low_pric: String(bar.low),
  };
}

/** The oldest bar of all has no predecessor and reads as unchanged. */
function periodChange(
  bar: Bar,
  previous: Bar | undefined,
  { listing }: ScopedListing,
): Record<string, string> {
  const base = previous?.close ?? bar.close;
  return {
    pred_pre: formatSigned(bar.close - base),
    pred_pre_sig: directionCode(bar.close, base),
    trde_tern_rt: formatSignedPercent(turnoverRate(bar.volume, listing.listedShares)),
  };
}

/** ka10080 주식분봉차트. Prices carry the direction against the close before their day. */
export function minuteChart(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const before = endOfBaseDate(params.get('base_dt'));
  if (!before.ok) return before;
  const count = Number(params.get('tic_scope'));
  const page = readChartPage(call.world, found.value, {
    interval: { unit: 'minute', count },
    before: before.value,
    cursor: call.cursor,
    pageSize: INTRADAY_PAGE,
    older: Math.ceil(MINUTES_OF_A_DAY / count) + 1,
  });
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const previousClose = previousCloses(bars, found.value, call);
  const volumes = sumsOfDay([...bars, ...older]);
  const rows = bars.map((bar) => {
    const base = previousClose(bar);
    const signed = (price: number) => formatSignedPrice(price, base);
    return {
      cur_prc: signed(bar.close),
      trde_qty: String(bar.volume),
      cntr_tm: formatDateTime(bar.time),
      open_pric: signed(bar.open),
      high_pric: signed(bar.high),
      low_pric: signed(bar.low),
      acc_trde_qty: String(volumes.get(bar.time) ?? bar.volume),
      pred_pre: formatSigned(bar.close - base),
      pred_pre_sig: directionCode(bar.close, base),
    };
  });
  return ok({ body: { stk_cd: found.value.code, stk_min_pole_chart_qry: rows }, nextCursor });
}

/** ka10079 주식틱차트. Prices are plain; `last_tic_cnt` counts the prints in the bar still running. */
export function tickChart(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = resolveListing(call.world, params.get('stk_cd'));
  if (!found.ok) return found;
  const { listing, scope, code } = found.value;
  const count = Number(params.get('tic_scope'));
  const interval: BarInterval = { unit: 'tick', count };
  const query = { interval, before: null, cursor: call.cursor, pageSize: INTRADAY_PAGE, older: 1 };
  const page = readChartPage(call.world, found.value, query);
  if (!page.ok) return page;
  const { bars, nextCursor } = page.value;
  const previousClose = previousCloses(bars, found.value, call);
  const rows = bars.map((bar) => {
    const base = previousClose(bar);
    return {
      cur_prc: String(bar.close),
      trde_qty: String(bar.volume),
      cntr_tm: formatDateTime(bar.time),
      open_pric: String(bar.open),
      high_pric: String(bar.high),
      low_pric: String(bar.low),
      pred_pre: formatSigned(bar.close - base),
      pred_pre_sig: directionCode(bar.close, base),
    };
  });
  const { tradeCount } = call.world.day(listing.symbol, scope);
  const lastTickCount = tradeCount === 0 ? 0 : ((tradeCount - 1) % count) + 1;
  return ok({
    body: { stk_cd: code, last_tic_cnt: String(lastTickCount), stk_tic_chart_qry: rows },
    nextCursor,
  });
}

/** Returns the close before the day of a bar: the base of its sign and its change. */
export function previousCloses(
  bars: readonly Bar[],
  { listing, scope }: ScopedListing,
  { world }: Call,
): (bar: Bar) => number {
  const dates = new Set(bars.map((bar) => kstDateOf(bar.time)));
  const today = world.tradingDate();
  const [newest] = bars;
  if (newest === undefined) return () => 0;
  const end = kstInstant(kstDateOf(newest.time), DAY_MS);
  const days = world.bars(listing.symbol, scope, { unit: 'day' }, epochMs(end), dates.size + 1);
  const { basePrice } = world.day(listing.symbol, scope);
  const byDate = new Map<string, number>([[today, basePrice]]);
  days.forEach((day, index) => {
    const date = kstDateOf(day.time);
    const previous = days[index + 1];
    if (!byDate.has(date) && previous !== undefined) byDate.set(date, previous.close);
  });
  return (bar) => {
    const date = kstDateOf(bar.time);
    // A market that never closes trades on into calendar days that are not trading days of their own.
    return byDate.get(date) ?? (date > today ? basePrice : bar.open);
  };
}

/** Returns, per start of a bar, what has added up since the start of its day: shares, unless told otherwise. `bars` come newest first. */
export function sumsOfDay(
  bars: readonly Bar[],
  valueOf: (bar: Bar) => number = ({ volume }) => volume,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  let date = '';
  let sum = 0;
  for (const bar of bars.toReversed()) {
    const barDate = kstDateOf(bar.time);
    sum = barDate === date ? sum + valueOf(bar) : valueOf(bar);
    date = barDate;
    sums.set(bar.time, sum);
  }
  return sums;
}
