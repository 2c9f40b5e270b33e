import type { Nominal } from './nominal.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';

/** Won: a safe integer of either sign. */
export type Money = Nominal<number, 'Money'>;

export const ZERO_MONEY = 0 as Money;

/** Returns `value` as won. Throws on a fraction or on a sum past 2^53, where integers stop being exact. */
export function money(value: number): Money {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an amount in whole won: ${value}`);
  return (value === 0 ? 0 : value) as Money;
}

export function addMoney(a: Money, b: Money): Money {
  return money(a + b);
}

export function subtractMoney(a: Money, b: Money): Money {
  return money(a - b);
}

/** Returns price times quantity, in won. */
export function notional(unitPrice: Price, shares: Quantity): Money {
  return money(unitPrice * shares);
}
