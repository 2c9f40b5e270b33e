import type { OrderTerms, OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { ViState } from '#shared/domain/quote.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { Result } from '#shared/domain/result.ts';

/** Number of an order within the exchange; grows by one with every new, amend and cancel request. */
export type OrderNumber = number;

/** Who owns an order: an account id, or null for the background flow. */
export type Owner = string | null;

/** Why the engine refused; the server words it the way the broker does. */
export type RejectReason =
  | 'PRICE_OFF_TICK'
  | 'PRICE_OUTSIDE_LIMITS'
  | 'STOP_PRICE_INVALID'
  | 'QUANTITY_INVALID'
  | 'TYPE_NOT_ALLOWED'
  | 'SESSION_CLOSED'
  | 'INSTRUMENT_HALTED'
  | 'NOT_ON_VENUE'
  | 'NO_COUNTERPART'
  | 'ORDER_NOT_OPEN'
  | 'QUANTITY_EXCEEDS_LEAVES'
  | 'INSUFFICIENT_CASH'
  | 'INSUFFICIENT_HOLDING'
  | 'CREDIT_NOT_ALLOWED'
  | 'UNKNOWN_SYMBOL'
  | 'UNKNOWN_ORDER';

/** An order inside one venue's book. `intent.venue` is where the owner sent it (SOR stays SOR). */
export interface EngineOrder {
  readonly number: OrderNumber;
  readonly owner: Owner;
  readonly intent: OrderTerms;
  readonly receivedAt: EpochMs;
}

/** A working order as the book sees it. */
export interface WorkingOrder extends EngineOrder {
  /** Limit it works at now; null for a sleeping stop or a floating midpoint. */
  readonly workingPrice: Price | null;
  readonly leaves: Quantity;
}

export interface EngineFill {
  readonly number: OrderNumber;
  readonly owner: Owner;
  readonly side: OrderSide;
}

/** Everything that can happen in one book, in the order it happened. */
export type EngineEvent =
  | { readonly type: 'accepted'; readonly order: EngineOrder; readonly at: EpochMs }
  | {
      readonly type: 'amended';
      readonly order: EngineOrder;
      readonly original: OrderNumber;
      readonly at: EpochMs;
    }
  | {
      readonly type: 'canceled';
      readonly number: OrderNumber;
      readonly owner: Owner;
      readonly quantity: Quantity;
      readonly leaves: Quantity;
      /** request: asked for; ioc, fok: the rest of such an order; expired: its market ended; halt: VI or auction rules voided it. */
      readonly cause: 'request' | 'ioc' | 'fok' | 'expired' | 'halt';
      readonly at: EpochMs;
    }
  | {
      readonly type: 'trade';
      readonly price: Price;
      readonly quantity: Quantity;
      readonly buy: EngineFill;
      readonly sell: EngineFill;
      /** Null for a single-price cross. */
      readonly aggressor: OrderSide | null;
      readonly at: EpochMs;
    }
  | { readonly type: 'bookChanged'; readonly at: EpochMs }
  | { readonly type: 'viTriggered'; readonly vi: ViState; readonly at: EpochMs }
  | { readonly type: 'viReleased'; readonly vi: ViState; readonly at: EpochMs }
  | { readonly type: 'phaseChanged'; readonly phase: TradingSessionPhase; readonly at: EpochMs };

export interface BookLevelView {
  readonly price: Price;
  readonly size: Quantity;
}

/**
 * One instrument on one venue: the book, its auctions and its volatility interruptions.
 *
 * Deterministic: time and randomness come in from outside, so the same calls give the same events.
 * Every call returns the events it caused, oldest first, and changes nothing when it refuses.
 */
export interface MatchingEngine {
  readonly symbol: string;
  readonly venue: BookVenue;
  submit(order: EngineOrder): Result<readonly EngineEvent[], RejectReason>;
  /**
   * Replaces `quantity` of a working order's leaves (all of it when equal) by a new order `replacement`, at the back of the queue.
   * The rest of the original keeps its place.
   */
  amend(
    original: OrderNumber,
    replacement: {
      readonly number: OrderNumber;
      readonly quantity: Quantity;
      readonly price: Price | null;
      readonly stopPrice: Price | null;
    },
    at: EpochMs,
  ): Result<readonly EngineEvent[], RejectReason>;
  /** Cancels `quantity` of the leaves, all of it when null. A partial cancel keeps time priority. */
  cancel(
    original: OrderNumber,
    quantity: Quantity | null,
    at: EpochMs,
  ): Result<readonly EngineEvent[], RejectReason>;
  /** Moves to another phase: ends or starts auctions, converts conditional orders, expires what dies with the old phase. */
  enterPhase(phase: TradingSessionPhase, at: EpochMs): readonly EngineEvent[];
  /** Runs what is due by `at`: the end of a volatility interruption. Cheap when nothing is. */
  advance(at: EpochMs): readonly EngineEvent[];
  /** When `advance` next has something to do; null when never. */
  nextDueAt(): EpochMs | null;

  readonly phase: TradingSessionPhase;
  readonly lastPrice: Price;
  /** Close of the regular session, once that is over; the next base price. Always null on NXT. */
  readonly closePrice: Price | null;
  readonly vi: ViState;
  /** While an auction collects orders, only what the indicative cross would leave. */
  levels(side: OrderSide, depth: number): readonly BookLevelView[];
  /** Limit and market orders of the book; neither midpoint nor close-price orders. */
  totalSize(side: OrderSide): Quantity;
  /** Size of the orders that wait to trade at the fixed close. */
  closePriceSize(side: OrderSide): Quantity;
  /** Where midpoint orders float (null while suspended), and how much waits there. */
  midpoint(): { readonly price: Price | null; readonly buySize: Quantity; readonly sellSize: Quantity };
  bestPrice(side: OrderSide): Price | null;
  /** Indicative cross while an auction collects orders, else null. */
  indicative(): { readonly price: Price; readonly quantity: Quantity } | null;
  working(number: OrderNumber): WorkingOrder | null;
  workingOrders(): readonly WorkingOrder[];
}
