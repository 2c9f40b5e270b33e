import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';
import type { Rate } from '#shared/domain/trade-costs.ts';
import { DEFAULT_COMMISSION } from '#shared/catalogue/costs.ts';

/** The desk's own limits for one account. Null switches a limit off. */
export interface RiskLimits {
  /** Largest value of one order, won. */
  readonly maxOrderValue: Money | null;
  /** An order of this value or more has to be confirmed. */
  readonly confirmOrderValue: Money | null;
  /** How far past the last price, toward the worse, a price may be, in percent of the last price. */
  readonly maxPriceDistancePercent: number | null;
  /** From this distance on it has to be confirmed. */
  readonly confirmPriceDistancePercent: number | null;
  /** The same order again within this time is taken for a slip of the hand. */
  readonly duplicateWindowMs: number;
  /** New orders in any one second. */
  readonly maxOrdersPerSecond: number;
  readonly commissionRate: Rate;
}

export const DEFAULT_RISK_LIMITS: RiskLimits = {
  maxOrderValue: money(1_000_000_000),
  confirmOrderValue: money(100_000_000),
  maxPriceDistancePercent: null,
  confirmPriceDistancePercent: 5,
  duplicateWindowMs: 1_000,
  maxOrdersPerSecond: 10,
  commissionRate: DEFAULT_COMMISSION.rate,
};
