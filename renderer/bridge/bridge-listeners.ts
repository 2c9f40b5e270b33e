import type { BridgeLink } from '#shared/contract/bridge.ts';
import type { DeskEventEnvelope, MarketBatch } from '#shared/contract/events.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';

/** Who listens to what comes in over a bridge. A listener that throws does not keep the others from hearing. */
export interface BridgeListeners {
  onEvent(listener: (envelope: DeskEventEnvelope) => void): Unsubscribe;
  onMarket(listener: (batch: MarketBatch) => void): Unsubscribe;
  onLink(listener: (link: BridgeLink) => void): Unsubscribe;
  event(envelope: DeskEventEnvelope): void;
  market(batch: MarketBatch): void;
  /** Tells only of a change. */
  link(link: BridgeLink): void;
  readonly currentLink: BridgeLink;
}

export function createBridgeListeners(initial: BridgeLink): BridgeListeners {
  const events = new Set<(envelope: DeskEventEnvelope) => void>();
  const markets = new Set<(batch: MarketBatch) => void>();
  const links = new Set<(link: BridgeLink) => void>();
  let current = initial;
  return {
    onEvent: (listener) => add(events, listener),
    onMarket: (listener) => add(markets, listener),
    onLink: (listener) => add(links, listener),
    event: (envelope) => tell(events, envelope),
    market: (batch) => tell(markets, batch),
    link(link) {
      if (link === current) return;
      current = link;
      tell(links, link);
    },
    get currentLink() {
      return current;
    },
  };
}

function add<T>(listeners: Set<(value: T) => void>, listener: (value: T) => void): Unsubscribe {
  // A wrapper of its own, so that the same function added twice is told twice and removed once.
  const entry = (value: T): void => listener(value);
  listeners.add(entry);
  return () => listeners.delete(entry);
}

function tell<T>(listeners: ReadonlySet<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value);
    } catch (fault) {
      // Reaches the window's own error handler, as any bug does.
      queueMicrotask(() => {
        throw fault;
      });
    }
  }
}
