import { z } from 'zod';
import { MARKET_ORDER_RULES } from '../domain/risk-limits.ts';
import type { RiskLimits, Threshold } from '../domain/risk-limits.ts';
import type { Rate } from '../domain/trade-costs.ts';

/** A confirmation that lies above the refusal would never be asked for. */
const isAscending = ({ confirmAbove, refuseAbove }: Threshold) =>
  confirmAbove === null || refuseAbove === null || confirmAbove <= refuseAbove;

function threshold(mark: z.ZodType<number>) {
  return z
    .strictObject({ confirmAbove: mark.nullable(), refuseAbove: mark.nullable() })
    .refine(isAscending) satisfies z.ZodType<Threshold>;
}

const count = z.int().nonnegative();
/** Whole hundredths, so that distances are compared in integers. */
const percent = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6);

const ONE_PERCENT = 10_000_000;
const LONGEST_DUPLICATE_WINDOW_MS = 60_000;
const MAX_ALLOWED_SYMBOLS = 1_000;

/** Limits as a window sends them and as the settings keep them. */
export const riskLimitsSchema = z.strictObject({
  orderValue: threshold(count),
  orderQuantity: threshold(count),
  distancePercent: threshold(percent),
  distanceTicks: threshold(count),
  ordersPerSecond: threshold(count),
  openOrders: threshold(count),
  dailyLoss: threshold(count),
  allowedSymbols: z
    .array(z.string().regex(/^[0-9A-Z]{6,9}$/))
    .max(MAX_ALLOWED_SYMBOLS)
    .readonly()
    .nullable(),
  marketOrders: z.enum(MARKET_ORDER_RULES),
  duplicateWindowMs: z.int().min(0).max(LONGEST_DUPLICATE_WINDOW_MS),
  /** Parts per billion; no broker takes a percent. */
  commissionRate: z
    .int()
    .min(0)
    .max(ONE_PERCENT)
    .transform((parts) => parts as Rate),
}) satisfies z.ZodType<RiskLimits>;
