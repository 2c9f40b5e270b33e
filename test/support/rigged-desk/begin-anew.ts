import { openSession } from '#test/support/desk-session.ts';
import type { SocketBridge } from '#renderer/bridge/socket-bridge.ts';
import { DEFAULT_RISK_LIMITS } from '#shared/catalogue/risk-limits.ts';
import type { DeskSnapshot, RequestName } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import { isWorking } from '#renderer/stores/orders-store.ts';
import type { RiggedDesk } from './launch-rigged-desk.ts';

/** The account that is always there; a test may have added others. */
const ACCOUNT = 'embedded' as AccountId;
const WINDOW = 'begin-anew';
const PATIENCE_MS = 45_000;
const STEP_MS = 100;

/** What a desk keeps for all windows, as it was before the first test. */
export type FirstState = Pick<DeskSnapshot, 'settings' | 'links'>;

/** Reads what the desk keeps; for a desk that no test has used yet. */
export async function readFirstState(desk: RiggedDesk): Promise<FirstState> {
  const { bridge } = await openSession(await desk.url());
  try {
    return await open(bridge);
  } finally {
    bridge.close();
  }
}

/**
 * Brings a desk, however the test before left it, to where every test begins: running and connected, without a fault, a
 * halt or a working order, with the settings, links and layouts of a first start. What was traded stays traded, but no order of before is counted.
 * @param windowIds  windows that any test may have opened
 */
export async function beginAnew(
  desk: RiggedDesk,
  first: FirstState,
  windowIds: Iterable<string>,
): Promise<void> {
  if (desk.host.child.exitCode !== null || desk.host.child.signalCode !== null) await desk.restart();
  await desk.exchange.setFault(null);
  await desk.exchange.setAway(false);
  const { bridge } = await openSession(await desk.url());
  try {
    await demand(bridge, 'profiles.setEnabled', { accountId: ACCOUNT, isEnabled: true });
    await resume(bridge);
    await cancelAll(bridge, ACCOUNT);
    await resetAccounts(bridge);
    await desk.exchange.forgetOrders();
    await forget(bridge, first, windowIds);
  } finally {
    bridge.close();
  }
}

/** Waits for the link, too: after a fault it comes back by itself. */
async function resume(bridge: SocketBridge): Promise<void> {
  await until('the account to be armed', async () => {
    const { accounts } = await open(bridge);
    const gate = accounts.find(({ accountId }) => accountId === ACCOUNT)?.condition.gate;
    if (gate?.state === 'blocked' && gate.reason === 'halted')
      await bridge.request('trading.resume', { accountId: ACCOUNT });
    return gate?.state === 'armed';
  });
}

/** Removes what a test has added, and gives the account that stays the name and limits of a first start. */
async function resetAccounts(bridge: SocketBridge): Promise<void> {
  for (const { accountId } of (await open(bridge)).accounts) {
    if (accountId === ACCOUNT) continue;
    await demand(bridge, 'profiles.setEnabled', { accountId, isEnabled: true });
    await cancelAll(bridge, accountId);
    await demand(bridge, 'profiles.remove', { accountId });
  }
  await demand(bridge, 'profiles.update', { accountId: ACCOUNT, label: '', owner: '', color: 'teal' });
  await demand(bridge, 'limits.set', { accountId: ACCOUNT, limits: DEFAULT_RISK_LIMITS });
}

/** Orders whose outcome is not known yet are waited for, until they are found or can be declared never accepted. */
async function cancelAll(bridge: SocketBridge, accountId: AccountId): Promise<void> {
  await until('no order to work', async () => {
    const reply = await bridge.request('account.snapshot', { accountId });
    const working = reply.ok ? reply.value.orders.filter(isWorking) : null;
    if (working?.length === 0) return true;
    const requestId = `begin-${Math.round(performance.now())}`;
    for (const { clientOrderId, absence } of working ?? []) {
      if (absence === null) continue;
      const verdict = 'neverAccepted';
      await bridge.request('order.resolve', { requestId: `${requestId}-absent`, clientOrderId, verdict });
    }
    await bridge.request('order.cancelAll', { requestId, accountId, symbol: null, side: null });
    return false;
  });
}

async function forget(bridge: SocketBridge, first: FirstState, windowIds: Iterable<string>): Promise<void> {
  const { settings, links } = await open(bridge);
  for (const key of new Set([...Object.keys(settings), ...Object.keys(first.settings)])) {
    const value = first.settings[key] ?? null;
    if (JSON.stringify(settings[key] ?? null) !== JSON.stringify(value))
      await demand(bridge, 'settings.set', { key, value });
  }
  for (const [group, symbol] of Object.entries(first.links)) {
    if (links[group as keyof typeof links] !== symbol) await demand(bridge, 'link.set', { group, symbol });
  }
  for (const windowId of windowIds) await demand(bridge, 'layout.save', { windowId, layout: null });
}

async function open(bridge: SocketBridge): Promise<DeskSnapshot> {
  return (await demand(bridge, 'desk.open', { windowId: WINDOW })) as DeskSnapshot;
}

/** Asks again while the link is not there: all that is asked here may be asked twice. */
async function demand(bridge: SocketBridge, name: RequestName, payload: object): Promise<unknown> {
  let value: unknown = null;
  await until(`an answer to ${name}`, async () => {
    const reply = await bridge.request(name, payload as never);
    if (reply.ok) value = reply.value;
    else if (reply.error.kind !== 'connectivity') throw new Error(`${name}: ${reply.error.code}`);
    return reply.ok;
  });
  return value;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > PATIENCE_MS) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
