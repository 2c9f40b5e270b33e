import type { VenueOrderId } from '#shared/domain/order.ts';
import type { ExecutionReport } from '../brokers/broker.ts';
import { addFill, addLeg, changeLeg, newLeg, noteRequest } from './leg-changes.ts';
import type { Leg, TrackedCommand, TrackedOrder } from './tracked-order.ts';
import { isSettled, legOf } from './tracked-order.ts';

/** Takes in a push. The push names the order by a number of its chain, or is about a request on one. */
export function applyReport(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  const routed = withVenue(order, report);
  switch (report.event) {
    case 'accepted':
      return applyAccepted(routed, report);
    case 'filled':
      return applyFilled(routed, report);
    case 'amended':
      return confirmAmend(routed, report);
    case 'canceled':
      return applyCanceled(routed, report);
    case 'rejected':
      return applyRejected(routed, report);
  }
}

/** Says only that the request arrived: an amend or cancel takes effect with its own report. */
function applyAccepted(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  const leg = legOf(order, report.venueOrderId);
  if (leg !== null) return changeLeg(order, leg.venueOrderId, { handle: report.handle });
  return noteRequest(order, report.venueOrderId);
}

function applyFilled(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  // A fill under the number of an amend proves that the amend took effect.
  const withLeg = confirmAmend(order, report);
  const leg = legOf(withLeg, report.venueOrderId);
  if (leg === null || report.fill === null) return withLeg;
  const { fillId, price, quantity: filled, commission, tax } = report.fill;
  return addFill(withLeg, leg, {
    fillId,
    price,
    quantity: filled,
    commission,
    tax,
    eventTime: report.eventTime,
  });
}

function confirmAmend(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  const { venueOrderId, handle } = report;
  const leg = legOf(order, venueOrderId);
  if (leg !== null) {
    if (leg.parent === null) return order;
    const told = { quantity: report.quantity, price: report.price ?? leg.price, isAssumed: false };
    return changeLeg(order, venueOrderId, {
      isConfirmed: true,
      handle,
      ...(leg.isAssumed ? told : {}),
    });
  }
  const parent = legOf(order, report.originalVenueOrderId);
  if (parent === null) return order;
  const asked = amendOf(order, parent, venueOrderId)?.change;
  const price = report.price ?? asked?.price ?? parent.price;
  const stopPrice = asked?.stopPrice ?? parent.stopPrice;
  const terms = { price, stopPrice, quantity: report.quantity };
  return addLeg(order, newLeg(venueOrderId, handle, parent.venueOrderId, terms));
}

/**
 * A report under the order's own number ends all of it (the rest of an IOC order, say), unless it says that something is
 * left: how much is gone is then for the list to tell. One under a number of its own withdraws as much as it says, whoever asked for it; without a quantity, all.
 */
function applyCanceled(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  const own = legOf(order, report.venueOrderId);
  if (own !== null) return report.leavesQuantity > 0 ? order : cancelWhole(order, own);
  const target = legOf(order, report.originalVenueOrderId);
  if (target === null) return order;
  const noted = noteRequest(order, report.venueOrderId);
  if (report.quantity === 0) return cancelWhole(noted, target);
  if (target.withdrawals[report.venueOrderId] === report.quantity) return order;
  const withdrawals = { ...target.withdrawals, [report.venueOrderId]: report.quantity };
  const changed = changeLeg(noted, target.venueOrderId, { withdrawals, isConfirmed: true });
  return { ...changed, hasCancelRequest: true };
}

/** Canceling the unconfirmed number of an amend proves that the amend took effect before. */
function cancelWhole(order: TrackedOrder, leg: Leg): TrackedOrder {
  const next = changeLeg(order, leg.venueOrderId, { isCanceled: true, isConfirmed: true });
  return next.hasCancelRequest ? next : { ...next, hasCancelRequest: true };
}

function applyRejected(order: TrackedOrder, report: ExecutionReport): TrackedOrder {
  const leg = legOf(order, report.venueOrderId);
  if (leg !== null && leg.parent === null) {
    const next = changeLeg(order, leg.venueOrderId, { isRejected: true });
    return next === order ? order : { ...next, rejection: report.rejection };
  }
  // The new number of an amend, or the number of a cancel: the order itself works on.
  const next = leg === null ? order : changeLeg(order, leg.venueOrderId, { isRejected: true });
  const command = refusedCommand(order, report);
  if (command === null) return next;
  const phase = command.kind === 'cancel' ? ('disputed' as const) : ('refused' as const);
  const commands = next.commands.map((each) =>
    each.commandId === command.commandId ? { ...each, phase, venueOrderId: report.venueOrderId } : each,
  );
  return { ...next, commands };
}

function refusedCommand(order: TrackedOrder, report: ExecutionReport): TrackedCommand | null {
  const open = order.commands.filter(
    ({ kind, phase }) => kind !== 'place' && phase !== 'disputed' && !isSettled(phase),
  );
  return (
    open.find(({ venueOrderId }) => venueOrderId === report.venueOrderId) ??
    open.find(
      ({ venueOrderId, target }) => venueOrderId === null && target === report.originalVenueOrderId,
    ) ??
    null
  );
}

function amendOf(order: TrackedOrder, parent: Leg, number: VenueOrderId): TrackedCommand | null {
  const amends = order.commands.filter(
    ({ kind, target }) => kind === 'amend' && target === parent.venueOrderId,
  );
  return (
    amends.find(({ venueOrderId }) => venueOrderId === number) ??
    amends.find(({ venueOrderId, phase }) => venueOrderId === null && !isSettled(phase)) ??
    null
  );
}

function withVenue(order: TrackedOrder, { venue }: ExecutionReport): TrackedOrder {
  if (venue === null || venue === 'SOR' || order.routedVenue === venue) return order;
  return { ...order, routedVenue: venue };
}
