import { ok, type Result } from '#shared/domain/result.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { Bar } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { directionCode, formatSigned, formatSignedPrice } from '../../wording/format.ts';
import { formatDateTime } from '../../wording/kst-text.ts';
import { previousCloses, sumsOfDay } from '../chart.ts';
import { endOfBaseDate, readChartPage } from '../chart-page.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { resolveGold } from './gold-call.ts';

/** Rows of one answer, as with the charts of shares. */
const DAY_PAGE = 600;
const INTRADAY_PAGE = 900;
const MINUTES_OF_A_DAY = 1_440;

type Answer = (params: Params, call: Call) => Result<Reply, ApiFailure>;

function periodRow(bar: Bar): Record<string, string> {
  return {
    cur_prc: String(bar.close),
    acc_trde_qty: String(bar.volume),
    acc_trde_prica: String(bar.turnover),
    open_pric: String(bar.open),
    high_pric: String(bar.high),
    low_pric: String(bar.low),
    dt: kstDateOf(bar.time),
  };
}

/**
 * ka50081 일봉, ka50082 주봉 and ka50083 월봉 of gold. Turnover is in won.
 *
 * `upd_stkpc_tp` makes no difference to any of these charts: gold is never split.
 */
export function goldPeriodChart(unit: 'day' | 'week' | 'month', list: string): Answer {
  return (params, call) => {
    const found = resolveGold(params.get('stk_cd'), call);
    if (!found.ok) return found;
    const before = endOfBaseDate(params.get('base_dt'));
    if (!before.ok) return before;
    const page = readChartPage(call.world, found.value, {
      interval: { unit },
      before: before.value,
      cursor: call.cursor,
      pageSize: DAY_PAGE,
      older: 1,
    });
    if (!page.ok) return page;
    const { bars, older, nextCursor } = page.value;
    const rows = bars.map((bar, place) => {
      const base = (bars[place + 1] ?? older[0])?.close ?? bar.close;
      return unit === 'day'
        ? { ...periodRow(bar), pred_pre_sig: directionCode(bar.close, base) }
        : periodRow(bar);
    });
    return ok({ body: { [list]: rows }, nextCursor });
  };
}

interface IntradayChart {
  readonly unit: 'tick' | 'minute';
  readonly list: string;
  /** Key of the closing price. */
  readonly priceKey: 'cur_prc' | 'cntr_pric';
  /** Whether it ends with the start of today. */
  readonly isToday: boolean;
}

/** ka50079 틱 and ka50080 분봉 of gold, and ka50091 and ka50092, which show today alone. Ticks are known of today only. */
export function goldIntradayChart(chart: IntradayChart): Answer {
  const { unit, list, priceKey, isToday } = chart;
  return (params, call) => {
    const found = resolveGold(params.get('stk_cd'), call);
    if (!found.ok) return found;
    const count = Number(params.get('tic_scope'));
    const page = readChartPage(call.world, found.value, {
      interval: { unit, count },
      before: null,
      cursor: call.cursor,
      pageSize: INTRADAY_PAGE,
      older: unit === 'tick' ? 1 : Math.ceil(MINUTES_OF_A_DAY / count) + 1,
    });
    if (!page.ok) return page;
    const today = call.world.tradingDate();
    const isShown = (bar: Bar) => !isToday || kstDateOf(bar.time) >= today;
    const bars = page.value.bars.filter(isShown);
    const isLast = bars.length < page.value.bars.length || !page.value.older.slice(0, 1).every(isShown);
    const around = [...page.value.bars, ...page.value.older];
    const sums = unit === 'minute' ? daySums(around, isToday) : () => ({});
    const previousClose = previousCloses(bars, found.value, call);
    const rows = bars.map((bar) => ({
      ...intradayRow(bar, previousClose(bar), priceKey, unit),
      ...sums(bar),
    }));
    return ok({ body: { [list]: rows }, nextCursor: isLast ? null : page.value.nextCursor });
  };
}

function intradayRow(
  bar: Bar,
  base: number,
  priceKey: IntradayChart['priceKey'],
  unit: IntradayChart['unit'],
): Record<string, string> {
  const price = (value: number) => (unit === 'tick' ? String(value) : formatSignedPrice(value, base));
  return {
    [priceKey]: price(bar.close),
    pred_pre: formatSigned(bar.close - base),
    trde_qty: String(bar.volume),
    open_pric: price(bar.open),
    high_pric: price(bar.high),
    low_pric: price(bar.low),
    cntr_tm: formatDateTime(bar.time),
    dt: kstDateOf(bar.time),
    pred_pre_sig: directionCode(bar.close, base),
  };
}

/** Returns what a minute's day had come to by its end: grams, and with `hasTurnover` won. */
function daySums(bars: readonly Bar[], hasTurnover: boolean): (bar: Bar) => Record<string, string> {
  const volumes = sumsOfDay(bars);
  const turnovers = sumsOfDay(bars, ({ turnover }) => turnover);
  return (bar) => ({
    acc_trde_qty: String(volumes.get(bar.time) ?? bar.volume),
    ...(hasTurnover ? { acc_trde_prica: String(turnovers.get(bar.time) ?? bar.turnover) } : {}),
  });
}
