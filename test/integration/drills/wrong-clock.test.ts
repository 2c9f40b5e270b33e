import { afterEach, describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { declareNeverAccepted, errorOf, startDrill, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const HOUR = 3_600_000;
const CLOCKS = [
  ['9 hours fast', 9 * HOUR],
  ['9 hours slow', -9 * HOUR],
  ['a day fast', 24 * HOUR],
  ['a day slow', -24 * HOUR],
] as const;

describe.each(CLOCKS)('on a machine whose clock is %s', (_name, skewMs) => {
  it('a token lives as long as the broker says', async () => {
    drill = await startDrill({ skewMs });
    const { tokenExpiresAt } = drill.window.condition(drill.accountId) ?? {};
    const lifeMs = (tokenExpiresAt ?? 0) - drill.deskClock.now();
    expect(lifeMs).toBeGreaterThan(20 * HOUR);
    expect(lifeMs).toBeLessThanOrEqual(24 * HOUR);
  });

  it('the real market is in the phase that its own clock tells, and takes orders', async () => {
    drill = await startDrill({ skewMs, environment: 'real', exchange: { session: 'kst' } });
    const snapshot = value(await drill.ask('desk.open', { windowId: 'window-1' }));
    expect(snapshot.sessions.find(({ venue }) => venue === 'KRX')).toMatchObject({ phase: 'continuous' });
    expect(value(await drill.place()).status).toBe('accepted');
  });

  it('an order whose answer was lost is found, and one that never arrived is offered', async () => {
    drill = await startDrill({ skewMs });
    drill.wire.onNextOrder((_call, proceed) => (proceed(), null));
    const found = value(await drill.place());
    await drill.until(() => drill.window.events('order').at(-1)?.order.status === 'accepted');
    drill.wire.onNextOrder(() => null);
    value(await drill.place({ price: price(60_000), quantity: 3 as never }));
    await declareNeverAccepted(drill);
    const { orders } = await drill.snapshot();
    expect(orders.map(({ status, origin }) => [status, origin])).toEqual([
      ['denied', 'desk'],
      ['accepted', 'desk'],
    ]);
    expect(orders.at(-1)?.clientOrderId).toBe(found.clientOrderId);
  });

  it('a restart knows the day’s orders again as its own', async () => {
    drill = await startDrill({ skewMs });
    value(await drill.place({ price: price(68_100) }));
    value(await drill.place({ price: price(60_000) }));
    drill.kill();
    await drill.start();
    await drill.armed();
    await drill.pass(5_000);
    const { orders } = await drill.snapshot();
    expect(orders.map(({ status, origin }) => [status, origin])).toEqual([
      ['accepted', 'desk'],
      ['filled', 'desk'],
    ]);
  });
});

it('midnight on this machine’s clock is no new day when the market has none', async () => {
  drill = await startDrill({ skewMs: 14 * HOUR - 30_000 });
  const { clientOrderId } = value(await drill.place({ price: price(68_000) }));
  await drill.pass(120_000);
  const seller = drill.exchange.world;
  seller.openAccount('stranger');
  value(await drill.place({ price: price(60_000) }));
  const { orders } = await drill.snapshot();
  expect(orders.map(({ status, origin }) => [status, origin])).toEqual([
    ['accepted', 'desk'],
    ['accepted', 'desk'],
  ]);
  value(await drill.ask('order.cancel', { requestId: 'cancel-0001', clientOrderId }));
  await drill.until(() => drill.window.events('order').at(-1)?.order.status === 'canceled');
});

it('midnight in Korea is a new day for the desk too, whatever this machine’s clock says', async () => {
  const nearMidnight = Date.UTC(2026, 10, 19, 14, 59, 30);
  drill = await startDrill({ skewMs: -9 * HOUR, startAt: nearMidnight });
  drill.wire.onNextOrder(() => null);
  value(await drill.place());
  expect(errorOf(await drill.place({ price: price(67_100) })).code).toBe('LOOKALIKE_UNKNOWN');
  await drill.pass(180_000);
  // An order of a day that is over may have filled on it: it waits for the trader like one of today.
  expect((await drill.snapshot()).orders).toMatchObject([{ status: 'unknown', absence: 'proven' }]);
  await declareNeverAccepted(drill);
});
