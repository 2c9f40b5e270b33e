import type { Result } from '../domain/result.ts';
import type { Unsubscribe } from '../domain/clock.ts';
import type { DeskEventEnvelope, MarketBatch } from './events.ts';
import type { RequestName, RequestPayload, RequestReply } from './requests.ts';

/** State of the link between a window and the core. `lost`: nothing shown is current. */
export type BridgeLink = 'connected' | 'lost';

/** All that a window can do. Each host provides one; nothing else reaches a page. */
export interface Bridge {
  request<Name extends RequestName>(
    name: Name,
    payload: RequestPayload<Name>,
  ): Promise<Result<RequestReply<Name>>>;
  onEvent(listener: (envelope: DeskEventEnvelope) => void): Unsubscribe;
  onMarket(listener: (batch: MarketBatch) => void): Unsubscribe;
  /** Tells the link's present state at once, then every change. */
  onLink(listener: (link: BridgeLink) => void): Unsubscribe;
}
