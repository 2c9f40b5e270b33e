import type { Listing } from '../../world.ts';
import { profileOf } from '../instrument-profile.ts';
import { seedOf } from '../random.ts';
import {
  INVESTOR_KINDS,
  KIND_MANNERS,
  KIND_WEIGHTS,
  PLACE_OF_KIND,
  type InvestorKind,
} from './investor-kinds.ts';
import { noiseAt, swingAt } from './smooth-noise.ts';
import type { SideShares } from './split.ts';

/** What is fixed about who trades an instrument. */
export interface InvestorTraits {
  readonly listing: Listing;
  readonly seeds: readonly number[];
  readonly weights: Float64Array;
  /** How one-sided the trading of the kinds is, compared with a usual share. */
  readonly conviction: number;
  /** The same of foreigners: less where so much changes hands that days of it would be more than they hold. */
  readonly foreignConviction: number;
}

/** A stretch of trading that the shares are wanted for. */
export interface Stretch {
  /** Days since 1970. */
  readonly day: number;
  /** Minute of the day; null for a whole day. */
  readonly minute: number | null;
  /** Logarithmic return since the previous close that is known when the stretch begins, or of the whole day. */
  readonly rise: number;
}

/** A kind never does more than this much more on one side than usual. */
const STEEPEST = 0.6;
/** Individuals trade at least this part of either side. */
const LEAST_INDIVIDUAL = 0.03;

/** Of the shares listed, in a day. */
const USUAL_TURNOVER_RATE = 0.005;

const KINDS = INVESTOR_KINDS.length;
const FOREIGNER = PLACE_OF_KIND.foreigner;

export function investorTraits(seed: number, listing: Listing): InvestorTraits {
  const usual = KIND_WEIGHTS[classOf(listing)];
  const own = seedOf(seed, 'investors', listing.symbol);
  const weights = new Float64Array(KINDS);
  INVESTOR_KINDS.forEach((kind, place) => {
    if (kind === 'individual') return;
    weights[place] = usual[kind] * (1 + 0.35 * noiseAt(own, place));
  });
  return {
    listing,
    weights,
    seeds: INVESTOR_KINDS.map((kind) => seedOf(seed, 'investors', listing.symbol, kind)),
    conviction: listing.kind === 'share' ? 1 : 0.7,
    foreignConviction: Math.min(1, USUAL_TURNOVER_RATE / turnoverRateOf(listing)),
  };
}

/** Fills in who buys and who sells. Depends on nothing that changes while the stretch lasts. */
export function fillInvestorShares(traits: InvestorTraits, stretch: Stretch, shares: SideShares): void {
  let others = 0;
  let otherSellers = 0;
  for (let place = 1; place < KINDS; place += 1) {
    const weight = traits.weights[place] ?? 0;
    const tilt = tiltOf(traits, place, stretch);
    shares.buy[place] = weight * (1 + tilt);
    shares.sell[place] = weight * (1 - tilt);
    others += shares.buy[place] ?? 0;
    otherSellers += shares.sell[place] ?? 0;
  }
  shares.buy[0] = Math.max(LEAST_INDIVIDUAL, 1 - others);
  shares.sell[0] = Math.max(LEAST_INDIVIDUAL, 1 - otherSellers);
}

function tiltOf(traits: InvestorTraits, place: number, { day, minute, rise }: Stretch): number {
  const kind = INVESTOR_KINDS[place] as Exclude<InvestorKind, 'individual'>;
  const manner = KIND_MANNERS[kind];
  const seed = traits.seeds[place] ?? 0;
  const lasting = swingAt(seed, day, manner.days) + 0.5 * swingAt(seed ^ 0x55, day, 2 + manner.days / 4);
  const fleeting =
    minute === null
      ? 0.25 * noiseAt(seed ^ 0xaa, day)
      : 0.25 * noiseAt(seed ^ 0xaa, day) + 0.9 * noiseAt(seed ^ 0xcc, day * 1_440 + minute);
  const tilt =
    traits.conviction * manner.conviction * (lasting + fleeting) +
    manner.momentum * Math.max(-0.08, Math.min(0.08, rise));
  const held = place === FOREIGNER ? tilt * traits.foreignConviction : tilt;
  return Math.max(-STEEPEST, Math.min(STEEPEST, held));
}

function turnoverRateOf(listing: Listing): number {
  return profileOf(listing).volume / Math.max(1, listing.listedShares);
}

function classOf({ kind, market, sizeClass }: Listing): keyof typeof KIND_WEIGHTS {
  if (kind !== 'share') return 'fund';
  if (market === 'KOSDAQ') return sizeClass === '대형주' ? 'kosdaqLarge' : 'kosdaqSmall';
  if (sizeClass === '대형주') return 'kospiLarge';
  return sizeClass === '소형주' ? 'kospiSmall' : 'kospiMedium';
}
