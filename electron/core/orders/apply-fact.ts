import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, Rejection, VenueOrderId } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { OrderHandle } from '../brokers/broker.ts';
import { applyQuery } from './apply-query.ts';
import { applyReport } from './apply-report.ts';
import { addLeg, newLeg, noteRequest } from './leg-changes.ts';
import type { OrderFact } from './order-fact.ts';
import type { CommandPhase, TrackedCommand, TrackedOrder } from './tracked-order.ts';
import { isListed, isOver, isSettled, legLeaves, legMoved, legOf, orderLeaves } from './tracked-order.ts';

/** A fact that begins an order. */
export type BirthFact = Extract<OrderFact, { kind: 'placeRecorded' | 'externalSeen' }>;

/** Returns the order that `fact` begins. */
export function beginOrder(
  accountId: AccountId,
  clientOrderId: ClientOrderId,
  fact: BirthFact,
  at: EpochMs,
): TrackedOrder {
  const order: TrackedOrder = {
    accountId,
    clientOrderId,
    tradingDate: fact.tradingDate,
    origin: fact.kind === 'placeRecorded' ? 'desk' : 'external',
    intent: fact.intent,
    commands: [],
    legs: [],
    requestNumbers: [],
    fills: [],
    fillKeys: [],
    rejection: null,
    hasCancelRequest: false,
    isExpired: false,
    isLost: false,
    routedVenue: null,
    createdTime: at,
    updatedTime: at,
  };
  if (fact.kind === 'externalSeen') return addLeg(order, rootLeg(order, fact.venueOrderId, fact.handle));
  return { ...order, commands: [newCommand('place', fact, at)] };
}

/**
 * Returns the order with `fact` taken in; the very same object when the fact says nothing new.
 *
 * Idempotent, and the outcome does not depend on the order in which facts about the venue arrive. Never lowers what is
 * filled. A fact that contradicts what is known for sure changes nothing.
 */
export function applyFact(order: TrackedOrder, fact: OrderFact, at: EpochMs): TrackedOrder {
  const next = settleCommands(applyOne(order, fact, at));
  return next === order ? order : { ...next, updatedTime: at };
}

function applyOne(order: TrackedOrder, fact: OrderFact, at: EpochMs): TrackedOrder {
  switch (fact.kind) {
    case 'placeRecorded':
    case 'externalSeen':
      return order;
    case 'amendRecorded':
      return addCommand(order, newCommand('amend', fact, at));
    case 'cancelRecorded':
      return addCommand(order, newCommand('cancel', fact, at));
    case 'dispatched':
      return movePhase(order, fact.commandId, ['recorded'], { phase: 'dispatched' });
    case 'sent':
      return movePhase(order, fact.commandId, ['recorded', 'dispatched'], { phase: 'sent', sentTime: at });
    case 'outcomeLost':
      return movePhase(order, fact.commandId, ['recorded', 'dispatched', 'sent'], {
        phase: 'unknown',
        lostTime: at,
      });
    case 'acked':
      return applyAck(order, fact.commandId, fact.venueOrderId, fact.handle);
    case 'refused':
      return applyRefusal(order, fact.commandId, fact.rejection);
    case 'notSent':
      // The proof may come late, in an answer that nobody waited for any more.
      return withRejection(
        movePhase(order, fact.commandId, ['recorded', 'dispatched', 'sent', 'unknown'], {
          phase: 'withdrawn',
        }),
        order,
        fact.rejection,
      );
    case 'absenceSeen':
      return applyAbsence(order, fact.commandId, fact.looks);
    case 'neverAccepted':
      return withRejection(
        movePhase(order, fact.commandId, ['unknown'], { phase: 'absent', absentLooks: fact.looks }),
        order,
        NEVER_ACCEPTED,
      );
    case 'settled':
      return applyVerdict(order, fact.commandId, fact.verdict);
    case 'reported':
      return found(applyReport(order, fact.report));
    case 'queried':
      return applyLook(order, fact);
    case 'expired':
      return order.isExpired || orderLeaves(order) === 0 ? order : { ...order, isExpired: true };
    case 'lost':
      return lose(order);
  }
}

/** What a look shows of other numbers of the order is no proof that what works of it is there. */
function applyLook(
  order: TrackedOrder,
  { rows, fills }: Extract<OrderFact, { kind: 'queried' }>,
): TrackedOrder {
  const next = applyQuery(order, rows, fills);
  return isOver(next) || isListed(next, rows) ? found(next) : next;
}

function lose(order: TrackedOrder): TrackedOrder {
  return order.isLost || orderLeaves(order) === 0 ? order : { ...order, isLost: true };
}

/** The broker names it: it is not lost, or not any more. */
function found(order: TrackedOrder): TrackedOrder {
  return order.isLost ? { ...order, isLost: false } : order;
}

function applyAck(
  order: TrackedOrder,
  commandId: string,
  venueOrderId: VenueOrderId,
  handle: OrderHandle,
): TrackedOrder {
  const command = order.commands.find((each) => each.commandId === commandId);
  if (command === undefined || command.venueOrderId === venueOrderId) return order;
  const numbered = changeCommand(order, { ...command, venueOrderId });
  switch (command.kind) {
    case 'place': {
      const placed = changeCommand(numbered, { ...command, venueOrderId, phase: 'done' });
      return order.legs.length > 0 ? order : addLeg(placed, rootLeg(order, venueOrderId, handle));
    }
    case 'amend': {
      const acked = afterAck(numbered, command, venueOrderId);
      const parent = legOf(order, command.target);
      if (parent === null || command.change === null || legOf(order, venueOrderId) !== null) return acked;
      const { price, stopPrice, quantity } = command.change;
      const leg = newLeg(venueOrderId, handle, parent.venueOrderId, { price, stopPrice, quantity });
      return addLeg(acked, { ...leg, isAssumed: true, isConfirmed: false });
    }
    case 'cancel':
      return noteRequest(afterAck(numbered, command, venueOrderId), venueOrderId);
  }
}

/** An effect that is already known stays known when the answer comes after it. */
function afterAck(order: TrackedOrder, command: TrackedCommand, venueOrderId: VenueOrderId): TrackedOrder {
  const isOver = command.phase === 'done' || command.phase === 'refused';
  return changeCommand(order, { ...command, venueOrderId, phase: isOver ? command.phase : 'acked' });
}

function applyRefusal(order: TrackedOrder, commandId: string, rejection: Rejection): TrackedOrder {
  const command = order.commands.find((each) => each.commandId === commandId);
  const phase: CommandPhase = command?.kind === 'cancel' ? 'disputed' : 'refused';
  const next = movePhase(order, commandId, ['recorded', 'dispatched', 'sent', 'unknown'], { phase });
  return withRejection(next, order, rejection);
}

/** Keeps why the order itself was refused; a refused amend or cancel is no reason. */
function withRejection(next: TrackedOrder, before: TrackedOrder, rejection: Rejection): TrackedOrder {
  return next === before || next.legs.length > 0 ? next : { ...next, rejection };
}

function applyVerdict(order: TrackedOrder, commandId: string, verdict: 'absent' | 'refused'): TrackedOrder {
  const pending: CommandPhase[] = ['recorded', 'dispatched', 'sent', 'unknown', 'acked', 'disputed'];
  const next = movePhase(order, commandId, pending, { phase: verdict });
  if (next === order) return order;
  const command = order.commands.find((each) => each.commandId === commandId);
  // The new number of an amend that had no effect never was an order.
  const legs = next.legs.map((leg) =>
    !leg.isConfirmed && leg.venueOrderId === command?.venueOrderId ? { ...leg, isAbsent: true } : leg,
  );
  return withRejection({ ...next, legs }, order, NEVER_ACCEPTED);
}

/** Changes nothing about what the order is: what the looks lacked is for the trader to judge. */
function applyAbsence(order: TrackedOrder, commandId: string, looks: readonly EpochMs[]): TrackedOrder {
  const command = order.commands.find((each) => each.commandId === commandId);
  if (command?.phase !== 'unknown' || command.absentLooks.join() === looks.join()) return order;
  return changeCommand(order, { ...command, absentLooks: looks });
}

const NEVER_ACCEPTED: Rejection = { code: 'NEVER_ACCEPTED', text: 'the broker lists no such order' };

/** Ends the commands whose effect, or the end of the order, is now known. */
function settleCommands(order: TrackedOrder): TrackedOrder {
  if (order.legs.length === 0) return order;
  const isClosed = isOver(order);
  const over = order.commands.filter(
    (command) => !isSettled(command.phase) && (isClosed || hadEffect(order, command)),
  );
  return over.reduce((next, command) => changeCommand(next, { ...command, phase: 'done' }), order);
}

function hadEffect(order: TrackedOrder, command: TrackedCommand): boolean {
  const target = legOf(order, command.target);
  if (command.kind === 'place') return true;
  if (target === null) return false;
  if (command.kind === 'cancel') {
    return target.isConfirmed && legMoved(order, target) === 0 && legLeaves(order, target) === 0;
  }
  return order.legs.some(
    (leg) =>
      leg.parent === target.venueOrderId &&
      leg.isConfirmed &&
      !leg.isRejected &&
      (command.venueOrderId === null
        ? leg.price === command.change?.price && leg.stopPrice === command.change.stopPrice
        : leg.venueOrderId === command.venueOrderId),
  );
}

function rootLeg(order: TrackedOrder, venueOrderId: VenueOrderId, handle: OrderHandle) {
  return newLeg(venueOrderId, handle, null, order.intent);
}

type RecordedFact = Extract<OrderFact, { kind: 'placeRecorded' | 'amendRecorded' | 'cancelRecorded' }>;

function newCommand(kind: TrackedCommand['kind'], fact: RecordedFact, at: EpochMs): TrackedCommand {
  return {
    commandId: fact.commandId,
    requestId: fact.requestId,
    kind,
    phase: 'recorded',
    target: fact.kind === 'placeRecorded' ? null : fact.target,
    change: fact.kind === 'amendRecorded' ? fact.change : null,
    venueOrderId: null,
    recordedTime: at,
    sentTime: null,
    lostTime: null,
    absentLooks: [],
  };
}

function addCommand(order: TrackedOrder, command: TrackedCommand): TrackedOrder {
  if (order.commands.some(({ commandId }) => commandId === command.commandId)) return order;
  return { ...order, commands: [...order.commands, command] };
}

function changeCommand(order: TrackedOrder, command: TrackedCommand): TrackedOrder {
  const commands = order.commands.map((each) => (each.commandId === command.commandId ? command : each));
  return { ...order, commands };
}

function movePhase(
  order: TrackedOrder,
  commandId: string,
  from: readonly CommandPhase[],
  change: Partial<TrackedCommand>,
): TrackedOrder {
  const command = order.commands.find((each) => each.commandId === commandId);
  if (command === undefined || !from.includes(command.phase)) return order;
  return changeCommand(order, { ...command, ...change });
}
