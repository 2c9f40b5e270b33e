import type { BookVenue } from './venue.ts';
import type { EpochMs } from './time.ts';

/**
 * The phase a venue is in.
 *
 * - `openingAuction`, `closingAuction`  orders collect, one cross at the end
 * - `preOpenClosePrice`, `postCloseClosePrice`  trading at a fixed close, time priority only
 * - `afterMarket` continuous matching after the close
 */
export type TradingSessionPhase =
  | 'closed'
  | 'preOpenClosePrice'
  | 'openingAuction'
  | 'preMarket'
  | 'continuous'
  | 'closingAuction'
  | 'postCloseWait'
  | 'postCloseClosePrice'
  | 'afterMarketAuction'
  | 'afterMarket'
  | 'paused'
  | 'unknown';

export interface TradingSession {
  readonly venue: BookVenue;
  readonly phase: TradingSessionPhase;
  /** End of the phase (exclusive); null when nothing more is known of the day. */
  readonly endsAt: EpochMs | null;
}
