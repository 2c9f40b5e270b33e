import type { ClientOrderId, OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { isClosed, isLocal } from '#shared/domain/order-status.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { DAY_MS, kstInstant } from '#shared/domain/time.ts';
import type { CommandId } from './order-fact.ts';
import { stateOf } from './to-order.ts';
import type { TrackedCommand, TrackedOrder } from './tracked-order.ts';
import { placeCommand } from './tracked-order.ts';

/** A machine's clock that is wrong is mostly so by hours or by a day. */
const KEPT_DAYS = 2;

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
  private readonly numbers = new Map<VenueOrderId, ClientOrderId[]>();
  private readonly requests = new Map<string, RequestRecord>();
  /** In which order they became known. */
  private readonly places = new Map<ClientOrderId, number>();
  /** Closed orders of the days just before: which day it is may turn out otherwise once the broker has told the time. */
  private aside: readonly TrackedOrder[] = [];

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
    if (!this.places.has(order.clientOrderId)) this.places.set(order.clientOrderId, this.places.size);
    for (const { requestId, commandId } of order.commands) {
      if (!this.requests.has(requestId)) {
        this.requests.set(requestId, { clientOrderId: order.clientOrderId, commandId });
      }
    }
    if (this.isOfToday(order)) this.indexNumbers(order);
  }

  /**
   * Returns today's order that has, or had, or was asked about under, this number, and is about the same instrument and
   * side. A number that names something else is not ours, whatever it is.
   */
  byNumber(number: VenueOrderId | null, told: Pick<OrderIntent, 'symbol' | 'side'>): TrackedOrder | null {
    const ids = number === null ? [] : (this.numbers.get(number) ?? []);
    for (const id of ids) {
      const order = this.get(id);
      if (order?.intent.symbol === told.symbol && order.intent.side === told.side) return order;
    }
    return null;
  }

  /** Returns whether an order of today has this number, about whatever it is. */
  hasNumber(number: VenueOrderId): boolean {
    return this.numbers.has(number);
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

  /** Orders of earlier days that may still be at work, as far as is known. The lost are not: no list names them. */
  leftOver(): readonly TrackedOrder[] {
    return this.all().filter((order) => !this.isOfToday(order) && !isDone(order) && !order.isLost);
  }

  /** A day that is still to come counts as today: the machine's clock was ahead when the order was made. */
  isOfToday(order: TrackedOrder): boolean {
    return order.tradingDate >= this.today;
  }

  /** Goes over to another day: closed orders of earlier ones are not shown any more, lost ones are; their request ids stay known. */
  rollTo(date: KstDate): void {
    this.today = date;
    const known = [...this.aside, ...this.all()].sort((a, b) => this.placeOf(a) - this.placeOf(b));
    const isPast = (order: TrackedOrder) => !this.isOfToday(order) && isDone(order);
    this.numbers.clear();
    this.orders.clear();
    this.aside = known.filter((order) => isPast(order) && daysApart(order.tradingDate, date) <= KEPT_DAYS);
    for (const order of known) if (!isPast(order)) this.put(order);
  }

  private placeOf({ clientOrderId }: TrackedOrder): number {
    return this.places.get(clientOrderId) ?? 0;
  }

  private indexNumbers(order: TrackedOrder): void {
    const requested = order.commands.map(({ venueOrderId }) => venueOrderId);
    for (const number of [
      ...order.requestNumbers,
      ...order.legs.map((leg) => leg.venueOrderId),
      ...requested,
    ]) {
      if (number === null) continue;
      const ids = this.numbers.get(number) ?? [];
      if (!ids.includes(order.clientOrderId)) this.numbers.set(number, [...ids, order.clientOrderId]);
    }
  }
}

function daysApart(a: KstDate, b: KstDate): number {
  return Math.abs(kstInstant(a, 0) - kstInstant(b, 0)) / DAY_MS;
}

/** Returns whether nothing can happen to the order any more. */
export function isDone(order: TrackedOrder): boolean {
  const { status } = stateOf(order);
  return isClosed(status) || (isLocal(status) && status !== 'draft');
}
