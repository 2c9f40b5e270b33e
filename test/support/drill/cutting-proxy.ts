import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Where a connection with an order on it is cut: after so many bytes of the request, or of the answer. */
export interface Cut {
  readonly part: 'request' | 'answer';
  readonly afterBytes: number;
  /** `reset`: as a broken line does; `end`: as a server does that gives up. */
  readonly how: 'reset' | 'end';
}

/** TCP between two ends, cut at a byte when told to. */
export interface CuttingProxy {
  readonly url: string;
  /** For the next connection that carries an order. */
  cutNextOrder(cut: Cut): void;
  close(): Promise<void>;
}

const ORDER = /api-id: kt1000[0-3]/i;

export async function createCuttingProxy(targetUrl: () => string): Promise<CuttingProxy> {
  const cuts: Cut[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(new URL(targetUrl()).port), '127.0.0.1');
    let cut: Cut | null = null;
    const drop = (): void => {
      if (cut?.how === 'end') client.end();
      else client.resetAndDestroy();
      upstream.destroy();
    };
    client.on('data', (chunk: Buffer) => {
      if (ORDER.test(chunk.toString('latin1'))) cut = cuts.shift() ?? null;
      if (cut?.part !== 'request') return void upstream.write(chunk);
      upstream.write(chunk.subarray(0, cut.afterBytes));
      drop();
    });
    upstream.on('data', (chunk: Buffer) => {
      if (cut?.part !== 'answer') return void client.write(chunk);
      client.write(chunk.subarray(0, cut.afterBytes), drop);
    });
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutNextOrder: (cut) => void cuts.push(cut),
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
