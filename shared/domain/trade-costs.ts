import type { Money } from './money.ts';
import { addMoney, money } from './money.ts';
import type { Nominal } from './nominal.ts';

/** A share of an amount, in whole parts per billion: 0.015 % is 150,000. */
export type Rate = Nominal<number, 'Rate'>;

const PARTS_PER_PERCENT = 10_000_000;
const PARTS = 1_000_000_000n;

/** Returns `percent` as a rate. Throws when it is negative or finer than a part per billion. */
export function ratePercent(percent: number): Rate {
  const parts = Math.round(percent * PARTS_PER_PERCENT);
  if (!Number.isSafeInteger(parts) || parts < 0 || Math.abs(parts - percent * PARTS_PER_PERCENT) > 1e-3) {
    throw new RangeError(`not a rate in percent: ${percent}`);
  }
  return parts as Rate;
}

/** Returns `rate` of `amount` (zero or more), cut to whole won. Exact for every amount. */
export function applyRate(amount: Money, rate: Rate): Money {
  if (amount < 0) throw new RangeError(`a rate applies to no negative amount: ${amount}`);
  return money(Number((BigInt(amount) * BigInt(rate)) / PARTS));
}

/** Returns the broker's commission on a fill or order of `notional` won. */
export function commissionOf(notional: Money, rate: Rate): Money {
  return applyRate(notional, rate);
}

/** Rates of the two taxes on a sale. */
export interface TransactionTaxRates {
  /** 증권거래세. */
  readonly securities: Rate;
  /** 농어촌특별세. */
  readonly rural: Rate;
}

/** Taxes on a sale, in won; each cut to whole won before they are added. */
export interface TransactionTax {
  readonly securities: Money;
  readonly rural: Money;
  readonly total: Money;
}

/** Returns the taxes on selling for `notional` won. Buys pay none. */
export function transactionTaxOf(notional: Money, rates: TransactionTaxRates): TransactionTax {
  const securities = applyRate(notional, rates.securities);
  const rural = applyRate(notional, rates.rural);
  return { securities, rural, total: addMoney(securities, rural) };
}
