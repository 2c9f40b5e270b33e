import type { Clock } from '#shared/domain/clock.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { Announcer } from '../announcer.ts';
import type { EventHash } from '../event-hash.ts';
import type { EngineEvent, EngineOrder, OrderNumber, RejectReason } from '../matching/engine.ts';
import type { Book, Issue } from './issue.ts';

type Trade = Extract<EngineEvent, { readonly type: 'trade' }>;
type EngineAnswer = Result<readonly EngineEvent[], RejectReason>;

/** Who learns of what happens to accounts' orders. */
export interface OrderKeeper {
  apply(issue: Issue, book: Book, event: EngineEvent): void;
}

/** Terms that replace part of a working order. */
export interface Replacement {
  readonly number: OrderNumber;
  readonly quantity: Quantity;
  readonly price: Price | null;
  readonly stopPrice: Price | null;
}

/**
 * Every book of the day. All requests pass through here, so that each event is counted, hashed, booked and announced once and in
 * order, and time never goes back for an engine.
 */
export class Floor {
  keeper: OrderKeeper | null = null;
  private issues: ReadonlyMap<string, Issue> = new Map();
  private date: KstDate = '' as KstDate;
  /** Books with a volatility interruption or another end that comes by itself. */
  private readonly due = new Map<Book, Issue>();
  private lastAt: EpochMs;

  constructor(
    private readonly clock: Clock,
    private readonly announcer: Announcer,
    private readonly hash: EventHash,
  ) {
    this.lastAt = clock.now();
  }

  get tradingDate(): KstDate {
    return this.date;
  }

  /** Starts a day with new books; those of the day before are forgotten. */
  open(date: KstDate, issues: readonly Issue[]): void {
    this.date = date;
    this.issues = new Map(issues.map((issue) => [issue.listing.symbol, issue]));
    this.due.clear();
  }

  issue(symbol: string): Issue | undefined {
    return this.issues.get(symbol);
  }

  all(): Iterable<Issue> {
    return this.issues.values();
  }

  now(): EpochMs {
    return this.stamp(this.clock.now());
  }

  /** Lets time go back once, because the machine's clock was set. */
  resetTime(at: EpochMs): void {
    this.lastAt = at;
  }

  submit(issue: Issue, book: Book, order: EngineOrder): Result<void, RejectReason> {
    return this.take(issue, book, book.engine.submit(order));
  }

  amend(
    issue: Issue,
    book: Book,
    original: OrderNumber,
    change: Replacement,
    at: EpochMs,
  ): Result<void, RejectReason> {
    return this.take(issue, book, book.engine.amend(original, change, at));
  }

  /** @param beforeEvents  runs when the engine has agreed, before the events are booked */
  cancel(
    issue: Issue,
    book: Book,
    original: OrderNumber,
    quantity: Quantity | null,
    at: EpochMs,
    beforeEvents?: () => void,
  ): Result<void, RejectReason> {
    return this.take(issue, book, book.engine.cancel(original, quantity, at), beforeEvents);
  }

  enterPhase(issue: Issue, book: Book, phase: TradingSessionPhase, at: EpochMs): void {
    if (book.engine.phase === phase) return;
    this.apply(issue, book, book.engine.enterPhase(phase, this.stamp(at)));
    this.watch(issue, book);
  }

  /** Runs what is due in the books of one issue, before anything else is done there. */
  catchUp(issue: Issue): void {
    for (const book of issue.books.values()) if (this.due.has(book)) this.runDue(issue, book, this.now());
  }

  /** Runs what is due in every book by `at`. */
  runAllDue(at: EpochMs): void {
    for (const [book, issue] of [...this.due]) this.runDue(issue, book, this.stamp(at));
  }

  private runDue(issue: Issue, book: Book, at: EpochMs): void {
    const dueAt = book.engine.nextDueAt();
    if (dueAt === null) this.due.delete(book);
    else if (dueAt <= at) {
      this.apply(issue, book, book.engine.advance(at));
      this.watch(issue, book);
    }
  }

  private take(
    issue: Issue,
    book: Book,
    answer: EngineAnswer,
    beforeEvents?: () => void,
  ): Result<void, RejectReason> {
    if (!answer.ok) return answer;
    beforeEvents?.();
    this.apply(issue, book, answer.value);
    return ok(undefined);
  }

  private apply(issue: Issue, book: Book, events: readonly EngineEvent[]): void {
    let cross: Trade | null = null;
    for (const event of events) {
      this.hash.add(book.id, event);
      book.flow?.apply(event);
      if (event.type !== 'trade') this.report(issue, book, event);
      else if (event.aggressor !== null) this.print(issue, book, event, event.quantity);
      else if (!isSameCross(cross, event)) {
        // A single-price cross is one print, however many orders meet in it: told with the first of its trades.
        cross = event;
        this.print(issue, book, event, crossedQuantity(events, event));
      }
      this.keeper?.apply(issue, book, event);
    }
  }

  private print(issue: Issue, book: Book, { price, aggressor, at }: Trade, quantity: Quantity): void {
    const print = issue.today.addTrade(book.venue, price, quantity, aggressor, at);
    this.announcer.announce({ type: 'print', symbol: issue.listing.symbol, print });
  }

  private report(issue: Issue, book: Book, event: EngineEvent): void {
    const { symbol } = issue.listing;
    const { venue } = book;
    if (event.type === 'bookChanged') this.announcer.announce({ type: 'book', symbol, venue, at: event.at });
    else if (event.type === 'viTriggered' || event.type === 'viReleased') {
      this.watch(issue, book);
      this.announcer.announce({ type: 'vi', symbol, venue, vi: event.vi, at: event.at });
    }
  }

  private watch(issue: Issue, book: Book): void {
    if (book.engine.nextDueAt() === null) this.due.delete(book);
    else this.due.set(book, issue);
  }

  /** Returns `at`, or the latest time that anything has happened at when that is later. */
  stamp(at: EpochMs): EpochMs {
    if (at > this.lastAt) this.lastAt = at;
    return this.lastAt;
  }
}

function isSameCross(cross: Trade | null, { price, aggressor, at }: Trade): boolean {
  return cross !== null && aggressor === null && price === cross.price && at === cross.at;
}

function crossedQuantity(events: readonly EngineEvent[], cross: Trade): Quantity {
  let total = 0;
  for (const event of events)
    if (event.type === 'trade' && isSameCross(cross, event)) total += event.quantity;
  return total as Quantity;
}
