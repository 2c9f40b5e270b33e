import type { OrderTerms, OrderType } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { isQuantity } from '#shared/domain/quantity.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { PriceGrid } from '../market/price-grid.ts';
import type { RejectReason } from '../matching/engine.ts';
import type { Listing } from '../world.ts';

const PRICED: readonly OrderType[] = ['limit', 'conditionalLimit', 'stopLimit', 'offHoursSinglePrice'];

/** What is wrong with an order by itself, before money or the book is asked; null when nothing is. */
export function checkIntent(
  intent: Pick<OrderTerms, 'type' | 'price' | 'stopPrice' | 'quantity'>,
  listing: Listing,
  grid: PriceGrid,
  venue: BookVenue,
): RejectReason | null {
  if (venue === 'NXT' && !listing.isNxtEligible) return 'NOT_ON_VENUE';
  if (listing.isHalted) return 'INSTRUMENT_HALTED';
  if (!isQuantity(intent.quantity) || intent.quantity < 1) return 'QUANTITY_INVALID';
  if (PRICED.includes(intent.type)) {
    const wrong = checkPrice(intent.price, grid);
    if (wrong !== null) return wrong;
  }
  if (intent.type === 'stopLimit' && checkPrice(intent.stopPrice, grid) !== null) return 'STOP_PRICE_INVALID';
  return null;
}

export function checkPrice(price: Price | null, grid: PriceGrid): RejectReason | null {
  if (price === null) return 'PRICE_OFF_TICK';
  if (price < grid.limits.lower || price > grid.limits.upper) return 'PRICE_OUTSIDE_LIMITS';
  return grid.isOnGrid(price) ? null : 'PRICE_OFF_TICK';
}
