import type { OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { MatchingEngine, OrderNumber } from '../../matching/engine.ts';
import type { InstrumentProfile } from '../instrument-profile.ts';
import type { PriceGrid } from '../price-grid.ts';

/** An order as a background trader sends it. */
export interface FlowOrder {
  readonly side: OrderSide;
  readonly type: OrderType;
  readonly timeInForce: TimeInForce;
  /** Null for types that carry none. */
  readonly price: Price | null;
  readonly quantity: number;
}

/** One book as the background traders reach it: the same engine that the user's orders meet. */
export interface FlowBook {
  readonly engine: MatchingEngine;
  readonly grid: PriceGrid;
  readonly profile: InstrumentProfile;
  /** Size of this book against the main one: 1 on KRX, less on NXT. */
  readonly scale: number;
  /** Returns the order's number, or null when the engine refused it. */
  submit(order: FlowOrder, at: EpochMs): OrderNumber | null;
  cancel(number: OrderNumber, at: EpochMs): void;
}
