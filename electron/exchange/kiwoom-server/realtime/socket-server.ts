import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type RawData, type WebSocket } from 'ws';
import { declineUpgrade, isWebSocketOffer } from '../rest/declined-upgrade.ts';
import { createSession, type Session, type SessionServices, type SessionSocket } from './session.ts';

const SOCKET_PATH = '/api/dostk/websocket';
const MAX_FRAME_BYTES = 1_048_576;
const MAX_SOCKETS = 1_000;
const CLOSE_GOING_AWAY = 1001;
/** How long a client may take to say goodbye when the exchange stops. */
const FAREWELL_MS = 500;

/** Accepts WebSockets on any number of HTTP servers and gives each a session. */
export interface SocketServer {
  attach(server: Server): void;
  /** Starts a session over a transport that is not a network. */
  open(socket: SessionSocket): Session;
  /** Tells every client and ends its connection, also when it does not answer. */
  stop(): Promise<void>;
  readonly socketCount: number;
}

export function createSocketServer(services: Omit<SessionServices, 'bufferLimit'>): SocketServer {
  // Compression would cost more than it saves on loopback; pings are the protocol's own, not the transport's.
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });
  const { maxBufferedBytes, maxBufferedTotal } = services.rules;
  const bufferLimit = () =>
    Math.min(maxBufferedBytes, maxBufferedTotal / Math.max(1, webSockets.clients.size));
  let lastId = 0;

  const open = (socket: SessionSocket): Session => {
    lastId += 1;
    return createSession(lastId, socket, { ...services, bufferLimit });
  };

  const accept = (webSocket: WebSocket, wire: Duplex) => {
    const session = open(transportOf(webSocket, wire));
    webSocket.on('message', (data, isBinary) => {
      if (isBinary) session.receiveBinary();
      else session.receive(textOf(data));
    });
    // A frame too large or not valid UTF-8: the transport closes by itself and says why.
    webSocket.on('error', (error) => services.log.warn(`socket ${session.id}: ${error.message}`));
    webSocket.on('close', () => session.closed());
  };

  const upgrade = (server: Server, request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isWebSocketOffer(request)) return declineUpgrade(server, request, socket, head);
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?', 1)[0];
    if (path !== SOCKET_PATH) return refuse(socket, '404 Not Found');
    if (webSockets.clients.size >= MAX_SOCKETS || !services.traffic.admits())
      return refuse(socket, '503 Service Unavailable');
    webSockets.handleUpgrade(request, socket, head, (webSocket) => accept(webSocket, socket));
  };

  return {
    attach(server) {
      server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
        upgrade(server, request, socket, head),
      );
    },
    open,
    async stop() {
      webSockets.close();
      const clients = [...webSockets.clients];
      const cancel = services.clock.after(FAREWELL_MS, () => {
        for (const client of clients) client.terminate();
      });
      await Promise.all(clients.map(sayGoodbye));
      cancel();
    },
    get socketCount() {
      return webSockets.clients.size;
    },
  };
}

/** Frames sent in one go reach the network in one write. */
function transportOf(webSocket: WebSocket, wire: Duplex): SessionSocket {
  let isCorked = false;
  const cork = () => {
    if (isCorked) return;
    isCorked = true;
    wire.cork();
    process.nextTick(() => {
      isCorked = false;
      wire.uncork();
    });
  };
  return {
    send: (text: string) => {
      cork();
      webSocket.send(text);
    },
    close: (code: number, reason: string) => webSocket.close(code, reason),
    terminate: () => {
      // What was sent before goes out.
      if (isCorked) wire.uncork();
      webSocket.terminate();
    },
    bufferedBytes: () => webSocket.bufferedAmount,
    setReading: (isReading) => (isReading ? webSocket.resume() : webSocket.pause()),
  };
}

/** Resolves once the connection has ended. */
function sayGoodbye(client: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    client.once('close', () => resolve());
    // Whoever does not read would not see a goodbye either.
    if (client.bufferedAmount > 0) client.terminate();
    else client.close(CLOSE_GOING_AWAY, 'exchange stopping');
  });
}

function textOf(data: RawData): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  return Array.isArray(data) ? Buffer.concat(data).toString('utf8') : Buffer.from(data).toString('utf8');
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
