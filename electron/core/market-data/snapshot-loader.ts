import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Broker } from '../brokers/broker.ts';
import type { Log } from '../ports/log.ts';

/** Several panels open at once: their first quotes are asked for together. */
const LOAD_DELAY_MS = 20;
/** Codes in one batch query; brokers allow 30 to 100. */
const QUOTES_PER_QUERY = 30;

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

/** Asks for the first state of what windows watch, in as few queries as the broker allows. */
export class SnapshotLoader {
  private cancelTimer: Unsubscribe | null = null;

  constructor(private readonly options: SnapshotLoaderOptions) {}

  /** Loads what is missing soon; calls until then are one. */
  schedule(): void {
    this.cancelTimer ??= this.options.clock.after(LOAD_DELAY_MS, () => {
      this.cancelTimer = null;
      void this.load();
    });
  }

  close(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  /** Books go first: an order is placed on them. Stops when the source changes meanwhile or an answer fails. */
  private async load(): Promise<void> {
    const broker = this.options.source();
    if (broker?.connection().phase !== 'online') return;
    const isCurrent = () => this.options.source() === broker;
    const books = this.options.missingBooks();
    const missing = this.options.missingQuotes();
    for (const symbol of books) {
      const book = await broker.marketData.fetchOrderBook(symbol);
      if (book.ok && isCurrent()) this.options.takeBook(book.value);
    }
    for (let start = 0; start < missing.length && isCurrent(); start += QUOTES_PER_QUERY) {
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
