import { err, ok, type Result } from '#shared/domain/result.ts';
import { DAY_MS, epochMs, isKstDate, kstInstant, type EpochMs } from '#shared/domain/time.ts';
import type { Bar, BarInterval, World } from '../../world.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import type { ScopedListing } from '../wording/symbol-code.ts';

/** Bars of one answer, newest first, with the older bars that its figures need. */
export interface ChartPage {
  readonly bars: readonly Bar[];
  /** Bars older than the page, newest first; for previous closes and sums of the day, not shown. */
  readonly older: readonly Bar[];
  readonly nextCursor: string | null;
}

export interface PageQuery {
  /** Where the first page starts; null for now. */
  readonly before: EpochMs | null;
  readonly cursor: string | null;
  readonly pageSize: number;
  /** How many bars past the page the caller needs besides. */
  readonly older: number;
}

/**
 * Reads one page of an instrument's bars.
 *
 * A cursor is the time of the last bar shown and how many shown bars share it, because tick bars may start in the same instant.
 * @returns 1517 when the cursor is not one of ours
 */
export function readChartPage(
  world: World,
  { listing, scope }: ScopedListing,
  query: PageQuery & { readonly interval: BarInterval },
): Result<ChartPage, ApiFailure> {
  return readBarPage(
    (before, count) => world.bars(listing.symbol, scope, query.interval, before, count),
    query,
  );
}

/** Reads one page of any bars. @param read  returns at most `count` bars that start before `before`, newest first */
export function readBarPage(
  read: (before: EpochMs | null, count: number) => readonly Bar[],
  query: PageQuery,
): Result<ChartPage, ApiFailure> {
  const start = query.cursor === null ? { before: query.before, skip: 0 } : parseCursor(query.cursor);
  if (start === null) return err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다'));
  const wanted = start.skip + query.pageSize + Math.max(1, query.older);
  const bars = read(start.before, wanted).slice(start.skip);
  const page = bars.slice(0, query.pageSize);
  const older = bars.slice(query.pageSize);
  return ok({ bars: page, older, nextCursor: older.length === 0 ? null : formatCursor(page) });
}

/** Returns the end of the day of a `base_dt`: where its bars stop. Null when empty; 1517 when it is no date. */
export function endOfBaseDate(baseDate: string): Result<EpochMs | null, ApiFailure> {
  if (baseDate === '') return ok(null);
  return isKstDate(baseDate)
    ? ok(kstInstant(baseDate, DAY_MS))
    : err(apiFailure('1517', 'base_dt', 'YYYYMMDD 형식이 아닙니다'));
}

function formatCursor(page: readonly Bar[]): string | null {
  const last = page.at(-1);
  if (last === undefined) return null;
  const shared = page.filter((bar) => bar.time === last.time).length;
  return `${last.time.toString(36)}.${shared.toString(36)}`;
}

function parseCursor(cursor: string): { readonly before: EpochMs; readonly skip: number } | null {
  const match = /^([0-9a-z]{1,10})\.([0-9a-z]{1,3})$/.exec(cursor);
  if (match === null) return null;
  const time = parseInt(match[1] ?? '', 36);
  const skip = parseInt(match[2] ?? '', 36);
  return { before: epochMs(time + 1), skip };
}
