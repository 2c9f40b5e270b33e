import type { OrderSide } from '#shared/domain/order.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { viewBestPrice, viewIndicative, viewLevels, viewMidpoint, viewOrder } from './book-view.ts';
import type { EngineEvent, MatchingEngine, RejectReason } from './engine.ts';
import { resolveSettings } from './engine-settings.ts';
import type { EngineOptions } from './engine-settings.ts';
import { EngineState } from './engine-state.ts';
import { enterPhase, runDue } from './phases.ts';
import { amendOrder, cancelOrder, submitOrder } from './requests.ts';

export type { EngineOptions } from './engine-settings.ts';

/**
 * Makes the book of one instrument on one venue for one trading day. It starts closed and empty.
 *
 * Callers run `advance` before anything else they do at a later time; the engine never looks ahead of its caller.
 */
export function createMatchingEngine(options: EngineOptions): MatchingEngine {
  const state = new EngineState(resolveSettings(options));
  const answer = (refusal: RejectReason | null, at: EpochMs): Result<readonly EngineEvent[], RejectReason> =>
    refusal === null ? ok(state.takeEvents(at)) : err(refusal);
  return {
    symbol: options.instrument.symbol,
    venue: options.venue,
    submit: (order) => answer(submitOrder(state, order), order.receivedAt),
    amend: (original, replacement, at) => answer(amendOrder(state, original, replacement, at), at),
    cancel: (original, quantity, at) => answer(cancelOrder(state, original, quantity, at), at),
    enterPhase(phase, at) {
      enterPhase(state, phase, at);
      return state.takeEvents(at);
    },
    advance(at) {
      const dueAt = state.auction?.dueAt ?? null;
      if (dueAt === null || dueAt > at) return [];
      runDue(state, at);
      return state.takeEvents(at);
    },
    nextDueAt: () => state.auction?.dueAt ?? null,
    get phase() {
      return state.phase;
    },
    get lastPrice() {
      return state.lastPrice;
    },
    get closePrice() {
      return state.closePrice;
    },
    get vi() {
      return state.vi;
    },
    levels: (side, depth) => viewLevels(state, side, depth),
    totalSize: (side) => state.book(side).totalSize as Quantity,
    closePriceSize: (side: OrderSide) => state.closePriceOrders[side].size as Quantity,
    bestPrice: (side) => viewBestPrice(state, side),
    indicative: () => viewIndicative(state),
    midpoint: () => viewMidpoint(state),
    working(number) {
      const entry = state.orders.get(number);
      return entry === undefined ? null : viewOrder(state, entry);
    },
    workingOrders: () => [...state.orders.values()].map((entry) => viewOrder(state, entry)),
  };
}
