import { kstDateOf, kstInstant, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import { DAY_MS, isKstDate } from '#shared/domain/time.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Bar } from '../../../world.ts';
import type { PartyModel } from '../../../market/participation/party-model.ts';
import { emptySplit, type Split } from '../../../market/participation/split.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import {
  directionCode,
  formatSigned,
  formatSignedPercent,
  formatSignedPrice,
  percentChange,
} from '../../wording/format.ts';
import type { ScopedListing } from '../../wording/symbol-code.ts';
import { readChartPage } from '../chart-page.ts';
import type { Call } from '../handler.ts';

/** First and last day of a query, both included. */
export interface Period {
  readonly from: KstDate;
  readonly to: KstDate;
}

/** Returns the last `count` trading days up to today. */
export function lastDays(call: Call, count: number): Period {
  const to = call.world.tradingDate();
  return { from: daysBack(call, to, count - 1), to };
}

/** Reads the period codes of rankings: 0 today, 1 the day before, otherwise so many days up to today. */
export function rankingPeriod(call: Call, code: string): Period {
  const days = Number(code);
  if (days !== 1) return lastDays(call, Math.max(1, days));
  const before = daysBack(call, call.world.tradingDate(), 1);
  return { from: before, to: before };
}

/** Returns the day `count` trading days before `date`. Today may be no trading day, where the market never closes. */
export function daysBack(call: Call, date: KstDate, count: number): KstDate {
  if (count <= 0) return date;
  let day = date;
  for (let step = 0; step < count; step += 1) day = call.market.participation.tradingDayBefore(day);
  return day;
}

/** Reads two dates; the later one may be missing and then is today. */
export function readPeriod(call: Call, from: string, to: string): Period {
  const today = call.world.tradingDate();
  return { from: isKstDate(from) ? from : today, to: isKstDate(to) ? to : today };
}

export function endOfDay(date: KstDate): EpochMs {
  return kstInstant(date, DAY_MS);
}

/** One day of an instrument, with what the parties did in it. */
export interface DayRow {
  readonly date: KstDate;
  readonly bar: Bar;
  readonly previousClose: number;
  readonly split: Split;
}

const DAYS_PER_PAGE = 100;

/** Reads a page of days up to `to`, newest first, and who traded in them; days before `from` are not shown. */
export function readDayRows(
  call: Call,
  scoped: ScopedListing,
  model: PartyModel,
  { from, to }: { readonly from?: KstDate; readonly to: KstDate },
): Result<{ readonly rows: readonly DayRow[]; readonly nextCursor: string | null }, ApiFailure> {
  const page = readChartPage(call.world, scoped, {
    interval: { unit: 'day' },
    before: endOfDay(to),
    cursor: call.cursor,
    pageSize: DAYS_PER_PAGE,
    older: 1,
  });
  if (!page.ok) return page;
  const { bars, older } = page.value;
  const [newest, oldest] = [bars[0], bars.at(-1)];
  if (newest === undefined || oldest === undefined) return ok({ rows: [], nextCursor: null });
  const splits = new Map(
    model
      .days(scoped.listing.symbol, scoped.scope, kstDateOf(oldest.time), kstDateOf(newest.time))
      .map(({ date, split }) => [date, split]),
  );
  const rows = bars.map((bar, place): DayRow => {
    const date = kstDateOf(bar.time);
    const before = bars[place + 1] ?? older[0];
    return {
      date,
      bar,
      previousClose: before?.close ?? bar.open,
      split: splits.get(date) ?? emptySplit(model.count),
    };
  });
  const shown = from === undefined ? rows : rows.filter(({ date }) => date >= from);
  return ok({ rows: shown, nextCursor: shown.length < rows.length ? null : page.value.nextCursor });
}

/** A day's close and how it moved, ready to be put under an API's own keys. */
export function dayWords({ bar, previousClose }: DayRow) {
  return {
    close: formatSignedPrice(bar.close, previousClose),
    sign: directionCode(bar.close, previousClose),
    change: formatSigned(bar.close - previousClose),
    rate: formatSignedPercent(percentChange(bar.close, previousClose)),
    volume: String(bar.volume),
  };
}
