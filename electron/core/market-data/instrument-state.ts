import type { Instrument, InstrumentSymbol } from '#shared/domain/instrument.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import type { Quote, ViState } from '#shared/domain/quote.ts';
import { ZERO_QUANTITY } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { MarketEvent, TradeEvent } from '../brokers/broker.ts';

/**
 * What is known of one instrument: the last snapshot and what was pushed since. Pushes only replace references here; the
 * quote that windows see is built when somebody looks.
 */
export interface InstrumentState {
  readonly symbol: InstrumentSymbol;
  snapshot: Quote | null;
  /** Newest print since the snapshot. */
  lastTrade: TradeEvent | null;
  book: OrderBook | null;
  vi: ViState | null;
  limits: PriceLimits | null;
  isStale: boolean;
  /** When the last push about it arrived. */
  pushedAt: EpochMs | null;
}

export function createInstrumentState(symbol: InstrumentSymbol): InstrumentState {
  return {
    symbol,
    snapshot: null,
    lastTrade: null,
    book: null,
    vi: null,
    limits: null,
    isStale: true,
    pushedAt: null,
  };
}

/** Keeps `quote` as the ground that later pushes build on. A push that is already newer stays. */
export function applySnapshot(state: InstrumentState, quote: Quote): void {
  state.snapshot = quote;
  if (state.lastTrade !== null && state.lastTrade.cumulativeVolume <= quote.volume) state.lastTrade = null;
  if (quote.vi !== null) state.vi = quote.vi;
}

/** Takes over what one push says. */
export function applyPush(
  state: InstrumentState,
  event: Exclude<MarketEvent, { kind: 'session' }>,
  receivedAt: EpochMs,
): void {
  state.pushedAt = receivedAt;
  switch (event.kind) {
    case 'trade':
      state.lastTrade = event;
      break;
    case 'book':
      state.book = event.book;
      break;
    case 'expected':
      if (state.book === null) break;
      state.book = { ...state.book, expected: { price: event.price, quantity: event.quantity } };
      break;
    case 'vi':
      state.vi = event.vi;
      break;
    case 'reference':
      if (event.upperLimit === null || event.lowerLimit === null) break;
      state.limits = { upper: event.upperLimit, lower: event.lowerLimit };
      break;
  }
}

/**
 * Returns the quote as of the newest data, or null while the base price is unknown.
 *
 * @param instrument  master data, for the base price before the first snapshot
 * @param limitsOf    computes the daily band where the broker has not told it
 */
export function buildQuote(
  state: InstrumentState,
  instrument: Instrument | null,
  limitsOf: (instrument: Instrument) => PriceLimits,
): Quote | null {
  const ground =
    state.snapshot ?? (instrument === null ? null : quoteBeforeTrading(state, instrument, limitsOf));
  if (ground === null) return null;
  const leveled = { ...ground, ...levelsOf(state, ground) };
  return state.lastTrade === null ? leveled : withTrade(leveled, state.lastTrade);
}

/** Returns what the book, the venue's limits and its VI state say beyond the snapshot. */
function levelsOf({ book, lastTrade, limits, vi }: InstrumentState, ground: Quote) {
  return {
    bestAsk: book?.asks[0]?.price ?? lastTrade?.bestAsk ?? ground.bestAsk,
    bestBid: book?.bids[0]?.price ?? lastTrade?.bestBid ?? ground.bestBid,
    upperLimit: limits?.upper ?? ground.upperLimit,
    lowerLimit: limits?.lower ?? ground.lowerLimit,
    vi: vi ?? ground.vi,
  };
}

function withTrade(ground: Quote, trade: TradeEvent): Quote {
  return {
    ...ground,
    lastPrice: trade.price,
    change: trade.change,
    changePercent: trade.changePercent,
    open: trade.open ?? ground.open,
    high: trade.high ?? ground.high,
    low: trade.low ?? ground.low,
    volume: trade.cumulativeVolume,
    turnover: trade.cumulativeTurnover,
    strength: trade.strength ?? ground.strength,
    eventTime: trade.eventTime,
  };
}

function quoteBeforeTrading(
  state: InstrumentState,
  instrument: Instrument,
  limitsOf: (instrument: Instrument) => PriceLimits,
): Quote | null {
  if (state.lastTrade === null && state.book === null) return null;
  const limits = limitsOf(instrument);
  const base: Price = instrument.basePrice;
  return {
    symbol: state.symbol,
    lastPrice: base,
    basePrice: base,
    change: 0,
    changePercent: 0,
    open: null,
    high: null,
    low: null,
    volume: ZERO_QUANTITY,
    turnover: ZERO_MONEY,
    bestBid: null,
    bestAsk: null,
    upperLimit: limits.upper,
    lowerLimit: limits.lower,
    strength: null,
    vi: null,
    eventTime: state.pushedAt ?? (0 as EpochMs),
  };
}
