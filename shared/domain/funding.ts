import type { Money } from './money.ts';
import type { Quantity } from './quantity.ts';
import type { KstDate } from './time.ts';

/**
 * How a purchase is paid, or what a sale pays back (신용융자).
 *
 * `loanDate` names the day of the loan that a sale repays; null: whichever loans the broker takes, oldest first. It is null for
 * every purchase: the day a purchase fills is the day of its loan.
 */
export type Funding =
  { readonly kind: 'cash' } | { readonly kind: 'marginLoan'; readonly loanDate: KstDate | null };

export const FUNDING_KINDS = ['cash', 'marginLoan'] as const;
export const CASH: Funding = { kind: 'cash' };
export const MARGIN_LOAN: Funding = { kind: 'marginLoan', loanDate: null };

export function isSameFunding(a: Funding, b: Funding): boolean {
  if (a.kind === 'cash' || b.kind === 'cash') return a.kind === b.kind;
  return a.loanDate === b.loanDate;
}

/** Shares of a holding that were bought with the broker's money on one day. */
export interface LoanLot {
  readonly loanDate: KstDate;
  readonly quantity: Quantity;
  /** Quantity that no open repayment ties up. */
  readonly sellableQuantity: Quantity;
  /** Won per share; the broker may give fractions. */
  readonly averageEntryPrice: number;
  readonly cost: Money;
  /** Won owed, and interest on it so far; null where the broker does not tell. */
  readonly loanAmount: Money | null;
  readonly interest: Money | null;
  /** Day the loan falls due; null where the broker does not tell. */
  readonly dueDate: KstDate | null;
}
