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
  const segments: Segment[] = [];
  let count = 0;
  ladder.forEach((band, place) => {
    const end = Math.min(ladder[place + 1]?.from ?? Number.POSITIVE_INFINITY, limits.upper + 1);
    const from = Math.max(band.from, limits.lower);
    if (from >= end) return;
    segments.push({ from, tick: band.tick, firstIndex: count });
    count += Math.floor((end - 1 - from) / band.tick) + 1;
  });
  const [lowest] = segments;
  if (lowest === undefined) throw new RangeError('the price band holds no tick');
  const last = count - 1;

  // Written out, because a page of a chart asks for a quarter of a million prices.
  const positionOf = (value: number) => {
    let place = segments.length - 1;
    while (place > 0 && value < (segments[place] as Segment).from) place -= 1;
    const { firstIndex, from, tick } = segments[place] ?? lowest;
    return firstIndex + (value - from) / tick;
  };

  return {
    limits,
    last,
    positionOf,
    indexOf: (value) => Math.max(0, Math.min(last, Math.floor(positionOf(value) + 1e-9))),
    priceAt(index) {
      const at = Math.max(0, Math.min(last, index));
      let place = segments.length - 1;
      while (place > 0 && at < (segments[place] as Segment).firstIndex) place -= 1;
      const { firstIndex, from, tick } = segments[place] ?? lowest;
      return (from + (at - firstIndex) * tick) as Price;
    },
    isOnGrid: (value) =>
      value >= limits.lower && value <= limits.upper && Number.isInteger(positionOf(value)),
  };
}
