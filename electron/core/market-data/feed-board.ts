import type { ApiStream } from '#shared/contract/api.ts';
import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { MarketEvent } from '../brokers/broker.ts';
import type { DeskClient } from '../desk.ts';
import type { InterestRegistry } from './interest-registry.ts';
import type { StreamInterests } from './stream-interests.ts';
import type { FeedSource } from './window-feed.ts';
import { WindowFeed } from './window-feed.ts';

/** One frame of a 60 Hz screen: a window gets at most one batch in it. */
const FLUSH_INTERVAL_MS = 16;

/** The feeds of all windows: marks what changed for those that show it, sends each its batch about once a frame. */
export class FeedBoard {
  private readonly feeds = new Map<string, { readonly client: DeskClient; readonly feed: WindowFeed }>();
  private cancelFlush: Unsubscribe | null = null;
  private lastFlushAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    private readonly interests: InterestRegistry,
    private readonly streamInterests: StreamInterests,
    private readonly source: FeedSource,
  ) {}

  attach(client: DeskClient): void {
    this.feeds.set(client.clientId, { client, feed: new WindowFeed(this.source) });
  }

  /** Returns whether the window was there. */
  detach(clientId: string): boolean {
    return this.feeds.delete(clientId);
  }

  /** Marks what `event` changed for every window that shows it. */
  publish(symbol: InstrumentSymbol, event: MarketEvent): void {
    const receivedAt = this.clock.now();
    for (const [clientId, { feed }] of this.feeds) {
      const showsBook = this.interests.watches(clientId, symbol, 'book');
      const showsQuote = showsBook || this.interests.watches(clientId, symbol, 'quote');
      if (event.kind === 'book' || event.kind === 'expected') {
        if (showsBook) feed.markBook(symbol, receivedAt);
      } else if (showsQuote) {
        feed.markQuote(symbol, receivedAt);
      }
      if (event.kind === 'trade' && this.interests.watches(clientId, symbol, 'trades')) {
        feed.addTrade(publicTrade(event), receivedAt);
      }
    }
    this.scheduleFlush();
  }

  /** Marks a raw stream for every window that wants it. */
  publishStream(stream: ApiStream): void {
    for (const clientId of this.feeds.keys()) {
      if (this.streamInterests.wants(clientId, stream)) this.introduceStream(clientId, stream);
    }
  }

  /** Sends one window what is held of a raw stream. */
  introduceStream(clientId: string, stream: ApiStream): void {
    this.feeds.get(clientId)?.feed.markStream(stream, this.clock.now());
    this.scheduleFlush();
  }

  /** Marks an asked-for quote for every window that watches the instrument. */
  markQuote(symbol: InstrumentSymbol): void {
    this.forWatchers(symbol, (feed) => feed.markQuote(symbol, this.clock.now()));
  }

  markFresh(symbol: InstrumentSymbol): void {
    this.forWatchers(symbol, (feed) => feed.markFresh(symbol));
  }

  markStale(symbol: InstrumentSymbol): void {
    this.forWatchers(symbol, (feed) => feed.markStale(symbol));
  }

  /** Names the hole in an instrument's trades to every window that shows them. */
  markTradeGaps(): void {
    for (const [clientId, { feed }] of this.feeds) {
      for (const symbol of this.interests.symbols(clientId)) {
        if (this.interests.watches(clientId, symbol, 'trades')) feed.markGap(symbol);
      }
    }
    this.scheduleFlush();
  }

  /** Sends a window what is held of an instrument it starts to watch; `isStale` as of now. */
  introduce(clientId: string, symbol: InstrumentSymbol, isNew: boolean, isStale: boolean): void {
    const feed = this.feeds.get(clientId)?.feed;
    if (feed === undefined) return;
    if (isNew && isStale) feed.markStale(symbol);
    if (isNew) feed.markQuote(symbol, this.clock.now());
    if (this.interests.watches(clientId, symbol, 'book')) feed.markBook(symbol, this.clock.now());
    this.scheduleFlush();
  }

  close(): void {
    this.cancelFlush?.();
    this.cancelFlush = null;
  }

  private forWatchers(symbol: InstrumentSymbol, mark: (feed: WindowFeed) => void): void {
    for (const [clientId, { feed }] of this.feeds) {
      if (this.interests.watchesAny(clientId, symbol)) mark(feed);
    }
    this.scheduleFlush();
  }

  /** After a pause the first change leaves as soon as what came in with it has been taken over. */
  private scheduleFlush(): void {
    if (this.cancelFlush !== null) return;
    const pause = this.lastFlushAt + FLUSH_INTERVAL_MS - this.clock.monotonicNow();
    this.cancelFlush = this.clock.after(Math.max(0, pause), () => this.flush());
  }

  private flush(): void {
    this.cancelFlush = null;
    this.lastFlushAt = this.clock.monotonicNow();
    let hasWaiting = false;
    for (const { client, feed } of this.feeds.values()) {
      if (feed.isEmpty) continue;
      if (client.isReadyForMarket()) client.sendMarket(feed.take(this.clock.now()));
      else hasWaiting = true;
    }
    if (hasWaiting) this.scheduleFlush();
  }
}

/** Strips what only the day state needs: prints are what windows get in thousands. */
function publicTrade(event: Extract<MarketEvent, { kind: 'trade' }>) {
  const { symbol, price, quantity, aggressor, cumulativeVolume, eventTime } = event;
  return { symbol, price, quantity, aggressor, cumulativeVolume, eventTime };
}
