import { isOrderAllowed } from '#shared/catalogue/order-rules.ts';
import type { OrderTerms, OrderType } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { isWithinLimits } from '#shared/domain/price-limits.ts';
import { isOnTick } from '#shared/domain/tick-size.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { RejectReason } from './engine.ts';
import type { EngineState } from './engine-state.ts';

/** Band of the old off-hours single-price trade around the close, in percent. @source KRX Enforcement Rule, until 2026-09-13 */
const OFF_HOURS_BAND_PERCENT = 10;

const PRICED_TYPES: ReadonlySet<OrderType> = new Set([
  'limit',
  'conditionalLimit',
  'stopLimit',
  'offHoursSinglePrice',
]);

/** Returns whether orders of this type name their price themselves. */
export function carriesPrice(type: OrderType): boolean {
  return PRICED_TYPES.has(type);
}

/**
 * Returns why the exchange refuses an order, or null when it takes it. Changes nothing.
 *
 * Checked in the order the exchange lists: session, issue, quantity, price, type.
 * @source KRX KOSPI Market Business Regulation §11-2, Enforcement Rule §12-2
 */
export function checkOrder(state: EngineState, intent: OrderTerms): RejectReason | null {
  const { instrument, venue } = state.settings;
  if (intent.symbol !== instrument.symbol) return 'UNKNOWN_SYMBOL';
  if (intent.venue !== venue && intent.venue !== 'SOR') return 'NOT_ON_VENUE';
  if (venue === 'NXT' && !instrument.isNxtEligible) return 'NOT_ON_VENUE';
  const session = checkSession(state, intent);
  if (session === 'SESSION_CLOSED' || session === 'NOT_ON_VENUE') return session;
  if (instrument.isHalted) return 'INSTRUMENT_HALTED';
  return checkQuantity(state, intent.quantity) ?? checkPrices(state, intent) ?? session;
}

/** Returns whether the session takes orders of this type now. */
function checkSession(state: EngineState, { type, timeInForce }: OrderTerms): RejectReason | null {
  const { instrument, venue, rules, policy } = state.settings;
  if (type === 'offHoursSinglePrice' && state.phase !== 'offHoursSinglePrice') return 'TYPE_NOT_ALLOWED';
  const phase = ruledPhase(state, type);
  const verdict = isOrderAllowed({ venue, phase, type, timeInForce, kind: instrument.kind }, rules);
  if (!verdict.isAllowed) {
    if (verdict.reason === 'NOT_ON_VENUE') return 'NOT_ON_VENUE';
    return verdict.reason.startsWith('SESSION_') ? 'SESSION_CLOSED' : 'TYPE_NOT_ALLOWED';
  }
  if (state.auction?.kind !== 'volatility') return null;
  const isTaken = timeInForce === 'day' && policy.viAuctionTypes.includes(type);
  return isTaken ? null : 'TYPE_NOT_ALLOWED';
}

/** A lengthened auction goes on under its own rules although the timetable has moved on. */
function ruledPhase({ auction, phase }: EngineState, type: OrderType): TradingSessionPhase {
  if (auction === null || !auction.isInterruption || type === 'postCloseClosePrice') return phase;
  if (auction.kind === 'opening') return 'openingAuction';
  return auction.kind === 'closing' ? 'closingAuction' : phase;
}

function checkQuantity(state: EngineState, quantity: number): RejectReason | null {
  if (!Number.isSafeInteger(quantity) || quantity < 1) return 'QUANTITY_INVALID';
  const { maximumQuantity } = state.settings;
  if (maximumQuantity === null || state.phase === 'afterMarket') return null;
  return quantity > maximumQuantity ? 'QUANTITY_INVALID' : null;
}

function checkPrices(state: EngineState, intent: OrderTerms): RejectReason | null {
  const { frame } = state.settings;
  if (intent.type === 'stopLimit') {
    const { stopPrice } = intent;
    if (stopPrice === null || !isOnTick(stopPrice, frame.ladder)) return 'STOP_PRICE_INVALID';
    if (!isWithinLimits(stopPrice, frame.limits)) return 'STOP_PRICE_INVALID';
  } else if (intent.stopPrice !== null) return 'STOP_PRICE_INVALID';
  if (!carriesPrice(intent.type)) return intent.price === null ? null : 'TYPE_NOT_ALLOWED';
  if (intent.price === null || !isOnTick(intent.price, frame.ladder)) return 'PRICE_OFF_TICK';
  const limits = intent.type === 'offHoursSinglePrice' ? offHoursLimits(state) : frame.limits;
  if (!isWithinLimits(intent.price, limits)) return 'PRICE_OUTSIDE_LIMITS';
  const edge = intent.side === 'buy' ? limits.upper : limits.lower;
  return intent.type === 'conditionalLimit' && intent.price === edge ? 'PRICE_OUTSIDE_LIMITS' : null;
}

function offHoursLimits(state: EngineState): PriceLimits {
  const { limits } = state.settings.frame;
  const close = state.closePrice ?? state.lastPrice;
  const band = Math.floor((close * OFF_HOURS_BAND_PERCENT) / 100);
  return {
    upper: Math.min(limits.upper, close + band) as Price,
    lower: Math.max(limits.lower, close - band) as Price,
  };
}
