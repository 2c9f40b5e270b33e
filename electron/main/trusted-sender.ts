import type { WebContents, WebFrameMain } from 'electron';
import { DESK_HOST, isPageOf } from './origins.ts';

/** What an IPC event says of who sent it. */
export interface SenderEvent {
  readonly sender: WebContents;
  /** Null when the frame is gone already. */
  readonly senderFrame: WebFrameMain | null;
}

/**
 * Whether a message comes from the desk's own page: from a window that this app opened for it, from that window's main
 * frame, and with our page in it at this moment.
 */
export function isTrustedSender(
  event: SenderEvent,
  isDeskWindow: (contents: WebContents) => boolean,
): boolean {
  const { sender, senderFrame } = event;
  return (
    senderFrame !== null &&
    senderFrame.parent === null &&
    isDeskWindow(sender) &&
    isPageOf(DESK_HOST, senderFrame.url)
  );
}
