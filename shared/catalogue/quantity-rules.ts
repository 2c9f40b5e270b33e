import type { Market, SecurityKind } from '../domain/instrument.ts';

/** Shares of one trading unit. @source KRX KOSPI Market Business Regulation, Enforcement Rule §33.1 */
export const TRADING_LOTS: Readonly<Record<SecurityKind, number>> = {
  share: 1,
  etf: 1,
  etn: 1,
  elw: 10,
  gold: 1,
};

/**
 * Largest quantity of one order in percent of the listed shares; null where no figure is known.
 *
 * @source digest of the KRX KOSDAQ Market Business Regulation (regular session, block trades exempt); the figure for KOSPI
 *   is in an enforcement rule that was not available
 */
export const MAX_ORDER_PERCENT_OF_LISTED: Readonly<Record<Market, number | null>> = {
  KOSDAQ: 1,
  KOSPI: null,
};

/** Returns the largest quantity of one order, or null when no rule is known or the number of listed shares is not. */
export function maxOrderQuantity(market: Market, kind: SecurityKind, listedShares: number): number | null {
  const percent = MAX_ORDER_PERCENT_OF_LISTED[market];
  if (percent === null || kind !== 'share' || listedShares <= 0) return null;
  return Math.floor((listedShares * percent) / 100);
}
