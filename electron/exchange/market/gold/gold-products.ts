import { basePriceFromClose } from '#shared/domain/price-limits.ts';
import { price } from '#shared/domain/price.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { GOLD_PRODUCTS } from '#shared/catalogue/kiwoom/code-tables.ts';
import type { Listing } from '../../world.ts';

interface GoldProduct {
  readonly symbol: keyof typeof GOLD_PRODUCTS;
  /** Won per gram. */
  readonly price: number;
  /** Won a day. */
  readonly turnover: number;
  readonly listedOn: KstDate;
}

/** Bars that the depository keeps, in grams. */
const GRAMS_KEPT = 9_500_000;

/**
 * What is traded on the KRX gold market. Both are quoted in won per gram and traded by the gram; they differ in the bar that can be
 * taken out. Prices and turnovers are rounded estimates of autumn 2026.
 *
 * @source names and codes: Kiwoom REST API guide, `stk_cd` of ka50010; KRX gold market, trading system at a glance
 */
const PRODUCTS: readonly GoldProduct[] = [
  { symbol: 'M04020000', price: 208_400, turnover: 118_000_000_000, listedOn: '20140324' as KstDate },
  { symbol: 'M04020100', price: 209_100, turnover: 4_600_000_000, listedOn: '20140915' as KstDate },
];

/** The product that the international price is told against. */
export const KILOGRAM_BAR = 'M04020000';

/** Won that change hands in a product on a usual day; undefined when it is no gold product. */
export function goldTurnover(symbol: string): number | undefined {
  return PRODUCTS.find((product) => product.symbol === symbol)?.turnover;
}

export function buildGoldListings(date: KstDate): readonly Listing[] {
  return PRODUCTS.map((product) => ({
    symbol: product.symbol,
    name: GOLD_PRODUCTS[product.symbol],
    market: 'KOSPI',
    kind: 'gold',
    basePrice: basePriceFromClose(price(product.price), ladderFor('gold', date)),
    listedShares: GRAMS_KEPT,
    isNxtEligible: false,
    isHalted: false,
    leverage: 1,
    marginRate: 100,
    sector: '',
    sizeClass: '',
    listedOn: product.listedOn,
    isIndexMember: false,
  }));
}
