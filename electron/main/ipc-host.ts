import { ipcMain, MessageChannelMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Desk } from '#electron/core/desk.ts';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import type { Log } from '#electron/core/ports/log.ts';
import { createRequestMeter } from '#electron/platform/request-meter.ts';
import type { RequestMeter } from '#electron/platform/request-meter.ts';
import { DESK_CHANNELS } from '#shared/contract/electron-bridge.ts';
import type { Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { isTrustedSender } from './trusted-sender.ts';
import type { SenderEvent } from './trusted-sender.ts';
import { createWindowClient } from './window-client.ts';

export interface IpcHostParts {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly isDeskWindow: (contents: WebContents) => boolean;
}

interface AttachedPage {
  readonly clientId: string;
  readonly meter: RequestMeter;
  readonly detach: Unsubscribe;
}

/**
 * Serves the contract to desk windows: one channel for requests, one for events, a port for market data.
 *
 * A page is attached when it says that it is ready, anew after each load. Strangers get an exception and nothing else.
 *
 * @returns ends the service and detaches every page
 */
export function serveIpc({ desk, clock, ids, log, isDeskWindow }: IpcHostParts): Unsubscribe {
  const pages = new Map<number, AttachedPage>();

  const detach = (contentsId: number): void => {
    pages.get(contentsId)?.detach();
    pages.delete(contentsId);
  };
  const admit = (event: SenderEvent, what: string): void => {
    if (isTrustedSender(event, isDeskWindow)) return;
    log.warn('sender refused', { what, address: event.senderFrame?.url.slice(0, 200) ?? null });
    throw new Error('refused');
  };
  const attach = (contents: WebContents): void => {
    detach(contents.id);
    const { port1, port2 } = new MessageChannelMain();
    const client = createWindowClient(ids.next(), contents, port1);
    const leaveDesk = desk.attach(client);
    pages.set(contents.id, {
      clientId: client.clientId,
      meter: createRequestMeter(clock),
      detach() {
        leaveDesk();
        port1.close();
      },
    });
    contents.postMessage(DESK_CHANNELS.marketPort, null, [port2]);
  };

  ipcMain.on(DESK_CHANNELS.pageReady, (event: IpcMainEvent) => {
    try {
      admit(event, DESK_CHANNELS.pageReady);
    } catch {
      return;
    }
    const { sender } = event;
    if (!pages.has(sender.id)) {
      sender.once('destroyed', () => detach(sender.id));
      sender.on('render-process-gone', () => detach(sender.id));
    }
    attach(sender);
  });

  ipcMain.handle(
    DESK_CHANNELS.request,
    async (event: IpcMainInvokeEvent, name: unknown, payload: unknown): Promise<Result<unknown>> => {
      admit(event, DESK_CHANNELS.request);
      const page = pages.get(event.sender.id);
      if (!page || typeof name !== 'string') {
        return err(
          hogaError('protocol', 'REQUEST_MALFORMED', 'the page is not attached, or the request has no name'),
        );
      }
      const refusal = page.meter.enter();
      if (refusal) return err(refusal);
      try {
        return await desk.handle(page.clientId, name, payload);
      } finally {
        page.meter.leave();
      }
    },
  );

  return () => {
    ipcMain.removeAllListeners(DESK_CHANNELS.pageReady);
    ipcMain.removeHandler(DESK_CHANNELS.request);
    for (const id of [...pages.keys()]) detach(id);
  };
}
