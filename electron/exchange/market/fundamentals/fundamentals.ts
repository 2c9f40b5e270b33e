import type { Listing, World } from '../../world.ts';
import { LISTING_ROWS } from '../instruments.ts';
import { drawFigures, type CompanyFigures } from './company-figures.ts';

/** Price over accounts at one price. EV/EBITDA is null where there is no profit to divide by. */
export interface Multiples {
  readonly per: number;
  readonly pbr: number;
  readonly evToEbitda: number | null;
}

/** The companies behind the shares. Funds have no accounts. */
export interface Fundamentals {
  /** Null for a fund. The classes of one company's shares have the same accounts. */
  figures(symbol: string): CompanyFigures | null;
  /** @param price  won a share of this class */
  multiples(symbol: string, price: number): Multiples | null;
  /** Won a share that a broker lends against (대용가), by the last base price. */
  collateralPrice(symbol: string): number;
}

const PRICES = new Map(LISTING_ROWS.map((row) => [row.symbol, row.price]));

export function createFundamentals(world: World, seed: number): Fundamentals {
  const known = new Map<string, CompanyFigures>();
  const figures: Fundamentals['figures'] = (symbol) => {
    const listing = world.listing(symbol);
    if (listing?.kind !== 'share') return null;
    const company = companyOf(world, listing);
    const figuresKnown = known.get(company.symbol);
    if (figuresKnown !== undefined) return figuresKnown;
    const drawn = drawFigures(seed, {
      symbol: company.symbol,
      isKosdaq: company.market === 'KOSDAQ',
      price: PRICES.get(company.symbol) ?? company.basePrice,
      shares: sharesOf(world, company),
    });
    known.set(company.symbol, drawn);
    return drawn;
  };
  return {
    figures,
    multiples(symbol, price) {
      const accounts = figures(symbol);
      if (accounts === null) return null;
      const value = price * accounts.shares + accounts.netDebt;
      return {
        per: price / accounts.eps,
        pbr: price / accounts.bps,
        evToEbitda: accounts.ebitda > 0 ? value / accounts.ebitda : null,
      };
    },
    collateralPrice(symbol) {
      const listing = world.listing(symbol);
      if (listing === null) return 0;
      return Math.floor((listing.basePrice * collateralPercent(listing)) / 1000) * 10;
    },
  };
}

/** Steadier issues count for more. @source KRX, substitute price: 60 to 80 percent of the base price by class */
function collateralPercent({ marginRate, isHalted }: Listing): number {
  if (isHalted || marginRate >= 100) return 60;
  return marginRate <= 20 ? 80 : marginRate <= 40 ? 70 : 65;
}

/** The issue that carries the company's name: a preferred share's code differs from it in the last character. */
function companyOf(world: World, listing: Listing): Listing {
  return world.listing(`${listing.symbol.slice(0, 5)}0`) ?? listing;
}

function sharesOf(world: World, company: Listing): number {
  const stem = company.symbol.slice(0, 5);
  return world.listings
    .filter(({ symbol, kind }) => kind === 'share' && symbol.startsWith(stem))
    .reduce((sum, { listedShares }) => sum + listedShares, 0);
}
