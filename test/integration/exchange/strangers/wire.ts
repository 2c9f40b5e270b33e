import { once } from 'node:events';
import { connect } from 'node:net';

/** A TCP connection on which every byte is chosen by the test. */
export interface Wire {
  write(bytes: string | Buffer): void;
  /** Waits until `parse` finds something at the start of what has come. Rejects when the server hangs up first. */
  take<T>(parse: (received: Buffer) => Taken<T> | null): Promise<T>;
  /** Resolves when the server has hung up. */
  closed(): Promise<void>;
  /** Says that nothing more will be written, and goes on reading. */
  finish(): void;
  /** Reads nothing until `resume`. */
  pause(): void;
  resume(): void;
  /** Cuts the connection. */
  end(): void;
}

export interface Taken<T> {
  readonly value: T;
  /** Bytes that it was made of. */
  readonly length: number;
}

export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true, noDelay: true });
  let received = Buffer.alloc(0);
  let hasEnded = false;
  let wake = () => {};
  const end = () => {
    hasEnded = true;
    wake();
  };
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
    wake();
  });
  socket.on('error', () => undefined);
  socket.on('end', () => {
    socket.end();
    end();
  });
  socket.on('close', end);
  await once(socket, 'connect');
  const nextChange = () => new Promise<void>((resolve) => (wake = resolve));

  return {
    write: (bytes) => socket.write(bytes),
    async take(parse) {
      for (;;) {
        const taken = parse(received);
        if (taken !== null) {
          received = received.subarray(taken.length);
          return taken.value;
        }
        if (hasEnded) throw new Error(`hung up after ${JSON.stringify(received.toString('utf8'))}`);
        await nextChange();
      }
    },
    async closed() {
      while (!hasEnded) await nextChange();
    },
    finish: () => socket.end(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => socket.destroy(),
  };
}
