import { createExchange } from '#electron/exchange/exchange.ts';
import { PLAIN_TRAFFIC } from '#electron/exchange/kiwoom-server/traffic.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { createSharedClock } from './shared-clock.ts';
import type { ExchangeOrder, ExchangeSetup, ExchangeTruth } from './crash-messages.ts';

/** A program that is the exchange, on a state file; tells by message where it is, and when asked what it knows. */
const setup = JSON.parse(process.argv[2] ?? '{}') as ExchangeSetup;
const clock = createSharedClock(setup.time);
const exchange = await createExchange({
  clock,
  traffic: {
    ...PLAIN_TRAFFIC,
    // The date of an answer is the market's, not the machine's.
    call: async (_call, proceed) => {
      const answer = await proceed();
      return { ...answer, headers: { date: new Date(clock.now()).toUTCString(), ...answer.headers } };
    },
  },
  seed: 1,
  port: setup.port,
  wsPort: setup.wsPort,
  statePath: setup.statePath,
  settings: { quota: NO_QUOTA },
  world: {
    listings: TEST_LISTINGS,
    activity: 0,
    seedBooks: [
      { symbol: '005930', venue: 'KRX', side: 'sell', price: 68_100, quantity: 5_000 },
      { symbol: '005930', venue: 'KRX', side: 'buy', price: 67_900, quantity: 5_000 },
    ],
  },
});

process.on('message', (accountId: string) => {
  const { world } = exchange;
  const orders = world.orders(accountId).map((row): ExchangeOrder => ({
    number: Number(row.number),
    root: Number(row.rootNumber),
    kind: row.kind,
    quantity: row.intent.quantity,
    price: row.intent.price,
    status: row.status,
    leaves: row.leaves,
    filled: row.filled,
  }));
  const truth: ExchangeTruth = {
    orders,
    shares: world.holdings(accountId).reduce((sum, { quantity }) => sum + quantity, 0),
    turnover: world.fills(accountId).reduce((sum, fill) => sum + fill.price * fill.quantity, 0),
  };
  process.send?.({ truth });
});
const { restUrl, wsUrl, marketId } = exchange;
process.send?.({ started: { restUrl, wsUrl, marketId } });
