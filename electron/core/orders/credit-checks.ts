import type { LoanLot } from '#shared/domain/funding.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import type { RiskContext } from './risk-context.ts';
import { problem } from './risk-context.ts';

const PERCENT = 100;

/**
 * Returns the won of its own money that an account puts up for a purchase on credit, rounded up, without commission; null while the
 * broker's rate is not known.
 */
export function guaranteeOf(notional: number, { credit }: Pick<RiskContext, 'credit'>): number | null {
  const rate = credit?.guaranteeRate ?? null;
  return rate === null ? null : Math.ceil((notional * rate) / PERCENT);
}

/** Checks that the broker lends on the instrument, and for so much. Null credit: it has not been asked yet. */
export function lendingProblems(
  intent: OrderIntent,
  notional: number,
  context: RiskContext,
): readonly IntentProblem[] {
  const { credit } = context;
  const { symbol } = intent;
  if (credit === null) {
    return [problem('funding', 'CREDIT_POWER_UNKNOWN', 'what the broker lends is not known yet', { symbol })];
  }
  if (credit.guaranteeRate === null) {
    return [problem('funding', 'CREDIT_NOT_LENT', 'the broker lends nothing on it', { symbol })];
  }
  if (notional <= credit.orderableAmount) return [];
  const values = { required: notional, available: credit.orderableAmount };
  return [problem('quantity', 'CREDIT_LIMIT_EXCEEDED', 'more than the broker lends', values)];
}

/**
 * Returns the shares that a repayment may sell: of the loan it names, or of all; null while the holdings are not known. Zero when
 * there is no such loan.
 */
export function repayableShares({ funding }: OrderIntent, { loans }: RiskContext): number | null {
  if (loans === null || funding.kind === 'cash') return null;
  const meant =
    funding.loanDate === null ? loans : loans.filter(({ loanDate }) => loanDate === funding.loanDate);
  return meant.reduce((sum: number, loan: LoanLot) => sum + loan.sellableQuantity, 0);
}
