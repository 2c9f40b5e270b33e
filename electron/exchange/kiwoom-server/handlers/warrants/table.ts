import { forCustomer, type HandlerTable } from '../handler.ts';
import { houseRanking } from './house-ranking.ts';
import { subscriptionQuotes } from './subscription-quotes.ts';
import { warrantDetail, warrantProximity } from './warrant-detail.ts';
import {
  warrantChanges,
  warrantDisparities,
  warrantJumps,
  warrantSearch,
  warrantSizes,
} from './warrant-lists.ts';
import { providerDays, sensitivityDays, sensitivityMinutes } from './warrant-series.ts';

/** Equity-linked warrants, and rights to new shares. */
export const WARRANT_HANDLERS: HandlerTable = {
  ka10011: forCustomer(subscriptionQuotes),
  ka10048: forCustomer(sensitivityDays),
  ka10050: forCustomer(sensitivityMinutes),
  ka30001: forCustomer(warrantJumps),
  ka30002: forCustomer(houseRanking),
  ka30003: forCustomer(providerDays),
  ka30004: forCustomer(warrantDisparities),
  ka30005: forCustomer(warrantSearch),
  ka30009: forCustomer(warrantChanges),
  ka30010: forCustomer(warrantSizes),
  ka30011: forCustomer(warrantProximity),
  ka30012: forCustomer(warrantDetail),
};
