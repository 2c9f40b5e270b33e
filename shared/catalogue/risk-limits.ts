import type { RiskLimits } from '../domain/risk-limits.ts';
import { DEFAULT_COMMISSION } from './costs.ts';

/**
 * Limits of an account that nobody has changed: wide enough for a day's trading by hand, narrow enough that a slip of a
 * digit stops. The exchange's own band is 30 %; an order that far through the market is a mistake long before.
 *
 * Ticks only ask: those of an ETF are a tenth as wide as a share's, so that one number of them cannot refuse for both.
 */
export const DEFAULT_RISK_LIMITS: RiskLimits = {
  orderValue: { confirmAbove: 100_000_000, refuseAbove: 1_000_000_000 },
  orderQuantity: { confirmAbove: 100_000, refuseAbove: 1_000_000 },
  distancePercent: { confirmAbove: 5, refuseAbove: 15 },
  distanceTicks: { confirmAbove: 100, refuseAbove: null },
  ordersPerSecond: { confirmAbove: null, refuseAbove: 10 },
  openOrders: { confirmAbove: 100, refuseAbove: 300 },
  dailyLoss: { confirmAbove: 5_000_000, refuseAbove: 20_000_000 },
  allowedSymbols: null,
  marketOrders: 'allow',
  duplicateWindowMs: 1_000,
  commissionRate: DEFAULT_COMMISSION.rate,
};
