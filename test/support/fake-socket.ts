import type { SocketConnector, SocketHandlers } from '#electron/core/ports/socket.ts';

/** One connection, with the test in the place of the server. */
export interface FakeConnection {
  readonly url: string;
  /** Texts the client sent, oldest first. */
  readonly sent: readonly string[];
  /** The client closed it. */
  readonly isClosed: boolean;
  open(): void;
  receive(message: unknown): void;
  /** The server or the network ends it. */
  drop(code?: number, text?: string): void;
}

export interface FakeSockets {
  readonly connector: SocketConnector;
  readonly connections: readonly FakeConnection[];
  /** The newest connection. Throws when there is none. */
  latest(): FakeConnection;
}

/** Sockets without a network. Messages that are no text are sent as JSON. */
export function createFakeSockets(): FakeSockets {
  const connections: FakeConnection[] = [];

  function connect(url: string, handlers: SocketHandlers) {
    const sent: string[] = [];
    let isClosed = false;
    let hasEnded = false;
    const connection: FakeConnection = {
      url,
      sent,
      get isClosed() {
        return isClosed;
      },
      open: () => handlers.onOpen(),
      receive: (message) =>
        handlers.onMessage(typeof message === 'string' ? message : JSON.stringify(message)),
      drop(code = 1006, text = '') {
        if (hasEnded) return;
        hasEnded = true;
        handlers.onClose({ code, text });
      },
    };
    connections.push(connection);
    return {
      send: (text: string) => void (isClosed || sent.push(text)),
      close() {
        isClosed = true;
        // As a real socket does, it tells its own closing too, a little later.
        queueMicrotask(() => connection.drop(1000, 'closed by the client'));
      },
    };
  }

  return {
    connector: { connect },
    connections,
    latest() {
      const connection = connections.at(-1);
      if (connection === undefined) throw new Error('nothing has connected yet');
      return connection;
    },
  };
}
