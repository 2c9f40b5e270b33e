import type { MessagePortMain, WebContents } from 'electron';
import type { DeskClient } from '#electron/core/desk.ts';
import { DESK_CHANNELS } from '#shared/contract/electron-bridge.ts';
import type { MarketPortFrame } from '#shared/contract/electron-bridge.ts';

/** Market data waits while this many batches are on their way to the page. */
const MAX_BATCHES_UNSEEN = 3;

/** One window as the core sees it: events over IPC, market data over the port, held back while the page is behind. */
export function createWindowClient(
  clientId: string,
  contents: WebContents,
  port: MessagePortMain,
): DeskClient {
  let sentBatch = 0;
  let seenBatch = 0;
  port.on('message', ({ data }: { data: unknown }) => {
    const seen = seenOf(data);
    if (seen > seenBatch && seen <= sentBatch) seenBatch = seen;
  });
  port.start();
  return {
    clientId,
    sendEvent(envelope) {
      if (!contents.isDestroyed()) contents.send(DESK_CHANNELS.event, envelope);
    },
    sendMarket(market) {
      sentBatch += 1;
      port.postMessage({ batch: sentBatch, market } satisfies MarketPortFrame);
    },
    isReadyForMarket: () => !contents.isDestroyed() && sentBatch - seenBatch < MAX_BATCHES_UNSEEN,
  };
}

function seenOf(data: unknown): number {
  if (typeof data !== 'object' || data === null || !('seen' in data)) return 0;
  return typeof data.seen === 'number' && Number.isSafeInteger(data.seen) ? data.seen : 0;
}
