import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach } from 'vitest';
import { createExchange, type Exchange, type ExchangeOptions } from '#electron/exchange/exchange.ts';
import { createSystemClock } from '#electron/exchange/clock/system-clock.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';

const running: Exchange[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((exchange) => exchange.stop()));
});

/** Sells resting in a market where nothing else happens. */
export const RESTING_SELLS = [
  { symbol: '005930', venue: 'KRX', side: 'sell', price: 68_100, quantity: 6 },
  { symbol: '005930', venue: 'KRX', side: 'sell', price: 68_200, quantity: 50 },
] as const;

/** An exchange on real ports for one test, quiet unless told otherwise; it ends with the test. */
export async function startExchange(changes: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  const exchange = await createExchange({
    clock: createSystemClock(),
    seed: 1,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS, activity: 0, seedBooks: RESTING_SELLS },
    ...changes,
  });
  running.push(exchange);
  return exchange;
}

export interface RawAnswer {
  readonly status: number;
  /** As they stood on the wire, names included. */
  readonly headerLines: readonly string[];
  readonly body: Record<string, unknown>;
}

/** A TCP connection on which every byte is chosen by the test. */
export interface RawConnection {
  write(bytes: string | Buffer): void;
  /** The next answer in full. Rejects when the server hangs up first. */
  answer(): Promise<RawAnswer>;
  closed(): Promise<void>;
  end(): void;
}

export async function openConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = Buffer.alloc(0);
  let hasEnded = false;
  socket.on('data', (chunk: Buffer) => (received = Buffer.concat([received, chunk])));
  socket.on('error', () => undefined);
  socket.on('close', () => (hasEnded = true));
  await once(socket, 'connect');

  const take = (): RawAnswer | null => {
    const text = received.toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n');
    if (headEnd < 0) return null;
    const [statusLine = '', ...headerLines] = text.slice(0, headEnd).split('\r\n');
    const status = Number(statusLine.split(' ')[1]);
    if (status === 100) {
      received = received.subarray(headEnd + 4);
      return take();
    }
    const lengthLine = headerLines.find((line) => /^content-length:/i.test(line)) ?? '';
    const bodyEnd = headEnd + 4 + Number(lengthLine.split(':')[1] ?? 0);
    if (received.length < bodyEnd) return null;
    const bodyText = received.subarray(headEnd + 4, bodyEnd).toString('utf8');
    received = received.subarray(bodyEnd);
    return { status, headerLines, body: JSON.parse(bodyText || '{}') as Record<string, unknown> };
  };

  return {
    write: (bytes) => socket.write(bytes),
    async answer() {
      for (;;) {
        const answer = take();
        if (answer !== null) return answer;
        if (hasEnded) throw new Error(`hung up after ${JSON.stringify(received.toString('utf8'))}`);
        await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      }
    },
    async closed() {
      if (!hasEnded) await once(socket, 'close');
    },
    end: () => socket.destroy(),
  };
}

/** A request as text, its header names spelled as given. */
export function rawRequest(
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
  version = 'HTTP/1.1',
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`POST ${path} ${version}`, ...lines, '', body].join('\r\n');
}

export const KEYS = JSON.stringify({
  grant_type: 'client_credentials',
  appkey: 'stranger',
  secretkey: 'secret of a stranger',
});
