import type { Clock } from '#shared/domain/clock.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { SessionMode } from './market/session/session-driver.ts';
import type { Rate } from '#shared/domain/trade-costs.ts';
import type { Listing } from './world.ts';

/** An order that stands in a book from the start and belongs to nobody. */
export interface SeedOrder {
  readonly symbol: string;
  readonly venue: BookVenue;
  readonly side: OrderSide;
  /** Won, on tick, inside the day's band. */
  readonly price: number;
  readonly quantity: number;
}

export interface WorldOptions {
  readonly clock: Clock;
  /** Same seed, same times and same requests: the same market, event by event. */
  readonly seed: number;
  /** `kst`: the real timetable. `regular` (default): always in continuous trading, on every day. */
  readonly session?: SessionMode;
  /** Every instrument of the data files when left out. */
  readonly listings?: readonly Listing[];
  /** Multiplies the background flow; 1 by default, 0 for books that only move by the accounts' orders. */
  readonly activity?: number;
  /** Whether the part of the day before the start is told as having happened. By default only with background flow. */
  readonly hasWarmUp?: boolean;
  /** Placed once at the start, in this order: for tests that stage a book. Works with or without background flow. */
  readonly seedBooks?: readonly SeedOrder[];
  /** Won on a new account; 100,000,000 by default. */
  readonly initialCash?: number;
  /** Of every fill, both sides; the published online rate for shares by default. */
  readonly commissionRate?: Rate;
  /** Of the first day; 1 by default. */
  readonly firstOrderNumber?: number;
  /** `sample`: a new account has some sixty days of trades behind it that end with its cash; `none` (default): it begins today. */
  readonly history?: 'none' | 'sample';
  /** File that accounts, orders and prices survive a restart in; null or left out: nothing is kept. */
  readonly statePath?: string | null;
  /** Told in English what went wrong without stopping the market: a state file put aside, or one that cannot be written. */
  readonly onWarning?: (message: string) => void;
}
