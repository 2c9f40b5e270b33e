import { hogaError } from './errors.ts';
import type { Result } from './result.ts';
import { err, ok } from './result.ts';

/**
 * Where an order stands. Local: draft, denied. In flight: submitted, pendingAmend, pendingCancel, unknown.
 * Open: accepted, partiallyFilled. Closed: filled, canceled, rejected, expired.
 *
 * Lost: it worked, and the broker's own lists no longer name it. What became of it has to be checked by hand; it may have
 * filled. It is not closed, because nothing proves an end, and not open, because there is nothing to amend or cancel.
 */
export const ORDER_STATUSES = [
  'draft',
  'denied',
  'submitted',
  'accepted',
  'partiallyFilled',
  'pendingAmend',
  'pendingCancel',
  'unknown',
  'lost',
  'filled',
  'canceled',
  'rejected',
  'expired',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_COMMANDS = ['place', 'amend', 'cancel'] as const;
export type OrderCommand = (typeof ORDER_COMMANDS)[number];

/**
 * What can happen to an order. Reports of the venue may come late, twice and in any order.
 *
 * - `submit`           the request is recorded and about to leave
 * - `deny`             it was not sent, for sure: refused by us, or the link failed before the first byte
 * - `accept`           the venue took the order
 * - `reject`           the venue refused the order itself (not an amend or cancel of it)
 * - `fillPart`, `fillAll`  a fill not counted before, after which some or nothing is left
 * - `requestAmend`, `requestCancel`  the command is recorded and about to leave
 * - `amendConfirmed`, `cancelConfirmed`  it took effect; without a request too: the venue or another program did it
 * - `amendRejected`, `cancelRejected`  it did not take effect, for sure: refused, or never sent
 * - `expire`           the market of the order ended
 * - `loseOutcome`      the command in flight got no answer that proves anything, or the program restarted
 * - `foundWorking`     the venue's own list, asked after the last command, shows the order at work
 * - `foundAbsent`      the trader declared that the order never arrived, on the proof of the venue's own lists
 * - `foundMissing`     the venue's own lists, asked twice, no longer name an order that worked
 *
 * What a list shows to be filled, canceled or rejected is `fillAll`, `cancelConfirmed` or `reject`.
 */
export const ORDER_EVENTS = [
  'submit',
  'deny',
  'accept',
  'reject',
  'fillPart',
  'fillAll',
  'requestAmend',
  'amendConfirmed',
  'amendRejected',
  'requestCancel',
  'cancelConfirmed',
  'cancelRejected',
  'expire',
  'loseOutcome',
  'foundWorking',
  'foundAbsent',
  'foundMissing',
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/** Status with the command whose outcome is unknown; that is null unless the status is `unknown`. */
export interface OrderState {
  readonly status: OrderStatus;
  readonly unknownCommand: OrderCommand | null;
}

/** A row of the table: `unknown` behaves differently for each command. */
export type OrderStage = Exclude<OrderStatus, 'unknown'> | 'unknownPlace' | 'unknownAmend' | 'unknownCancel';

/** `open` is `accepted` for an order without fills, else `partiallyFilled`. */
type Target = OrderStage | 'open';

/**
 * The whole life of an order. A pair that is not listed contradicts what is known: nothing changes and the venue has
 * to be asked. Nothing revives an order that is rejected; one that is denied is revived only by the venue showing it at
 * work, after its lists had lacked it.
 */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStage, { readonly [Event in OrderEvent]?: Target }>> = {
  draft: { submit: 'submitted', deny: 'denied' },
  denied: { foundWorking: 'open' },
  submitted: {
    deny: 'denied',
    accept: 'open',
    reject: 'rejected',
    fillPart: 'partiallyFilled',
    fillAll: 'filled',
    // The rest of an IOC order may be canceled before the acceptance arrives.
    cancelConfirmed: 'canceled',
    expire: 'expired',
    loseOutcome: 'unknownPlace',
    foundWorking: 'open',
  },
  accepted: {
    accept: 'open',
    // The broker took the order, then the exchange refused it.
    reject: 'rejected',
    fillPart: 'partiallyFilled',
    fillAll: 'filled',
    requestAmend: 'pendingAmend',
    amendConfirmed: 'open',
    amendRejected: 'open',
    requestCancel: 'pendingCancel',
    cancelConfirmed: 'canceled',
    cancelRejected: 'open',
    expire: 'expired',
    loseOutcome: 'open',
    foundWorking: 'open',
    foundMissing: 'lost',
  },
  partiallyFilled: {
    accept: 'partiallyFilled',
    fillPart: 'partiallyFilled',
    fillAll: 'filled',
    requestAmend: 'pendingAmend',
    amendConfirmed: 'partiallyFilled',
    amendRejected: 'partiallyFilled',
    requestCancel: 'pendingCancel',
    cancelConfirmed: 'canceled',
    cancelRejected: 'partiallyFilled',
    expire: 'expired',
    loseOutcome: 'partiallyFilled',
    foundWorking: 'partiallyFilled',
    foundMissing: 'lost',
  },
  pendingAmend: {
    accept: 'pendingAmend',
    fillPart: 'pendingAmend',
    fillAll: 'filled',
    amendConfirmed: 'open',
    amendRejected: 'open',
    // A cancel lowers risk, so it does not have to wait for the amend.
    requestCancel: 'pendingCancel',
    cancelConfirmed: 'canceled',
    cancelRejected: 'pendingAmend',
    expire: 'expired',
    loseOutcome: 'unknownAmend',
    foundWorking: 'pendingAmend',
  },
  pendingCancel: {
    accept: 'pendingCancel',
    fillPart: 'pendingCancel',
    fillAll: 'filled',
    amendConfirmed: 'pendingCancel',
    amendRejected: 'pendingCancel',
    cancelConfirmed: 'canceled',
    cancelRejected: 'open',
    expire: 'expired',
    loseOutcome: 'unknownCancel',
    foundWorking: 'pendingCancel',
  },
  unknownPlace: {
    accept: 'open',
    reject: 'rejected',
    fillPart: 'partiallyFilled',
    fillAll: 'filled',
    cancelConfirmed: 'canceled',
    expire: 'expired',
    loseOutcome: 'unknownPlace',
    foundWorking: 'open',
    foundAbsent: 'denied',
  },
  unknownAmend: {
    accept: 'unknownAmend',
    fillPart: 'unknownAmend',
    fillAll: 'filled',
    amendConfirmed: 'open',
    amendRejected: 'open',
    requestCancel: 'unknownAmend',
    cancelConfirmed: 'canceled',
    cancelRejected: 'unknownAmend',
    expire: 'expired',
    loseOutcome: 'unknownAmend',
    foundWorking: 'open',
  },
  unknownCancel: {
    accept: 'unknownCancel',
    fillPart: 'unknownCancel',
    fillAll: 'filled',
    amendConfirmed: 'unknownCancel',
    amendRejected: 'unknownCancel',
    // Canceling twice does no harm.
    requestCancel: 'unknownCancel',
    cancelConfirmed: 'canceled',
    cancelRejected: 'open',
    expire: 'expired',
    loseOutcome: 'unknownCancel',
    foundWorking: 'open',
  },
  // Whatever names it again brings it back. The end of its market says nothing about what became of it before.
  lost: {
    accept: 'open',
    reject: 'rejected',
    fillPart: 'partiallyFilled',
    fillAll: 'filled',
    amendConfirmed: 'open',
    amendRejected: 'open',
    cancelConfirmed: 'canceled',
    cancelRejected: 'open',
    expire: 'lost',
    loseOutcome: 'lost',
    foundWorking: 'open',
    foundMissing: 'lost',
  },
  // A complete fill outruns the answers to an amend or cancel. Another fill would be too much.
  filled: {
    accept: 'filled',
    amendConfirmed: 'filled',
    amendRejected: 'filled',
    cancelConfirmed: 'filled',
    cancelRejected: 'filled',
    expire: 'filled',
    loseOutcome: 'filled',
  },
  // A fill from before the end may arrive after it; when nothing is left, the order was in truth filled.
  canceled: {
    accept: 'canceled',
    fillPart: 'canceled',
    fillAll: 'filled',
    amendConfirmed: 'canceled',
    amendRejected: 'canceled',
    cancelConfirmed: 'canceled',
    cancelRejected: 'canceled',
    expire: 'canceled',
    loseOutcome: 'canceled',
  },
  expired: {
    accept: 'expired',
    fillPart: 'expired',
    fillAll: 'filled',
    amendConfirmed: 'expired',
    amendRejected: 'expired',
    cancelConfirmed: 'expired',
    cancelRejected: 'expired',
    expire: 'expired',
    loseOutcome: 'expired',
  },
  rejected: { reject: 'rejected', loseOutcome: 'rejected' },
};

/** What we do to an order; the other events are reported by the venue. */
const OUR_EVENTS: readonly OrderEvent[] = ['submit', 'deny', 'requestAmend', 'requestCancel', 'loseOutcome'];

/**
 * Returns the state after `event`.
 *
 * @param hasFills  whether the order has any fill, the one of this event included
 * @returns `ORDER_COMMAND_NOT_ALLOWED` (validation) for a step of ours that does not fit the status, or
 *   `ORDER_EVENT_UNEXPECTED` (protocol) for a report that contradicts it: ask the venue, do not guess
 */
export function applyOrderEvent(state: OrderState, event: OrderEvent, hasFills: boolean): Result<OrderState> {
  const target = ORDER_TRANSITIONS[stageOf(state)][event];
  if (target !== undefined) return ok(stateOf(target, hasFills));
  const context = { status: state.status, unknownCommand: state.unknownCommand, event };
  const detail = `${event} does not fit an order that is ${stageOf(state)}`;
  return err(
    OUR_EVENTS.includes(event)
      ? hogaError('validation', 'ORDER_COMMAND_NOT_ALLOWED', detail, context)
      : hogaError('protocol', 'ORDER_EVENT_UNEXPECTED', detail, context),
  );
}

/** Not sent. */
export function isLocal(status: OrderStatus): boolean {
  return status === 'draft' || status === 'denied';
}

/** Awaiting the venue's answer to a command. */
export function isInFlight(status: OrderStatus): boolean {
  return (
    status === 'submitted' || status === 'pendingAmend' || status === 'pendingCancel' || status === 'unknown'
  );
}

/** Working at the venue, with no command under way. */
export function isOpen(status: OrderStatus): boolean {
  return status === 'accepted' || status === 'partiallyFilled';
}

/** Done with, at the venue. */
export function isClosed(status: OrderStatus): boolean {
  return status === 'filled' || status === 'canceled' || status === 'rejected' || status === 'expired';
}

/** Not named by the broker any more; its outcome has to be checked by hand. */
export function isLost(status: OrderStatus): boolean {
  return status === 'lost';
}

/** May still trade, as far as is known: its cash or shares stay reserved. */
export function mayStillFill(status: OrderStatus): boolean {
  return isOpen(status) || isInFlight(status) || isLost(status);
}

export function canAmend(status: OrderStatus): boolean {
  return isOpen(status);
}

/** Also while an amend, or an earlier cancel, is unknown: the order has a number to cancel by. */
export function canCancel(status: OrderStatus, unknownCommand: OrderCommand | null = null): boolean {
  if (status === 'unknown') return unknownCommand === 'amend' || unknownCommand === 'cancel';
  return isOpen(status) || status === 'pendingAmend';
}

function stageOf({ status, unknownCommand }: OrderState): OrderStage {
  if (status !== 'unknown') return status;
  if (unknownCommand === null) throw new TypeError('an unknown order names the command in question');
  return UNKNOWN_STAGES[unknownCommand];
}

const UNKNOWN_STAGES = { place: 'unknownPlace', amend: 'unknownAmend', cancel: 'unknownCancel' } as const;

function stateOf(target: Target, hasFills: boolean): OrderState {
  switch (target) {
    case 'open':
      return { status: hasFills ? 'partiallyFilled' : 'accepted', unknownCommand: null };
    case 'unknownPlace':
      return { status: 'unknown', unknownCommand: 'place' };
    case 'unknownAmend':
      return { status: 'unknown', unknownCommand: 'amend' };
    case 'unknownCancel':
      return { status: 'unknown', unknownCommand: 'cancel' };
    default:
      return { status: target, unknownCommand: null };
  }
}
