import type { EpochMs } from '#shared/domain/time.ts';
import type { BookScope, World } from '../../world.ts';

/** Shares that stood in a book, all levels together. */
export interface BookTotals {
  readonly ask: number;
  readonly bid: number;
}

/** What the books held in the minutes before. */
export interface BookSamples {
  /**
   * Totals as they stood `minutes` ago, or at the oldest sample when the market has not been watched that long. Null before the
   * first sample.
   */
  before(symbol: string, scope: BookScope, minutes: number): BookTotals | null;
}

interface Sample {
  readonly at: EpochMs;
  readonly totals: ReadonlyMap<string, BookTotals>;
}

/** A request reaches back 99 minutes at most. */
const SAMPLES_KEPT = 100;

/** Looks at every book with the first event of each minute. */
export function createBookSamples(world: World): BookSamples {
  const samples: Sample[] = [];
  let minute = -1;
  world.onEvent(() => {
    const at = world.clock.now();
    const now = Math.floor(at / 60_000);
    if (now === minute) return;
    minute = now;
    samples.push({ at, totals: readTotals(world) });
    if (samples.length > SAMPLES_KEPT) samples.shift();
  });
  return {
    before(symbol, scope, minutes) {
      const wanted = world.clock.now() - minutes * 60_000;
      const sample = samples.findLast(({ at }) => at <= wanted) ?? samples[0];
      if (sample === undefined) return null;
      const of = (venue: 'KRX' | 'NXT') => sample.totals.get(`${symbol}/${venue}`);
      if (scope !== 'ALL') return of(scope) ?? null;
      const krx = of('KRX');
      const nxt = of('NXT');
      if (krx === undefined) return null;
      return { ask: krx.ask + (nxt?.ask ?? 0), bid: krx.bid + (nxt?.bid ?? 0) };
    },
  };
}

function readTotals(world: World): ReadonlyMap<string, BookTotals> {
  const totals = new Map<string, BookTotals>();
  for (const { symbol, isNxtEligible } of world.listings) {
    for (const venue of isNxtEligible ? (['KRX', 'NXT'] as const) : (['KRX'] as const)) {
      const { totalAsk, totalBid } = world.book(symbol, venue);
      totals.set(`${symbol}/${venue}`, { ask: totalAsk, bid: totalBid });
    }
  }
  return totals;
}
