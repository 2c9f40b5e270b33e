import type { Listing } from '#electron/exchange/world.ts';
import type { Price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';

const PRICES = [620, 1_430, 2_350, 3_600, 7_200, 15_400, 61_000, 124_000];
const MARGINS = [20, 30, 40, 50, 60, 100];
/** Of these, about four in a thousand change hands on a day: from under a thousand shares to some millions. */
const LISTED_SHARES = [0.2, 0.9, 1.9, 3.2, 5.5, 13, 17, 21, 32, 44, 64, 90, 110, 160, 700, 3_000, 9_000].map(
  (millions) => millions * 1e6,
);
const COUNT = 238;

/** Invented instruments with every mixture of price, size, margin, market and kind that a filter can ask for. */
export const VARIED_LISTINGS: readonly Listing[] = Array.from({ length: COUNT }, (_, place) => varied(place));

function varied(place: number): Listing {
  const kind = place % 11 === 5 ? 'etf' : place % 17 === 9 ? 'etn' : 'share';
  const isPreferred = kind === 'share' && place % 9 === 4;
  const shares = LISTED_SHARES[(place * 5) % LISTED_SHARES.length] ?? 0;
  return {
    symbol: `79${String(place).padStart(3, '0')}${isPreferred ? '5' : '0'}`,
    name: `종목${place}`,
    market: place % 3 === 1 && kind === 'share' ? 'KOSDAQ' : 'KOSPI',
    kind,
    basePrice: (PRICES[place % PRICES.length] ?? 0) as Price,
    listedShares: shares + place * 1_000,
    isNxtEligible: kind === 'share' && place % 2 === 0,
    isHalted: false,
    leverage: 1,
    marginRate: MARGINS[place % MARGINS.length] ?? 100,
    sector: kind === 'share' ? '화학' : '',
    sizeClass: kind === 'share' ? '소형주' : '',
    listedOn: '20000104' as KstDate,
    isIndexMember: place % 5 < 2,
  };
}
