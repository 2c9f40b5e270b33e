import type { Result } from '../domain/result.ts';
import type { DeskEventEnvelope, MarketBatch } from './events.ts';

/**
 * The contract over a WebSocket, as the browser host and its pages speak it: JSON text, one frame a message.
 *
 * A page numbers its requests and gets one reply for each, in any order. Market batches are numbered by the host; the page
 * acknowledges the newest it has taken over, and a page that lags gets no further batch until it has caught up. A reply
 * with id 0 answers a frame whose number could not be read.
 */
export const DESK_SOCKET_PATH = '/desk';

/** Largest frame that a page may send. A layout is the largest thing in it. */
export const MAX_PAGE_FRAME_BYTES = 512 * 1024;

export type PageFrame =
  { readonly id: number; readonly name: string; readonly payload: unknown } | { readonly seen: number };

export type HostFrame =
  | {
      readonly id: number;
      readonly result: Result<unknown>;
      /** A page of this host that the request asks to be opened in a window of its own: a path with its query. */
      readonly open?: string;
    }
  | { readonly event: DeskEventEnvelope }
  | { readonly batch: number; readonly market: MarketBatch };

/** Close codes of the host. A page may connect again after any of them, and then opens the desk anew. */
export const DESK_SOCKET_CLOSE = {
  /** The page sent something that is not a frame, or too much of it. */
  badFrame: 4400,
  tooManyRequests: 4429,
  /** The page stopped reading: events would have piled up without end. */
  tooSlow: 4408,
  /** The program ends. */
  goingAway: 1001,
} as const;
