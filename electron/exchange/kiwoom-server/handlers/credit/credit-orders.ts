import { isKstDate } from '#shared/domain/time.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { LoanTerms } from '../../../clearing/clearing.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import { forCustomer, type HandlerTable, type Params } from '../handler.ts';
import { amendOrder, cancelOrder, placeOrder } from '../orders.ts';

/** A purchase borrows on the day it fills. */
const borrowing = (): Result<LoanTerms, ApiFailure> => ok({ loanDate: null });

/** `crd_deal_tp` 33 repays the loan of `crd_loan_dt`, 99 (융자합) the oldest ones first. */
function readRepayment(params: Params): Result<LoanTerms, ApiFailure> {
  if (params.get('crd_deal_tp') === '99') return ok({ loanDate: null });
  const date = params.get('crd_loan_dt');
  if (date === '') return err(apiFailure('1511', 'crd_loan_dt'));
  return isKstDate(date)
    ? ok({ loanDate: date })
    : err(apiFailure('1517', 'crd_loan_dt', 'YYYYMMDD 형식이 아닙니다'));
}

/** Orders on credit meet the same books as any other; what they cost and what they repay differs. */
export const CREDIT_ORDERS: HandlerTable = {
  kt10006: forCustomer(placeOrder('buy', borrowing)),
  kt10007: forCustomer(placeOrder('sell', readRepayment)),
  kt10008: forCustomer((params, call) => amendOrder(params, call, true)),
  kt10009: forCustomer((params, call) => cancelOrder(params, call, true)),
};
