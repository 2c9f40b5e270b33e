import { DEFAULT_COMMISSION, tradeCosts } from '#shared/catalogue/costs.ts';
import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { money, notional, type Money } from '#shared/domain/money.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { commissionOf } from '#shared/domain/trade-costs.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Holding, HoldingPart } from '../../clearing/clearing.ts';
import type { Listing, World } from '../../world.ts';

/** A holding at a price, with what buying it cost and what selling it now would cost. Won. */
export interface ValuedHolding {
  readonly holding: Omit<Holding, 'realizedToday'>;
  /** What is owed for it; null when it was paid in full, and for a holding as a whole. */
  readonly loan: HoldingPart['loan'];
  readonly listing: Listing;
  readonly lastPrice: Price;
  readonly previousClose: Price;
  /** Won per share, rounded. */
  readonly averagePrice: number;
  /** Price times quantity. */
  readonly marketValue: Money;
  readonly buyCommission: Money;
  readonly sellCommission: Money;
  readonly sellTax: Money;
}

/** Values what an account holds at the last prices of one exchange; instruments that do not trade there keep the other's price. */
export function valueHoldings(world: World, accountId: string, venue: BookVenue): readonly ValuedHolding[] {
  return world.holdings(accountId).flatMap((holding) => valued(world, holding, null, venue));
}

/** The same, shares bought on credit apart by the day of their loan. */
export function valueHoldingParts(
  world: World,
  accountId: string,
  venue: BookVenue,
): readonly ValuedHolding[] {
  return world.holdingParts(accountId).flatMap((part) => valued(world, part, part.loan, venue));
}

function valued(
  world: World,
  holding: ValuedHolding['holding'],
  loan: ValuedHolding['loan'],
  venue: BookVenue,
): readonly ValuedHolding[] {
  const listing = world.listing(holding.symbol);
  if (listing === null || holding.quantity === 0) return [];
  const scope = venue === 'NXT' && listing.isNxtEligible ? 'NXT' : 'KRX';
  const { lastPrice, basePrice } = world.day(holding.symbol, scope);
  const marketValue = notional(lastPrice, holding.quantity);
  const sale = estimateCosts(world, listing, 'sell', marketValue);
  return [
    {
      holding,
      loan,
      listing,
      lastPrice,
      previousClose: basePrice,
      averagePrice: Math.round(holding.cost / holding.quantity),
      marketValue,
      buyCommission: commissionOf(holding.cost, DEFAULT_COMMISSION.rate),
      sellCommission: sale.commission,
      sellTax: sale.tax,
    },
  ];
}

/** What a trade of `amount` won made today would cost beside its notional. */
export function estimateCosts(
  world: World,
  listing: Listing,
  side: OrderSide,
  amount: Money,
): { readonly commission: Money; readonly tax: Money } {
  return tradeCosts({
    side,
    market: listing.market,
    kind: listing.kind,
    settlementDate: settlementDay(world.tradingDate()).date,
    notional: amount,
    commissionRate: DEFAULT_COMMISSION.rate,
  });
}

export function sumMoney<T>(items: readonly T[], amount: (item: T) => number): Money {
  return money(items.reduce((sum, item) => sum + amount(item), 0));
}

/** What selling the holding now would bring, after costs. */
export function netValue({ marketValue, sellCommission, sellTax }: ValuedHolding): number {
  return marketValue - sellCommission - sellTax;
}
