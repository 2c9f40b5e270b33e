import { forCustomer, type HandlerTable } from '../handler.ts';
import { fundInfo, fundQuotes, fundReturns, fundValue } from './fund-quotes.ts';
import { fundDays, fundForeignMinutes, fundInvestorDays, fundMinutes, fundPrints } from './fund-series.ts';

/** Exchange-traded funds. */
export const FUND_HANDLERS: HandlerTable = {
  ka40001: forCustomer(fundReturns),
  ka40002: forCustomer(fundInfo),
  ka40003: forCustomer(fundDays),
  ka40004: forCustomer(fundQuotes),
  ka40006: forCustomer(fundMinutes),
  ka40007: forCustomer(fundPrints),
  ka40008: forCustomer(fundInvestorDays),
  ka40009: forCustomer(fundValue),
  ka40010: forCustomer(fundForeignMinutes),
};
