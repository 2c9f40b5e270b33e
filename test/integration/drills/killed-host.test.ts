import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '#electron/launcher/build.ts';
import { createChildren } from '#electron/launcher/children.ts';
import type { MarketSnapshot } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import { openSession } from '#test/support/desk-session.ts';
import type { DeskSession } from '#test/support/desk-session.ts';
import { childrenOf, launchDesk, ROOT } from '#test/support/launch-desk.ts';
import type { LaunchedDesk } from '#test/support/launch-desk.ts';
import { launchRiggedDesk, QUIET_MARKET } from '#test/support/rigged-desk/launch-rigged-desk.ts';
import type { RiggedDesk } from '#test/support/rigged-desk/launch-rigged-desk.ts';
import type { OrderFault } from '#test/support/rigged-desk/rig-settings.ts';

const ACCOUNT = 'embedded' as AccountId;
const SYMBOL = '005930';
const WAIT = { timeout: 40_000, interval: 100 };

const opened: { stop: () => Promise<void> }[] = [];
let session: DeskSession | null = null;
let folder: string | null = null;

beforeAll(() => ensureBuilt(ROOT, createChildren(), () => undefined), 120_000);
afterEach(async () => {
  session?.bridge.close();
  for (const each of opened.splice(0)) await each.stop();
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
  [session, folder] = [null, null];
});

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`);
  return result.value;
}

/** Waits until the desk may trade, as its own window sees it. */
async function enter(desk: LaunchedDesk): Promise<DeskSession['bridge']> {
  session?.bridge.close();
  session = await openSession(await desk.url());
  const { bridge } = session;
  const gate = async () => {
    const { accounts } = value(await bridge.request('desk.open', { windowId: 'main' }));
    return accounts[0]?.condition.gate.state;
  };
  await expect.poll(gate, WAIT).toBe('armed');
  return bridge;
}

/** A buy that rests: far below the market, and as many shares as no other order of the test. */
async function orderOf(bridge: DeskSession['bridge'], quantity: number, requestId: string) {
  const { book }: MarketSnapshot = value(await bridge.request('market.snapshot', { symbol: SYMBOL }));
  const price = book.bids[4]?.price ?? book.bids.at(-1)?.price ?? (0 as never);
  const intent = { symbol: SYMBOL, side: 'buy', type: 'limit', timeInForce: 'day', venue: 'KRX' } as const;
  const funding = { kind: 'cash' } as const;
  const terms = { ...intent, price, stopPrice: null, funding, quantity: quantity as never };
  return { requestId, accountId: ACCOUNT, intent: terms, accepted: ['CONFIRM_PRICE_DISTANCE'] };
}

const ordersOf = async (bridge: DeskSession['bridge'], quantity: number): Promise<readonly Order[]> =>
  value(await bridge.request('account.snapshot', { accountId: ACCOUNT })).orders.filter(
    (order) => order.quantity === quantity,
  );

/** Declares never accepted what is offered as such: only the trader may. */
async function declareAbsent(bridge: DeskSession['bridge'], quantity: number): Promise<void> {
  for (const { clientOrderId, absence } of await ordersOf(bridge, quantity)) {
    if (absence === null) continue;
    const requestId = `resolve-${String(quantity).padStart(4, '0')}`;
    value(await bridge.request('order.resolve', { requestId, clientOrderId, verdict: 'neverAccepted' }));
  }
}

/** The host and its exchange are gone at the same moment, as when the machine's memory runs out; then it starts again. */
async function killAll(desk: LaunchedDesk): Promise<void> {
  const exchange = childrenOf(desk.host.child.pid);
  const restarted = desk.restart('kill');
  for (const pid of exchange) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It had ended with its parent.
    }
  }
  await restarted;
}

async function openRigged(): Promise<RiggedDesk> {
  const desk = await launchRiggedDesk({
    activity: QUIET_MARKET,
    startAt: new Date('2026-11-20T13:05:00+09:00'),
  });
  opened.push(desk);
  return desk;
}

/** Places, kills everything when `isNow`, and returns what the desk and the exchange make of it in the end. */
async function drill(desk: RiggedDesk, quantity: number, isNow: () => Promise<void>) {
  const requestId = `drill-${String(quantity).padStart(4, '0')}`;
  const before = await enter(desk);
  const command = await orderOf(before, quantity, requestId);
  void before.request('order.place', command);
  await isNow();
  await killAll(desk);
  const bridge = await enter(desk);
  const settled = async () => (await ordersOf(bridge, quantity)).map(({ status }) => status);
  await expect
    .poll(async () => {
      await declareAbsent(bridge, quantity);
      return settled();
    }, WAIT)
    .not.toContain('unknown');
  const atExchange = async () =>
    (await desk.exchange.orders(SYMBOL)).filter((row) => row.quantity === quantity);
  const first = { desk: await settled(), exchange: (await atExchange()).length };
  // The program itself has sent nothing again.
  expect((await desk.exchange.status()).arrived).toEqual([]);
  // The same click again sends nothing, unless the desk never knew of it.
  value(await bridge.request('market.snapshot', { symbol: SYMBOL }));
  const again = await bridge.request('order.place', command);
  expect(await atExchange()).toHaveLength(first.desk.length === 0 && again.ok ? 1 : first.exchange);
  return first;
}

/** Kill points that the wire decides: what happens to the order request, and when that has happened. */
const FAULTS: readonly (readonly [OrderFault, expected: { desk: string[]; exchange: number }])[] = [
  ['requestHeld', { desk: ['denied'], exchange: 0 }],
  ['requestLost', { desk: ['denied'], exchange: 0 }],
  ['answerHeld', { desk: ['accepted'], exchange: 1 }],
  ['answerLost', { desk: ['accepted'], exchange: 1 }],
];

describe.skipIf(process.platform !== 'linux')('a desk that is killed with its exchange, mid-order', () => {
  it('finds each order, or proves that it never was accepted', async () => {
    const desk = await openRigged();
    for (const [place, [fault, expected]] of FAULTS.entries()) {
      const outcome = await drill(desk, 101 + place, async () => {
        await desk.exchange.setFault(fault);
        await expect.poll(async () => (await desk.exchange.status()).arrived.length, WAIT).toBe(1);
      });
      expect([fault, outcome]).toEqual([fault, expected]);
    }
  }, 240_000);

  it('agrees with its exchange wherever the kill came', async () => {
    const desk = await openRigged();
    for (const [place, delayMs] of [0, 10, 40].entries()) {
      const outcome = await drill(desk, 201 + place, () => new Promise((go) => setTimeout(go, delayMs)));
      expect(outcome.desk.length).toBeLessThanOrEqual(1);
      expect([delayMs, outcome.exchange]).toEqual([delayMs, outcome.desk[0] === 'accepted' ? 1 : 0]);
    }
  }, 240_000);
});

describe('a desk that is started on another market', () => {
  it('shows no order of the first there, and each again here', async () => {
    const home = (folder = mkdtempSync(join(tmpdir(), 'hoga-seeds-')));
    const start = async (seed: number) => {
      const desk = await launchDesk({ home, seed });
      opened.push(desk);
      return { desk, bridge: await enter(desk) };
    };
    const first = await start(1);
    value(await first.bridge.request('order.place', await orderOf(first.bridge, 7, 'seed-one-1')));
    await first.desk.stop();
    const second = await start(2);
    expect(await ordersOf(second.bridge, 7)).toEqual([]);
    await second.desk.stop();
    const third = await start(1);
    expect(await ordersOf(third.bridge, 7)).toMatchObject([{ origin: 'desk', status: 'accepted' }]);
  }, 120_000);
});

describe('a desk without a place for its log', () => {
  it('trades, and says so once', async () => {
    const home = (folder = mkdtempSync(join(tmpdir(), 'hoga-log-')));
    writeFileSync(join(home, 'logs'), 'a file where the folder should be');
    const desk = await launchDesk({ home });
    opened.push(desk);
    const { bridge } = (session = await openSession(await desk.url()));
    const told: string[] = [];
    bridge.onEvent(({ event }) => event.type === 'notice' && told.push(event.error.code));
    const gate = async () =>
      value(await bridge.request('desk.open', { windowId: 'main' })).accounts[0]?.condition.gate.state;
    await expect.poll(gate, WAIT).toBe('armed');
    value(await bridge.request('order.place', await orderOf(bridge, 3, 'no-log-01')));
    expect(told).toEqual(['LOG_UNAVAILABLE']);
  }, 60_000);
});
