import { DAY_MS, kstDateOf, kstInstant } from '#shared/domain/time.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Sector } from '../../../market/indices/sectors.ts';
import type { Bar, BarInterval } from '../../../world.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { directionCode, formatMillions, formatSigned } from '../../wording/format.ts';
import { formatThousands } from '../../wording/index-words.ts';
import { formatDateTime } from '../../wording/kst-text.ts';
import { endOfBaseDate, readBarPage, type ChartPage } from '../chart-page.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { findSector } from './find-sector.ts';

/** Rows of one answer, as with the charts of instruments. */
const DAY_PAGE = 600;
const INTRADAY_PAGE = 900;
/** Days that one page of minutes goes back at most. */
const DAYS_OF_A_PAGE = 4;
const MINUTES_OF_A_DAY = 391;

type ChartHandler = (params: Params, call: Call) => Result<Reply, ApiFailure>;

/** ka20006, ka20007, ka20008 and ka20019: days and longer. Levels are hundredths of a point, without a sign. */
export function sectorPeriodChart(unit: 'day' | 'week' | 'month' | 'year', listKey: string): ChartHandler {
  return (params, call) => {
    const found = findSector(params, call);
    if (!found.ok) return found;
    const before = endOfBaseDate(params.get('base_dt'));
    if (!before.ok) return before;
    const page = readSectorPage(found.value, call, { unit }, { before: before.value, pageSize: DAY_PAGE });
    if (!page.ok) return page;
    const rows = page.value.bars.map((bar) => ({
      ...levels(bar),
      trde_qty: formatThousands(bar.volume),
      dt: kstDateOf(bar.time),
      trde_prica: formatMillions(bar.turnover),
    }));
    return ok({
      body: { inds_cd: found.value.code, [listKey]: rows },
      nextCursor: page.value.nextCursor,
    });
  };
}

/** ka20005 업종분봉. */
export function sectorMinuteChart(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = findSector(params, call);
  if (!found.ok) return found;
  const count = Number(params.get('tic_scope'));
  const perDay = Math.ceil(MINUTES_OF_A_DAY / count);
  const page = readSectorPage(
    found.value,
    call,
    { unit: 'minute', count },
    { before: null, pageSize: Math.min(INTRADAY_PAGE, perDay * DAYS_OF_A_PAGE), older: perDay + 1 },
  );
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const baseOf = baseLevels(found.value, bars, call);
  const sums = volumesOfDay([...bars, ...older]);
  const rows = bars.map((bar) => ({
    ...intradayRow(bar, baseOf(bar)),
    acc_trde_qty: formatThousands(sums.get(bar.time) ?? bar.volume),
  }));
  return ok({ body: { inds_cd: found.value.code, inds_min_pole_qry: rows }, nextCursor });
}

/** ka20004 업종틱차트. A tick of an index is a second in which a member traded. */
export function sectorTickChart(params: Params, call: Call): Result<Reply, ApiFailure> {
  const found = findSector(params, call);
  if (!found.ok) return found;
  const interval: BarInterval = { unit: 'tick', count: Number(params.get('tic_scope')) };
  const page = readSectorPage(found.value, call, interval, { before: null, pageSize: INTRADAY_PAGE });
  if (!page.ok) return page;
  const { bars, nextCursor } = page.value;
  const baseOf = baseLevels(found.value, bars, call);
  const rows = bars.map((bar) => intradayRow(bar, baseOf(bar)));
  return ok({ body: { inds_cd: found.value.code, inds_tic_chart_qry: rows }, nextCursor });
}

function readSectorPage(
  sector: Sector,
  { market, cursor }: Call,
  interval: BarInterval,
  query: { readonly before: Bar['time'] | null; readonly pageSize: number; readonly older?: number },
): Result<ChartPage, ApiFailure> {
  return readBarPage((before, count) => market.indices.bars(sector, interval, before, count), {
    older: 1,
    ...query,
    cursor,
  });
}

function levels(bar: Bar): Record<string, string> {
  return {
    cur_prc: String(bar.close),
    open_pric: String(bar.open),
    high_pric: String(bar.high),
    low_pric: String(bar.low),
  };
}

function intradayRow(bar: Bar, baseLevel: number): Record<string, string> {
  return {
    ...levels(bar),
    trde_qty: formatThousands(bar.volume),
    cntr_tm: formatDateTime(bar.time),
    pred_pre: formatSigned(bar.close - baseLevel),
    pred_pre_sig: directionCode(bar.close, baseLevel),
  };
}

/** Returns the close before the day of a bar; the bar's own open where no day is known before it. */
function baseLevels(sector: Sector, bars: readonly Bar[], { market, world }: Call): (bar: Bar) => number {
  const today = world.tradingDate();
  const byDate = new Map<string, number>([[today, market.indices.quote(sector).baseLevel]]);
  const [newest] = bars;
  if (newest === undefined) return () => 0;
  const dates = new Set(bars.map((bar) => kstDateOf(bar.time)));
  const end = kstInstant(kstDateOf(newest.time), DAY_MS);
  const days = market.indices.bars(sector, { unit: 'day' }, end, dates.size + 1);
  days.forEach((day, place) => {
    const previous = days[place + 1];
    const date = kstDateOf(day.time);
    if (previous !== undefined && !byDate.has(date)) byDate.set(date, previous.close);
  });
  const base = byDate.get(today) ?? 0;
  return (bar) => byDate.get(kstDateOf(bar.time)) ?? (kstDateOf(bar.time) > today ? base : bar.open);
}

/** Returns, per bar, the shares traded since the start of its day. `bars` come newest first. */
function volumesOfDay(bars: readonly Bar[]): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  let date = '';
  let sum = 0;
  for (const bar of bars.toReversed()) {
    const barDate = kstDateOf(bar.time);
    sum = barDate === date ? sum + bar.volume : bar.volume;
    date = barDate;
    sums.set(bar.time, sum);
  }
  return sums;
}
