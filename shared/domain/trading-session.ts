import type { BookVenue } from './venue.ts';
import type { EpochMs } from './time.ts';

/**
 * The phase a venue is in.
 *
 * - `preOpenClosePrice`   trading at the previous close by time priority, while the opening auction already collects
 * - `openingAuction`, `closingAuction`, `afterMarketAuction`  orders collect, one cross at the end
 * - `preMarket`, `continuous`, `afterMarket`  continuous matching before, in and after the regular hours
 * - `postCloseWait`       orders for `postCloseClosePrice` collect, nothing matches
 * - `postCloseClosePrice` trading at today's close, time priority only
 * - `offHoursSinglePrice` a single-price cross every ten minutes
 * - `paused`              between two phases of the day; no order is taken
 * - `unknown`             a day that the calendar does not cover: never take it for open
 */
export const TRADING_SESSION_PHASES = [
  'closed',
  'preOpenClosePrice',
  'openingAuction',
  'preMarket',
  'continuous',
  'closingAuction',
  'postCloseWait',
  'postCloseClosePrice',
  'offHoursSinglePrice',
  'afterMarketAuction',
  'afterMarket',
  'paused',
  'unknown',
] as const;
export type TradingSessionPhase = (typeof TRADING_SESSION_PHASES)[number];

export interface TradingSession {
  readonly venue: BookVenue;
  readonly phase: TradingSessionPhase;
  /** End of the phase (exclusive); null when nothing more is known of the day. */
  readonly endsAt: EpochMs | null;
}

/** Orders collect for a single-price cross; the close-price trade before the open runs beside such an auction. */
export function isAuctionPhase(phase: TradingSessionPhase): boolean {
  return (
    phase === 'preOpenClosePrice' ||
    phase === 'openingAuction' ||
    phase === 'closingAuction' ||
    phase === 'afterMarketAuction' ||
    phase === 'offHoursSinglePrice'
  );
}

export function isContinuousPhase(phase: TradingSessionPhase): boolean {
  return phase === 'preMarket' || phase === 'continuous' || phase === 'afterMarket';
}
