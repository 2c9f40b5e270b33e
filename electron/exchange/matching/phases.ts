import { OFF_HOURS_CROSS_INTERVAL_MS } from '#shared/catalogue/session-timetable.ts';
import { isOrderAllowed } from '#shared/catalogue/order-rules.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { extensionTrigger, runCross } from './auction-end.ts';
import { matchClosePriceOrders } from './close-price.ts';
import { settle } from './continuous.ts';
import type { AuctionKind } from './engine-policy.ts';
import type { Auction, EngineState } from './engine-state.ts';
import { marketRank } from './order-entry.ts';
import type { BookEntry } from './order-queue.ts';
import { beginVolatilityAuction, releaseVolatility } from './volatility-auction.ts';

/** Auctions by the phase in which they collect orders. The open collects in two phases. */
const AUCTION_OF: { readonly [Phase in TradingSessionPhase]?: AuctionKind } = {
  preOpenClosePrice: 'opening',
  openingAuction: 'opening',
  closingAuction: 'closing',
  afterMarketAuction: 'afterMarket',
  offHoursSinglePrice: 'offHours',
};

/** Phases of KRX that lie behind its regular session. */
const AFTER_REGULAR: ReadonlySet<TradingSessionPhase> = new Set([
  'postCloseWait',
  'postCloseClosePrice',
  'offHoursSinglePrice',
  'afterMarket',
]);

/** Moves the book to another phase: what ends with the old one ends first, then the new one begins. */
export function enterPhase(state: EngineState, next: TradingSessionPhase, at: EpochMs): void {
  if (next === state.phase) return;
  if (state.auction !== null) leaveAuction(state, state.auction, next, at);
  if (next !== 'postCloseClosePrice') {
    expire(state, at, ({ style, order }) => style === 'closePrice' && isOver(order.intent.type, next));
  }
  const previous = state.phase;
  const isRegularOver = AFTER_REGULAR.has(next) || (next === 'closed' && previous === 'continuous');
  state.phase = next;
  if (isRegularOver && state.auction === null) endRegularSession(state, at);
  if (next === 'closed' || next === 'unknown') expire(state, at, () => true);
  state.emit({ type: 'phaseChanged', phase: next, at });
  state.markBookChanged();
  beginPhase(state, previous, at);
  settle(state, at);
}

/** Ends what is due by itself: a volatility auction, a lengthened one, a cross of the off-hours trade. */
export function runDue(state: EngineState, at: EpochMs): void {
  for (let { auction } = state; auction !== null; auction = state.auction) {
    const { dueAt } = auction;
    if (dueAt === null || dueAt > at) return;
    runCross(state, auction, dueAt);
    if (auction.kind === 'offHours') beginAuction(state, 'offHours', dueAt);
    releaseVolatility(state, dueAt);
    if (auction.kind === 'closing') endRegularSession(state, dueAt);
    settle(state, dueAt);
  }
}

function leaveAuction(state: EngineState, auction: Auction, next: TradingSessionPhase, at: EpochMs): void {
  if (AUCTION_OF[next] === auction.kind) return;
  if (isCrossDropped(state, auction, next)) state.auction = null;
  else {
    const trigger = isExtendable(auction, next) ? extensionTrigger(state) : null;
    if (trigger !== null) return beginVolatilityAuction(state, trigger, at);
    runCross(state, auction, at);
    if (auction.kind === 'closing') endRegularSession(state, at);
  }
  releaseVolatility(state, at);
}

/** A halt of the whole market cancels an auction; the closing auction takes over a volatility auction's orders. */
function isCrossDropped(state: EngineState, { kind }: Auction, next: TradingSessionPhase): boolean {
  if (kind === 'volatility') {
    return next === 'closingAuction' || (next === 'paused' && state.settings.venue === 'KRX');
  }
  return next === 'paused' || (next === 'closed' && (kind === 'opening' || kind === 'resumption'));
}

/** Whether the timetable leaves room for two more minutes. */
function isExtendable({ kind }: Auction, next: TradingSessionPhase): boolean {
  return (kind === 'opening' && next === 'continuous') || (kind === 'closing' && next === 'postCloseWait');
}

function beginPhase(state: EngineState, previous: TradingSessionPhase, at: EpochMs): void {
  const { phase } = state;
  voidPegged(state, phase, at);
  const kind = AUCTION_OF[phase];
  if (kind !== undefined && state.auction === null) {
    beginAuction(state, kind === 'opening' && previous === 'paused' ? 'resumption' : kind, at);
  }
  if (phase === 'closingAuction') convertConditionals(state);
  if (phase === 'postCloseClosePrice') matchClosePriceOrders(state, at);
  // After a halt the orders collected before it may cross; they resume at one price.
  if (state.isMatching && state.tentativeCross !== null) {
    runCross(state, { kind: 'resumption', dueAt: null, isInterruption: false }, at);
  }
}

function beginAuction(state: EngineState, kind: AuctionKind, at: EpochMs): void {
  const dueAt = kind === 'offHours' ? ((at + OFF_HOURS_CROSS_INTERVAL_MS) as EpochMs) : null;
  state.guard.endExemption();
  state.auction = { kind, dueAt, isInterruption: false };
  state.markBookChanged();
}

/** Cancels midpoint orders, and stops still asleep, where their type is not taken; KRX stops live until the close. */
function voidPegged(state: EngineState, phase: TradingSessionPhase, at: EpochMs): void {
  if (phase === 'paused' || phase === 'closed') return;
  const { venue, rules, instrument } = state.settings;
  const isTaken = (type: 'midpoint' | 'stopLimit') =>
    isOrderAllowed({ venue, phase, type, timeInForce: 'day', kind: instrument.kind }, rules).isAllowed;
  const areStopsOver = phase !== 'closingAuction' && !isTaken('stopLimit');
  const areMidpointsOver = !isTaken('midpoint');
  const isVoid = ({ style }: BookEntry) =>
    (style === 'midpoint' && areMidpointsOver) || (style === 'stop' && areStopsOver);
  for (const entry of [...state.orders.values()].filter(isVoid))
    state.cancel(entry, entry.leaves, 'halt', at);
}

/**
 * Turns what is left of conditional limit orders into market orders of the closing auction.
 *
 * Among themselves they rank by their old price, the most aggressive first, then by time.
 */
function convertConditionals(state: EngineState): void {
  const entries = [...state.orders.values()].filter(
    ({ order, style }) => order.intent.type === 'conditionalLimit' && style === 'limit',
  );
  const aggressiveness = ({ side, price }: BookEntry) => (side === 'buy' ? 1 : -1) * (price ?? 0);
  entries.sort((a, b) => aggressiveness(b) - aggressiveness(a) || a.priority - b.priority);
  for (const entry of entries) {
    state.lift(entry);
    entry.style = 'market';
    entry.price = marketRank(state, entry.side);
    entry.priority = state.nextPriority();
    state.rest(entry);
  }
}

/** Fixes the close and lets every order of the regular session die. Orders for the close-price trade live on. */
function endRegularSession(state: EngineState, at: EpochMs): void {
  if (state.settings.venue !== 'KRX' || state.closePrice !== null) return;
  if (!state.hasTraded) state.lastPrice = priceOfUntradedDay(state);
  state.closePrice = state.lastPrice;
  // The closing price may have woken stops; their session is over all the same.
  for (const entry of state.woken.splice(0)) state.cancel(entry, entry.leaves, 'expired', at);
  expire(state, at, ({ style }) => style !== 'closePrice');
}

/** On a day without a trade the best quote that betters the previous price becomes the close (기세). */
function priceOfUntradedDay({ bids, asks, lastPrice }: EngineState) {
  const bid = bids.bestLimit;
  const ask = asks.bestLimit;
  if (bid !== null && bid > lastPrice) return bid;
  return ask !== null && ask < lastPrice ? ask : lastPrice;
}

function expire(state: EngineState, at: EpochMs, isOver: (entry: BookEntry) => boolean): void {
  for (const entry of [...state.orders.values()].filter(isOver)) {
    state.cancel(entry, entry.leaves, 'expired', at);
  }
}

function isOver(type: BookEntry['order']['intent']['type'], next: TradingSessionPhase): boolean {
  if (type === 'preOpenClosePrice') return next !== 'preOpenClosePrice';
  return next !== 'postCloseWait' && next !== 'postCloseClosePrice';
}
