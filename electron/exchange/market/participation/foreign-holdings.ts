import { kstDate, type KstDate } from '#shared/domain/time.ts';
import type { Listing, World } from '../../world.ts';
import { seedOf } from '../random.ts';
import { PLACE_OF_KIND } from './investor-kinds.ts';
import { NO_TURNS, type Turns } from '../turns.ts';
import type { PartyModel } from './party-model.ts';
import { noiseAt } from './smooth-noise.ts';

/** What foreigners hold of an instrument at the end of a day. */
export interface ForeignHolding {
  readonly date: KstDate;
  readonly held: number;
  /** What they bought more than they sold that day, on both venues. */
  readonly netBought: number;
}

export interface ForeignHoldings {
  /** Shares that foreigners may hold together. */
  limit(symbol: string): number;
  /** Now. */
  today(symbol: string): ForeignHolding;
  /** From `from` to `to`, both included, newest first. Two days in a row differ by exactly what was bought net. */
  days(symbol: string, from: KstDate, to: KstDate): readonly ForeignHolding[];
}

/** The day whose close the parts below are those of: the day of the listing data. */
const KNOWN_ON = kstDate('20260917');

/** Part of the shares held by foreigners, in percent, where it is generally known; rounded. @source exchange statistics, autumn 2026 level */
const KNOWN_PARTS: Readonly<Record<string, number>> = {
  '005930': 49.6,
  '005935': 72.1,
  '000660': 54.2,
  '373220': 5.9,
  '005380': 36.4,
  '000270': 39.2,
  '207940': 13.4,
  '068270': 22.7,
  '105560': 76.1,
  '055550': 59.3,
  '086790': 66.8,
  '316140': 46.2,
  '138040': 17.1,
  '005490': 30.9,
  '035420': 41.5,
  '035720': 28.3,
  '051910': 33.4,
  '006400': 24.2,
  '012330': 42.6,
  '017670': 38.4,
  '030200': 45.9,
  '032640': 36.7,
  '015760': 19.6,
  '033780': 41.2,
  '010950': 75.8,
  '090430': 25.6,
  '021240': 60.4,
  '028260': 27.6,
  '032830': 23.1,
  '000810': 54.4,
  '009150': 36.1,
  '066570': 30.7,
  '012450': 44.9,
  '042700': 9.3,
};

/** Legal limits in percent; everything else may be held whole. @source Telecommunications Business Act §8, Aviation Business Act §9, KEPCO and KOGAS notices */
const LIMITS: Readonly<Record<string, number>> = {
  '017670': 49,
  '030200': 49,
  '032640': 49,
  '015760': 40,
  '036460': 30,
  '003490': 49.99,
  '089590': 49.99,
  '091810': 49.99,
  '272450': 49.99,
};

export function createForeignHoldings(
  world: World,
  seed: number,
  investors: PartyModel,
  turns: Pick<Turns, 'beforePiece'> = NO_TURNS,
): ForeignHoldings {
  const foreigner = PLACE_OF_KIND.foreigner;
  let keptOn: KstDate | null = null;
  /** At the close before today. */
  const opening = new Map<string, number>();

  const netDays = (symbol: string, from: KstDate, to: KstDate) =>
    investors.days(symbol, 'ALL', from, to).map(({ date, split }) => ({
      date,
      netBought: (split.buyQuantity[foreigner] ?? 0) - (split.sellQuantity[foreigner] ?? 0),
    }));

  const openingOf = (symbol: string): number => {
    const today = world.tradingDate();
    if (keptOn !== today) opening.clear();
    keptOn = today;
    const known = opening.get(symbol);
    if (known !== undefined) return known;
    turns.beforePiece();
    const listing = listingOf(world, symbol);
    let held = Math.round(partHeld(seed, listing) * listing.listedShares);
    for (const day of netDays(symbol, KNOWN_ON, today)) {
      if (day.date > KNOWN_ON && day.date < today) held += day.netBought;
    }
    opening.set(symbol, held);
    return held;
  };

  const today = (symbol: string): ForeignHolding => {
    const date = world.tradingDate();
    const { buyQuantity, sellQuantity } = investors.today(symbol, 'ALL');
    const netBought = (buyQuantity[foreigner] ?? 0) - (sellQuantity[foreigner] ?? 0);
    return { date, held: openingOf(symbol) + netBought, netBought };
  };

  return {
    limit: (symbol) => {
      const { listedShares } = listingOf(world, symbol);
      return Math.floor((listedShares * (LIMITS[symbol] ?? 100)) / 100);
    },
    today,
    days(symbol, from, to) {
      const now = world.tradingDate();
      const { held: latest } = today(symbol);
      let held = latest;
      const answer: ForeignHolding[] = [];
      for (const day of netDays(symbol, from, now)) {
        if (day.date <= to) answer.push({ ...day, held });
        held -= day.netBought;
      }
      return answer;
    },
  };
}

function listingOf(world: World, symbol: string): Listing {
  const listing = world.listing(symbol);
  if (listing === null) throw new RangeError(`there is no instrument ${symbol}`);
  return listing;
}

function partHeld(seed: number, listing: Listing): number {
  const known = KNOWN_PARTS[listing.symbol];
  if (known !== undefined) return known / 100;
  const lot = (noiseAt(seedOf(seed, 'foreign holding', listing.symbol), 0) + 1) / 2;
  const limit = (LIMITS[listing.symbol] ?? 100) / 100;
  if (listing.kind !== 'share') return 0.06 + 0.06 * lot;
  const isLarge = listing.sizeClass === '대형주';
  if (listing.market === 'KOSDAQ') return isLarge ? 0.07 + 0.13 * lot : 0.06 + 0.06 * lot;
  return limit * (isLarge ? 0.1 + 0.24 * lot : 0.07 + 0.1 * lot);
}
