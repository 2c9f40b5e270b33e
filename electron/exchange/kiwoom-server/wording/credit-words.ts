import type { HoldingPart } from '../../clearing/clearing.ts';
import type { AccountOrder } from '../../world.ts';

/** 신용구분 of a holding or an order: 00 paid in full, 03 a loan of the broker's own (자기융자). @source Kiwoom REST API guide, real-time 04 */
const CODE = { cash: '00', loan: '03' } as const;
const NO_DATE = '00000000';
/** A loan runs for 90 days. @source Kiwoom Securities, margin loan terms: 90 days, may be prolonged */
export const LOAN_DAYS = 90;

export interface CreditWords {
  readonly code: string;
  readonly name: string;
  /** 대출일; eight zeros when there is none. */
  readonly date: string;
}

export function holdingCredit(loan: HoldingPart['loan']): CreditWords {
  return loan === null
    ? { code: CODE.cash, name: '', date: NO_DATE }
    : { code: CODE.loan, name: '자기융자', date: loan.date };
}

export function orderCredit({ credit }: AccountOrder): CreditWords {
  if (credit === undefined) return { code: CODE.cash, name: '보통매매', date: NO_DATE };
  return { code: CODE.loan, name: '자기융자', date: credit.loanDate ?? NO_DATE };
}

/** The date as lists write it, where none is an empty text. */
export function dateOrBlank({ date }: CreditWords): string {
  return date === NO_DATE ? '' : date;
}
