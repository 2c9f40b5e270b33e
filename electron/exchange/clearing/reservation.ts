import { commissionOf } from '#shared/domain/trade-costs.ts';
import type { Rate } from '#shared/domain/trade-costs.ts';
import type { OrderTerms, OrderSide, OrderType } from '#shared/domain/order.ts';
import { money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import { marginOf } from './account-book.ts';
import type { LoanTerms } from './clearing.ts';

/** Cash or shares that an open order ties up. `leaves` is what of the order can still fill. */
export interface Reservation {
  readonly accountId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderType;
  /** Highest price the order may fill at as far as cash is concerned. */
  readonly price: Price;
  readonly upperLimit: Price;
  /** Null for an order that has nothing to do with loans. */
  readonly credit: LoanTerms | null;
  leaves: number;
  /** Won tied up for the leaves; 0 for a sell. */
  cash: number;
}

/**
 * Returns the price an order is reserved at: its own, or the daily limit.
 *
 * Orders without a price may fill up to the limit; so may a conditional limit, which ends as a market order.
 * @source KIS Open API, order capacity: orders without a price are reserved at the upper limit
 */
export function reservedPrice({ type, price }: Pick<OrderTerms, 'type' | 'price'>, upperLimit: Price): Price {
  return price === null || type === 'conditionalLimit' ? upperLimit : price;
}

/** Returns the cash that a buy of `quantity` at `price` ties up: its margin and the commission. */
export function cashToReserve(price: Price, quantity: number, marginRate: number, commission: Rate): number {
  const notional = money(price * quantity);
  return marginOf(notional, marginRate) + commissionOf(notional, commission);
}
