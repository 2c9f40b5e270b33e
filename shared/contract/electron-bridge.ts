import type { Result } from '../domain/result.ts';
import type { DeskEventEnvelope, MarketBatch } from './events.ts';

/** What the preload script puts on the page's `window.hoga`: functions only, no Electron object. */
export interface PreloadBridge {
  request(name: string, payload: unknown): Promise<Result<unknown>>;
  /** One listener a page; a second one takes the first one's place. */
  onEvent(listener: (envelope: DeskEventEnvelope) => void): void;
}

export const PRELOAD_BRIDGE_NAME = 'hoga';

/** IPC channels between the preload script and the main process. */
export const DESK_CHANNELS = {
  request: 'hoga:request',
  event: 'hoga:event',
  /** Carries the port over which market data comes; the preload hands it on to the page. */
  marketPort: 'hoga:market-port',
  /** The page's script runs and wants its port. */
  pageReady: 'hoga:page-ready',
} as const;

/** `data` of the window message with which the page gets its market port. */
export const MARKET_PORT_MESSAGE = 'hoga:market-port';

/** Over the market port: batches to the page, the number of the newest taken over back. */
export interface MarketPortFrame {
  readonly batch: number;
  readonly market: MarketBatch;
}

export interface MarketPortAnswer {
  readonly seen: number;
}
