import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import { isClosed, isLocal } from '#shared/domain/order-status.ts';
import type { KstDate } from '#shared/domain/time.ts';
import type { CommandId } from './order-fact.ts';
import { stateOf } from './to-order.ts';
import type { TrackedCommand, TrackedOrder } from './tracked-order.ts';
import { placeCommand } from './tracked-order.ts';

/** Which order and command a request of the trader made. */
export interface RequestRecord {
  readonly clientOrderId: ClientOrderId;
  readonly commandId: CommandId;
}

/**
 * The orders of one account in memory, oldest first, with the ways to find one.
 *
 * Venue numbers start again every day, so only today's are looked up.
 */
export class OrderStore {
  private readonly orders = new Map<ClientOrderId, TrackedOrder>();
  private readonly numbers = new Map<VenueOrderId, ClientOrderId>();
  private readonly requests = new Map<string, RequestRecord>();

  constructor(private today: KstDate) {}

  get date(): KstDate {
    return this.today;
  }

  get(clientOrderId: ClientOrderId): TrackedOrder | null {
    return this.orders.get(clientOrderId) ?? null;
  }

  /** Oldest first. */
  all(): readonly TrackedOrder[] {
    return [...this.orders.values()];
  }

  /** Keeps `order` in place of what was known of it. */
  put(order: TrackedOrder): void {
    this.orders.set(order.clientOrderId, order);
    for (const { requestId, commandId } of order.commands) {
      if (!this.requests.has(requestId)) {
        this.requests.set(requestId, { clientOrderId: order.clientOrderId, commandId });
      }
    }
    if (this.isOfToday(order)) this.indexNumbers(order);
  }

  /** Returns today's order that has, or had, or was asked about under, this number. */
  byNumber(number: VenueOrderId | null): TrackedOrder | null {
    const clientOrderId = number === null ? undefined : this.numbers.get(number);
    return clientOrderId === undefined ? null : this.get(clientOrderId);
  }

  byRequest(requestId: string): RequestRecord | null {
    return this.requests.get(requestId) ?? null;
  }

  command(clientOrderId: ClientOrderId, commandId: CommandId): TrackedCommand | null {
    return this.get(clientOrderId)?.commands.find((each) => each.commandId === commandId) ?? null;
  }

  /** Orders made here that have no number yet and may be at the venue: their answer is awaited or lost. */
  unnumbered(): readonly TrackedOrder[] {
    return this.all().filter((order) => {
      const place = placeCommand(order);
      if (place === null || order.legs.length > 0 || !this.isOfToday(order)) return false;
      return place.phase === 'dispatched' || place.phase === 'sent' || place.phase === 'unknown';
    });
  }

  /** Orders made here that two looks at the broker's list lacked. */
  givenUp(): readonly TrackedOrder[] {
    return this.all().filter((order) => this.isOfToday(order) && placeCommand(order)?.phase === 'absent');
  }

  /** Orders of earlier days that may still be at work, as far as is known. */
  leftOver(): readonly TrackedOrder[] {
    return this.all().filter((order) => !this.isOfToday(order) && !isDone(order));
  }

  /** A day that is still to come counts as today: the machine's clock was ahead when the order was made. */
  isOfToday(order: TrackedOrder): boolean {
    return order.tradingDate >= this.today;
  }

  /** Begins another day: closed orders are forgotten, their request ids are not. */
  rollTo(date: KstDate): void {
    this.today = date;
    this.numbers.clear();
    for (const order of this.all()) {
      if (this.isOfToday(order)) this.indexNumbers(order);
      else if (isDone(order)) this.orders.delete(order.clientOrderId);
    }
  }

  private indexNumbers(order: TrackedOrder): void {
    const requested = order.commands.map(({ venueOrderId }) => venueOrderId);
    for (const number of [
      ...order.requestNumbers,
      ...order.legs.map((leg) => leg.venueOrderId),
      ...requested,
    ]) {
      if (number !== null && !this.numbers.has(number)) this.numbers.set(number, order.clientOrderId);
    }
  }
}

/** Returns whether nothing can happen to the order any more. */
export function isDone(order: TrackedOrder): boolean {
  const { status } = stateOf(order);
  return isClosed(status) || (isLocal(status) && status !== 'draft');
}
