import { forCustomer, type HandlerTable } from '../handler.ts';
import { CREDIT_ORDERS } from './credit-orders.ts';
import { creditRatioRanking } from './credit-ranking.ts';
import { lendingOfDay, lendingTrend, marketLendingTrend, topLending } from './lending.ts';
import { creditTrend, marginLoanInquiry, marginLoanList } from './loans.ts';
import { shortSellingTrend } from './short-selling.ts';

/** Short selling, lending and credit, and orders on credit. */
export const CREDIT_HANDLERS: HandlerTable = {
  ka10013: forCustomer(creditTrend),
  ka10014: forCustomer(shortSellingTrend),
  ka10033: creditRatioRanking,
  ka10068: forCustomer(marketLendingTrend),
  ka10069: forCustomer(topLending),
  ka20068: forCustomer(lendingTrend),
  ka90012: forCustomer(lendingOfDay),
  kt20016: forCustomer(marginLoanList),
  kt20017: forCustomer(marginLoanInquiry),
  ...CREDIT_ORDERS,
};
