import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, Order, OrderIntent, Rejection } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { OrderPreview, RequestPayload } from '#shared/contract/requests.ts';
import type { AmendIntent, ExecutionClient } from '../brokers/broker.ts';
import type { Ids } from '../ports/ids.ts';
import { checkedAmend } from './amend-terms.ts';
import type { CommandQueue } from './command-queue.ts';
import type { CommandSender, SendOutcome } from './command-sender.ts';
import { rejectionOf } from './command-sender.ts';
import type { CommandId } from './order-fact.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderStore } from './order-store.ts';
import type { Reconciliation } from './reconciliation.ts';
import type { RiskContext } from './risk-context.ts';
import { LOOKALIKE_UNKNOWN, lookAlikesInDoubt } from './look-alike.ts';
import { checkOrder } from './risk-checks.ts';
import { toOrder } from './to-order.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { commandTarget, isSettled, isUnderWay, placeCommand } from './tracked-order.ts';
import type { Gate } from './trading-gate.ts';

export type PlaceCommand = Omit<RequestPayload<'order.place'>, 'accountId'>;

export interface CommandParts {
  readonly execution: Pick<ExecutionClient, 'placeOrder' | 'amendOrder' | 'cancelOrder'>;
  readonly store: OrderStore;
  readonly journal: OrderJournal;
  readonly ledger: OrderLedger;
  readonly queue: CommandQueue;
  readonly sender: CommandSender;
  readonly reconciliation: Reconciliation;
  readonly gate: Gate;
  readonly ids: Ids;
  /** State of the desk for a check of `symbol` against `orders`. */
  readonly riskContext: (symbol: string, orders: readonly TrackedOrder[]) => RiskContext;
}

/**
 * The three commands on one account. Each is checked, written to the ledger, queued, checked again when its turn comes and
 * sent once. What the trader gets is the order as it then stands, or why it was not carried out.
 */
export class OrderCommands {
  constructor(private readonly parts: CommandParts) {}

  /** Runs up to the ledger before it returns for the first time, so that a second call already finds the order. */
  async place({ requestId, intent, accepted }: PlaceCommand): Promise<Result<Order>> {
    const { journal, ids, queue, store } = this.parts;
    const refusal = this.refusalOf(intent, accepted, store.all());
    if (refusal !== null) return err(refusal);
    // What the trader overrides is the doubt of now: an order that falls into doubt while this one waits is another one.
    const doubts = new Set(lookAlikesInDoubt(intent, store.all()));
    const clientOrderId = ids.next() as ClientOrderId;
    const commandId = ids.next();
    const fact = { kind: 'placeRecorded' as const, commandId, requestId, intent, tradingDate: store.date };
    const begun = journal.begin(clientOrderId, fact);
    if (!begun.ok) return begun;
    return queue.run('normal', () => {
      const now = lookAlikesInDoubt(intent, this.earlierThan(clientOrderId));
      const isSameDoubt = now.every((doubtful) => doubts.has(doubtful));
      const standing = isSameDoubt ? accepted : accepted.filter((code) => code !== LOOKALIKE_UNKNOWN);
      return this.sendPlace(clientOrderId, commandId, intent, standing);
    });
  }

  async amend(command: RequestPayload<'order.amend'>): Promise<Result<Order>> {
    const { clientOrderId, accepted } = command;
    const change: AmendIntent = {
      price: command.price,
      stopPrice: command.stopPrice,
      quantity: command.quantity,
    };
    const early = this.amendTerms(clientOrderId, change, accepted);
    if (!early.ok) return early;
    return this.parts.queue.run('normal', () =>
      this.sendAmend(clientOrderId, command.requestId, change, accepted),
    );
  }

  /**
   * Withdraws an order that waits to be sent; cancels one that works, once a place under way has been answered. An order
   * whose place has an unknown outcome has no number to cancel by.
   * @param urgency  `halt`: does not wait for other orders' answers, only for one on the same order
   */
  async cancel(
    command: RequestPayload<'order.cancel'>,
    urgency: 'inTurn' | 'halt' = 'inTurn',
  ): Promise<Result<Order>> {
    const { clientOrderId, requestId } = command;
    const order = this.parts.store.get(clientOrderId);
    if (order === null) return err(unknownOrder(clientOrderId));
    const place = placeCommand(order);
    if (place?.phase === 'recorded') return this.withdraw(order, place.commandId);
    const send = () => this.sendCancel(clientOrderId, requestId);
    const isFree = urgency === 'halt' && !order.commands.some(({ phase }) => isUnderWay(phase));
    const sent = await (isFree ? send() : this.parts.queue.run('cancel', send));
    if (!sent.ok) return sent;
    const { commandId, outcome } = sent.value;
    // "Not found" and "already filled" look alike: the broker's list tells which, before anybody decides.
    if (this.parts.store.command(clientOrderId, commandId)?.phase === 'disputed') {
      await this.parts.reconciliation.look();
    }
    const now = this.parts.store.get(clientOrderId);
    if (now !== null && toOrder(now).status === 'canceled') return ok(toOrder(now));
    return this.resultOf(clientOrderId, outcome);
  }

  /**
   * Takes the trader's word that an order of unknown outcome never was accepted, once two looks at the broker's list have
   * proved it absent (`ORDER_ABSENCE_NOT_PROVEN`). It is denied when the ledger has the evidence, and not before; should it
   * show up in spite of that, it is ours again.
   */
  resolve({ clientOrderId, requestId }: RequestPayload<'order.resolve'>): Result<Order> {
    const { store, journal, ledger } = this.parts;
    const order = store.get(clientOrderId);
    if (order === null) return err(unknownOrder(clientOrderId));
    const { absence, absenceLooks: looks } = toOrder(order);
    const place = placeCommand(order);
    if (absence !== 'proven' || place === null) {
      const detail = 'two looks at the list of orders, five seconds apart, have to lack it first';
      return err(hogaError('validation', 'ORDER_ABSENCE_NOT_PROVEN', detail, { clientOrderId }));
    }
    ledger.recover();
    const { commandId } = place;
    const recorded = journal.record(clientOrderId, { kind: 'neverAccepted', commandId, requestId, looks });
    return recorded.ok ? this.standing(clientOrderId) : recorded;
  }

  private async sendPlace(
    clientOrderId: ClientOrderId,
    commandId: CommandId,
    intent: OrderIntent,
    accepted: readonly string[],
  ): Promise<Result<Order>> {
    const { journal, sender, execution, store } = this.parts;
    if (store.command(clientOrderId, commandId)?.phase !== 'recorded')
      return this.deniedResult(clientOrderId);
    // Time has passed in the queue: what was fine then may not be now.
    const refusal = this.refusalOf(intent, accepted, this.earlierThan(clientOrderId));
    if (refusal !== null) {
      journal.note(clientOrderId, { kind: 'notSent', commandId, rejection: rejectionOf(refusal) });
      return err(refusal);
    }
    const outcome = await sender.send(
      clientOrderId,
      commandId,
      (onSent, lastCheck) => execution.placeOrder(intent, onSent, lastCheck),
      () => this.parts.gate.refusal(),
    );
    return this.resultOf(clientOrderId, outcome);
  }

  private async sendAmend(
    clientOrderId: ClientOrderId,
    requestId: string,
    change: AmendIntent,
    accepted: readonly string[],
  ): Promise<Result<Order>> {
    const { journal, sender, execution, ids } = this.parts;
    const terms = this.amendTerms(clientOrderId, change, accepted);
    if (!terms.ok) return terms;
    const { leg, standing } = terms.value;
    const wanted = terms.value.change;
    const commandId = ids.next();
    const target = leg.venueOrderId;
    const fact = { kind: 'amendRecorded' as const, commandId, requestId, target, change: wanted };
    const recorded = journal.record(clientOrderId, fact);
    if (!recorded.ok) return recorded;
    const outcome = await sender.send(
      clientOrderId,
      commandId,
      (onSent, lastCheck) => execution.amendOrder(leg.handle, standing, wanted, onSent, lastCheck),
      () => this.parts.gate.refusal(),
    );
    return this.resultOf(clientOrderId, outcome);
  }

  private async sendCancel(
    clientOrderId: ClientOrderId,
    requestId: string,
  ): Promise<Result<{ readonly commandId: CommandId; readonly outcome: SendOutcome }>> {
    const { journal, sender, execution, ids, store } = this.parts;
    const order = store.get(clientOrderId);
    const leg = order === null ? null : commandTarget(order);
    if (order === null || leg === null || order.isLost) return err(notCancelable(order, clientOrderId));
    const isCanceling = order.commands.some(
      ({ kind, phase }) => kind === 'cancel' && phase !== 'unknown' && !isSettled(phase),
    );
    if (isCanceling) {
      return err(hogaError('validation', 'CANCEL_UNDER_WAY', 'a cancel is under way', { clientOrderId }));
    }
    const commandId = ids.next();
    const target = leg.venueOrderId;
    const recorded = journal.record(clientOrderId, { kind: 'cancelRecorded', commandId, requestId, target });
    if (!recorded.ok) return recorded;
    const outcome = await sender.send(clientOrderId, commandId, (onSent) =>
      execution.cancelOrder(leg.handle, termsOf(order), onSent),
    );
    return ok({ commandId, outcome });
  }

  /** Orders that were there before this one: what came later must not count against it. */
  private earlierThan(clientOrderId: ClientOrderId): readonly TrackedOrder[] {
    const orders = this.parts.store.all();
    return orders.slice(
      0,
      orders.findIndex((order) => order.clientOrderId === clientOrderId),
    );
  }

  private withdraw(order: TrackedOrder, commandId: CommandId): Result<Order> {
    const rejection: Rejection = { code: 'WITHDRAWN', text: 'withdrawn before it was sent' };
    this.parts.journal.note(order.clientOrderId, { kind: 'notSent', commandId, rejection });
    return this.standing(order.clientOrderId);
  }

  /** Returns why the order may not go; null when it may. */
  private refusalOf(
    intent: OrderIntent,
    accepted: readonly string[],
    orders: readonly TrackedOrder[],
  ): HogaError | null {
    const { gate, ledger, riskContext } = this.parts;
    // A disk that was full may have room again: the order itself is a good moment to try.
    ledger.recover();
    return gate.refusal() ?? firstRefusal(checkOrder(intent, riskContext(intent.symbol, orders)), accepted);
  }

  private amendTerms(clientOrderId: ClientOrderId, change: AmendIntent, accepted: readonly string[]) {
    const { store, gate, ledger, riskContext } = this.parts;
    const order = store.get(clientOrderId);
    if (order === null) return err(unknownOrder(clientOrderId));
    ledger.recover();
    const refusal = gate.refusal();
    if (refusal !== null) return err(refusal);
    const others = store.all().filter((each) => each !== order);
    const context = { ...riskContext(order.intent.symbol, others), amended: order };
    const terms = checkedAmend(order, change, context);
    if (!terms.ok) return terms;
    const problem = firstRefusal(terms.value.preview, accepted);
    return problem === null ? terms : err(problem);
  }

  private resultOf(clientOrderId: ClientOrderId, outcome: SendOutcome): Result<Order> {
    return outcome.type === 'failed' ? err(outcome.error) : this.standing(clientOrderId);
  }

  private standing(clientOrderId: ClientOrderId): Result<Order> {
    const order = this.parts.store.get(clientOrderId);
    return order === null ? err(unknownOrder(clientOrderId)) : ok(toOrder(order));
  }

  private deniedResult(clientOrderId: ClientOrderId): Result<Order> {
    const order = this.parts.store.get(clientOrderId);
    const rejection = order?.rejection ?? null;
    if (rejection === null) return err(unknownOrder(clientOrderId));
    return err(hogaError('validation', rejection.code, rejection.text, { clientOrderId }));
  }
}

/** Returns the first problem, else the first warning that the trader has not accepted. */
function firstRefusal(preview: OrderPreview, accepted: readonly string[]): HogaError | null {
  const [problem] = preview.problems;
  if (problem !== undefined) return problem.error;
  return preview.warnings.find(({ error }) => !accepted.includes(error.code))?.error ?? null;
}

/** Returns the order's terms as they now stand at the venue. */
export function termsOf(order: TrackedOrder): OrderIntent {
  const { symbol, side, type, timeInForce, venue, price, stopPrice, quantity, funding } = toOrder(order);
  return { symbol, side, type, timeInForce, venue, price, stopPrice, quantity, funding };
}

function unknownOrder(clientOrderId: ClientOrderId): HogaError {
  return hogaError('validation', 'ORDER_UNKNOWN', 'no such order', { clientOrderId });
}

function lostOrder(clientOrderId: ClientOrderId): HogaError {
  const detail = 'the broker no longer lists the order: check at the broker what became of it';
  return hogaError('validation', 'ORDER_LOST', detail, { clientOrderId });
}

function notCancelable(order: TrackedOrder | null, clientOrderId: ClientOrderId): HogaError {
  const place = order === null ? null : placeCommand(order);
  if (order !== null && order.legs.length === 0 && place !== null) {
    const isOpenEnded = place.phase === 'unknown' || isUnderWay(place.phase);
    if (isOpenEnded) {
      const detail = 'the order has no number yet to cancel it by; it is being looked for';
      return hogaError('validation', 'CANCEL_NEEDS_NUMBER', detail, { clientOrderId });
    }
  }
  const status = order === null ? 'denied' : toOrder(order).status;
  if (status === 'lost') return lostOrder(clientOrderId);
  return hogaError('validation', 'ORDER_NOT_OPEN', 'the order does not work any more', {
    clientOrderId,
    status,
  });
}
