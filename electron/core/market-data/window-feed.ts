import type { ApiStream, ApiStreamUpdate } from '#shared/contract/api.ts';
import type { MarketBatch } from '#shared/contract/events.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { OrderBook } from '#shared/domain/order-book.ts';
import type { Quote } from '#shared/domain/quote.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { streamKey } from './stream-interests.ts';

/** About ten seconds at 10,000 prints a second: past that the window asks for the trades again. */
const MAX_WAITING_TRADES = 100_000;

/** Where a feed finds the newest state when it builds a batch. */
export interface FeedSource {
  quote(symbol: InstrumentSymbol): Quote | null;
  book(symbol: InstrumentSymbol): OrderBook | null;
  stream(stream: ApiStream): ApiStreamUpdate | null;
}

/**
 * Conflation for one window: quotes, books and raw streams are marked and built when a batch leaves, so that the latest wins; trades
 * are kept whole and in order.
 */
export class WindowFeed {
  private readonly quotes = new Set<InstrumentSymbol>();
  private readonly books = new Set<InstrumentSymbol>();
  private readonly streams = new Map<string, ApiStream>();
  private trades: Trade[] = [];
  private readonly stale = new Set<InstrumentSymbol>();
  private readonly fresh = new Set<InstrumentSymbol>();
  private readonly gaps = new Set<InstrumentSymbol>();
  private oldestReceivedAt: number | null = null;

  constructor(private readonly source: FeedSource) {}

  markQuote(symbol: InstrumentSymbol, receivedAt: number): void {
    this.quotes.add(symbol);
    this.oldestReceivedAt ??= receivedAt;
  }

  markBook(symbol: InstrumentSymbol, receivedAt: number): void {
    this.books.add(symbol);
    this.oldestReceivedAt ??= receivedAt;
  }

  markStream(stream: ApiStream, receivedAt: number): void {
    this.streams.set(streamKey(stream), stream);
    this.oldestReceivedAt ??= receivedAt;
  }

  addTrade(trade: Trade, receivedAt: number): void {
    this.oldestReceivedAt ??= receivedAt;
    if (this.trades.length >= MAX_WAITING_TRADES) {
      for (const waiting of this.trades) this.gaps.add(waiting.symbol);
      this.trades = [];
    }
    this.trades.push(trade);
  }

  markStale(symbol: InstrumentSymbol): void {
    this.stale.add(symbol);
    this.fresh.delete(symbol);
  }

  markFresh(symbol: InstrumentSymbol): void {
    this.fresh.add(symbol);
    this.stale.delete(symbol);
  }

  markGap(symbol: InstrumentSymbol): void {
    this.gaps.add(symbol);
  }

  get isEmpty(): boolean {
    return (
      this.quotes.size +
        this.books.size +
        this.streams.size +
        this.trades.length +
        this.stale.size +
        this.fresh.size +
        this.gaps.size ===
      0
    );
  }

  /** Builds the batch and starts anew. `now` stands in when only marks of staleness wait. */
  take(now: number): MarketBatch {
    const batch: MarketBatch = {
      quotes: present([...this.quotes].map((symbol) => this.source.quote(symbol))),
      books: present([...this.books].map((symbol) => this.source.book(symbol))),
      trades: this.trades,
      streams: present([...this.streams.values()].map((stream) => this.source.stream(stream))),
      stale: [...this.stale],
      fresh: [...this.fresh],
      tradeGaps: [...this.gaps],
      receivedAt: this.oldestReceivedAt ?? now,
    };
    this.quotes.clear();
    this.books.clear();
    this.streams.clear();
    this.trades = [];
    this.stale.clear();
    this.fresh.clear();
    this.gaps.clear();
    this.oldestReceivedAt = null;
    return batch;
  }
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}
