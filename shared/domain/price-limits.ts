import type { SecurityKind } from './instrument.ts';
import type { Price } from './price.ts';
import { price } from './price.ts';
import type { TickLadder } from './tick-size.ts';
import { lowestPrice, roundDownToTick, roundUpToTick, tickSize } from './tick-size.ts';

/** The daily band (상한가, 하한가), both ends inclusive and on a tick. */
export interface PriceLimits {
  readonly upper: Price;
  readonly lower: Price;
}

/** @source KRX KOSPI Market Business Regulation §20.2 */
export const DAILY_BAND_PERCENT = 30;

/** @source KRX gold market, trading system at a glance: 10 % of the base price */
export const GOLD_BAND_PERCENT = 10;

export function dailyBandPercent(kind: SecurityKind): number {
  return kind === 'gold' ? GOLD_BAND_PERCENT : DAILY_BAND_PERCENT;
}

/** Band of the day a share is first listed, in percent of its base price. @source Enforcement Rule §31.3 */
export const LISTING_DAY_PERCENT = { lower: 60, upper: 400 } as const;

/**
 * Computes the daily band of a share, ETF, ETN or of gold from its base price.
 *
 * What the broker publishes goes before this result. ELW, rights and issues in liquidation have no band.
 * @param base      base price of the day, won
 * @param leverage  multiple of a fund, signed (-2 for inverse 2x); below 1x the plain band applies. The multiple
 *                  is applied before the band is cut to a tick
 * @param kind      decides the percentage
 * @source KRX KOSPI Market Business Regulation §20.2, Enforcement Rule §31.1
 */
export function priceLimits(
  base: Price,
  ladder: TickLadder,
  { leverage = 1, kind = 'share' }: { readonly leverage?: number; readonly kind?: SecurityKind } = {},
): PriceLimits {
  const multipleHundredths = Math.max(100, Math.round(Math.abs(leverage) * 100));
  const fullBand = Math.floor((base * dailyBandPercent(kind) * multipleHundredths) / 10_000);
  const tick = tickSize(base, ladder);
  const band = Math.floor(fullBand / tick) * tick;
  return {
    upper: roundDownToTick(base + band, ladder),
    lower: roundUpToTick(Math.max(lowestPrice(ladder), base - band), ladder),
  };
}

/** Computes the band of a new share's first day from its base price (the offering price). */
export function listingDayPriceLimits(base: Price, ladder: TickLadder): PriceLimits {
  return {
    upper: roundDownToTick(Math.floor((base * LISTING_DAY_PERCENT.upper) / 100), ladder),
    lower: roundUpToTick(Math.ceil((base * LISTING_DAY_PERCENT.lower) / 100), ladder),
  };
}

export function isWithinLimits(value: Price, limits: PriceLimits): boolean {
  return limits.lower <= value && value <= limits.upper;
}

/** Returns the nearest price inside the band. */
export function clampToLimits(value: Price, limits: PriceLimits): Price {
  return price(Math.min(limits.upper, Math.max(limits.lower, value)));
}

/**
 * Returns the base price that follows from the previous regular close.
 *
 * A close between two ticks (after the ladder changed) is rounded up. Corporate actions need the published base instead.
 * @source Enforcement Rule §30.1.1, §30.3
 */
export function basePriceFromClose(close: Price, ladder: TickLadder): Price {
  return roundUpToTick(close, ladder);
}
