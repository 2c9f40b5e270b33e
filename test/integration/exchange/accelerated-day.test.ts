import { afterEach, expect, test } from 'vitest';
import { createSystemClock } from '#electron/exchange/clock/system-clock.ts';
import { createExchange, type Exchange } from '#electron/exchange/exchange.ts';
import { NO_QUOTA } from '#electron/exchange/kiwoom-server/settings.ts';
import { err } from '#shared/domain/result.ts';
import { createKiwoomClient } from '#test/support/kiwoom-client.ts';
import { TEST_LISTINGS } from '#test/support/kiwoom-exchange.ts';
import { intentOf } from '#test/support/quiet-world.ts';

/** A day from 08:30 to 20:00 in about six seconds. */
const SPEED = 7200;

let exchange: Exchange | null = null;
afterEach(() => exchange?.stop());

test('an accelerated day goes through its phases and refuses orders once it is over', async () => {
  exchange = await createExchange({
    clock: createSystemClock(),
    seed: 1,
    session: 'accelerated',
    speed: SPEED,
    settings: { quota: NO_QUOTA },
    world: { listings: TEST_LISTINGS },
  });
  // At the very moment the market closes: by the time a request arrives, the next day may have begun.
  const { world } = exchange;
  world.openAccount('late');
  const late: unknown[] = [];
  world.onEvent((event) => {
    if (event.type !== 'session' || event.session.venue !== 'KRX' || event.session.phase !== 'closed') return;
    late.push(world.submit('late', intentOf({ type: 'market', price: null })));
  });
  const client = createKiwoomClient(exchange.restUrl);
  await client.authenticate();
  const socket = await client.connect(exchange.wsUrl);
  const data = [
    { item: [''], type: ['0s'] },
    { item: ['005930'], type: ['0B'] },
  ];
  socket.send({ trnm: 'REG', grp_no: '1', refresh: '1', data });

  await socket.entry('0s', (values) => values['215'] === '3');
  await socket.entry('0B', (values) => values['290'] === '2');
  await socket.entry('0s', (values) => values['215'] === '2');
  await socket.entry('0s', (values) => values['215'] === '8');
  await socket.entry('0s', (values) => values['215'] === 'd');

  expect(late[0]).toEqual(err('SESSION_CLOSED'));
});
