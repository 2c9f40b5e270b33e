import type { Fill } from '#shared/domain/fill.ts';
import type { OrderSide } from '#shared/domain/order.ts';

/** One line of the list. Money in won; null where the broker has not told it. */
export interface FillRow {
  readonly id: string;
  readonly time: number;
  readonly symbol: string;
  readonly name: string;
  readonly side: OrderSide;
  readonly price: number;
  readonly quantity: number;
  readonly notional: number;
  readonly commission: number | null;
  readonly tax: number | null;
  readonly venue: string | null;
  readonly number: string;
}

export function buildFillRow(fill: Fill, name: string): FillRow {
  return {
    id: fill.fillId,
    time: fill.eventTime,
    symbol: fill.symbol,
    name,
    side: fill.side,
    price: fill.price,
    quantity: fill.quantity,
    notional: fill.price * fill.quantity,
    commission: fill.commission,
    tax: fill.tax,
    venue: fill.venue,
    number: fill.venueOrderId,
  };
}

/** What was bought and sold today, in won. */
export interface FillTotals {
  readonly bought: number;
  readonly sold: number;
  /** Fees and taxes that are known so far. */
  readonly charges: number;
  /** Some fills have not been told their fees and taxes yet. */
  readonly isIncomplete: boolean;
}

export function sumFills(fills: readonly Fill[]): FillTotals {
  let bought = 0;
  let sold = 0;
  let charges = 0;
  let isIncomplete = false;
  for (const { side, price, quantity, commission, tax } of fills) {
    if (side === 'buy') bought += price * quantity;
    else sold += price * quantity;
    charges += (commission ?? 0) + (tax ?? 0);
    isIncomplete ||= commission === null || (side === 'sell' && tax === null);
  }
  return { bought, sold, charges, isIncomplete };
}
