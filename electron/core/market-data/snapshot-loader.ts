import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Broker } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';

/** Several panels open at once: their first quotes are asked for together. */
const LOAD_DELAY_MS = 20;
/** Codes given to the broker at once; it divides them further where it takes fewer. */
const QUOTES_PER_QUERY = 100;

export interface SnapshotLoaderOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Where to ask now; null for nowhere. */
  source(): Broker | null;
  /** Watched instruments that have no snapshot or a stale one. */
  missingQuotes(): readonly InstrumentSymbol[];
  missingBooks(): readonly InstrumentSymbol[];
  takeQuote(quote: Quote): void;
  takeBook(book: OrderBook): void;
}

/**
 * Asks for the first state of what windows watch, in as few queries as the broker allows: one pass at a time, so that
 * nothing is asked for again while its answer is on the way.
 */
export class SnapshotLoader {
  private cancelTimer: Unsubscribe | null = null;
  /** The broker of the pass under way: one object per pass, so that an abandoned one knows itself. */
  private pass: { readonly broker: Broker } | null = null;
  private isDueAgain = false;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: SnapshotLoaderOptions) {}

  /** Loads what is missing soon; calls until then are one, those during a pass are one more pass. */
  schedule(): void {
    if (this.pass !== null && this.pass.broker === this.options.source()) this.isDueAgain = true;
    else this.startSoon();
  }

  /** As `schedule`; answers that are still on the way are too old to be taken. */
  startAnew(): void {
    this.pass = null;
    this.startSoon();
  }

  /** Resolves when nothing is being loaded or about to be, whether it came or not. */
  whenIdle(): Promise<void> {
    if (this.cancelTimer === null && this.pass === null) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  close(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.pass = null;
    this.release();
  }

  private startSoon(): void {
    this.cancelTimer ??= this.options.clock.after(LOAD_DELAY_MS, () => {
      this.cancelTimer = null;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    const broker = this.options.source();
    if (broker?.connection().phase !== 'online') {
      this.pass = null;
      this.release();
      return;
    }
    const pass = { broker };
    this.pass = pass;
    this.isDueAgain = false;
    const isCurrent = () => this.pass === pass && this.options.source() === broker;
    await Promise.all([this.loadBooks(broker, isCurrent), this.loadQuotes(broker, isCurrent)]);
    if (this.pass !== pass) return;
    this.pass = null;
    if (this.isDueAgain) this.startSoon();
    else if (this.cancelTimer === null) this.release();
  }

  private release(): void {
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  /** One after the other: by the time a book's turn comes, a push may have brought it. Stops when the link is lost. */
  private async loadBooks(broker: Broker, isCurrent: () => boolean): Promise<void> {
    for (const symbol of this.options.missingBooks()) {
      if (!this.options.missingBooks().includes(symbol)) continue;
      const book = await broker.marketData.fetchOrderBook(symbol);
      if (!isCurrent()) return;
      if (book.ok) this.options.takeBook(book.value);
      else if (broker.connection().phase !== 'online') return;
    }
  }

  /** Stops when an answer fails. */
  private async loadQuotes(broker: Broker, isCurrent: () => boolean): Promise<void> {
    const missing = this.options.missingQuotes();
    for (let start = 0; start < missing.length; start += QUOTES_PER_QUERY) {
      const quotes = await broker.marketData.fetchQuotes(missing.slice(start, start + QUOTES_PER_QUERY));
      if (!isCurrent()) return;
      if (!quotes.ok) {
        this.options.log.warn('quotes not fetched', { error: quotes.error });
        return;
      }
      for (const quote of quotes.value) this.options.takeQuote(quote);
    }
  }
}
