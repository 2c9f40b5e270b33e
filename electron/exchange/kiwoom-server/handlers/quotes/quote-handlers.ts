import { forCustomer, type HandlerTable } from '../handler.ts';
import { intradayQuote, quoteSheet, strengthByTime } from './current-quotes.ts';
import { dailyDetails, dailyPrices, dailyQuotes, dailyStrength } from './daily-quotes.ts';
import { dayTrades, tradeSizes } from './day-trades.ts';
import { offHoursQuote } from './off-hours-quote.ts';

/** Quotes of one instrument and their trends. */
export const QUOTE_HANDLERS: HandlerTable = {
  ka10005: forCustomer(dailyPrices),
  ka10006: forCustomer(intradayQuote),
  ka10007: forCustomer(quoteSheet),
  ka10015: forCustomer(dailyDetails),
  ka10046: forCustomer(strengthByTime),
  ka10047: forCustomer(dailyStrength),
  ka10055: forCustomer(tradeSizes),
  ka10084: forCustomer(dayTrades),
  ka10086: forCustomer(dailyQuotes),
  ka10087: forCustomer(offHoursQuote),
};
