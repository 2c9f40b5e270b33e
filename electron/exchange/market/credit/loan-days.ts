import type { KstDate } from '#shared/domain/time.ts';
import type { Listing } from '../../world.ts';
import { latestTradingDay, tradingDayBefore } from '../history/trading-days.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { noiseAt, smoothNoiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';

/** Shares lent over one day. The balance is that of the trading day before, with what was lent and less what was repaid. */
export interface LoanDay {
  readonly lent: number;
  readonly repaid: number;
  readonly balance: number;
}

/** How much of an issue is out on loan, about. */
export interface LoanShape {
  /** Part of the listed shares, 0 to 1; zero where nothing is ever lent. */
  readonly part: number;
  /** Part of the balance that is repaid and lent anew each day, about. */
  readonly turnover: number;
}

/** Trading days in which a balance swings from one level to the next. */
const SLOW = 45;
const FAST = 7;

/** One kind of loans on one issue. Every day follows from the seed alone. */
export class LoanDays {
  private readonly seed: number;

  constructor(
    seed: number,
    kind: string,
    private readonly listing: Listing,
    private readonly shape: LoanShape,
  ) {
    this.seed = seedOf(seed, kind, listing.symbol);
  }

  on(date: KstDate): LoanDay {
    const balance = this.balanceOn(date);
    const before = this.balanceOn(tradingDayBefore(date));
    const lot = (noiseAt(this.seed ^ 0x5bd1, dayNumber(date)) + 1) / 2;
    const renewed = Math.min(before, balance, Math.round(before * this.shape.turnover * (0.4 + 1.2 * lot)));
    const change = balance - before;
    return { lent: renewed + Math.max(0, change), repaid: renewed + Math.max(0, -change), balance };
  }

  balanceOn(date: KstDate): number {
    const { listing, shape } = this;
    // A market that never closes lives through days that are no trading days: loans stand still on them.
    const day = latestTradingDay(date);
    if (shape.part === 0 || day < listing.listedOn) return 0;
    const place = dayNumber(day);
    const swing =
      0.3 * smoothNoiseAt(this.seed, place, SLOW) + 0.06 * smoothNoiseAt(this.seed ^ 0x2f3a, place, FAST);
    return Math.round(listing.listedShares * shape.part * (1 + swing));
  }
}
