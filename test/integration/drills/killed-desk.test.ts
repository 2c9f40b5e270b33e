import { afterEach, describe, expect, it } from 'vitest';
import { price } from '#shared/domain/price.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { EMBEDDED_PROFILE } from '#electron/core/accounts/profiles.ts';
import { buy, declareNeverAccepted, errorOf, startDrill, value } from '#test/support/drill/drill.ts';

let drill: Drill;
afterEach(() => drill.close());

const placeAndForget = () =>
  void drill.desk.handle('window-1', 'order.place', {
    requestId: 'request-before',
    accountId: 'embedded',
    intent: {
      symbol: '005930',
      side: 'buy',
      type: 'limit',
      timeInForce: 'day',
      venue: 'KRX',
      price: 67_000,
      stopPrice: null,
      quantity: 10,
    },
    accepted: [],
  });

/** Kills the desk at the moment `isNow` first holds, seen from the row that is about to be written. */
function killAtRow(kind: string, when: 'before' | 'after'): void {
  drill.ledger.onAppend = (rows) => {
    if (!rows.some((row) => row.kind === kind)) return;
    drill.ledger.onAppend = null;
    if (when === 'before') {
      drill.ledger.failOnce();
      drill.kill();
    } else queueMicrotask(() => drill.kill());
  };
}

const MOMENTS = [
  {
    name: 'after the ledger and before the request left',
    atExchange: 0,
    last: 'denied',
    arrange: () => killAtRow('placeRecorded', 'after'),
  },
  {
    name: 'after the request left and before the answer',
    atExchange: 1,
    last: 'accepted',
    arrange: () =>
      drill.wire.onNextOrder((_call, proceed) => {
        const answer = proceed();
        drill.kill();
        return answer;
      }),
  },
  {
    name: 'after the answer and before the ledger has it',
    atExchange: 1,
    last: 'accepted',
    arrange: () => killAtRow('acked', 'before'),
  },
] as const;

describe('a desk that was killed with an order in flight', () => {
  it.each(MOMENTS)('finds out what became of it: $name', async ({ atExchange, last, arrange }) => {
    drill = await startDrill();
    const { exchange } = drill;
    arrange();
    placeAndForget();
    await drill.pass(3_000);
    expect(drill.ledger.rows.at(-1)?.kind).toMatch(/^(placeRecorded|sent)$/);
    expect(drill.atExchange()).toHaveLength(atExchange);
    await drill.start((wire) => (wire.callFault = () => null));
    // The order is there from the first moment, as what it is: unknown.
    expect((await drill.snapshot()).orders.map(({ status }) => status)).toEqual(['unknown']);
    expect(drill.gate()).toBe('disconnected');
    drill.wire.callFault = null;
    await drill.until(() => drill.gate() === 'armed');
    const statusWhenArmed = (await drill.snapshot()).orders[0]?.status;
    if (atExchange === 1) expect(statusWhenArmed).toBe('accepted');
    else {
      // The doubt outlasts the opening of the gate, and holds back whatever is like it.
      expect(statusWhenArmed).toBe('unknown');
      value(await drill.ask('instruments.list', {}));
      const preview = await drill.ask('order.preview', {
        accountId: EMBEDDED_PROFILE.accountId,
        intent: buy(),
      });
      expect(value(preview).warnings.map(({ error }) => error.code)).toContain('LOOKALIKE_UNKNOWN');
    }
    if (last === 'denied') await declareNeverAccepted(drill);
    await drill.until(() => drill.window.events('order').at(-1)?.order.status === last);
    await drill.pass(30_000);
    expect((await drill.snapshot()).orders).toMatchObject([{ status: last, origin: 'desk' }]);
    expect(exchange.world).toBe(drill.exchange.world);
    expect(drill.atExchange()).toHaveLength(atExchange);
    // The same click again, from a window that never got its answer, is not a second order.
    await drill.ask('order.place', {
      requestId: 'request-before',
      accountId: EMBEDDED_PROFILE.accountId,
      intent: buy(),
      accepted: [],
    });
    expect(drill.atExchange()).toHaveLength(atExchange);
    expect(drill.wire.sent).toEqual([]);
  });

  it('is not armed while the broker cannot be asked, and is once it can', async () => {
    drill = await startDrill();
    drill.wire.onNextOrder((_call, proceed) => {
      void proceed();
      drill.kill();
      return null;
    });
    placeAndForget();
    await drill.pass(1_000);
    await drill.start((wire) => {
      wire.callFault = (call, proceed) =>
        /^(kt00007|ka10075)$/.test(call.headers['api-id'] ?? '') ? null : proceed();
    });
    await drill.pass(60_000);
    expect(drill.gate()).toBe('starting');
    expect((await drill.snapshot()).orders).toMatchObject([{ status: 'unknown' }]);
    drill.wire.callFault = null;
    await drill.until(() => drill.gate() === 'armed');
    expect((await drill.snapshot()).orders).toMatchObject([{ status: 'accepted' }]);
    expect(drill.atExchange()).toHaveLength(1);
  });
});

describe('an exchange that goes away with an order in flight', () => {
  it('loses nothing for the desk: exactly one order, found after the reconnect', async () => {
    drill = await startDrill();
    drill.wire.onNextOrder((_call, proceed) => {
      void proceed();
      return new Promise(() => undefined);
    });
    placeAndForget();
    await drill.pass(500);
    await cutSockets();
    await drill.until(() => drill.gate() === 'disconnected');
    expect(errorOf(await drill.place()).code).toBe('TRADING_DISCONNECTED');
    await drill.until(() => drill.gate() === 'armed');
    await drill.pass(15_000);
    expect((await drill.snapshot()).orders).toMatchObject([{ status: 'accepted' }]);
    expect(drill.wire.sent).toEqual(['kt10000']);
  });

  it('is not armed by a reconcile that a new disconnect overtook', async () => {
    drill = await startDrill();
    let release: () => void = () => undefined;
    drill.wire.callFault = async (call, proceed) => {
      if (call.headers['api-id'] === 'ka10075') await new Promise<void>((resolve) => (release = resolve));
      return proceed();
    };
    await cutSockets();
    await drill.until(() => drill.gate() === 'starting');
    await drill.pass(500);
    drill.wire.callFault = null;
    await cutSockets();
    release();
    await drill.pass(400);
    expect(drill.gate()).not.toBe('armed');
    await drill.until(() => drill.gate() === 'armed');
    expect(drill.window.condition(EMBEDDED_PROFILE.accountId)?.phase).toBe('online');
  });
});

describe('halt', () => {
  it('outlasts a reconnect and a restart, until the trader resumes', async () => {
    drill = await startDrill();
    value(await drill.place());
    value(await drill.ask('trading.halt', { requestId: 'halt-0001', accountId: EMBEDDED_PROFILE.accountId }));
    await drill.until(() => drill.window.events('order').at(-1)?.order.status === 'canceled');
    await cutSockets();
    await drill.pass(30_000);
    expect(drill.gate()).toBe('halted');
    drill.kill();
    await drill.start();
    await drill.pass(30_000);
    expect(drill.gate()).toBe('halted');
    value(await drill.ask('trading.resume', { accountId: EMBEDDED_PROFILE.accountId }));
    await drill.pass(100);
    expect(drill.gate()).toBe('armed');
  });

  it('stops an order that still waits for its turn at the broker', async () => {
    drill = await startDrill();
    for (const won of [60_000, 61_000]) value(await drill.place({ price: price(won) }));
    const late = drill.desk.handle('window-1', 'order.place', {
      requestId: 'request-late',
      accountId: 'embedded',
      intent: orderOf(66_000),
      accepted: [],
    });
    await drill.wire.quiet();
    expect(drill.wire.sent).toHaveLength(2);
    value(await drill.ask('trading.halt', { requestId: 'halt-0001', accountId: EMBEDDED_PROFILE.accountId }));
    expect(errorOf((await drill.settled(late)) as never).code).toBe('TRADING_HALTED');
    await drill.pass(20_000);
    expect(drill.atExchange().filter(({ kind }) => kind === 'new')).toHaveLength(2);
  });
});

const orderOf = (won: number) => ({
  symbol: '005930',
  side: 'buy',
  type: 'limit',
  timeInForce: 'day',
  venue: 'KRX',
  price: won,
  stopPrice: null,
  quantity: 10,
});

/** Every real-time connection breaks, as a router that restarts does it. */
async function cutSockets(): Promise<void> {
  drill.wire.cutSockets();
  await drill.wire.quiet();
}
