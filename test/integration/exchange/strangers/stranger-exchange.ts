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

export const KEYS = JSON.stringify({
  grant_type: 'client_credentials',
  appkey: 'stranger',
  secretkey: 'secret of a stranger',
});
