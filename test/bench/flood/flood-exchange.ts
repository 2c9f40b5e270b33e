import { createServer } from 'node:http';
import { writeFileSync } from 'node:fs';
import { createSystemClock } from '#electron/exchange/clock/system-clock.ts';
import type { SeedOrder } from '#electron/exchange/create-world.ts';
import { createExchange } from '#electron/exchange/exchange.ts';
import { PLAIN_TRAFFIC, type Traffic } from '#electron/exchange/kiwoom-server/traffic.ts';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import { DEFAULT_SETTINGS } from '#electron/exchange/kiwoom-server/settings.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { stepDown, stepUp } from '#shared/domain/tick-size.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { FloodMessages } from './flood-messages.ts';

/**
 * The embedded exchange with a flood on top: a quiet market whose server sends as many messages a second as it is told.
 * Started in the exchange's place; listens for commands on a loopback port that it writes into HOGA_FLOOD_CONTROL.
 */

export interface FloodCommand {
  readonly rate: number;
  readonly seconds: number;
  readonly symbols: readonly string[];
  readonly bookSymbols: readonly string[];
  /** Whose prints are stamped, for latency. */
  readonly focus: string;
}

export interface FloodReport {
  readonly sent: number;
  readonly trades: number;
  /** [day's volume after the print, when it was sent in ms since 1970] of the focused instrument. */
  readonly stamps: readonly (readonly [number, number])[];
  /** When each order request arrived, ms since 1970. */
  readonly orders: readonly number[];
  /** Order and fill changes of the account as the exchange counts them. */
  readonly accountEvents: number;
}

/** One order a side of each share, so that a page that opens has prices to paint. */
function oneLevelEach(): readonly SeedOrder[] {
  const today = kstDateOf(clock.now());
  const ladder = ladderFor('share', today);
  return buildListings(today)
    .filter(({ kind }) => kind === 'share')
    .flatMap(({ symbol, basePrice }) => {
      const level = { symbol, venue: 'KRX', quantity: 1_000 } as const;
      return [
        { ...level, side: 'sell', price: stepUp(basePrice, ladder) },
        { ...level, side: 'buy', price: stepDown(basePrice, ladder) },
      ];
    });
}

/** How often a portion of the flood leaves: a hundred times a second. */
const SLICE_MS = 10;
const ORDER_APIS = new Set(['kt10000', 'kt10001', 'kt10002', 'kt10003']);
const clock = createSystemClock();
const wallClock = () => performance.timeOrigin + performance.now();

const orders: number[] = [];
const traffic: Traffic = {
  ...PLAIN_TRAFFIC,
  call(call, proceed) {
    if (ORDER_APIS.has(call.headers['api-id'] ?? '')) orders.push(wallClock());
    return proceed();
  },
};

const strictKeys = {
  appKey: process.env['HOGA_EXCHANGE_APPKEY'] ?? '',
  secretKey: process.env['HOGA_EXCHANGE_SECRETKEY'] ?? '',
};
const exchange = await createExchange({
  clock,
  seed: 1,
  traffic,
  settings: { ...DEFAULT_SETTINGS, strictKeys },
  world: { activity: 0, hasWarmUp: false, seedBooks: oneLevelEach() },
});
let accountEvents = 0;
exchange.world.onEvent((event) => {
  if (event.type === 'order') accountEvents += 1;
});

async function flood(command: FloodCommand): Promise<FloodReport> {
  const messages = new FloodMessages(exchange.world, command.symbols, command.bookSymbols);
  const stamps: [number, number][] = [];
  const startedAt = performance.now();
  const total = command.rate * command.seconds;
  let sent = 0;
  let trades = 0;
  await new Promise<void>((resolve) => {
    const slice = (): void => {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * command.rate));
      for (; sent < due; sent += 1) {
        const { type, symbol, values, volume } = messages.next(clock.now());
        exchange.publish(type, symbol, values);
        if (volume === null) continue;
        trades += 1;
        if (symbol === command.focus) stamps.push([volume, wallClock()]);
      }
      if (sent < total) setTimeout(slice, SLICE_MS);
      else resolve();
    };
    slice();
  });
  return { sent, trades, stamps, orders: orders.splice(0), accountEvents };
}

const control = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString('utf8');
    const answer = (report: unknown) => response.end(JSON.stringify(report));
    if (request.url === '/orders') answer({ orders: orders.splice(0), accountEvents });
    else void flood(JSON.parse(text) as FloodCommand).then(answer);
  });
});
control.listen(0, '127.0.0.1', () => {
  const address = control.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  writeFileSync(process.env['HOGA_FLOOD_CONTROL'] ?? '', String(port));
  process.stdout.write(
    `${JSON.stringify({ rest: exchange.restUrl, ws: exchange.wsUrl, market: exchange.marketId })}\n`,
  );
});

process.stdin.on('end', () => process.exit(0)).resume();
process.on('SIGTERM', () => process.exit(0));
