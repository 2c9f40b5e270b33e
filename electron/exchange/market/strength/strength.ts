import type { Bar } from '../../world.ts';

/** Shares bought by those who crossed the spread, and sold by those who did. */
export interface Aggression {
  readonly bought: number;
  readonly sold: number;
}

/** Buyers' part of a bar's volume, of which nobody counted the sides: more than half when it rose. */
export function buyShare(bar: Pick<Bar, 'open' | 'high' | 'low' | 'close'>): number {
  const range = bar.high - bar.low;
  return range === 0 ? 0.5 : 0.5 + (0.3 * (bar.close - bar.open)) / range;
}

export function aggressionOf(bar: Bar): Aggression {
  const bought = Math.round(bar.volume * buyShare(bar));
  return { bought, sold: bar.volume - bought };
}

/** 체결강도 in percent; zero while nobody sold. */
export function strengthOf({ bought, sold }: Aggression): number {
  return sold === 0 ? 0 : (bought / sold) * 100;
}

/** Strength of several bars together. */
export function jointStrength(bars: readonly Bar[]): number {
  const sums = bars
    .map(aggressionOf)
    .reduce((sum, part) => ({ bought: sum.bought + part.bought, sold: sum.sold + part.sold }), {
      bought: 0,
      sold: 0,
    });
  return strengthOf(sums);
}
