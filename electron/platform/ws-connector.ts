import { WebSocket } from 'ws';
import type { Socket, SocketConnector, SocketHandlers } from '#electron/core/ports/socket.ts';

export interface WsConnectorOptions {
  /** Largest message that is taken; a larger one closes the connection with 1009. */
  readonly maxMessageBytes?: number;
  readonly handshakeTimeoutMs?: number;
  /** Certificates to trust besides the system's, as PEM. */
  readonly extraCertificates?: string;
}

const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** How long a closing handshake may take before the connection is cut. */
const CLOSE_TIMEOUT_MS = 1000;
/** Code for a connection that ended without a closing frame, also one that never opened (RFC 6455 §7.4.1). */
const ABNORMAL = 1006;

/**
 * WebSockets over ws. Never throws: whatever goes wrong arrives as the one `onClose`.
 *
 * The library sends no ping of its own; a broker's protocol-level ping is answered with a pong, as RFC 6455 requires.
 */
export function createWsConnector(options: WsConnectorOptions = {}): SocketConnector {
  return {
    connect(url, handlers) {
      try {
        return openSocket(url, handlers, options);
      } catch (cause) {
        // A bad address. Told later, as every other failure is, so that callers have one path.
        queueMicrotask(() => handlers.onClose({ code: ABNORMAL, text: textOf(cause) }));
        return { send: () => undefined, close: () => undefined };
      }
    },
  };
}

function openSocket(url: string, handlers: SocketHandlers, options: WsConnectorOptions): Socket {
  const socket = new WebSocket(url, {
    maxPayload: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
    handshakeTimeout: options.handshakeTimeoutMs ?? HANDSHAKE_TIMEOUT_MS,
    perMessageDeflate: false,
    followRedirects: false,
    ...(options.extraCertificates === undefined ? {} : { ca: options.extraCertificates }),
  });
  let failure = '';
  socket.on('open', () => handlers.onOpen());
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      failure = 'the server sent a binary message';
      socket.terminate();
    } else handlers.onMessage(data.toString('utf8'));
  });
  // `close` follows every error; it alone is told.
  socket.on('error', (cause) => (failure = textOf(cause)));
  socket.on('close', (code, reason) => {
    handlers.onClose({ code, text: failure === '' ? reason.toString('utf8') : failure });
  });
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text, ignoreSendError);
    },
    close() {
      if (socket.readyState === WebSocket.CLOSED) return;
      socket.close(1000);
      setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
    },
  };
}

/** A failed write ends the connection, which is told as its end. */
function ignoreSendError(): void {}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
