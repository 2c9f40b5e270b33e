import type { Funding } from '#shared/domain/funding.ts';
import type { ClientOrderId, OrderSide, OrderType, VenueOrderId } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { ExecutionReport, OrderHandle } from '../brokers/broker.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { placeCommand } from './tracked-order.ts';

/** How far the broker's clock and ours may be apart before its time stops telling which order is which. */
export const CLAIM_WINDOW_MS = 120_000;
/** Longest time from recording an order to its answer being given up. A restart finds the loss much later than that. */
const LONGEST_COMMAND_MS = 300_000;

/** An order at the broker that belongs to no order of the desk yet. */
export interface Candidate {
  readonly venueOrderId: VenueOrderId;
  readonly handle: OrderHandle;
  readonly symbol: string;
  readonly side: OrderSide;
  /** Null when the broker does not say. */
  readonly type: OrderType | null;
  readonly price: Price | null;
  readonly quantity: Quantity;
  /** Absent or null when the broker does not say. */
  readonly funding?: Funding | null;
  readonly eventTime: EpochMs;
}

export interface ClaimResult {
  readonly claims: readonly { readonly order: TrackedOrder; readonly candidate: Candidate }[];
  /** Orders that one of several candidates may be: neither claimed nor absent. */
  readonly ambiguous: ReadonlySet<ClientOrderId>;
}

/** Returns the candidate that a push about a new order shows; null for a push about an amend or cancel. */
export function candidateOfReport(report: ExecutionReport): Candidate | null {
  return report.originalVenueOrderId === null ? report : null;
}

/** Returns whether `candidate` may be what became of `order`, its time left aside. */
export function couldBe({ intent }: TrackedOrder, candidate: Candidate): boolean {
  return (
    intent.symbol === candidate.symbol &&
    intent.side === candidate.side &&
    intent.quantity === candidate.quantity &&
    (candidate.type === null || intent.type === candidate.type) &&
    // The venue prices a market or best order itself, so the price it shows then says nothing.
    (intent.price === null || intent.price === candidate.price) &&
    isSameMoney(intent.funding, candidate.funding ?? null)
  );
}

/** Which loan is repaid may be told otherwise than it was asked; whether there is one may not. */
function isSameMoney(asked: Funding, told: Funding | null): boolean {
  return told === null || told.kind === asked.kind;
}

/**
 * Decides which candidates are orders of ours whose answer was lost. `unresolved` oldest first.
 *
 * Orders of ours that look the same are interchangeable, so n candidates for n or more of them are given out oldest first.
 * More candidates than orders, or a candidate that fits orders that look different, decide nothing: somebody else made one
 * of them. Candidates outside the time window never decide, but as long as there are some, nothing is proved absent.
 */
export function matchClaims(
  unresolved: readonly TrackedOrder[],
  candidates: readonly Candidate[],
): ClaimResult {
  const groups = groupAlike(unresolved);
  const claims: { order: TrackedOrder; candidate: Candidate }[] = [];
  const ambiguous = new Set<ClientOrderId>();
  for (const group of groups) {
    const fitting = candidates.filter((candidate) => fits(group, candidate));
    if (fitting.length === 0) continue;
    const inWindow = fitting.filter((candidate) => group.some((order) => isInWindow(order, candidate)));
    const isShared = fitting.some((candidate) =>
      groups.some((other) => other !== group && fits(other, candidate)),
    );
    if (isShared || inWindow.length === 0 || inWindow.length > group.length) {
      for (const { clientOrderId } of group) ambiguous.add(clientOrderId);
      continue;
    }
    for (const [place, candidate] of inWindow.entries()) {
      const order = group[place];
      if (order !== undefined) claims.push({ order, candidate });
    }
  }
  return { claims, ambiguous };
}

function fits(group: readonly TrackedOrder[], candidate: Candidate): boolean {
  const [first] = group;
  return first !== undefined && couldBe(first, candidate);
}

function groupAlike(orders: readonly TrackedOrder[]): readonly (readonly TrackedOrder[])[] {
  const groups = new Map<string, TrackedOrder[]>();
  for (const order of orders) {
    const { symbol, side, type, price, quantity, funding } = order.intent;
    const key = JSON.stringify([symbol, side, type, price, quantity, funding]);
    groups.set(key, [...(groups.get(key) ?? []), order]);
  }
  return [...groups.values()];
}

function isInWindow(order: TrackedOrder, { eventTime }: Candidate): boolean {
  const place = placeCommand(order);
  if (place === null) return false;
  const from = place.sentTime ?? place.recordedTime;
  const until = Math.min(place.lostTime ?? from, from + LONGEST_COMMAND_MS);
  return from - CLAIM_WINDOW_MS <= eventTime && eventTime <= until + CLAIM_WINDOW_MS;
}
