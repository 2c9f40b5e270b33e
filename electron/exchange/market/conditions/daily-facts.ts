import type { KstDate } from '#shared/domain/time.ts';
import type { BookScope, Listing, World } from '../../world.ts';
import type { Fundamentals } from '../fundamentals/fundamentals.ts';
import type { Participation } from '../participation/participation.ts';
import { PLACE_OF_KIND } from '../participation/investor-kinds.ts';
import type { DayColumns, PastDays } from '../past-days/past-days.ts';

/** Days before today that conditions look at. */
const DAYS = 20;
/** Trading days of a week. */
const FOREIGN_DAYS = 5;

/** Where the facts come from. */
export interface FactSource {
  readonly world: World;
  readonly pastDays: PastDays;
  readonly fundamentals: Fundamentals;
  readonly participation: Participation;
}

/** What does not change about an instrument while a trading day lasts. Each is worked out when it is first asked for. */
export class DailyFacts {
  private days: DayColumns | null = null;
  private readonly sums = new Map<number, number | null>();
  private high: number | null | undefined;
  private foreign: number | undefined;

  constructor(
    private readonly source: FactSource,
    private readonly listing: Listing,
    private readonly scope: BookScope,
  ) {}

  /** Sum of the closes of the last `count` days before today; null when there were fewer. */
  sumOfCloses(count: number): number | null {
    let sum = this.sums.get(count);
    if (sum === undefined) {
      const { length, close } = this.columns();
      sum = length < count ? null : close.subarray(0, count).reduce((all, value) => all + value, 0);
      this.sums.set(count, sum);
    }
    return sum;
  }

  /** Mean close of the last `count` days before today. */
  averageBefore(count: number): number | null {
    const sum = this.sumOfCloses(count);
    return sum === null ? null : sum / count;
  }

  /** Highest price of the last twenty days before today; null when there were fewer. */
  get highest(): number | null {
    if (this.high === undefined) {
      const { length, high } = this.columns();
      this.high =
        length < DAYS ? null : high.subarray(0, DAYS).reduce((most, value) => Math.max(most, value), 0);
    }
    return this.high;
  }

  /** What foreigners bought more than they sold in the last five days before today, on both exchanges, in won. */
  get foreignNetBuying(): number {
    this.foreign ??= this.readForeignNetBuying();
    return this.foreign;
  }

  /** Price over earnings at a price; null for funds. */
  priceToEarnings(price: number): number | null {
    return this.source.fundamentals.multiples(this.listing.symbol, price)?.per ?? null;
  }

  /** Percent; null for funds. */
  get returnOnEquity(): number | null {
    return this.source.fundamentals.figures(this.listing.symbol)?.roe ?? null;
  }

  private columns(): DayColumns {
    this.days ??= this.source.pastDays.of(this.listing.symbol, this.scope, DAYS);
    return this.days;
  }

  private readForeignNetBuying(): number {
    const { world, participation } = this.source;
    const to = participation.tradingDayBefore(world.tradingDate());
    let from: KstDate = to;
    for (let count = 1; count < FOREIGN_DAYS; count += 1) from = participation.tradingDayBefore(from);
    const { buyAmount, sellAmount } = participation.investors.period(this.listing.symbol, 'ALL', from, to);
    const place = PLACE_OF_KIND.foreigner;
    return (buyAmount[place] ?? 0) - (sellAmount[place] ?? 0);
  }
}
