import { afterEach, describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { errorOf, startDrill, value } from '#test/support/drill/drill.ts';
import { Wire } from '#test/support/drill/wire.ts';

let drill: Drill;
afterEach(() => drill.close());

const haltAll = (requestId: string) => drill.desk.handle('window-1', 'trading.haltAll', { requestId });
const report = () => drill.window.events('halt-report').at(-1)?.report ?? null;
const states = () => report()?.legs.map(({ state }) => state);

describe('the kill switch', () => {
  it('closes the gate before anything else happens, and cancels all that works', async () => {
    drill = await startDrill();
    value(await drill.place({ price: price(60_000) }));
    value(await drill.place({ price: price(66_000), quantity: quantity(3) }));
    const halted = haltAll('halt-all-1');
    expect(drill.gate()).toBe('halted');
    expect(errorOf(await drill.place({ price: price(61_000), quantity: quantity(7) })).code).toBe(
      'TRADING_HALTED',
    );
    expect(value((await drill.settled(halted)) as never)).toMatchObject({ accounts: [{ canceling: 2 }] });
    await drill.until(() => states()?.every((state) => state === 'canceled') === true);
    await drill.pass(6_000);
    expect(report()?.checks.map(({ error }) => error)).toEqual([null, null]);
    expect(drill.atExchange().every(({ kind, leaves }) => kind === 'cancel' || leaves === 0)).toBe(true);
  });

  it('halts once for each press, however often it is delivered', async () => {
    drill = await startDrill();
    value((await drill.settled(haltAll('halt-all-1'))) as never);
    value(await drill.ask('trading.resume', { accountId: 'embedded' as never }));
    value((await drill.settled(haltAll('halt-all-1'))) as never);
    expect(drill.gate()).toBe('armed');
    value((await drill.settled(haltAll('halt-all-2'))) as never);
    expect(drill.gate()).toBe('halted');
  });

  it('lists what is alive while the broker is out of reach, and cancels it when it is back', async () => {
    drill = await startDrill();
    value(await drill.place({ price: price(60_000) }));
    drill.wire.callFault = () => null;
    drill.wire.cutSockets();
    await drill.pass(500);
    await drill.settled(haltAll('halt-all-1'));
    await drill.pass(6_000);
    expect(states()?.every((state) => state === 'alive' || state === 'unknown')).toBe(true);
    expect(report()?.checks.every(({ error }) => error !== null)).toBe(true);
    drill.wire.callFault = null;
    await drill.until(() => states()?.every((state) => state === 'canceled') === true);
    expect(drill.gate()).toBe('halted');
  });

  it('does not wait for an answer that does not come', async () => {
    drill = await startDrill();
    value(await drill.place({ price: price(60_000) }));
    drill.wire.onNextOrder(Wire.hang(true));
    void drill.desk.handle('window-1', 'order.place', {
      requestId: 'request-hang',
      accountId: 'embedded',
      intent: {
        symbol: '005930',
        side: 'buy',
        type: 'limit',
        timeInForce: 'day',
        venue: 'KRX',
        price: 66_000,
        stopPrice: null,
        quantity: 3,
      },
      accepted: [],
    });
    await drill.pass(100);
    void haltAll('halt-all-1');
    await drill.wire.quiet();
    expect(drill.wire.sent).toEqual(['kt10000', 'kt10000', 'kt10003']);
    await drill.until(() => states()?.every((state) => state === 'canceled') === true);
  });
});
