import { CASH } from '#shared/domain/funding.ts';
import type { ClientOrderId, OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import type { BrokerOrder, ExecutionReport } from '../brokers/broker.ts';
import type { OrderEvidence } from '../ledger/evidence.ts';
import type { Log } from '../ports/log.ts';
import { candidateOfReport, couldBe, matchClaims } from './claims.ts';
import type { Candidate } from './claims.ts';
import type { CommandId } from './order-fact.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderStore } from './order-store.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { legOf, orderFilled, placeCommand } from './tracked-order.ts';

/**
 * Brings each push to its order.
 *
 * A push may come before the answer that tells the order's number: while an answer that could explain it is awaited or
 * lost, the push is held; later it is delivered, or its order counts as made elsewhere.
 */
export class ReportIntake {
  private held: ExecutionReport[] = [];

  constructor(
    private readonly options: {
      readonly store: OrderStore;
      readonly journal: OrderJournal;
      readonly log: Log;
      /** A push is held, or shows something that only a query can explain. */
      readonly onPuzzle: () => void;
      /** Whether the answer to a command is expected any moment, though the command counts as unknown. */
      readonly isAnswerDue: (commandId: CommandId) => boolean;
      /** A push was delivered to this order. */
      readonly onDelivered: (clientOrderId: ClientOrderId) => void;
    },
  ) {}

  /** Takes in a push: idempotent, in any order. */
  accept(report: ExecutionReport): void {
    const heldBefore = this.held.length;
    this.take(report);
    if (this.held.length > heldBefore) this.remember(null, 'held', report);
    if (this.isPuzzled()) this.options.onPuzzle();
  }

  private take(report: ExecutionReport): void {
    if (this.deliver(report)) return;
    if (this.mayBeOurs(report) || report.originalVenueOrderId !== null) {
      this.held.push(report);
      return;
    }
    const [late] = matchClaims(this.options.store.givenUp(), [report]).claims;
    if (late === undefined) return this.beginElsewhere(report);
    this.options.log.warn('an order given up for absent was reported', { report });
    giveNumber(this.options.journal, late.order, late.candidate);
    this.deliver(report);
  }

  /** Delivers what was held and now has an order; run whenever an order got a number or an answer came. */
  release(): void {
    const waiting = this.held;
    this.held = [];
    for (const report of waiting) this.take(report);
  }

  /** Pushes without an order, as orders that an unresolved one may be. */
  candidates(): readonly Candidate[] {
    return this.held.flatMap((report) => candidateOfReport(report) ?? []);
  }

  get heldCount(): number {
    return this.held.length;
  }

  /** Returns whether something is held that no awaited answer will explain. */
  isPuzzled(): boolean {
    return this.held.some((report) => !this.isAwaited(report));
  }

  /** Returns whether an answer that is still to come may tell that this is ours: then nobody else may have it. */
  isAwaited({ symbol, side }: Pick<Candidate, 'symbol' | 'side'>): boolean {
    return this.options.store
      .unnumbered()
      .some(
        (order) =>
          order.intent.symbol === symbol && order.intent.side === side && this.isOwnAnswerFirst(order),
      );
  }

  /** Returns whether the order's own answer has to be waited for before anything is taken for it. */
  isOwnAnswerFirst(order: TrackedOrder): boolean {
    const place = placeCommand(order);
    return place !== null && (place.phase !== 'unknown' || this.options.isAnswerDue(place.commandId));
  }

  /** Gives up what a complete list of the broker's orders did not explain either. */
  dropUnexplained(): void {
    const unexplained = this.held.filter((report) => !this.mayBeOurs(report));
    if (unexplained.length === 0) return;
    this.options.log.error('pushes about no order of the broker', { reports: unexplained });
    for (const report of unexplained) this.remember(null, 'unexplained', report);
    this.held = this.held.filter((report) => this.mayBeOurs(report));
  }

  /** Venue numbers start again: what is held belongs to a day that is over. */
  forget(): void {
    this.held = [];
  }

  /** Returns whether an order that is not numbered yet could have caused this; those in `except` are left out. */
  mayBeOurs(candidate: Candidate, except: ReadonlySet<ClientOrderId> = new Set()): boolean {
    if (this.isAwaited(candidate)) return true;
    return this.options.store
      .unnumbered()
      .some((order) => !except.has(order.clientOrderId) && couldBe(order, candidate));
  }

  private deliver(report: ExecutionReport): boolean {
    const { store, journal } = this.options;
    const { venueOrderId, originalVenueOrderId } = report;
    const order = store.byNumber(venueOrderId, report) ?? store.byNumber(originalVenueOrderId, report);
    if (order === null) {
      const isNamed = [venueOrderId, originalVenueOrderId].some(
        (each) => each !== null && store.hasNumber(each),
      );
      // The broker's list tells whose number it is now.
      if (isNamed) {
        this.options.log.error('a push contradicts the order it names', { report });
        this.remember(null, 'contradicts', report);
      }
      return isNamed;
    }
    journal.note(order.clientOrderId, { kind: 'reported', report });
    if (store.get(order.clientOrderId) === order) this.remember(order.clientOrderId, 'repeated', report);
    this.options.onDelivered(order.clientOrderId);
    if (!this.isPlaced(report) || this.isInTotal(order, report)) this.options.onPuzzle();
    return true;
  }

  /** A fill that a total seems to hold already. It may also be another one, while the one in the total never came. */
  private isInTotal(before: TrackedOrder, { fill }: ExecutionReport): boolean {
    const after = this.options.store.get(before.clientOrderId);
    if (fill === null || after === null || after.fillKeys.length === before.fillKeys.length) return false;
    return orderFilled(after) - orderFilled(before) < fill.quantity;
  }

  /** A push that came before the one it builds on has no effect; the broker's list will show it. */
  private isPlaced(report: ExecutionReport): boolean {
    const { event, fill, venueOrderId, originalVenueOrderId, leavesQuantity } = report;
    if (event === 'accepted' || event === 'rejected') return true;
    // Some fills are told without their size, some cancels are of a part: the list has the figures.
    if (event === 'filled' && fill === null) return false;
    const order = this.options.store.byNumber(venueOrderId, report);
    if (order === null) return false;
    const wasTaken = legOf(order, venueOrderId) !== null;
    if (wasTaken && event === 'canceled') return leavesQuantity === 0;
    return wasTaken || (event === 'canceled' && legOf(order, originalVenueOrderId) !== null);
  }

  /** A push that changes no order now is kept as evidence that it came. */
  private remember(
    clientOrderId: ClientOrderId | null,
    why: Extract<OrderEvidence, { kind: 'reportSeen' }>['why'],
    report: ExecutionReport,
  ): void {
    this.options.journal.remember(clientOrderId, { kind: 'reportSeen', why, report });
  }

  private beginElsewhere(report: ExecutionReport): void {
    const { store, journal } = this.options;
    // A refused order of another program never was one.
    if (report.event === 'rejected') return;
    const clientOrderId = externalIdOf(store, report);
    journal.beginExternal(clientOrderId, {
      kind: 'externalSeen',
      tradingDate: store.date,
      venueOrderId: report.venueOrderId,
      handle: report.handle,
      intent: externalIntent({ ...report, stopPrice: null }),
    });
    journal.note(clientOrderId, { kind: 'reported', report });
  }
}

/** Tells the order which number at the broker it turned out to have. */
export function giveNumber(journal: OrderJournal, order: TrackedOrder, candidate: Candidate): void {
  const place = placeCommand(order);
  if (place === null) return;
  const { venueOrderId, handle } = candidate;
  journal.note(order.clientOrderId, { kind: 'acked', commandId: place.commandId, venueOrderId, handle });
}

/** Returns the id of an order made elsewhere: the same one whenever it is seen. */
export function externalId(date: string, number: VenueOrderId): ClientOrderId {
  return `external-${date}-${number.replaceAll(/\W/g, '_')}`.slice(0, 64) as ClientOrderId;
}

/** As `externalId`; apart from an order of another instrument that has the same number, as on another market of the broker. */
export function externalIdOf(
  store: OrderStore,
  { venueOrderId, symbol }: Pick<BrokerOrder, 'venueOrderId' | 'symbol'>,
): ClientOrderId {
  const id = externalId(store.date, venueOrderId);
  const holder = store.get(id);
  return holder === null || holder.intent.symbol === symbol ? id : (`${id}-${symbol}` as ClientOrderId);
}

/** Returns the terms of an order made elsewhere. Where the broker does not tell the type, a price means a limit. */
export function externalIntent(
  told: Pick<
    BrokerOrder,
    'symbol' | 'side' | 'type' | 'timeInForce' | 'venue' | 'price' | 'stopPrice' | 'quantity' | 'funding'
  >,
): OrderIntent {
  return {
    symbol: told.symbol,
    side: told.side,
    type: told.type ?? (told.price === null ? 'market' : 'limit'),
    timeInForce: told.timeInForce ?? 'day',
    venue: told.venue ?? 'KRX',
    price: told.price,
    stopPrice: told.stopPrice,
    quantity: told.quantity,
    funding: told.funding ?? CASH,
  };
}
