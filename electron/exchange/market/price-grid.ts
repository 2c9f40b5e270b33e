import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';

/** Every price of one instrument's day, counted in ticks from the lower limit (0) to the upper one (`last`). */
export interface PriceGrid {
  readonly limits: PriceLimits;
  readonly last: number;
  /** Price at `index`, which is cut to the band first. */
  priceAt(index: number): Price;
  /** Index of the highest price at or under `value`, cut to the band. */
  indexOf(value: number): number;
  /** Position of any value on the grid, between two ticks too. */
  positionOf(value: number): number;
  isOnGrid(value: number): boolean;
}

interface Segment {
  readonly from: number;
  readonly tick: number;
  readonly firstIndex: number;
}

export function createPriceGrid(limits: PriceLimits, ladder: TickLadder): PriceGrid {
  return new LadderGrid(limits, ladder);
}

/** A class, because every day of history has a band of its own: its methods are made once and not for each band. */
class LadderGrid implements PriceGrid {
  readonly last: number;
  private readonly segments: readonly Segment[];
  private readonly lowest: Segment;

  constructor(
    readonly limits: PriceLimits,
    ladder: TickLadder,
  ) {
    const segments: Segment[] = [];
    let count = 0;
    for (let place = 0; place < ladder.length; place += 1) {
      const band = ladder[place] as TickLadder[number];
      const end = Math.min(ladder[place + 1]?.from ?? Number.POSITIVE_INFINITY, limits.upper + 1);
      const from = Math.max(band.from, limits.lower);
      if (from >= end) continue;
      segments.push({ from, tick: band.tick, firstIndex: count });
      count += Math.floor((end - 1 - from) / band.tick) + 1;
    }
    const [lowest] = segments;
    if (lowest === undefined) throw new RangeError('the price band holds no tick');
    this.segments = segments;
    this.lowest = lowest;
    this.last = count - 1;
  }

  // Written out, because a page of a chart asks for a quarter of a million prices.
  positionOf(value: number): number {
    const { segments } = this;
    let place = segments.length - 1;
    while (place > 0 && value < (segments[place] as Segment).from) place -= 1;
    const { firstIndex, from, tick } = segments[place] ?? this.lowest;
    return firstIndex + (value - from) / tick;
  }

  indexOf(value: number): number {
    return Math.max(0, Math.min(this.last, Math.floor(this.positionOf(value) + 1e-9)));
  }

  priceAt(index: number): Price {
    const { segments } = this;
    const at = Math.max(0, Math.min(this.last, index));
    let place = segments.length - 1;
    while (place > 0 && at < (segments[place] as Segment).firstIndex) place -= 1;
    const { firstIndex, from, tick } = segments[place] ?? this.lowest;
    return (from + (at - firstIndex) * tick) as Price;
  }

  isOnGrid(value: number): boolean {
    return (
      value >= this.limits.lower && value <= this.limits.upper && Number.isInteger(this.positionOf(value))
    );
  }
}
