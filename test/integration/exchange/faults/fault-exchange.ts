import { connect } from 'node:net';
import { createExchange, type Exchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { createKiwoomClient, type KiwoomClient } from '#test/support/kiwoom-client.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { createVirtualClock, type VirtualClock } from '#test/support/virtual-clock.ts';

const BOOKS = [
  { symbol: '005930', venue: 'KRX', side: 'sell', price: 68_100, quantity: 600 },
  { symbol: '005930', venue: 'KRX', side: 'buy', price: 67_900, quantity: 600 },
] as const;

/** An exchange on the network whose time stands still until told to move, and a client of it that knows of no fault. */
export interface FaultExchange {
  readonly exchange: Exchange;
  readonly clock: VirtualClock;
  readonly client: KiwoomClient;
  readonly token: string;
  /** Switches faults on, and expects them to be well formed. */
  fault(...specs: string[]): void;
  /** Buys at a price; 68,100 trades at once, 67,000 rests. */
  buy(price?: number): ReturnType<KiwoomClient['post']>;
  /** Numbers of the orders that the exchange has, oldest first. */
  orders(): readonly number[];
  /** Waits until a claim is true, without any time passing. */
  until(claim: () => boolean): Promise<void>;
  /** Every byte that a call over a connection of its own gets back, and how the connection ends. */
  rawCall(apiId: string, path: string, body: object): Promise<{ bytes: Buffer; isReset: boolean }>;
}

export async function startFaultExchange(
  faultSeed = 1,
  faults: readonly string[] = [],
): Promise<FaultExchange> {
  const clock = createVirtualClock();
  const exchange = await createExchange({
    clock,
    seed: 1,
    faultSeed,
    faults,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS, activity: 0, seedBooks: BOOKS },
  });
  const client = createKiwoomClient(exchange.restUrl);
  const token = await client.authenticate();
  const { body } = await client.post('/api/dostk/acnt', 'ka00001', {});
  const account = String(body['acctNo']);
  return {
    exchange,
    clock,
    client,
    token,
    fault(...specs) {
      const added = exchange.faults.add(specs);
      if (!added.ok) throw new Error(added.error);
    },
    buy: (price = 67_000) => client.post('/api/dostk/ordr', 'kt10000', orderOf(price)),
    orders: () => exchange.world.orders(account).map(({ number }) => number),
    until,
    rawCall(apiId, path, body) {
      const text = JSON.stringify(body);
      const head = [
        `POST ${path} HTTP/1.1`,
        'host: 127.0.0.1',
        `api-id: ${apiId}`,
        `authorization: Bearer ${token}`,
        `content-length: ${Buffer.byteLength(text)}`,
        'connection: close',
      ];
      return new Promise((resolve) => {
        const chunks: Buffer[] = [];
        const socket = connect(Number(new URL(exchange.restUrl).port), '127.0.0.1');
        let isReset = false;
        socket.on('error', (error: NodeJS.ErrnoException) => (isReset = error.code === 'ECONNRESET'));
        socket.on('data', (chunk) => chunks.push(chunk));
        socket.on('close', () => resolve({ bytes: Buffer.concat(chunks), isReset }));
        socket.write(`${head.join('\r\n')}\r\n\r\n${text}`);
      });
    },
  };
}

export function orderOf(price: number) {
  return {
    dmst_stex_tp: 'KRX',
    stk_cd: '005930',
    ord_qty: '10',
    ord_uv: String(price),
    trde_tp: '0',
    cond_uv: '',
  };
}

export async function until(claim: () => boolean): Promise<void> {
  for (let turn = 0; !claim(); turn += 1) {
    if (turn > 20_000) throw new Error(`never came true: ${claim.toString()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
