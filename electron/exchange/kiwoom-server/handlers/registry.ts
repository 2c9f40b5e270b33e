import { ACCOUNT_REVIEW_HANDLERS } from './account/table.ts';
import { accountBalance, accountValuation } from './account-holdings.ts';
import { accountNumber, depositDetail, orderCapacity } from './account-cash.ts';
import { filledOrders, openOrders, splitOrders } from './account-orders.ts';
import { issueToken, revokeToken } from './auth.ts';
import { minuteChart, periodChart, tickChart } from './chart.ts';
import { CREDIT_HANDLERS } from './credit/credit-handlers.ts';
import { FUND_HANDLERS } from './funds/table.ts';
import { GOLD_HANDLERS } from './gold/gold-handlers.ts';
import { forCustomer, open, type ApiHandler, type HandlerTable } from './handler.ts';
import { orderBook } from './order-book.ts';
import { orderHistory } from './order-history.ts';
import { amendOrder, cancelOrder, placeOrder } from './orders.ts';
import { PARTICIPATION_HANDLERS } from './participation/participation-handlers.ts';
import { QUOTE_HANDLERS } from './quotes/quote-handlers.ts';
import { RANKING_HANDLERS } from './rankings/ranking-handlers.ts';
import { SECTOR_HANDLERS } from './sectors/sectors.ts';
import { THEME_HANDLERS } from './themes/themes.ts';
import { stockList, stockMaster } from './stock-list.ts';
import { recentPrints, stockInfo, watchedStocks } from './stock-quote.ts';
import { WARRANT_HANDLERS } from './warrants/table.ts';

const TOKENS: HandlerTable = {
  au10001: open(issueToken),
  au10002: open(revokeToken),
};

const INSTRUMENTS: HandlerTable = {
  ka10001: forCustomer(stockInfo),
  ka10003: forCustomer(recentPrints),
  ka10004: forCustomer(orderBook),
  ka10095: forCustomer(watchedStocks),
  ka10099: forCustomer(stockList),
  ka10100: forCustomer(stockMaster),
};

const CHARTS: HandlerTable = {
  ka10079: forCustomer(tickChart),
  ka10080: forCustomer(minuteChart),
  ka10081: forCustomer(periodChart('day', 'stk_dt_pole_chart_qry')),
  ka10082: forCustomer(periodChart('week', 'stk_stk_pole_chart_qry')),
  ka10083: forCustomer(periodChart('month', 'stk_mth_pole_chart_qry')),
  ka10094: forCustomer(periodChart('year', 'stk_yr_pole_chart_qry')),
};

const ACCOUNTS: HandlerTable = {
  ka00001: forCustomer(accountNumber),
  kt00001: forCustomer(depositDetail),
  kt00004: forCustomer(accountValuation),
  kt00007: forCustomer(orderHistory),
  kt00010: forCustomer(orderCapacity),
  kt00018: forCustomer(accountBalance),
  ka10075: forCustomer(openOrders),
  ka10076: forCustomer(filledOrders),
  ka10088: forCustomer(splitOrders),
};

const ORDERS: HandlerTable = {
  kt10000: forCustomer(placeOrder('buy')),
  kt10001: forCustomer(placeOrder('sell')),
  kt10002: forCustomer(amendOrder),
  kt10003: forCustomer(cancelOrder),
};

/** Every API that is served, by topic. An id of the catalogue without a row here answers as an unknown id does. */
export const API_HANDLERS: ReadonlyMap<string, ApiHandler> = new Map(
  Object.entries({
    ...TOKENS,
    ...INSTRUMENTS,
    ...CHARTS,
    ...ACCOUNTS,
    ...ACCOUNT_REVIEW_HANDLERS,
    ...ORDERS,
    ...PARTICIPATION_HANDLERS,
    ...QUOTE_HANDLERS,
    ...CREDIT_HANDLERS,
    ...FUND_HANDLERS,
    ...GOLD_HANDLERS,
    ...WARRANT_HANDLERS,
    ...RANKING_HANDLERS,
    ...SECTOR_HANDLERS,
    ...THEME_HANDLERS,
  }),
);
