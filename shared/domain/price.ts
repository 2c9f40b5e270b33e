import type { Nominal } from './nominal.ts';

/** Won per share: a positive safe integer, without the direction sign some brokers add. */
export type Price = Nominal<number, 'Price'>;

/** Returns `value` as a price. Throws on anything that is not a positive integer: that is a bug, not input. */
export function price(value: number): Price {
  if (!isPrice(value)) throw new RangeError(`not a price in won: ${value}`);
  return value;
}

export function isPrice(value: number): value is Price {
  return Number.isSafeInteger(value) && value > 0;
}
