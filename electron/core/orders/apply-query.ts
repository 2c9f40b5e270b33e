import type { BrokerFill, BrokerOrder } from '../brokers/broker.ts';
import { addFill, addLeg, changeLeg, newLeg, noteRequest, raiseFilled } from './leg-changes.ts';
import type { Leg, TrackedOrder } from './tracked-order.ts';
import { isSettled, legOf } from './tracked-order.ts';

/**
 * Takes in what one look showed of this order: rows oldest first, and the fills of its numbers. It may be older than pushes
 * that were taken in before, so it only ever adds.
 *
 * Single fills come before totals, so that each counts at its own price and a total only for what is still missing.
 */
export function applyQuery(
  order: TrackedOrder,
  rows: readonly BrokerOrder[],
  fills: readonly BrokerFill[],
): TrackedOrder {
  const placed = rows.reduce(
    (next, row) => (row.kind === 'cancel' ? applyCancelRow(next, row) : applyOrderRow(next, row, rows)),
    order,
  );
  const filled = fills.reduce(applyFill, placed);
  return rows.reduce(applyTotal, filled);
}

/** A fill without an id is the total of its order. */
function applyFill(order: TrackedOrder, fill: BrokerFill): TrackedOrder {
  const leg = legOf(order, fill.venueOrderId);
  if (leg === null) return order;
  const { fillId } = fill;
  if (fillId !== null) return addFill(order, leg, { ...fill, fillId });
  return raiseFilled(order, leg, {
    filled: fill.quantity,
    averagePrice: fill.price,
    eventTime: fill.eventTime,
  });
}

function applyTotal(order: TrackedOrder, row: BrokerOrder): TrackedOrder {
  const leg = row.kind === 'cancel' ? null : legOf(order, row.venueOrderId);
  if (leg === null) return order;
  return raiseFilled(order, leg, {
    filled: row.filledQuantity,
    averagePrice: row.averageFillPrice,
    eventTime: row.eventTime,
  });
}

function applyOrderRow(order: TrackedOrder, row: BrokerOrder, rows: readonly BrokerOrder[]): TrackedOrder {
  const known = legOf(order, row.venueOrderId) ?? amendedLeg(order, row);
  if (known === null) return order;
  const added = withVenue(addLeg(order, known), row);
  if (row.isRejected) return rejectLeg(added, known, row);
  const isConfirmed = known.isConfirmed || hasTakenEffect(row, rows);
  const told = { quantity: row.quantity, price: row.price ?? known.price, isAssumed: false };
  return changeLeg(added, known.venueOrderId, {
    isConfirmed,
    handle: row.handle,
    ...(known.isAssumed ? told : {}),
    queriedGone: isConfirmed ? Math.max(known.queriedGone, goneQuantity(row)) : known.queriedGone,
  });
}

/** An amend took effect when its number works or worked, or when what it amends gave up that much. */
function hasTakenEffect(row: BrokerOrder, rows: readonly BrokerOrder[]): boolean {
  if (row.filledQuantity > 0 || row.leavesQuantity > 0) return true;
  const original = rows.find((each) => each.venueOrderId === row.originalVenueOrderId);
  return original !== undefined && goneQuantity(original) >= row.quantity;
}

function goneQuantity(row: BrokerOrder): number {
  return Math.max(0, row.quantity - row.filledQuantity - row.leavesQuantity);
}

/** Returns the leg that an amend made, when the row is that amend and its original is known. */
function amendedLeg(order: TrackedOrder, row: BrokerOrder): Leg | null {
  const parent = row.kind === 'amend' ? legOf(order, row.originalVenueOrderId) : null;
  if (parent === null) return null;
  const terms = {
    price: row.price ?? parent.price,
    stopPrice: row.stopPrice ?? parent.stopPrice,
    quantity: row.quantity,
  };
  return { ...newLeg(row.venueOrderId, row.handle, parent.venueOrderId, terms), isConfirmed: false };
}

function rejectLeg(order: TrackedOrder, leg: Leg, row: BrokerOrder): TrackedOrder {
  const rejected = changeLeg(order, leg.venueOrderId, { isRejected: true });
  if (leg.parent === null) return rejected;
  return moveCommand(rejected, row, 'refused');
}

function applyCancelRow(order: TrackedOrder, row: BrokerOrder): TrackedOrder {
  if (legOf(order, row.originalVenueOrderId) === null) return order;
  if (row.isRejected) return moveCommand(order, row, 'refused');
  const asked = order.hasCancelRequest ? order : { ...order, hasCancelRequest: true };
  return moveCommand(noteRequest(asked, row.venueOrderId), row, 'acked');
}

/** Gives the row's number to the command that it must be, and with it what the row says became of it. */
function moveCommand(order: TrackedOrder, row: BrokerOrder, phase: 'acked' | 'refused'): TrackedOrder {
  const sameTarget = order.commands.filter(
    ({ kind, target }) => kind === row.kind && target === row.originalVenueOrderId,
  );
  const command =
    sameTarget.find(({ venueOrderId }) => venueOrderId === row.venueOrderId) ??
    sameTarget.find(({ venueOrderId, phase: now }) => venueOrderId === null && !isSettled(now));
  if (command === undefined || isSettled(command.phase)) return order;
  if (command.phase === phase && command.venueOrderId === row.venueOrderId) return order;
  const changed = { ...command, phase, venueOrderId: row.venueOrderId };
  return { ...order, commands: order.commands.map((each) => (each === command ? changed : each)) };
}

function withVenue(order: TrackedOrder, { venue }: BrokerOrder): TrackedOrder {
  if (venue === null || venue === 'SOR' || order.routedVenue === venue) return order;
  return { ...order, routedVenue: venue };
}
