import type { BookScope, DayState, Listing, World } from '../../world.ts';
import type { DailyFacts } from './daily-facts.ts';

/** What a condition may ask about one instrument on one exchange at one moment. */
export class Reading {
  readonly day: DayState;

  constructor(
    private readonly world: World,
    readonly listing: Listing,
    readonly scope: BookScope,
    /** What the days before today say. */
    readonly past: DailyFacts,
    private readonly minuteVolumes: (symbol: string, scope: BookScope, count: number) => readonly number[],
  ) {
    this.day = world.day(listing.symbol, scope);
  }

  /** Percent against the base price. */
  get changePercent(): number {
    const { lastPrice, basePrice } = this.day;
    return ((lastPrice - basePrice) / basePrice) * 100;
  }

  /** Mean of the last price and the closes of the `days - 1` days before; null for an instrument that has not had so many. */
  average(days: number): number | null {
    const before = this.past.sumOfCloses(days - 1);
    return before === null ? null : (before + this.day.lastPrice) / days;
  }

  /** Whether an interruption is due when the price goes on for `percent` of itself. False while one lasts. */
  isNearInterruption(percent: number): boolean {
    const vi = this.world.vi(this.listing.symbol, this.scope === 'NXT' ? 'NXT' : 'KRX');
    if (vi.isActive || vi.upperTrigger === null || vi.lowerTrigger === null) return false;
    const { lastPrice } = this.day;
    const reach = (lastPrice * percent) / 100;
    return lastPrice + reach >= vi.upperTrigger || lastPrice - reach <= vi.lowerTrigger;
  }

  /** How many times the usual pace of the `usual` minutes before is traded in the latest `latest` minutes; null when there were fewer. */
  paceOfMinutes(latest: number, usual: number): number | null {
    const volumes = this.minuteVolumes(this.listing.symbol, this.scope, latest + usual);
    if (volumes.length < latest + usual) return null;
    const sum = (part: readonly number[]) => part.reduce((all, volume) => all + volume, 0);
    const before = sum(volumes.slice(latest));
    return before === 0 ? null : sum(volumes.slice(0, latest)) / latest / (before / usual);
  }
}
