import type { AccountId } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Fill } from '#shared/domain/fill.ts';
import type { ClientOrderId, Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { ListenerSet } from '../listener-set.ts';
import type { OrderEvidence } from '../ledger/evidence.ts';
import type { Log } from '../ports/log.ts';
import type { BirthFact } from './apply-fact.ts';
import { applyFact, beginOrder } from './apply-fact.ts';
import type { OrderFact } from './order-fact.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { OrderStore } from './order-store.ts';
import { toOrder } from './to-order.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** The one way by which a fact becomes known: ledger, memory and listeners together, in that order. */
export class OrderJournal {
  private readonly orderListeners = new ListenerSet<Order>();
  private readonly fillListeners = new ListenerSet<Fill>();
  private isClosed = false;

  constructor(
    private readonly options: {
      readonly accountId: AccountId;
      readonly store: OrderStore;
      readonly ledger: OrderLedger;
      readonly clock: Clock;
      readonly log: Log;
    },
  ) {}

  /** Takes in nothing more: another start may be at work on the same ledger. */
  close(): void {
    this.isClosed = true;
  }

  onOrder(listener: (order: Order) => void) {
    return this.orderListeners.add(listener);
  }

  onFill(listener: (fill: Fill) => void) {
    return this.fillListeners.add(listener);
  }

  /** Begins an order, once it is on disk. Nothing happens when it cannot be written. */
  begin(clientOrderId: ClientOrderId, fact: BirthFact): Result<void> {
    if (this.isClosed) return err(closed());
    const written = this.options.ledger.record(clientOrderId, fact);
    if (written.ok) this.keepNew(clientOrderId, fact);
    return written;
  }

  /** Begins an order that exists at the broker, whether or not it can be written. */
  beginExternal(clientOrderId: ClientOrderId, fact: BirthFact): void {
    if (this.isClosed) return;
    this.options.ledger.note(clientOrderId, fact);
    this.keepNew(clientOrderId, fact);
  }

  /** Takes in what must be on disk before anything is sent. Nothing changes when it cannot be written. */
  record(clientOrderId: ClientOrderId, fact: OrderFact): Result<void> {
    if (this.isClosed) return err(closed());
    const written = this.options.ledger.record(clientOrderId, fact);
    if (written.ok) this.keep(clientOrderId, fact);
    return written;
  }

  /** Takes in what holds whether or not it can be written. A fact that says nothing new is not written. */
  note(clientOrderId: ClientOrderId, fact: OrderFact): void {
    const order = this.isClosed ? null : this.options.store.get(clientOrderId);
    if (order === null || applyFact(order, fact, this.options.clock.now()) === order) return;
    if (!isOfTheMoment(fact)) this.options.ledger.note(clientOrderId, fact);
    this.keep(clientOrderId, fact);
  }

  /** Keeps evidence that changes nothing; null: about no order that is known. */
  remember(clientOrderId: ClientOrderId | null, evidence: OrderEvidence): void {
    if (!this.isClosed) this.options.ledger.remember(clientOrderId, evidence);
  }

  /** Takes in a row of the ledger at the start. Nobody is told. */
  replay(clientOrderId: ClientOrderId, fact: OrderFact, at: EpochMs): void {
    const { accountId, store } = this.options;
    const order = store.get(clientOrderId);
    if (order !== null) store.put(applyFact(order, fact, at));
    else if (fact.kind === 'placeRecorded' || fact.kind === 'externalSeen') {
      store.put(beginOrder(accountId, clientOrderId, fact, at));
    }
  }

  private keepNew(clientOrderId: ClientOrderId, fact: BirthFact): void {
    const { accountId, store, clock } = this.options;
    const order = beginOrder(accountId, clientOrderId, fact, clock.now());
    store.put(order);
    this.tell(this.orderListeners, toOrder(order));
  }

  private keep(clientOrderId: ClientOrderId, fact: OrderFact): void {
    const { store, clock } = this.options;
    const before = store.get(clientOrderId);
    if (before === null) return;
    const after = applyFact(before, fact, clock.now());
    if (after === before) return;
    store.put(after);
    if (!looksAlike(before, after)) this.tell(this.orderListeners, toOrder(after));
    for (const fill of after.fills.slice(before.fills.length)) this.tell(this.fillListeners, fill);
  }

  /** A listener that throws is a bug of its own; it must not keep an order from being recorded or sent. */
  private tell<T>(listeners: ListenerSet<T>, value: T): void {
    try {
      listeners.emit(value);
    } catch (error) {
      this.options.log.error('a listener of orders failed', { error });
    }
  }
}

/** Says nothing that a restart may rely on, so the ledger does not keep it. */
function isOfTheMoment({ kind }: OrderFact): boolean {
  return kind === 'dispatched' || kind === 'absenceSeen';
}

/** Tells whether nothing that the trader sees has changed. */
function looksAlike(before: TrackedOrder, after: TrackedOrder): boolean {
  const shown = (order: TrackedOrder) => JSON.stringify({ ...toOrder(order), updatedTime: 0 });
  return shown(before) === shown(after);
}

function closed() {
  return hogaError('connectivity', 'TRADING_STOPPED', 'the account is closed');
}
