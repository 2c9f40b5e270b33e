import { forCustomer, type HandlerTable } from '../handler.ts';
import { assetsByDay, assetsNow, returnsOfDate, returnsOfPeriod } from './daily-value.ts';
import { capacityByGuarantee, capacityByMargin, marginDetails } from './margin.ts';
import { orderStatus } from './order-status.ts';
import { profitByDay, profitOfDate, profitOfPeriod, profitOfToday } from './realized-profit.ts';
import { nextSettlements } from './settlements.ts';
import { executedBalance, returnsByInstrument, statusOfToday } from './today-status.ts';
import { tradeDiary } from './trade-diary.ts';
import { transactionHistory } from './transaction-history.ts';

/** The review of an account: its books over time. */
export const ACCOUNT_REVIEW_HANDLERS: HandlerTable = {
  ka01690: forCustomer(returnsOfDate),
  ka10072: forCustomer(profitOfDate),
  ka10073: forCustomer(profitOfPeriod),
  ka10074: forCustomer(profitByDay),
  ka10077: forCustomer(profitOfToday),
  ka10085: forCustomer(returnsByInstrument),
  ka10170: forCustomer(tradeDiary),
  kt00002: forCustomer(assetsByDay),
  kt00003: forCustomer(assetsNow),
  kt00005: forCustomer(executedBalance),
  kt00008: forCustomer(nextSettlements),
  kt00009: forCustomer(orderStatus),
  kt00011: forCustomer(capacityByMargin),
  kt00012: forCustomer(capacityByGuarantee),
  kt00013: forCustomer(marginDetails),
  kt00015: forCustomer(transactionHistory),
  kt00016: forCustomer(returnsOfPeriod),
  kt00017: forCustomer(statusOfToday),
};
