import type { DeskClient } from '#electron/core/desk.ts';
import type { HostFrame } from '#shared/contract/desk-socket.ts';

/** What the link needs of a WebSocket. */
export interface PageSocket {
  readonly isOpen: boolean;
  /** Bytes handed over and not yet taken by the network. */
  readonly bufferedAmount: number;
  send(text: string): void;
  /** Ends the connection at once, without waiting for what is queued. */
  drop(): void;
}

export interface WindowLink extends DeskClient {
  send(frame: HostFrame): void;
  /** The page has taken over all batches up to this number. */
  acknowledge(batch: number): void;
}

/** Market data waits while this many batches are on their way or this much is queued. */
const MAX_BATCHES_UNSEEN = 3;
const MAX_BUFFERED_FOR_MARKET = 256 * 1024;
/** Events and replies are never skipped; a page that leaves this much unread is dropped and opens the desk anew. */
const MAX_BUFFERED = 16 * 1024 * 1024;

/** One page as the core sees it, with market data held back while the page is behind. */
export function createWindowLink(clientId: string, socket: PageSocket): WindowLink {
  let sentBatch = 0;
  let seenBatch = 0;
  const send = (frame: HostFrame): void => {
    if (!socket.isOpen) return;
    if (socket.bufferedAmount > MAX_BUFFERED) socket.drop();
    else socket.send(JSON.stringify(frame));
  };
  return {
    clientId,
    send,
    sendEvent: (event) => send({ event }),
    sendMarket(market) {
      sentBatch += 1;
      send({ batch: sentBatch, market });
    },
    isReadyForMarket: () =>
      socket.isOpen &&
      sentBatch - seenBatch < MAX_BATCHES_UNSEEN &&
      socket.bufferedAmount < MAX_BUFFERED_FOR_MARKET,
    acknowledge(batch) {
      if (batch > seenBatch && batch <= sentBatch) seenBatch = batch;
    },
  };
}
