import type { Listing } from '../world.ts';
import { goldTurnover } from './gold/gold-products.ts';
import { LISTING_ROWS, type FundKind } from './instruments.ts';

/** What an instrument's price moves with besides itself. */
export type MarketFactor = 'domestic' | 'overseas' | 'commodity' | 'rates';

/** How one instrument trades; drives its history and its background flow. */
export interface InstrumentProfile {
  /** Won on a typical day. */
  readonly turnover: number;
  /** Shares on a typical day at the base price. */
  readonly volume: number;
  readonly factor: MarketFactor;
  /** Return of the instrument per unit of return of its factor. */
  readonly beta: number;
  /** Standard deviation of the daily return that is the instrument's own, in natural logarithm. */
  readonly ownVolatility: number;
  /** Of the whole daily return. */
  readonly volatility: number;
  /** Mean daily return. */
  readonly drift: number;
  readonly isFund: boolean;
}

/** Standard deviation and mean of a factor's daily return. */
export const FACTORS: Readonly<
  Record<MarketFactor, { readonly volatility: number; readonly drift: number }>
> = {
  domestic: { volatility: 0.0105, drift: 0.00055 },
  overseas: { volatility: 0.0095, drift: 0.0005 },
  commodity: { volatility: 0.0105, drift: 0.0004 },
  rates: { volatility: 0.00035, drift: 0.00013 },
};

const FUNDS: Readonly<Record<FundKind, { factor: MarketFactor; beta: number; own: number }>> = {
  index: { factor: 'domestic', beta: 1, own: 0.0025 },
  theme: { factor: 'domestic', beta: 1.15, own: 0.011 },
  overseas: { factor: 'overseas', beta: 1, own: 0.0035 },
  commodity: { factor: 'commodity', beta: 1, own: 0.004 },
  bond: { factor: 'rates', beta: 1, own: 0.0001 },
};

/** Spot gold follows the same factor as the funds upon it; the two products differ by little more than their tick. */
const GOLD = { factor: 'commodity', beta: 1, own: 0.0004 } as const;

const ROWS = new Map(LISTING_ROWS.map((row) => [row.symbol, row]));
/** Of the listed value, for instruments that the data files do not know. */
const USUAL_TURNOVER_RATE = 0.004;

export function profileOf(listing: Listing): InstrumentProfile {
  const row = ROWS.get(listing.symbol);
  const capitalization = listing.basePrice * listing.listedShares;
  const turnover = row?.turnover ?? goldTurnover(listing.symbol) ?? capitalization * USUAL_TURNOVER_RATE;
  const { factor, beta, own } = riskOf(listing, capitalization, turnover);
  const leverage = listing.leverage === 0 ? 1 : listing.leverage;
  const fullBeta = beta * leverage;
  const ownVolatility = own * Math.abs(leverage);
  const market = FACTORS[factor];
  return {
    turnover,
    volume: Math.max(200, Math.round(turnover / listing.basePrice)),
    factor,
    beta: fullBeta,
    ownVolatility,
    volatility: Math.hypot(fullBeta * market.volatility, ownVolatility),
    drift: market.drift * fullBeta,
    isFund: listing.kind !== 'share',
  };
}

function riskOf(listing: Listing, capitalization: number, turnover: number) {
  if (listing.kind === 'share') return shareRisk(listing, capitalization, turnover);
  return listing.kind === 'gold' ? GOLD : FUNDS[ROWS.get(listing.symbol)?.fundKind ?? 'index'];
}

/** Smaller and busier issues move more: about 1.7 % a day for the largest, 3 to 4 % for a hot small one. */
function shareRisk(listing: Listing, capitalization: number, turnover: number) {
  const trillions = capitalization / 1e12;
  const bySize = trillions > 30 ? 0.0135 : trillions > 5 ? 0.0165 : trillions > 1 ? 0.0195 : 0.023;
  const byHeat = Math.min(0.014, Math.max(0, turnover / capitalization - 0.008) * 0.25);
  const byMarket = listing.market === 'KOSDAQ' ? 0.003 : 0;
  return { factor: 'domestic' as const, beta: 1, own: bySize + byHeat + byMarket };
}
