import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '#shared/domain/clock.ts';
import { Lane } from './lane.ts';
import { createFrameSplitter, createHttpSplitter } from './splitters.ts';

/** What goes over the proxy: a request or answer of HTTP, or a frame of a WebSocket. */
export interface WireMessage {
  readonly protocol: 'http' | 'socket';
  /** `up`: from the client. */
  readonly direction: 'up' | 'down';
  /** Head and body, or the text of a frame. */
  readonly text: string;
  /** Of an answer, what it answers; otherwise the same as `text`. */
  readonly request: string;
  readonly byteLength: number;
}

export type ProxyEffect =
  /**
   * The first bytes of the message go on, then the connection ends: `reset` as a broken line does, `end` as a server does that gives up.
   */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly how: 'reset' | 'end' }
  /** It goes on later; what comes behind it in the same direction waits too. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** From it on nothing goes either way, and neither end is told. */
  | { readonly kind: 'half-open' };

export interface ProxyFault {
  readonly takes: (message: WireMessage) => boolean;
  readonly effect: ProxyEffect;
  /** How many messages it takes; 1 when left out. */
  readonly times?: number;
}

/** TCP between a client and any server that speaks HTTP or WebSocket without TLS, with faults at the byte. */
export interface FaultProxy {
  /** Speaks what the target speaks: HTTP, and WebSocket under `socketUrl`. */
  readonly url: string;
  socketUrl(path: string): string;
  /** Of the faults that fit a message, the one armed first takes it. */
  arm(fault: ProxyFault): void;
  /** Takes back what has not struck. Half-open connections stay so until they are ended. */
  disarm(): void;
  /** Connections that are open. */
  readonly connections: number;
  /** Every connection breaks. */
  cutAll(): void;
  close(): Promise<void>;
}

const ORDER = /^api-id:\s*kt(1000[0-36-9]|5000[0-3])\s*$/im;

/** The HTTP requests for orders, amendments and cancellations, or the answers to them. */
export function ofOrders(part: 'request' | 'answer'): ProxyFault['takes'] {
  const direction = part === 'request' ? 'up' : 'down';
  return (message) =>
    message.protocol === 'http' && message.direction === direction && ORDER.test(message.request);
}

/** Frames of a WebSocket in one direction that hold a text. */
export function ofFrames(direction: WireMessage['direction'], text = ''): ProxyFault['takes'] {
  return (message) =>
    message.protocol === 'socket' && message.direction === direction && message.text.includes(text);
}

export interface FaultProxyOptions {
  /** Where connections lead; asked anew for each. */
  readonly target: () => string;
  /** Of delays. */
  readonly clock: Clock;
  /** Sees every message as it comes, before any fault. */
  readonly onMessage?: (message: WireMessage) => void;
}

interface ArmedFault {
  readonly fault: ProxyFault;
  left: number;
}

export async function createFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  let armed: ArmedFault[] = [];
  const open = new Set<Socket>();
  let connections = 0;

  const effectOn = (message: WireMessage): ProxyEffect | null => {
    options.onMessage?.(message);
    const taking = armed.find(({ fault }) => fault.takes(message));
    if (taking === undefined) return null;
    taking.left -= 1;
    if (taking.left === 0) armed = armed.filter((each) => each !== taking);
    return taking.fault.effect;
  };

  const join = (client: Socket) => {
    const { hostname, port } = new URL(options.target());
    const upstream = connect(Number(port), hostname.replace(/[[\]]/g, ''));
    const requests: string[] = [];
    const lanes = {
      up: new Lane(client, upstream, createHttpSplitter(), options.clock),
      down: new Lane(upstream, client, createHttpSplitter(), options.clock),
    };
    let protocol: WireMessage['protocol'] = 'http';
    const struck = (direction: WireMessage['direction'], effect: ProxyEffect | null) => {
      if (effect?.kind === 'cut') lanes[direction === 'up' ? 'down' : 'up'].stop();
      if (effect?.kind === 'half-open') for (const lane of [lanes.up, lanes.down]) lane.freeze();
      return effect;
    };
    lanes.up.onMessage = ({ text, bytes }) => {
      if (protocol === 'http') requests.push(text);
      return struck(
        'up',
        effectOn({ protocol, direction: 'up', text, request: text, byteLength: bytes.length }),
      );
    };
    lanes.down.onMessage = ({ text, bytes }) => {
      const request = protocol === 'http' ? (requests.shift() ?? '') : text;
      const effect = effectOn({ protocol, direction: 'down', text, request, byteLength: bytes.length });
      if (protocol === 'http' && /^HTTP\/1\.1 101 /.test(text)) {
        protocol = 'socket';
        for (const lane of [lanes.up, lanes.down]) lane.splitBy(createFrameSplitter());
      }
      return struck('down', effect);
    };
    connections += 1;
    client.once('close', () => (connections -= 1));
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
  };

  const server = createServer({ noDelay: true }, join);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: (path) => `ws://127.0.0.1:${port}${path}`,
    arm: (fault) => void armed.push({ fault, left: fault.times ?? 1 }),
    disarm: () => void (armed = []),
    get connections() {
      return connections;
    },
    cutAll: () => {
      for (const socket of [...open]) socket.resetAndDestroy();
    },
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
