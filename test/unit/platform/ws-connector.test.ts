import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Socket, SocketHandlers } from '#electron/core/ports/socket.ts';
import { createWsConnector } from '#electron/platform/ws-connector.ts';

let server: WebSocketServer;
let accepted: WebSocket[];
const connector = createWsConnector({ maxMessageBytes: 1000, handshakeTimeoutMs: 1000 });

beforeEach(async () => {
  accepted = [];
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => accepted.push(socket));
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(async () => {
  for (const socket of server.clients) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
});

const url = (): string => `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;

class Listener implements SocketHandlers {
  readonly seen: string[] = [];
  readonly onOpen = () => this.#note('open');
  readonly onMessage = (text: string) => this.#note(text);
  readonly onClose = ({ code }: { code: number }) => this.#note(`close ${code}`);
  #wake: () => void = () => undefined;

  #note(what: string): void {
    this.seen.push(what);
    this.#wake();
  }

  async until(count: number): Promise<readonly string[]> {
    while (this.seen.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.seen;
  }
}

function connect(address = url()): { socket: Socket; listener: Listener } {
  const listener = new Listener();
  return { listener, socket: connector.connect(address, listener) };
}

describe('a socket', () => {
  it('opens, carries text both ways and closes once', async () => {
    const { socket, listener } = connect();
    await listener.until(1);
    accepted[0]?.on('message', (data: Buffer) => accepted[0]?.send(`echo ${data.toString('utf8')}`));
    socket.send('안녕');
    await listener.until(2);
    socket.close();
    expect(await listener.until(3)).toEqual(['open', 'echo 안녕', 'close 1000']);
    socket.close();
    socket.send('ignored');
    expect(listener.seen).toHaveLength(3);
  });

  it('passes on the code with which the server closes', async () => {
    const { listener } = connect();
    await listener.until(1);
    accepted[0]?.close(4001, 'bye');
    expect(await listener.until(2)).toEqual(['open', 'close 4001']);
  });

  it.each(['ws://127.0.0.1:1', 'ws://no-such-host.invalid', 'http://[', 'ftp://x', ''])(
    'that cannot be opened tells so by its one close: %j',
    async (address) => {
      const { socket, listener } = connect(address);
      socket.send('ignored');
      expect(await listener.until(1)).toEqual(['close 1006']);
    },
  );

  it('ends when a message is larger than is taken', async () => {
    const { listener } = connect();
    await listener.until(1);
    accepted[0]?.send('x'.repeat(1001));
    expect(await listener.until(2)).toEqual(['open', 'close 1006']);
  });

  it('ends when a message is not text', async () => {
    const { listener } = connect();
    await listener.until(1);
    accepted[0]?.send(Buffer.from([1, 2]));
    expect(await listener.until(2)).toEqual(['open', 'close 1006']);
  });

  it('answers a ping of the server, and sends none of its own', async () => {
    const { listener } = connect();
    await listener.until(1);
    let pings = 0;
    accepted[0]?.on('ping', () => (pings += 1));
    const ponged = new Promise((resolve) => accepted[0]?.once('pong', resolve));
    accepted[0]?.ping();
    await ponged;
    expect(pings).toBe(0);
  });

  it('closed before it opened tells so once', async () => {
    const { socket, listener } = connect();
    socket.close();
    expect(await listener.until(1)).toEqual(['close 1006']);
  });
});
