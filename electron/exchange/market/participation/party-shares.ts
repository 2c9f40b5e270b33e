import { seedOf } from '../random.ts';
import type { Listing } from '../../world.ts';
import { INSTITUTION_GROUP, PLACE_OF_KIND } from './investor-kinds.ts';
import type { InvestorTraits, Stretch } from './investor-shares.ts';
import { MEMBER_FIRMS } from './member-firms.ts';
import { noiseAt, smoothNoiseAt } from './smooth-noise.ts';
import type { SideShares } from './split.ts';

/** Places of a split by programme: arbitrage, the rest of programme trading, and trading by hand. */
export const PROGRAMME_PLACES = { arbitrage: 0, nonArbitrage: 1, byHand: 2 } as const;
export const PROGRAMMES = [PROGRAMME_PLACES.arbitrage, PROGRAMME_PLACES.nonArbitrage] as const;
export const PROGRAMME_COUNT = 3;

const FOREIGNER = PLACE_OF_KIND.foreigner;
const RETAIL = [PLACE_OF_KIND.individual, PLACE_OF_KIND.otherCorporation, PLACE_OF_KIND.residentForeigner];

/** How an instrument's trading spreads over the members, apart from who trades. */
export interface MemberTraits {
  readonly factors: Float64Array;
  readonly seed: number;
}

export function memberTraits(seed: number, listing: Listing): MemberTraits {
  const own = seedOf(seed, 'members', listing.symbol);
  const factors = Float64Array.from(MEMBER_FIRMS, (_firm, place) => Math.exp(0.35 * noiseAt(own, place)));
  return { factors, seed: own };
}

const TOTALS = MEMBER_FIRMS.reduce(
  (sum, firm) => ({
    retail: sum.retail + firm.retail,
    foreign: sum.foreign + firm.foreign,
    institutional: sum.institutional + firm.institutional,
  }),
  { retail: 0, foreign: 0, institutional: 0 },
);

/** Fills in which members buy and sell, given who trades: foreign houses carry foreigners, Kiwoom most of all individuals. */
export function fillMemberShares(
  traits: MemberTraits,
  { day, minute }: Stretch,
  investors: SideShares,
  shares: SideShares,
): void {
  for (const side of ['buy', 'sell'] as const) {
    const by = investors[side];
    const retail = sumAt(by, RETAIL) / TOTALS.retail;
    const foreign = (by[FOREIGNER] ?? 0) / TOTALS.foreign;
    const institutional = sumAt(by, INSTITUTION_GROUP) / TOTALS.institutional;
    const seed = traits.seed ^ (side === 'buy' ? 0x0b : 0x05e11);
    MEMBER_FIRMS.forEach((firm, place) => {
      const usual = firm.retail * retail + firm.foreign * foreign + firm.institutional * institutional;
      const lasting = smoothNoiseAt(seed + place * 7_919, day, 6);
      const fleeting = minute === null ? 0 : noiseAt(seed + place * 104_729, day * 1_440 + minute);
      const spread = firm.isForeign ? 0.55 : 0.3;
      shares[side][place] =
        usual * (traits.factors[place] ?? 1) * Math.exp(spread * lasting + 0.5 * fleeting);
    });
  }
}

/**
 * Fills in what of both sides is programme trading. Foreigners and institutions run the programmes; arbitrage needs members of the index
 * whose futures it trades against.
 */
export function fillProgrammeShares(
  traits: InvestorTraits,
  { day, minute }: Stretch,
  investors: SideShares,
  shares: SideShares,
): void {
  const { listing } = traits;
  const seed = traits.seeds[0] ?? 0;
  const isFund = listing.kind !== 'share';
  const isInIndex = !isFund && listing.isIndexMember;
  const busy = 1 + 0.3 * smoothNoiseAt(seed ^ 0x77, day, 4);
  for (const side of ['buy', 'sell'] as const) {
    const by = investors[side];
    const foreign = by[FOREIGNER] ?? 0;
    const institutional = sumAt(by, INSTITUTION_GROUP);
    const turn = side === 'buy' ? 1 : -1;
    const lean = 1 + 0.25 * turn * noiseAt(seed ^ 0x99, minute === null ? day : day * 1_440 + minute);
    const arbitrage = isInIndex ? 0.035 * lean * institutional : 0;
    const rest = (isFund ? 0.1 : 0.55) * foreign + (isFund ? 0.12 : 0.22) * institutional;
    shares[side][PROGRAMME_PLACES.arbitrage] = arbitrage * busy;
    shares[side][PROGRAMME_PLACES.nonArbitrage] = rest * busy;
    shares[side][PROGRAMME_PLACES.byHand] = Math.max(0.05, 1 - (arbitrage + rest) * busy);
  }
}

function sumAt(values: Float64Array, places: readonly number[]): number {
  let sum = 0;
  for (const place of places) sum += values[place] ?? 0;
  return sum;
}
