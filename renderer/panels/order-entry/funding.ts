import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Position } from '#shared/domain/account.ts';
import type { Funding, LoanLot } from '#shared/domain/funding.ts';
import { CASH, MARGIN_LOAN } from '#shared/domain/funding.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { KstDate } from '#shared/domain/time.ts';

/** Stands for all loans together in the list of loans. */
export const ALL_LOANS = 'all';

/** Whether the ticket offers credit: the account's broker has it, and gold is not bought with it. */
export function isCreditOffered(
  account: Pick<AccountSummary, 'orderFunding'> | null,
  instrument: Instrument | null,
): boolean {
  return account?.orderFunding.includes('marginLoan') === true && instrument?.kind !== 'gold';
}

/** One loan that a sale may repay, or all of them. */
export interface LoanChoice {
  readonly key: string;
  /** Null: all, oldest first. */
  readonly loan: LoanLot | null;
  readonly sellableQuantity: number;
}

/** Returns the loans of a holding, oldest first, and before them all together when there is more than one. */
export function loanChoices(position: Pick<Position, 'loans'> | undefined): readonly LoanChoice[] {
  const loans = position?.loans ?? [];
  const single = loans.map((loan) => ({
    key: loan.loanDate,
    loan,
    sellableQuantity: loan.sellableQuantity,
  }));
  if (loans.length < 2) return single;
  const all = loans.reduce((sum, loan) => sum + loan.sellableQuantity, 0);
  return [{ key: ALL_LOANS, loan: null, sellableQuantity: all }, ...single];
}

/** Returns the funding that a key of the list of loans stands for. */
export function fundingOfLoan(key: string): Funding {
  return key === ALL_LOANS ? MARGIN_LOAN : { kind: 'marginLoan', loanDate: key as KstDate };
}

/** Returns the key of what a draft repays: the only loan is meant when none is named. */
export function loanKeyOf(funding: Funding, choices: readonly LoanChoice[]): string {
  if (funding.kind === 'marginLoan' && funding.loanDate !== null) return funding.loanDate;
  return choices.length === 1 ? (choices[0]?.key ?? ALL_LOANS) : ALL_LOANS;
}

/** A purchase names no loan: the day it fills is the day of its loan. */
export function fundingFor(side: 'buy' | 'sell', funding: Funding): Funding {
  return side === 'buy' && funding.kind === 'marginLoan' ? MARGIN_LOAN : funding;
}

export const FUNDING_BY_KIND: Readonly<Record<Funding['kind'], Funding>> = {
  cash: CASH,
  marginLoan: MARGIN_LOAN,
};
