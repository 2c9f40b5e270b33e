import fc from 'fast-check';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { AccountOrder } from '#electron/exchange/world.ts';
import { buy, startDrill, value } from '#test/support/drill/drill.ts';
import type { Drill } from '#test/support/drill/drill.ts';
import { complaintsOf, forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';
import { compareOrder, truthOf } from '../models/drill-orders.ts';

/** What happens at the exchange while the desk does not look. */
export const DIVERGENCES = [
  'a part was filled',
  'all was filled',
  'canceled elsewhere',
  'a part was canceled elsewhere',
  'amended elsewhere',
  'placed elsewhere',
  'placed and canceled elsewhere',
  'missing from the lists',
] as const;
export type Divergence = (typeof DIVERGENCES)[number];

export interface ReconcileCase {
  readonly divergences: readonly Divergence[];
  /** The lists cannot be had at first. */
  readonly areListsLate: boolean;
  /** The desk's process ends, too, and starts again over its ledger. */
  readonly isRestarted: boolean;
}

const reconcileCase: fc.Arbitrary<ReconcileCase> = fc.record({
  divergences: fc.uniqueArray(fc.constantFrom(...DIVERGENCES), { minLength: 1, maxLength: 3, size: 'max' }),
  areListsLate: fc.boolean(),
  isRestarted: fc.boolean(),
});

const CASES_PER_DESK = 12;
/** Between the best bid and the best offer of the others: what is sold there meets the desk's orders first. */
const TOP = 68_000;
const STRANGER = 'stranger';
const LISTS = /^(kt00007|ka10075|kt00009|ka10076)$/;

/** A desk that looks away while its orders change, and has to find every difference before it trades again. */
export const RECONCILE: Leg = {
  id: 'reconcile',
  trials: { short: 40, long: 300 },
  async run(context) {
    let drill: Drill | null = null;
    let used = 0;
    let divergences = 0;
    const found = new Map<string, number>();
    try {
      await forAll(context, reconcileCase, async (subject) => {
        if (used === CASES_PER_DESK) {
          await drill?.close();
          [drill, used] = [null, 0];
        }
        const market = (drill ??= await startMarket());
        used += 1;
        const complaints = await complaintsOf(async () => {
          const history = await playReconcile(market, subject, used);
          divergences += history.applied.length;
          for (const each of history.applied) found.set(each, (found.get(each) ?? 0) + 1);
          return judgeReconcile(history);
        });
        // What went wrong here says nothing about the next case.
        if (complaints.length > 0) used = CASES_PER_DESK;
        return complaints;
      });
    } finally {
      await (drill as Drill | null)?.close();
    }
    context.note(`${divergences} divergences`);
    const missed = DIVERGENCES.filter((each) => !found.has(each));
    const complaints = context.onlyTrial === null ? missed.map((each) => `never happened: ${each}`) : [];
    context.record({ trial: context.trials, subject: 'that every divergence happened', complaints });
  },
};

async function startMarket(): Promise<Drill> {
  const drill = await startDrill();
  const { world } = drill.exchange;
  world.openAccount(STRANGER);
  // Somebody has to have shares to sell to the desk.
  const terms = { ...buy(), price: price(68_100), quantity: quantity(550) };
  const bought = world.submit(STRANGER, terms);
  if (!bought.ok) throw new Error(`the stranger has no shares: ${String(bought.error)}`);
  await drill.pass(1_000);
  return drill;
}

async function playReconcile(drill: Drill, subject: ReconcileCase, used: number): Promise<ReconcileHistory> {
  const shares = (index: number) => quantity(10 + used * 16 + index * 5);
  const placed: Order[] = [];
  for (let index = 0; index < 3; index += 1) {
    placed.push(value(await drill.place({ price: price(TOP), quantity: shares(index) })));
  }
  // One more, to be canceled while trading is blocked.
  const doomed = value(await drill.place({ price: price(60_000), quantity: shares(5) }));
  await drill.pass(1_000);
  await lookAway(drill, subject);
  const hidden = new Set<number>();
  const applied = subject.divergences.filter((each, index) =>
    apply(drill, each, placed[index] ?? doomed, hidden),
  );
  const blocked: string[] = [await tryToPlace(drill, used, 0)];
  const sentBefore = drill.wire.sent.length;
  await lookAgain(drill, subject, hidden);
  if (subject.areListsLate) {
    await drill.until(() => isOnline(drill));
    await drill.pass(2_000);
    blocked.push(await tryToPlace(drill, used, 1));
  }
  const cancelWhileBlocked = await tryToCancel(drill, subject, doomed);
  drill.wire.callFault = hidden.size > 0 ? without(hidden) : null;
  await drill.until(() => drill.gate() === 'armed');
  // Two looks, five seconds apart, find what is missing.
  await drill.pass(20_000);
  const history = { applied, blocked, cancelWhileBlocked, sent: drill.wire.sent.slice(sentBefore) };
  const { orders } = await drill.snapshot();
  const rows = drill.atExchange();
  return { ...history, orders, rows, hidden: [...hidden], lostInTheEnd: await clear(drill) };
}

async function lookAway(drill: Drill, { isRestarted }: ReconcileCase): Promise<void> {
  if (isRestarted) {
    drill.kill();
    // Started again at once, and without a network: it has to wait for the broker.
    await drill.start((wire) => (wire.callFault = () => null));
    await drill.pass(1_000);
    return;
  }
  drill.wire.callFault = () => null;
  drill.wire.pushFault = () => undefined;
  drill.wire.cutSockets();
  await drill.until(() => drill.gate() !== 'armed');
}

async function lookAgain(
  drill: Drill,
  { areListsLate }: ReconcileCase,
  hidden: ReadonlySet<number>,
): Promise<void> {
  drill.wire.pushFault = null;
  const rest = hidden.size > 0 ? without(hidden) : null;
  drill.wire.callFault = areListsLate
    ? (call, proceed) => (LISTS.test(call.headers['api-id'] ?? '') ? null : proceed())
    : rest;
  await drill.wire.quiet();
}

type CallFault = NonNullable<Drill['wire']['callFault']>;

/** Lists that leave out some orders. */
function without(hidden: ReadonlySet<number>): CallFault {
  return async (call, proceed) => {
    const answer = await proceed();
    if (!LISTS.test(call.headers['api-id'] ?? '')) return answer;
    const body = JSON.parse(answer.body) as Record<string, unknown>;
    for (const [key, rows] of Object.entries(body)) {
      if (!Array.isArray(rows)) continue;
      body[key] = rows.filter((row: Record<string, unknown>) => !hidden.has(Number(row['ord_no'])));
    }
    return { ...answer, body: JSON.stringify(body) };
  };
}

/** Returns whether it could be done. */
function apply(drill: Drill, divergence: Divergence, order: Order, hidden: Set<number>): boolean {
  const { world } = drill.exchange;
  const [own] = drill.atExchange();
  const accountId = own?.accountId ?? '';
  const number = drill.atExchange().find((row) => row.number === Number(order.venueOrderId))?.number;
  if (number === undefined) return false;
  const at = { symbol: order.symbol, venue: order.venue };
  const sell = (shares: number) =>
    world.submit(STRANGER, { ...buy(), side: 'sell', price: price(TOP), quantity: quantity(shares) }).ok;
  switch (divergence) {
    case 'a part was filled':
      return sell(3);
    case 'all was filled':
      // All that stands before it in the line is filled, too.
      return sell(Math.min(40, order.quantity));
    case 'canceled elsewhere':
      return world.cancel(accountId, number, { ...at, quantity: null }).ok;
    case 'a part was canceled elsewhere':
      return world.cancel(accountId, number, { ...at, quantity: quantity(4) }).ok;
    case 'amended elsewhere':
      return world.amend(accountId, number, {
        ...at,
        quantity: order.quantity,
        price: price(67_500),
        stopPrice: null,
      }).ok;
    case 'placed elsewhere':
      return world.submit(accountId, { ...buy(), price: price(61_000), quantity: quantity(7) }).ok;
    case 'placed and canceled elsewhere': {
      const made = world.submit(accountId, { ...buy(), price: price(62_000), quantity: quantity(8) });
      return made.ok && world.cancel(accountId, made.value.number, { ...at, quantity: null }).ok;
    }
    case 'missing from the lists':
      hidden.add(number);
      return true;
  }
}

async function tryToPlace(drill: Drill, used: number, attempt: number): Promise<string> {
  const terms = {
    price: price(55_000 + attempt * 3_000),
    quantity: quantity(900 + used * 40 + attempt * 20),
  };
  const placed = await drill.place(terms);
  return placed.ok ? 'placed' : placed.error.code;
}

/** Only once there is a way to the broker. */
async function tryToCancel(
  drill: Drill,
  { areListsLate }: ReconcileCase,
  { clientOrderId }: Order,
): Promise<string | null> {
  if (!areListsLate) return null;
  const canceled = await drill.ask('order.cancel', {
    requestId: `doomed-${clientOrderId}`.slice(0, 64),
    clientOrderId,
  });
  return canceled.ok ? canceled.value.status : canceled.error.code;
}

/** Shows the lists as they are, then leaves nothing at work for the next case. Returns how many orders stay lost. */
async function clear(drill: Drill): Promise<number> {
  drill.wire.callFault = null;
  drill.wire.cutSockets();
  await drill.until(() => drill.gate() !== 'armed');
  await drill.until(() => drill.gate() === 'armed');
  const { accountId } = drill;
  const lost = (await drill.snapshot()).orders.filter(({ status }) => status === 'lost').length;
  const requestId = `clear-${String(drill.clock.now())}`;
  await drill.ask('order.cancelAll', { requestId, accountId, symbol: null, side: null });
  await drill.pass(8_000);
  await drill.ready();
  return lost;
}

function isOnline(drill: Drill): boolean {
  return drill.window.condition(drill.accountId)?.phase === 'online';
}

export interface ReconcileHistory {
  readonly applied: readonly Divergence[];
  /** What became of the orders that were tried before the desk had looked. */
  readonly blocked: readonly string[];
  /** Status or code; null when there was no way to the broker yet. */
  readonly cancelWhileBlocked: string | null;
  /** Order requests that left after the desk looked again. */
  readonly sent: readonly string[];
  readonly orders: readonly Order[];
  /** All of the account at the exchange. */
  readonly rows: readonly AccountOrder[];
  /** Numbers that the lists left out. */
  readonly hidden: readonly number[];
  /** Orders that stay lost although the lists name them again. */
  readonly lostInTheEnd: number;
}

const CANCEL_REQUEST = 'kt10003';

export function judgeReconcile(history: ReconcileHistory): Complaints {
  const { blocked, cancelWhileBlocked, sent, orders, rows, hidden, lostInTheEnd } = history;
  const complaints = blocked.flatMap((code) =>
    code.startsWith('TRADING_') ? [] : [`an order before the reconcile: ${code}`],
  );
  const isCanceled = ['canceled', 'pendingCancel'].includes(cancelWhileBlocked ?? 'canceled');
  if (!isCanceled) complaints.push(`a cancel while blocked: ${cancelWhileBlocked}`);
  if (sent.some((api) => api !== CANCEL_REQUEST)) complaints.push(`sent while looking: ${sent.join(' ')}`);
  if (lostInTheEnd > 0) complaints.push(`${lostInTheEnd} orders stay lost`);
  const roots = rows.filter(({ kind }) => kind === 'new').map(({ number }) => number);
  for (const root of roots) {
    const owners = orders.filter(({ venueOrderIds }) => venueOrderIds.some((id) => Number(id) === root));
    const [owner] = owners;
    if (owner === undefined || owners.length !== 1) {
      complaints.push(`order ${root} of the exchange is ${owners.length} orders of the desk`);
      continue;
    }
    const truth = truthOf(rows, root);
    const isHidden = hidden.includes(root) && (truth?.leaves ?? 0) > 0;
    if (!isHidden) complaints.push(...compareOrder(owner, truth));
    else if (owner.status !== 'lost')
      complaints.push(`the lists lack an order that is shown as ${owner.status}`);
  }
  const known = new Set(rows.map(({ number }) => Number(number)));
  const invented = orders
    .flatMap(({ venueOrderIds }) => venueOrderIds)
    .filter((id) => !known.has(Number(id)));
  if (invented.length > 0) complaints.push(`orders that the exchange does not know: ${invented.join(' ')}`);
  return complaints;
}
