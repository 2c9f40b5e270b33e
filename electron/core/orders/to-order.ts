import type { Order } from '#shared/domain/order.ts';
import type { OrderCommand, OrderState, OrderStatus } from '#shared/domain/order-status.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { TrackedCommand, TrackedOrder } from './tracked-order.ts';
import {
  awaitedQuantity,
  currentLeg,
  isOver,
  isPending,
  orderFilled,
  orderLeaves,
  placeCommand,
} from './tracked-order.ts';

/**
 * Returns the order as the desk shows it, from what is known and from nothing else.
 *
 * While the order works, `quantity` is what is filled and what works; once closed it is what was ordered.
 */
export function toOrder(tracked: TrackedOrder): Order {
  const { intent, legs } = tracked;
  const leg = currentLeg(tracked);
  const state = stateOf(tracked);
  const filled = orderFilled(tracked);
  const working = orderLeaves(tracked) + awaitedQuantity(tracked);
  const leaves = leg === null && mayExist(state.status) ? intent.quantity : working;
  const ordered = legs[0]?.quantity ?? intent.quantity;
  return {
    ...intent,
    ...(leg === null ? {} : { price: leg.price, stopPrice: leg.stopPrice }),
    quantity: quantity(leaves > 0 ? filled + leaves : Math.max(ordered, filled)),
    accountId: tracked.accountId,
    clientOrderId: tracked.clientOrderId,
    venueOrderId: leg?.venueOrderId ?? null,
    venueOrderIds: legs.filter((each) => each.isConfirmed).map((each) => each.venueOrderId),
    origin: tracked.origin,
    routedVenue: tracked.routedVenue,
    ...state,
    ...absenceOf(tracked, state),
    filledQuantity: quantity(filled),
    leavesQuantity: quantity(leaves),
    averageFillPrice: averagePrice(tracked),
    rejection: state.status === 'rejected' || state.status === 'denied' ? tracked.rejection : null,
    createdTime: tracked.createdTime,
    updatedTime: tracked.updatedTime,
  };
}

function absenceOf(tracked: TrackedOrder, { status }: OrderState): Pick<Order, 'absence' | 'absenceLooks'> {
  const looks = status === 'unknown' ? (placeCommand(tracked)?.absentLooks ?? []) : [];
  return looks.length > 0 && tracked.legs.length === 0
    ? { absence: 'proven', absenceLooks: looks }
    : { absence: null, absenceLooks: [] };
}

/** Returns the status that follows from what is known. What the venue did outranks what we asked for. */
export function stateOf(tracked: TrackedOrder): OrderState {
  if (tracked.legs.length === 0) return stateWithoutNumber(tracked);
  if (isOver(tracked)) return known(closedStatus(tracked));
  if (tracked.isLost) return known('lost');
  const pending = tracked.commands.filter(({ kind, phase }) => kind !== 'place' && isPending(phase));
  const lost = pending.findLast(({ phase }) => phase === 'unknown');
  if (lost !== undefined) return { status: 'unknown', unknownCommand: lost.kind };
  if (pending.some(({ kind }) => kind === 'cancel')) return known('pendingCancel');
  if (pending.some(({ kind }) => kind === 'amend')) return known('pendingAmend');
  return known(orderFilled(tracked) > 0 ? 'partiallyFilled' : 'accepted');
}

function stateWithoutNumber(tracked: TrackedOrder): OrderState {
  const place: TrackedCommand | null = placeCommand(tracked);
  switch (place?.phase) {
    case 'recorded':
      return known('draft');
    case 'dispatched':
    case 'sent':
      return known('submitted');
    case 'refused':
      return known('rejected');
    case 'withdrawn':
    case 'absent':
      return known('denied');
    default:
      return { status: 'unknown', unknownCommand: 'place' satisfies OrderCommand };
  }
}

function closedStatus(tracked: TrackedOrder): OrderStatus {
  const root = tracked.legs[0];
  const filled = orderFilled(tracked);
  if (root === undefined || (root.isRejected && filled === 0)) return 'rejected';
  if (filled >= root.quantity) return 'filled';
  if (tracked.isExpired) return 'expired';
  return isCanceledByRequest(tracked) ? 'canceled' : 'expired';
}

/** What is gone without anybody's request ended with its market, unless the order was to end at once. */
function isCanceledByRequest(tracked: TrackedOrder): boolean {
  return (
    tracked.hasCancelRequest ||
    tracked.intent.timeInForce !== 'day' ||
    tracked.legs.some((leg) => leg.isCanceled || Object.keys(leg.withdrawals).length > 0)
  );
}

function averagePrice({ fills }: TrackedOrder): number | null {
  const shares = fills.reduce((sum, fill) => sum + fill.quantity, 0);
  if (shares === 0) return null;
  return fills.reduce((sum, fill) => sum + fill.price * fill.quantity, 0) / shares;
}

function mayExist(status: OrderStatus): boolean {
  return status === 'draft' || status === 'submitted' || status === 'unknown';
}

function known(status: OrderStatus): OrderState {
  return { status, unknownCommand: null };
}
