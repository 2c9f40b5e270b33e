import type { Nominal } from './nominal.ts';

/** Shares: a safe integer, zero or more. */
export type Quantity = Nominal<number, 'Quantity'>;

export const ZERO_QUANTITY = 0 as Quantity;

/** Returns `value` as a quantity. Throws on anything that is not a whole number of shares, zero or more. */
export function quantity(value: number): Quantity {
  if (!isQuantity(value)) throw new RangeError(`not a quantity of shares: ${value}`);
  return value;
}

export function isQuantity(value: number): value is Quantity {
  return Number.isSafeInteger(value) && value >= 0;
}
