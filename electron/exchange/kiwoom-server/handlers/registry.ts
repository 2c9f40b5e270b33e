import { accountBalance, accountValuation } from './account-holdings.ts';
import { accountNumber, depositDetail, orderCapacity } from './account-cash.ts';
import { filledOrders, openOrders, splitOrders } from './account-orders.ts';
import { issueToken, revokeToken } from './auth.ts';
import { minuteChart, periodChart, tickChart } from './chart.ts';
import type { ApiHandler, Call, Desk, Params, Reply } from './handler.ts';
import type { ApiFailure } from '../rest/api-failure.ts';
import type { Result } from '#shared/domain/result.ts';
import { orderBook } from './order-book.ts';
import { orderHistory } from './order-history.ts';
import { amendOrder, cancelOrder, placeOrder } from './orders.ts';
import { stockList, stockMaster } from './stock-list.ts';
import { recentPrints, stockInfo, watchedStocks } from './stock-quote.ts';

const open = (handle: (params: Params, desk: Desk) => Result<Reply, ApiFailure>): ApiHandler => ({
  access: 'open',
  handle,
});
const forCustomer = (handle: (params: Params, call: Call) => Result<Reply, ApiFailure>): ApiHandler => ({
  access: 'token',
  handle,
});

/** Every API that is served. An id of the catalogue without a row here answers as an unknown id does. */
export const API_HANDLERS: ReadonlyMap<string, ApiHandler> = new Map([
  ['au10001', open(issueToken)],
  ['au10002', open(revokeToken)],

  ['ka10001', forCustomer(stockInfo)],
  ['ka10003', forCustomer(recentPrints)],
  ['ka10004', forCustomer(orderBook)],
  ['ka10095', forCustomer(watchedStocks)],
  ['ka10099', forCustomer(stockList)],
  ['ka10100', forCustomer(stockMaster)],

  ['ka10079', forCustomer(tickChart)],
  ['ka10080', forCustomer(minuteChart)],
  ['ka10081', forCustomer(periodChart('day', 'stk_dt_pole_chart_qry'))],
  ['ka10082', forCustomer(periodChart('week', 'stk_stk_pole_chart_qry'))],
  ['ka10083', forCustomer(periodChart('month', 'stk_mth_pole_chart_qry'))],
  ['ka10094', forCustomer(periodChart('year', 'stk_yr_pole_chart_qry'))],

  ['ka00001', forCustomer(accountNumber)],
  ['kt00001', forCustomer(depositDetail)],
  ['kt00004', forCustomer(accountValuation)],
  ['kt00007', forCustomer(orderHistory)],
  ['kt00010', forCustomer(orderCapacity)],
  ['kt00018', forCustomer(accountBalance)],
  ['ka10075', forCustomer(openOrders)],
  ['ka10076', forCustomer(filledOrders)],
  ['ka10088', forCustomer(splitOrders)],

  ['kt10000', forCustomer(placeOrder('buy'))],
  ['kt10001', forCustomer(placeOrder('sell'))],
  ['kt10002', forCustomer(amendOrder)],
  ['kt10003', forCustomer(cancelOrder)],
]);
