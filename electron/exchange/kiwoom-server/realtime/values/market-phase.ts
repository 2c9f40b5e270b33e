import type { TradingSession, TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { RealtimeValues } from '../hub.ts';
import { formatDuration, formatTime } from '../../wording/kst-text.ts';

/** 장구분 (FID 290): 1 before, 2 during, 3 after the regular session. @source Kiwoom REST API guide, real-time 0B */
export function marketPhaseCode(phase: TradingSessionPhase): '1' | '2' | '3' {
  switch (phase) {
    case 'preOpenClosePrice':
    case 'openingAuction':
    case 'preMarket':
    case 'unknown':
      return '1';
    case 'continuous':
    case 'closingAuction':
    case 'paused':
      return '2';
    case 'closed':
    case 'postCloseWait':
    case 'postCloseClosePrice':
    case 'offHoursSinglePrice':
    case 'afterMarketAuction':
    case 'afterMarket':
      return '3';
  }
}

/**
 * 장운영구분 (FID 215) of KRX phases.
 *
 * 0 and 3 are in the REST guide. The others follow the older Open API+ guide, which the REST server is known to send too: 2 before the
 * close, 8 regular close, a off-hours closing price, c after that, d its end. What the KRX after-market opened in September 2026
 * really sends is not published; `c`, the code of the market it replaced, is used for it.
 * @source Kiwoom REST API guide, real-time 0s; Kiwoom Open API+ guide, 장시작시간
 */
const KRX_CODES: Readonly<Record<TradingSessionPhase, string>> = {
  unknown: '0',
  preOpenClosePrice: '0',
  openingAuction: '0',
  preMarket: '0',
  continuous: '3',
  paused: '3',
  closingAuction: '2',
  postCloseWait: '8',
  postCloseClosePrice: 'a',
  offHoursSinglePrice: 'c',
  afterMarketAuction: 'c',
  afterMarket: 'c',
  closed: 'd',
};

/** NXT phases that say the same wherever they come from. A pause is the end of whatever ran before it. @source Kiwoom REST API guide, real-time 0s */
const NXT_CODES: Readonly<Partial<Record<TradingSessionPhase, string>>> = {
  preMarket: 'P',
  continuous: 'R',
  afterMarketAuction: 'T',
  afterMarket: 'U',
  postCloseClosePrice: 'U',
  closed: 'W',
};

/** Returns the phase code of a session, given the phase before it; null when the venue has no code for it. */
export function marketStateCode(
  session: TradingSession,
  previous: TradingSessionPhase | null,
): string | null {
  if (session.venue === 'KRX') return KRX_CODES[session.phase];
  if (session.phase === 'paused') return previous === 'continuous' ? 'S' : 'Q';
  return NXT_CODES[session.phase] ?? null;
}

/** Type 0s 장시작시간: what the market does now; before the open, how long until it. */
export function marketStateValues(code: string, session: TradingSession, at: EpochMs): RealtimeValues {
  const isBeforeOpen = code === '0' && session.endsAt !== null;
  return {
    '215': code,
    '20': formatTime(at),
    '214': isBeforeOpen && session.endsAt !== null ? formatDuration(session.endsAt - at) : '000000',
  };
}
