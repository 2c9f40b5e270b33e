import type { AccountId } from '#shared/domain/account.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { ClientOrderId, OrderIntent, Rejection, VenueOrderId } from '#shared/domain/order.ts';
import type { OrderCommand } from '#shared/domain/order-status.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { AmendIntent, BrokerOrder, OrderHandle } from '../brokers/broker.ts';
import type { CommandId } from './order-fact.ts';

/**
 * How far a command got.
 *
 * - `recorded`, `dispatched`, `sent`  on its way: in the ledger, handed to the broker client, first byte gone
 * - `unknown`    no proof either way
 * - `acked`      an amend or cancel the broker took, its effect not yet seen
 * - `disputed`   a cancel the broker refused: it may be because the order filled, so a query decides
 * - `done`       it had its effect, or the order ended so that it no longer matters
 * - `refused`    it had no effect
 * - `withdrawn`  it was not sent
 * - `absent`     the venue never had it; of a place only the trader says so
 */
export type CommandPhase =
  | 'recorded'
  | 'dispatched'
  | 'sent'
  | 'unknown'
  | 'acked'
  | 'disputed'
  | 'done'
  | 'refused'
  | 'withdrawn'
  | 'absent';

/** One command on an order. */
export interface TrackedCommand {
  readonly commandId: CommandId;
  readonly requestId: string;
  readonly kind: OrderCommand;
  readonly phase: CommandPhase;
  /** The number it acts on; null for `place`. */
  readonly target: VenueOrderId | null;
  /** Set for `amend` only. */
  readonly change: AmendIntent | null;
  /** The number that the broker gave the command itself. */
  readonly venueOrderId: VenueOrderId | null;
  readonly recordedTime: EpochMs;
  readonly sentTime: EpochMs | null;
  readonly lostTime: EpochMs | null;
  /** When the two looks were asked that prove a place absent; empty while nothing does. */
  readonly absentLooks: readonly EpochMs[];
}

/**
 * What works under one venue number. An amend moves quantity from one leg to a new one; the chain of legs is the order.
 *
 * Every number in it only grows, so that the order in which facts arrive does not matter.
 */
export interface Leg {
  readonly venueOrderId: VenueOrderId;
  readonly handle: OrderHandle;
  /** The leg that this one amends; null for the first. */
  readonly parent: VenueOrderId | null;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
  readonly quantity: Quantity;
  /** Price and quantity are what we asked an amend for; the broker has not told them yet. */
  readonly isAssumed: boolean;
  /** False for the number of an amend that the broker has received and the venue not yet confirmed. */
  readonly isConfirmed: boolean;
  readonly isRejected: boolean;
  /** The venue's list lacked the amend that would have made it; a confirmation that comes later still counts. */
  readonly isAbsent: boolean;
  /** All that remained was withdrawn, however much that was. */
  readonly isCanceled: boolean;
  /** Quantity withdrawn, under the number of each request that did it. */
  readonly withdrawals: Readonly<Record<string, number>>;
  /** Sum of the fills that are known one by one. */
  readonly reportedFilled: number;
  /** Highest total that a query showed. */
  readonly queriedFilled: number;
  /** Highest quantity that a query showed as neither filled nor working: moved, canceled, refused or expired. */
  readonly queriedGone: number;
}

/** An order with all that is known about it; `toOrder` derives what the desk shows. */
export interface TrackedOrder {
  readonly accountId: AccountId;
  readonly clientOrderId: ClientOrderId;
  readonly tradingDate: KstDate;
  readonly origin: 'desk' | 'external';
  readonly intent: OrderIntent;
  readonly commands: readonly TrackedCommand[];
  /** Oldest first. Empty until the broker gave a number. */
  readonly legs: readonly Leg[];
  /** Numbers of amend and cancel requests that are no legs. */
  readonly requestNumbers: readonly VenueOrderId[];
  readonly fills: readonly Fill[];
  /** `venueOrderId|fillId` of every fill counted. */
  readonly fillKeys: readonly string[];
  readonly rejection: Rejection | null;
  /** Somebody asked to cancel it: what is gone was canceled, not expired. */
  readonly hasCancelRequest: boolean;
  readonly isExpired: boolean;
  /** The broker's lists do not name it any more, and nothing has named it since. */
  readonly isLost: boolean;
  readonly routedVenue: Venue | null;
  readonly createdTime: EpochMs;
  readonly updatedTime: EpochMs;
}

/** Returns whether the outcome of `phase` is still to come. */
export function isPending(phase: CommandPhase): boolean {
  return !isSettled(phase);
}

export function isSettled(phase: CommandPhase): boolean {
  return phase === 'done' || phase === 'refused' || phase === 'withdrawn' || phase === 'absent';
}

/** Waiting for the broker's answer, so that the queue holds other commands back. */
export function isUnderWay(phase: CommandPhase): boolean {
  return phase === 'recorded' || phase === 'dispatched' || phase === 'sent';
}

export function legOf(order: TrackedOrder, venueOrderId: VenueOrderId | null): Leg | null {
  return order.legs.find((leg) => leg.venueOrderId === venueOrderId) ?? null;
}

export function placeCommand(order: TrackedOrder): TrackedCommand | null {
  return order.commands.find(({ kind }) => kind === 'place') ?? null;
}

export function legFilled(leg: Leg): number {
  return Math.min(leg.quantity, Math.max(leg.reportedFilled, leg.queriedFilled));
}

/** Returns the quantity that confirmed amends took over from `leg`. */
export function legMoved(order: TrackedOrder, leg: Leg): number {
  return order.legs
    .filter((child) => child.parent === leg.venueOrderId && child.isConfirmed && !child.isRejected)
    .reduce((sum, child) => sum + child.quantity, 0);
}

/** Returns what still works under the leg's number, as far as is known. */
export function legLeaves(order: TrackedOrder, leg: Leg): number {
  if (!leg.isConfirmed || leg.isRejected || leg.isCanceled || order.isExpired) return 0;
  const gone = Math.max(leg.queriedGone, legMoved(order, leg) + withdrawn(leg));
  return Math.max(0, leg.quantity - legFilled(leg) - gone);
}

export function orderFilled(order: TrackedOrder): number {
  return order.legs.reduce((sum, leg) => sum + legFilled(leg), 0);
}

export function orderLeaves(order: TrackedOrder): number {
  return order.legs.reduce((sum, leg) => sum + legLeaves(order, leg), 0);
}

/** Returns whether nothing of the order can trade any more. */
export function isOver(order: TrackedOrder): boolean {
  return order.legs.length > 0 && orderLeaves(order) === 0 && awaitedQuantity(order) === 0;
}

/**
 * Returns the quantity that a query showed as gone from a leg that a pending amend is about: it may be at work under the
 * amend's new number, which that query did not show yet.
 */
export function awaitedQuantity(order: TrackedOrder): number {
  if (order.isExpired) return 0;
  return order.legs
    .filter((leg) => !leg.isCanceled && !leg.isRejected && hasPendingAmend(order, leg))
    .reduce((sum, leg) => {
      const unexplained = leg.queriedGone - legMoved(order, leg) - withdrawn(leg);
      return sum + Math.max(0, Math.min(unexplained, leg.quantity - legFilled(leg)));
    }, 0);
}

function hasPendingAmend(order: TrackedOrder, leg: Leg): boolean {
  return order.commands.some(
    ({ kind, phase, target }) => kind === 'amend' && isPending(phase) && target === leg.venueOrderId,
  );
}

function withdrawn(leg: Leg): number {
  return Object.values(leg.withdrawals).reduce((sum, part) => sum + part, 0);
}

/** Returns whether the broker names anything of the order that works, as far as is known, among `rows`. */
export function isListed(
  order: TrackedOrder,
  rows: readonly Pick<BrokerOrder, 'venueOrderId' | 'symbol' | 'side'>[],
): boolean {
  const { symbol, side } = order.intent;
  const working = order.legs.filter((leg) => legLeaves(order, leg) > 0);
  // The same number about something else is another order.
  const own = rows.filter((row) => row.symbol === symbol && row.side === side);
  return own.some(({ venueOrderId }) => working.some((leg) => leg.venueOrderId === venueOrderId));
}

/** Returns whether the broker names any number of the order among `rows`, at work or not. */
export function isNamed(
  order: TrackedOrder,
  rows: readonly Pick<BrokerOrder, 'venueOrderId' | 'symbol' | 'side'>[],
): boolean {
  const { symbol, side } = order.intent;
  return rows.some(
    (row) => row.symbol === symbol && row.side === side && legOf(order, row.venueOrderId) !== null,
  );
}

/** Returns the newest leg that has taken effect, else the first; null before the broker gave a number. */
export function currentLeg(order: TrackedOrder): Leg | null {
  const effective = order.legs.filter((leg) => leg.isConfirmed && !leg.isRejected);
  return effective.at(-1) ?? order.legs[0] ?? null;
}

/**
 * Returns the leg that a cancel or amend has to name: the newest with something left, or the number an amend was given
 * that is not confirmed yet, because the older number is void from then on.
 */
export function commandTarget(order: TrackedOrder): Leg | null {
  const unconfirmed = order.legs.findLast((leg) => !leg.isConfirmed && !leg.isRejected && !leg.isAbsent);
  if (unconfirmed !== undefined && orderLeaves(order) > 0) return unconfirmed;
  return order.legs.findLast((leg) => legLeaves(order, leg) > 0) ?? null;
}
