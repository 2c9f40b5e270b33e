import type { OrderTerms } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Venue } from '#shared/domain/venue.ts';
import type { BookedFill, Clearing, LoanTerms } from '../clearing/clearing.ts';
import type { Announcer } from '../announcer.ts';
import type { Floor } from '../market/floor.ts';
import type { Book, Issue } from '../market/issue.ts';
import type { EngineEvent, EngineOrder, OrderNumber, RejectReason } from '../matching/engine.ts';
import type { AccountOrder } from '../world.ts';
import { checkIntent, checkPrice } from './intent-checks.ts';
import { isOpen, newRecord, withFill, withLess } from './order-record.ts';
import { routeOrder } from './sor-router.ts';

/** What an amend changes. `quantity` of the original becomes a new order; null prices stay as they are. */
export interface AmendChange {
  readonly symbol: string;
  readonly venue: Venue;
  readonly quantity: Quantity;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
}

export interface CancelChange {
  readonly symbol: string;
  readonly venue: Venue;
  readonly quantity: Quantity | null;
}

/** Takes the accounts' requests to the books and keeps a record of each, today's only. */
export class OrderDesk {
  private readonly records = new Map<OrderNumber, AccountOrder>();
  private readonly fillsOfDay: BookedFill[] = [];
  private nextNumber: OrderNumber;
  /** What changed since `takeChanges` was last asked. */
  private readonly changed = new Set<OrderNumber>();
  private fillsTaken = 0;

  constructor(
    private readonly floor: Floor,
    private readonly clearing: Clearing,
    private readonly announcer: Announcer,
    firstNumber: OrderNumber = 1,
  ) {
    this.nextNumber = firstNumber;
  }

  /** Returns the orders that changed and the fills that came since this was last asked; null when there are none. */
  takeChanges(): DeskSnapshot | null {
    if (this.changed.size === 0) return null;
    const orders = [...this.changed].map((number) => this.recordOf(number));
    const fills = this.fillsOfDay.slice(this.fillsTaken);
    this.changed.clear();
    this.fillsTaken = this.fillsOfDay.length;
    return { nextNumber: this.nextNumber, orders, fills };
  }

  orders(accountId: string): readonly AccountOrder[] {
    return [...this.records.values()].filter((order) => order.accountId === accountId);
  }

  fills(accountId: string): readonly BookedFill[] {
    return this.fillsOfDay.filter((fill) => fill.accountId === accountId);
  }

  submit(accountId: string, intent: OrderTerms, credit?: LoanTerms): Result<AccountOrder, RejectReason> {
    const issue = this.floor.issue(intent.symbol);
    if (issue === undefined) return err('UNKNOWN_SYMBOL');
    this.floor.catchUp(issue);
    const engines = new Map([...issue.books].map(([venue, { engine }]) => [venue, engine]));
    const wrong = checkIntent(intent, issue.listing, issue.grid, intent.venue === 'NXT' ? 'NXT' : 'KRX');
    if (wrong !== null) return err(wrong);
    const routed = routeOrder(intent, issue.listing, engines, this.floor.tradingDate);
    if (!routed.ok) return routed;
    const book = issue.books.get(routed.value);
    if (book === undefined) return err('NOT_ON_VENUE');
    const number = this.takeNumber();
    const reserved = this.clearing.reserve(accountId, number, intent, issue.grid.limits.upper, credit);
    if (!reserved.ok) return reserved;
    const at = this.floor.now();
    const record = newRecord({
      number,
      kind: 'new',
      original: null,
      accountId,
      intent,
      routedVenue: book.venue,
      at,
      credit,
    });
    this.records.set(number, record);
    const sent = this.floor.submit(issue, book, { number, owner: accountId, intent, receivedAt: at });
    if (!sent.ok) {
      this.records.delete(number);
      this.clearing.release(number, intent.quantity);
      return sent;
    }
    return ok(this.recordOf(number));
  }

  amend(accountId: string, original: OrderNumber, change: AmendChange): Result<AccountOrder, RejectReason> {
    const found = this.findWorking(accountId, original, change);
    if (!found.ok) return found;
    const { order, issue, book } = found.value;
    if (change.quantity < 1) return err('QUANTITY_INVALID');
    if (change.quantity > order.leaves) return err('QUANTITY_EXCEEDS_LEAVES');
    const wrong = change.price === null ? null : checkPrice(change.price, issue.grid);
    if (wrong !== null) return err(wrong);
    const number = this.takeNumber();
    const price = change.price ?? order.intent.price;
    const moved = this.clearing.amendReservation(original, number, change.quantity, price);
    if (!moved.ok) return moved;
    const sent = this.floor.amend(issue, book, original, { ...change, number }, this.floor.now());
    if (!sent.ok) {
      const back = this.clearing.amendReservation(number, original, change.quantity, order.intent.price);
      if (!back.ok) throw new Error(`reservation of order ${original} could not be put back: ${back.error}`);
      return sent;
    }
    return ok(this.recordOf(number));
  }

  cancel(accountId: string, original: OrderNumber, change: CancelChange): Result<AccountOrder, RejectReason> {
    const found = this.findWorking(accountId, original, change);
    if (!found.ok) return found;
    const { order, issue, book } = found.value;
    if (change.quantity !== null && change.quantity < 1) return err('QUANTITY_INVALID');
    if (change.quantity !== null && change.quantity > order.leaves) return err('QUANTITY_EXCEEDS_LEAVES');
    const number = this.takeNumber();
    const at = this.floor.now();
    const intent = { ...order.intent, quantity: change.quantity ?? order.leaves };
    const request = newRecord({
      number,
      kind: 'cancel',
      original: order,
      accountId,
      intent,
      routedVenue: book.venue,
      at,
    });
    const sent = this.floor.cancel(issue, book, original, change.quantity, at, () => {
      this.update(request, 'accepted');
      this.update({ ...request, status: 'confirmed' }, 'confirmed');
    });
    return sent.ok ? ok(this.recordOf(number)) : sent;
  }

  /** Books what an engine event means for the accounts. Call it with every event, in order. */
  apply(issue: Issue, book: Book, event: EngineEvent): void {
    switch (event.type) {
      case 'accepted':
        if (event.order.owner !== null)
          this.announceOrder(this.recordOf(event.order.number), 'accepted', null);
        return;
      case 'amended':
        if (event.order.owner !== null) this.applyAmended(book, event.order, event.original);
        return;
      case 'canceled':
        if (event.owner !== null) this.applyCanceled(event);
        return;
      case 'trade':
        if (event.buy.owner !== null) this.applyFill(issue, book, event, event.buy.owner, event.buy.number);
        if (event.sell.owner !== null)
          this.applyFill(issue, book, event, event.sell.owner, event.sell.number);
        return;
      case 'bookChanged':
      case 'viTriggered':
      case 'viReleased':
      case 'phaseChanged':
        return;
    }
  }

  /** Forgets the day. Numbers go on. Every order must be closed by then. */
  startDay(): void {
    this.records.clear();
    this.changed.clear();
    this.fillsOfDay.length = 0;
    this.fillsTaken = 0;
  }

  /** Everything of today, for the state file. */
  snapshot(): DeskSnapshot {
    return { nextNumber: this.nextNumber, orders: [...this.records.values()], fills: [...this.fillsOfDay] };
  }

  /**
   * Takes up where a snapshot of the same day left off. Open orders go back into the books with their numbers and what was left
   * of them, at the back of their queues; one that is no longer accepted expires.
   */
  restore(snapshot: DeskSnapshot): void {
    this.nextNumber = snapshot.nextNumber;
    for (const order of snapshot.orders) this.records.set(order.number, order);
    this.fillsOfDay.push(...snapshot.fills);
    this.fillsTaken = this.fillsOfDay.length;
    for (const order of snapshot.orders) if (isOpen(order)) this.putBack(order);
  }

  /** Takes over the numbers of an earlier day, nothing else; its open orders lose their reservations. */
  restoreNumbers(snapshot: DeskSnapshot): void {
    this.nextNumber = snapshot.nextNumber;
    for (const order of snapshot.orders) if (isOpen(order)) this.clearing.release(order.number, order.leaves);
  }

  private putBack(order: AccountOrder): void {
    const issue = this.floor.issue(order.intent.symbol);
    const book = issue?.books.get(order.routedVenue);
    const intent = { ...order.intent, quantity: order.leaves };
    const engineOrder = {
      number: order.number,
      owner: order.accountId,
      intent,
      receivedAt: this.floor.now(),
    };
    const sent =
      issue === undefined || book === undefined ? null : this.floor.submit(issue, book, engineOrder);
    if (sent?.ok === true) return;
    this.clearing.release(order.number, order.leaves);
    this.records.set(order.number, withLess(order, order.leaves, 'expired', this.floor.now()));
  }

  private findWorking(
    accountId: string,
    number: OrderNumber,
    { symbol, venue }: { readonly symbol: string; readonly venue: Venue },
  ): Result<{ order: AccountOrder; issue: Issue; book: Book }, RejectReason> {
    const order = this.records.get(number);
    const issue = this.floor.issue(symbol);
    if (issue === undefined) return err('UNKNOWN_SYMBOL');
    this.floor.catchUp(issue);
    const book = order === undefined ? undefined : issue.books.get(order.routedVenue);
    if (order === undefined || book === undefined) return err('UNKNOWN_ORDER');
    const isSameOrder = order.accountId === accountId && order.intent.symbol === symbol;
    const isSameVenue = venue === 'SOR' || venue === order.intent.venue || venue === order.routedVenue;
    if (!isSameOrder || !isSameVenue) return err('UNKNOWN_ORDER');
    const current = this.recordOf(number);
    return isOpen(current) ? ok({ order: current, issue, book }) : err('ORDER_NOT_OPEN');
  }

  private applyAmended(book: Book, order: EngineOrder, originalNumber: OrderNumber): void {
    const original = this.recordOf(originalNumber);
    const request = newRecord({
      number: order.number,
      kind: 'amend',
      original,
      accountId: original.accountId,
      intent: { ...order.intent, venue: original.intent.venue },
      routedVenue: book.venue,
      at: order.receivedAt,
    });
    this.update(request, 'accepted');
    this.announceOrder(request, 'confirmed', null);
    this.update(withLess(original, order.intent.quantity, 'amended', order.receivedAt), 'confirmed');
  }

  private applyCanceled(event: Extract<EngineEvent, { readonly type: 'canceled' }>): void {
    this.clearing.release(event.number, event.quantity);
    const ending = event.cause === 'expired' ? 'expired' : 'canceled';
    this.update(withLess(this.recordOf(event.number), event.quantity, ending, event.at), ending);
  }

  private applyFill(
    issue: Issue,
    book: Book,
    trade: Extract<EngineEvent, { readonly type: 'trade' }>,
    accountId: string,
    number: OrderNumber,
  ): void {
    const order = this.recordOf(number);
    const { symbol } = issue.listing;
    const fill = this.clearing.bookFill({
      number,
      accountId,
      symbol,
      side: order.intent.side,
      price: trade.price,
      quantity: trade.quantity,
      venue: book.venue,
      at: trade.at,
    });
    this.fillsOfDay.push(fill);
    const updated = withFill(order, fill);
    this.records.set(number, updated);
    this.announceOrder(updated, 'filled', fill);
    const onCredit = fill.loan === undefined ? {} : { onCredit: true };
    this.announcer.announce({ type: 'holding', accountId, symbol, ...onCredit, at: trade.at });
  }

  private update(order: AccountOrder, change: OrderChange): void {
    this.records.set(order.number, order);
    this.announceOrder(order, change, null);
  }

  private announceOrder(order: AccountOrder, change: OrderChange, fill: BookedFill | null): void {
    this.changed.add(order.number);
    const { accountId, updatedAt: at } = order;
    this.announcer.announce({ type: 'order', accountId, order, change, fill, at });
  }

  private recordOf(number: OrderNumber): AccountOrder {
    const record = this.records.get(number);
    if (record === undefined) throw new Error(`no record of order ${number}`);
    return record;
  }

  private takeNumber(): OrderNumber {
    const number = this.nextNumber;
    this.nextNumber += 1;
    return number;
  }
}

type OrderChange = 'accepted' | 'filled' | 'confirmed' | 'canceled' | 'rejected' | 'expired';

export interface DeskSnapshot {
  readonly nextNumber: OrderNumber;
  readonly orders: readonly AccountOrder[];
  readonly fills: readonly BookedFill[];
}

/** Reads the orders and fills of each account out of a day that was saved. */
export function recordsOf({ orders, fills }: DeskSnapshot): {
  orders(accountId: string): readonly AccountOrder[];
  fills(accountId: string): readonly BookedFill[];
} {
  return {
    orders: (accountId) => orders.filter((order) => order.accountId === accountId),
    fills: (accountId) => fills.filter((fill) => fill.accountId === accountId),
  };
}
