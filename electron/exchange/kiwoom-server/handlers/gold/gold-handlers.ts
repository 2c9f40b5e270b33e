import type { HandlerTable } from '../handler.ts';
import { goldDeposit, goldHoldings } from './gold-account.ts';
import { forGold, forGoldAccount } from './gold-call.ts';
import { goldIntradayChart, goldPeriodChart } from './gold-charts.ts';
import { goldInvestors } from './gold-investors.ts';
import { allGoldOrders, goldOrderDetails, openGoldOrders } from './gold-order-lists.ts';
import { amendGoldOrder, cancelGoldOrder, placeGoldOrder } from './gold-orders.ts';
import { goldBook, goldDays, goldExpected, goldQuote, goldTrades } from './gold-quotes.ts';
import { goldTransactions } from './gold-transactions.ts';

const TICKS = { unit: 'tick', list: 'gds_tic_chart_qry' } as const;
const MINUTES = { unit: 'minute', list: 'gds_min_chart_qry' } as const;

/** The gold spot market: quotes, charts, investors, orders and the gold account. */
export const GOLD_HANDLERS: HandlerTable = {
  ka50010: forGold(goldTrades),
  ka50012: forGold(goldDays),
  ka50087: forGold(goldExpected),
  ka50100: forGold(goldQuote),
  ka50101: forGold(goldBook),
  ka50079: forGold(goldIntradayChart({ ...TICKS, priceKey: 'cur_prc', isToday: false })),
  ka50080: forGold(goldIntradayChart({ ...MINUTES, priceKey: 'cur_prc', isToday: false })),
  ka50081: forGold(goldPeriodChart('day', 'gds_day_chart_qry')),
  ka50082: forGold(goldPeriodChart('week', 'gds_week_chart_qry')),
  ka50083: forGold(goldPeriodChart('month', 'gds_month_chart_qry')),
  ka50091: forGold(goldIntradayChart({ ...TICKS, priceKey: 'cntr_pric', isToday: true })),
  ka50092: forGold(goldIntradayChart({ ...MINUTES, priceKey: 'cntr_pric', isToday: true })),
  ka52301: forGold(goldInvestors),
  kt50000: forGoldAccount(placeGoldOrder('buy')),
  kt50001: forGoldAccount(placeGoldOrder('sell')),
  kt50002: forGoldAccount(amendGoldOrder),
  kt50003: forGoldAccount(cancelGoldOrder),
  kt50020: forGoldAccount(goldHoldings),
  kt50021: forGoldAccount(goldDeposit),
  kt50030: forGoldAccount(allGoldOrders),
  kt50031: forGoldAccount(goldOrderDetails),
  kt50032: forGoldAccount(goldTransactions),
  kt50075: forGoldAccount(openGoldOrders),
};
