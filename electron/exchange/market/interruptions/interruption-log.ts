import type { ViState } from '#shared/domain/quote.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { World } from '../../world.ts';
import { viCaseOf, type ViCase } from './vi-case.ts';

/** A volatility interruption of today. */
export interface Interruption extends ViCase {
  readonly symbol: string;
  readonly venue: BookVenue;
  /** Null while it lasts. */
  readonly releasedAt: EpochMs | null;
}

export interface InterruptionLog {
  /** Every interruption of the day since the exchange was started, newest first. */
  today(): readonly Interruption[];
}

/** Remembers the interruptions of the running day. */
export function createInterruptionLog(world: World): InterruptionLog {
  let date: KstDate | null = null;
  let cases: Interruption[] = [];
  const turnDay = () => {
    if (date === world.tradingDate()) return;
    date = world.tradingDate();
    cases = [];
  };
  world.onEvent((event) => {
    if (event.type !== 'vi') return;
    turnDay();
    const { symbol, venue, vi, at } = event;
    const isSame = (known: Interruption) => known.symbol === symbol && known.venue === venue;
    const running = cases.findIndex((known) => isSame(known) && known.releasedAt === null);
    const current = cases[running];
    if (vi.isActive) {
      // A second notice of the same interruption only moves its end.
      if (current !== undefined) return;
      cases.push(began(world, symbol, venue, vi, at, cases.filter(isSame).length + 1));
    } else if (current !== undefined) cases[running] = { ...current, releasedAt: at };
  });
  return {
    today() {
      turnDay();
      return cases.toReversed();
    },
  };
}

function began(
  world: World,
  symbol: string,
  venue: BookVenue,
  vi: ViState,
  at: EpochMs,
  count: number,
): Interruption {
  const indicativePrice = world.book(symbol, venue).indicative?.price ?? null;
  const { lastPrice } = world.day(symbol, venue);
  return {
    symbol,
    venue,
    releasedAt: null,
    ...viCaseOf(vi, { indicativePrice, lastPrice }, at, count),
  };
}
