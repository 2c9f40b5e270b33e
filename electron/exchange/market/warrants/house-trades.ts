import { dayNumber } from '../participation/day-reader.ts';
import { MEMBER_FIRMS } from '../participation/member-firms.ts';
import { noiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import type { Warrant } from './issues.ts';
import type { WarrantDay } from './warrant-days.ts';

/** What one member bought and sold of a warrant. */
export interface HouseTrade {
  readonly bought: number;
  readonly sold: number;
}

/** The provider is on one side of most trades. */
const PROVIDER_PART = 0.8;

/**
 * Divides a day of a warrant among the members: place for place as `MEMBER_FIRMS`.
 *
 * Bought and sold each add up to the volume; what the provider bought net is the change of its holding.
 */
export function houseTrades(seed: number, warrant: Warrant, day: WarrantDay): readonly HouseTrade[] {
  const provider = warrant.liquidityProvider.code;
  const bought = Math.max(0, Math.floor((day.volume * PROVIDER_PART + day.heldChange) / 2));
  const own = { bought, sold: bought - day.heldChange };
  const place = dayNumber(day.date);
  const side = (name: 'buy' | 'sell', rest: number) => {
    const draw = seedOf(seed, 'warrant member', warrant.symbol, name);
    const weights = MEMBER_FIRMS.map(({ code, retail, foreign }, at) =>
      code === provider ? 0 : (retail + foreign / 20) * (1 + 0.7 * noiseAt(draw, place * 64 + at)),
    );
    return shareOut(rest, weights);
  };
  const buys = side('buy', day.volume - own.bought);
  const sells = side('sell', day.volume - own.sold);
  return MEMBER_FIRMS.map(({ code }, at) =>
    code === provider ? own : { bought: buys[at] ?? 0, sold: sells[at] ?? 0 },
  );
}

/** Whole parts by weight that add up to `total`. */
function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let passed = 0;
  let given = 0;
  return weights.map((weight) => {
    passed += weight;
    const due = Math.round((total * passed) / sum) - given;
    given += due;
    return due;
  });
}
