import { ok, type Result } from '#shared/domain/result.ts';
import { kstDateOf, type EpochMs, type KstDate } from '#shared/domain/time.ts';
import type { Bar } from '../../../world.ts';
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

/** A day with what came before it. */
export interface DayOfPage {
  readonly date: KstDate;
  readonly bar: Bar;
  readonly words: DayWords;
  /** This day and the days before it, newest first, as far as the page read. */
  readonly bars: readonly Bar[];
}

/** Prices of a day worded against the close before it. */
export interface DayWords {
  signed(price: number): string;
  readonly change: string;
  readonly changeRate: string;
  readonly direction: string;
}

/** Reads a page of days, newest first. @param older  days past the page that the figures need */
export function readDays(
  call: Call,
  found: ScopedListing,
  query: { readonly before: EpochMs | null; readonly pageSize: number; readonly older: number },
): Result<{ readonly days: readonly DayOfPage[]; readonly nextCursor: string | null }, ApiFailure> {
  const page = readChartPage(call.world, found, { ...query, interval: { unit: 'day' }, cursor: call.cursor });
  if (!page.ok) return page;
  const { bars, older, nextCursor } = page.value;
  const all = [...bars, ...older];
  const days = bars.map((bar, place) => ({
    date: kstDateOf(bar.time),
    bar,
    bars: all.slice(place),
    words: wordsOf(bar, all[place + 1]?.close ?? bar.open),
  }));
  return ok({ days, nextCursor });
}

function wordsOf({ close }: Bar, base: number): DayWords {
  return {
    signed: (price) => formatSignedPrice(price, base),
    change: formatSigned(close - base),
    changeRate: formatSignedPercent(percentChange(close, base)),
    direction: directionCode(close, base),
  };
}
