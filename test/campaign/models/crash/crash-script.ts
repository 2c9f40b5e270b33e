import type { Desk } from '#electron/core/desk.ts';
import type { AccountSnapshot, DeskSnapshot, OrderPreview, RequestName } from '#shared/contract/requests.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { DeskOrder, DeskTruth } from './crash-messages.ts';

const WINDOW = 'crash-window';
const SYMBOL = '005930';
const IN_DOUBT = new Set(['unknown', 'pendingAmend', 'pendingCancel', 'submitted', 'draft']);
const PATIENCE_MS = 25_000;
const STEP_MS = 15;
/** Orders in one life of the program. */
const ORDERS = 4;

async function ask<T>(desk: Desk, name: RequestName, payload: object): Promise<T> {
  const result = (await desk.handle(WINDOW, name, payload)) as Result<T>;
  if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.detail}`);
  return result.value;
}

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, STEP_MS));

async function until(
  what: string,
  isSo: () => Promise<boolean>,
  state: () => unknown = () => null,
): Promise<void> {
  const startedAt = performance.now();
  while (!(await isSo())) {
    if (performance.now() - startedAt > PATIENCE_MS) {
      throw new Error(`waited in vain for ${what}: ${JSON.stringify(state())}`);
    }
    await pause();
  }
}

async function accountIdOf(desk: Desk): Promise<string> {
  const { accounts } = await ask<DeskSnapshot>(desk, 'desk.open', { windowId: WINDOW });
  const [account] = accounts;
  if (account === undefined) throw new Error('no account');
  return account.accountId;
}

/**
 * Waits until the desk may trade and nothing is in doubt, saying of what is proven absent that it never was accepted.
 * Returns what it then knows.
 */
export async function settleEverything(desk: Desk): Promise<Omit<DeskTruth, 'sentBySelf'>> {
  desk.attach({
    clientId: WINDOW,
    sendEvent: () => undefined,
    sendMarket: () => undefined,
    isReadyForMarket: () => true,
  });
  const accountId = await accountIdOf(desk);
  await until('the gate to open', async () => {
    const { accounts } = await ask<DeskSnapshot>(desk, 'desk.open', { windowId: WINDOW });
    return accounts[0]?.condition.gate.state === 'armed';
  });
  let resolved = 0;
  const snapshot = () => ask<AccountSnapshot>(desk, 'account.snapshot', { accountId });
  let doubtful: readonly Order[] = [];
  const isKnown = async () => {
    const { orders } = await snapshot();
    for (const { clientOrderId, absence } of orders) {
      if (absence !== 'proven') continue;
      const requestId = `resolve-${clientOrderId}`.slice(0, 64);
      await ask(desk, 'order.resolve', { requestId, clientOrderId, verdict: 'neverAccepted' });
      resolved += 1;
    }
    doubtful = orders.filter(({ status }) => IN_DOUBT.has(status));
    return doubtful.length === 0;
  };
  await until('every order to be known', isKnown, () => doubtful);
  await ask(desk, 'account.refresh', { accountId });
  const { orders, fills, positions } = await snapshot();
  return {
    orders: orders.map(toDeskOrder),
    shares: positions.reduce((sum, { quantity }) => sum + quantity, 0),
    turnover: fills.reduce((sum, { price, quantity }) => sum + price * quantity, 0),
    resolved,
  };
}

function toDeskOrder(order: Order): DeskOrder {
  return {
    status: order.status,
    origin: order.origin,
    numbers: order.venueOrderIds.map(Number),
    quantity: order.quantity,
    price: order.price,
    filled: order.filledQuantity,
    leaves: order.leavesQuantity,
    refusal: order.rejection === null ? null : `${order.rejection.code} ${order.rejection.text}`,
  };
}

/** Orders that rest and that fill, an amend, a cancel beside a new order, and everything canceled. */
export async function playScript(desk: Desk, life: number): Promise<void> {
  const accountId = await accountIdOf(desk);
  await ask(desk, 'instruments.list', {});
  const interests = [{ symbol: SYMBOL, channels: ['quote', 'book'], priority: 'focused' }];
  await ask(desk, 'market.watch', { interests });
  await ask(desk, 'market.snapshot', { symbol: SYMBOL });
  const intentOf = (step: number, price: number) => ({
    symbol: SYMBOL,
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    venue: 'KRX',
    price,
    stopPrice: null,
    quantity: 1 + life * ORDERS + step,
  });
  await until('orders to be checked', async () => {
    const preview = await ask<OrderPreview>(desk, 'order.preview', {
      accountId,
      intent: intentOf(0, 67_000),
    });
    return preview.problems.length === 0;
  });
  // A refusal is an answer too: on a slow machine the one before may be in doubt.
  const attempt = (name: RequestName, payload: object) => desk.handle(WINDOW, name, payload);
  const place = async (step: number, price: number): Promise<Result<Order>> => {
    const intent = intentOf(step, price);
    const preview = await ask<OrderPreview>(desk, 'order.preview', { accountId, intent });
    const accepted = preview.warnings.map(({ error }) => error.code);
    const command = { requestId: `place-${life}-${step}-000`, accountId, intent, accepted };
    return (await attempt('order.place', command)) as Result<Order>;
  };
  const first = await place(0, 67_000);
  if (!first.ok) throw new Error(`no order at all: ${first.error.code}`);
  const { clientOrderId, quantity } = first.value;
  await place(1, 68_100);
  const amended = { price: 66_900, stopPrice: null, quantity, accepted: [] };
  await attempt('order.amend', { requestId: `amend-${life}-0000`, clientOrderId, ...amended });
  const requestId = `cancel-${life}-0000`;
  await Promise.all([place(2, 66_500), attempt('order.cancel', { requestId, clientOrderId })]);
  await place(3, 68_000);
  await attempt('order.cancelAll', { requestId: `all-${life}-0000`, accountId, symbol: null, side: null });
}
