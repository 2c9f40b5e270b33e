import { ok, type Result } from '#shared/domain/result.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import type { ApiFailure } from '../../rest/api-failure.ts';
import { directionCode, formatSigned, formatSignedPercent, percentChange } from '../../wording/format.ts';
import { formatTime } from '../../wording/kst-text.ts';
import type { Call, Params, Reply } from '../handler.ts';
import { candidatesOf, type Candidate } from './candidate.ts';

/** How long each code looks back, in ms; null for the whole day. */
const WINDOWS: Readonly<Record<string, number | null>> = {
  '1': 60_000,
  '2': 600_000,
  '3': 3_600_000,
  '4': null,
  '5': 30_000,
};
const ROWS = 20;
/** More than the busiest instrument prints in a minute or two. */
const PRINTS_LOOKED_AT = 240;
/** Longest window that is read from prints; longer ones are read from minutes. */
const PRINTS_REACH_MS = 60_000;

/** What an instrument did in a window of time. */
interface Activity {
  readonly turnover: number;
  /** Price before the window. */
  readonly from: number;
}

interface Attention {
  readonly candidate: Candidate;
  readonly from: number;
  readonly now: number;
  readonly before: number;
}

/**
 * ka00198 실시간종목조회순위.
 *
 * Nobody searches in this market, so people are taken to look at what trades much and moves much: won traded in the window, weighted by
 * how far the price went. The rank before is that of the window before; of the whole day, that of yesterday.
 */
export function searchRanking(params: Params, call: Call): Result<Reply, ApiFailure> {
  const span = WINDOWS[params.get('qry_tp')] ?? null;
  const attention = candidatesOf(call.world, '000', 'ALL').map((candidate) =>
    call.once(candidate.symbol, () => attentionOf(candidate, span, call)),
  );
  const ranked = attention.toSorted((a, b) => b.now - a.now);
  const before = attention.toSorted((a, b) => b.before - a.before);
  const rankBefore = new Map(before.map(({ candidate }, place) => [candidate.symbol, place + 1]));
  const at = call.world.clock.now();
  const rows = ranked.slice(0, ROWS).map(({ candidate, from }, place) => {
    const { day, listing, words } = candidate;
    const change = (rankBefore.get(candidate.symbol) ?? 0) - (place + 1);
    return {
      stk_nm: listing.name,
      bigd_rank: String(place + 1),
      rank_chg: formatSigned(change),
      rank_chg_sign: directionCode(change, 0),
      past_curr_prc: words.signed(from),
      base_comp_sign: words.direction(day.lastPrice),
      base_comp_chgr: words.changeRate(day.lastPrice),
      prev_base_sign: directionCode(day.lastPrice, from),
      prev_base_chgr: formatSignedPercent(percentChange(day.lastPrice, from)),
      dt: kstDateOf(at),
      tm: formatTime(at),
      stk_cd: listing.symbol,
    };
  });
  return ok({ body: { item_inq_rank: rows } });
}

function attentionOf(candidate: Candidate, span: number | null, call: Call): Attention {
  const { day, symbol } = candidate;
  if (span === null) {
    const past = call.market.pastDays.of(symbol, 'ALL', 2);
    const [lastClose = day.basePrice, closeBefore = lastClose] = past.close;
    return {
      candidate,
      from: day.basePrice,
      now: interest({ turnover: day.turnover, from: day.basePrice }, day.lastPrice),
      before: interest({ turnover: past.turnover[0] ?? 0, from: closeBefore }, lastClose),
    };
  }
  const now = call.world.clock.now();
  const latest = activity(candidate, now - span, now, call);
  const earlier = activity(candidate, now - 2 * span, now - span, call);
  return {
    candidate,
    from: latest.from,
    now: interest(latest, day.lastPrice),
    before: interest(earlier, latest.from),
  };
}

/** A percent of movement doubles what the same turnover would attract. */
function interest({ turnover, from }: Activity, to: number): number {
  return turnover * (1 + Math.abs(percentChange(to, from)));
}

/** Turnover after `start` and up to `end`. */
function activity({ symbol, day }: Candidate, start: number, end: number, call: Call): Activity {
  let turnover = 0;
  let from: number = day.lastPrice;
  for (const { at, price, won } of tradesOf(symbol, end - start, call)) {
    from = price;
    if (at <= start) break;
    if (at <= end) turnover += won;
  }
  return { turnover, from };
}

/** Newest first, prints for a short window and minutes for a long one. */
function tradesOf(symbol: string, span: number, call: Call) {
  if (span <= PRINTS_REACH_MS) {
    const prints = call.world.prints(symbol, 'ALL', PRINTS_LOOKED_AT);
    return prints.map(({ at, price, quantity }) => ({ at, price, won: price * quantity }));
  }
  const minutes = call.market.recentMinutes.of(symbol, 'ALL', (2 * span) / 60_000 + 1);
  return minutes.map(({ time, close, turnover }) => ({ at: time + 59_999, price: close, won: turnover }));
}
