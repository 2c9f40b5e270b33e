import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Desk } from '#electron/core/desk.ts';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Ids } from '#electron/core/ports/ids.ts';
import type { Log } from '#electron/core/ports/log.ts';
import { createRequestMeter } from '#electron/platform/request-meter.ts';
import { DESK_SOCKET_CLOSE, DESK_SOCKET_PATH, MAX_PAGE_FRAME_BYTES } from '#shared/contract/desk-socket.ts';
import type { Access } from './access.ts';
import { createPageSession } from './page-session.ts';
import { parseTarget } from './request-guard.ts';
import type { RequestGuard } from './request-guard.ts';
import { createWindowLink } from './window-link.ts';

export interface DeskSocketParts {
  readonly desk: Desk | Promise<Desk>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly access: Access;
  readonly guard: RequestGuard;
}

export interface DeskSocket {
  close(): Promise<void>;
}

/** More windows than anybody has screens for: a page that opens sockets without end is stopped here. */
const MAX_WINDOWS = 24;

/** Serves the contract on the host's own WebSocket. Strangers are refused before the upgrade. */
export function attachDeskSocket(server: Server, parts: DeskSocketParts): DeskSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAGE_FRAME_BYTES,
    perMessageDeflate: false,
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    const refusal = refusalOf(request, parts, sockets.clients.size);
    if (refusal !== null) {
      parts.log.warn('socket refused', { status: refusal });
      refuse(stream, refusal);
      return;
    }
    Promise.resolve(parts.desk).then(
      (desk) => sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, desk, parts)),
      () => refuse(stream, '503 Service Unavailable'),
    );
  });
  return {
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.close(DESK_SOCKET_CLOSE.goingAway);
        const giveUp = parts.clock.after(1000, () => {
          for (const socket of sockets.clients) socket.terminate();
        });
        sockets.close(() => {
          giveUp();
          resolve();
        });
        if (sockets.clients.size === 0) giveUp();
      }),
  };
}

function refusalOf(request: IncomingMessage, parts: DeskSocketParts, windows: number): string | null {
  if (parseTarget(request)?.pathname !== DESK_SOCKET_PATH) return '404 Not Found';
  if (!parts.guard.allowsWrite(request)) return '403 Forbidden';
  if (!parts.access.isAdmitted(request.headers.cookie)) return '401 Unauthorized';
  return windows >= MAX_WINDOWS ? '503 Service Unavailable' : null;
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function serve(socket: WebSocket, desk: Desk, { clock, ids, log }: DeskSocketParts): void {
  const link = createWindowLink(ids.next(), {
    get isOpen() {
      return socket.readyState === WebSocket.OPEN;
    },
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (text) => socket.send(text),
    drop: () => socket.terminate(),
  });
  const session = createPageSession({ desk, link, log, meter: createRequestMeter(clock) });
  const detach = desk.attach(link);
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) socket.close(DESK_SOCKET_CLOSE.badFrame);
    else if (session.receive(data.toString('utf8')) === 'flooding') {
      socket.close(DESK_SOCKET_CLOSE.tooManyRequests);
    }
  });
  // `close` always follows; it is there that the window leaves.
  socket.on('error', (cause) => log.warn('socket failed', { clientId: link.clientId, cause: String(cause) }));
  socket.on('close', detach);
}
