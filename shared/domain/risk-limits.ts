import type { InstrumentSymbol } from './instrument.ts';
import type { Rate } from './trade-costs.ts';

/**
 * Two marks on one scale. A value above the first has to be confirmed by the trader, one above the second is refused.
 * Null switches a mark off; a value equal to a mark is still below it.
 */
export interface Threshold {
  readonly confirmAbove: number | null;
  readonly refuseAbove: number | null;
}

/** What the desk does with a market order. */
export const MARKET_ORDER_RULES = ['allow', 'confirm', 'refuse'] as const;
export type MarketOrderRule = (typeof MARKET_ORDER_RULES)[number];

/** The desk's own limits for one account. They hold for new orders and for amends, never for cancels. */
export interface RiskLimits {
  /** Value of one order at its own price, else at the last one. Won. */
  readonly orderValue: Threshold;
  /** Shares of one order. */
  readonly orderQuantity: Threshold;
  /** How much worse than the last price an order may trade, in percent of the last price, down to 0.01. */
  readonly distancePercent: Threshold;
  /** The same in ticks of the instrument's ladder. */
  readonly distanceTicks: Threshold;
  /** New orders and amends within any one second, the one that is checked included. */
  readonly ordersPerSecond: Threshold;
  /** Orders that work or may work, the one that is checked included. */
  readonly openOrders: Threshold;
  /** Today's loss, realised and unrealised, won. A buy is held to it; selling what is held stays possible. */
  readonly dailyLoss: Threshold;
  /** The only instruments that may be traded; null for all. */
  readonly allowedSymbols: readonly InstrumentSymbol[] | null;
  readonly marketOrders: MarketOrderRule;
  /** The same order again within this time is taken for a slip of the hand and refused. */
  readonly duplicateWindowMs: number;
  readonly commissionRate: Rate;
}

/** The limits that are two marks on a scale. */
export const THRESHOLD_NAMES = [
  'orderValue',
  'orderQuantity',
  'distancePercent',
  'distanceTicks',
  'ordersPerSecond',
  'openOrders',
  'dailyLoss',
] as const satisfies readonly (keyof RiskLimits)[];
export type ThresholdName = (typeof THRESHOLD_NAMES)[number];
