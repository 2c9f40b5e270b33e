import { money, type Money } from '#shared/domain/money.ts';
import { quantity, type Quantity } from '#shared/domain/quantity.ts';
import type { BookedFill } from '../clearing/clearing.ts';

/** What some fills come to. Won and shares. */
export interface FillSums {
  readonly boughtQuantity: Quantity;
  readonly soldQuantity: Quantity;
  /** Price times quantity of the buys. */
  readonly bought: Money;
  readonly sold: Money;
  readonly buyCommission: Money;
  readonly sellCommission: Money;
  readonly tax: Money;
  /** What the shares that were sold had cost on average, without commission. */
  readonly costOfSold: Money;
  /** `sold` less `costOfSold`, the commission of the sales and the tax. */
  readonly realized: Money;
}

export function sumFills(fills: readonly BookedFill[]): FillSums {
  const sum = (side: BookedFill['side'], value: (fill: BookedFill) => number) =>
    fills.reduce((total, fill) => (fill.side === side ? total + value(fill) : total), 0);
  return {
    boughtQuantity: quantity(sum('buy', (fill) => fill.quantity)),
    soldQuantity: quantity(sum('sell', (fill) => fill.quantity)),
    bought: money(sum('buy', tradedOf)),
    sold: money(sum('sell', tradedOf)),
    buyCommission: money(sum('buy', ({ commission }) => commission)),
    sellCommission: money(sum('sell', ({ commission }) => commission)),
    tax: money(sum('sell', ({ tax }) => tax)),
    costOfSold: money(sum('sell', costOfSale)),
    realized: money(sum('sell', ({ realized }) => realized)),
  };
}

/** Price times quantity. */
export function tradedOf(fill: BookedFill): Money {
  return money(fill.price * fill.quantity);
}

/** What the shares of a sale had cost on average. */
export function costOfSale(fill: BookedFill): Money {
  return money(tradedOf(fill) - fill.commission - fill.tax - fill.realized);
}

/** Won that a fill brings when it settles, with what it borrows or pays back; negative: takes. */
export function settledBy(fill: BookedFill): Money {
  const paid = fill.commission + fill.tax;
  const { borrowed = 0, repaid = 0, interest = 0 } = fill.loan ?? {};
  const traded = fill.side === 'buy' ? -tradedOf(fill) : tradedOf(fill);
  return money(traded - paid + borrowed - repaid - interest);
}

/** Fills by instrument, in the order of each one's first. */
export function fillsBySymbol(fills: readonly BookedFill[]): ReadonlyMap<string, readonly BookedFill[]> {
  const groups = new Map<string, BookedFill[]>();
  for (const fill of fills) {
    const group = groups.get(fill.symbol);
    if (group === undefined) groups.set(fill.symbol, [fill]);
    else group.push(fill);
  }
  return groups;
}
