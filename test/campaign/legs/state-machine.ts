import fc from 'fast-check';
import type { Order } from '#shared/domain/order.ts';
import { applyOrderEvent, isClosed, ORDER_EVENTS, ORDER_STATUSES } from '#shared/domain/order-status.ts';
import type { OrderEvent, OrderState } from '#shared/domain/order-status.ts';
import { applyFact } from '#electron/core/orders/apply-fact.ts';
import type { OrderFact } from '#electron/core/orders/order-fact.ts';
import { toOrder } from '#electron/core/orders/to-order.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';
import type { OrderStory } from '../models/order-story.ts';
import { arrivals, orderStory, STORY_TIME, tellStory } from '../models/order-story.ts';

type Applied = (order: TrackedOrder, fact: OrderFact) => TrackedOrder;

const APPLY: Applied = (order, fact) => applyFact(order, fact, STORY_TIME);

/** Random lives of an order through the reducer, and random walks through its table. */
export const STATE_MACHINE: Leg = {
  id: 'state-machine',
  trials: { short: 10_000, long: 100_000 },
  run: (context) =>
    forAll(
      context,
      fc.record({
        story: orderStory,
        walk: fc.array(fc.constantFrom(...ORDER_EVENTS), { maxLength: 20, size: 'max' }),
      }),
      ({ story, walk }) => [...judgeStory(story), ...judgeWalk(walk)],
    ),
};

/**
 * Takes one life in, as the news comes, and once more in the order in which it happened.
 * @param apply  the reducer; another one in the tests of this judge
 */
export function judgeStory(story: OrderStory, apply: Applied = APPLY): Complaints {
  const told = tellStory(story);
  const facts = [...arrivals(told, story.delays), told.lastLook];
  const complaints: string[] = [];
  let order = told.first;
  for (const fact of facts) {
    const next = apply(order, fact);
    complaints.push(...judgeStep(toOrder(order), toOrder(next), next));
    if (apply(next, fact) !== next) complaints.push(`told twice, it is another: ${JSON.stringify(fact)}`);
    order = next;
  }
  const straight = [...told.news.map(({ fact }) => fact), told.lastLook].reduce(apply, told.first);
  const [mixed, plain] = [shown(order), shown(straight)];
  if (JSON.stringify(mixed) !== JSON.stringify(plain)) {
    complaints.push(`the order of arrival counts: ${JSON.stringify(mixed)}, not ${JSON.stringify(plain)}`);
  }
  const rows = told.venue.rows().filter(({ kind }) => kind !== 'cancel');
  const truth = {
    filled: rows.reduce((sum, row) => sum + row.filledQuantity, 0),
    leaves: rows.reduce((sum, row) => sum + row.leavesQuantity, 0),
  };
  const { filledQuantity, leavesQuantity } = toOrder(order);
  if (filledQuantity !== truth.filled || leavesQuantity !== truth.leaves) {
    complaints.push(`the market has ${JSON.stringify(truth)}: ${JSON.stringify(toOrder(order))}`);
  }
  return complaints;
}

/** What must hold between one look at an order and the next. */
export function judgeStep(before: Order, after: Order, { fills }: Pick<TrackedOrder, 'fills'>): Complaints {
  const complaints: string[] = [];
  const say = (what: string) => complaints.push(`${what}: ${JSON.stringify({ before, after })}`);
  if (after.filledQuantity < before.filledQuantity) say('filled fell');
  if (fills.reduce((sum, { quantity }) => sum + quantity, 0) !== after.filledQuantity) {
    say('the fills are not what is filled');
  }
  if (isClosed(after.status) && after.leavesQuantity !== 0) say('closed and working');
  if (!isClosed(after.status) && after.filledQuantity + after.leavesQuantity !== after.quantity) {
    say('shares are missing');
  }
  if (isClosed(before.status) && !isClosed(after.status)) say('it came back to life');
  if (!reachable(before, after.filledQuantity > 0).has(keyOf(after))) say('the table knows no such way');
  return complaints;
}

function shown(order: TrackedOrder) {
  const { averageFillPrice: _average, updatedTime: _time, ...rest } = toOrder(order);
  return rest;
}

const keyOf = ({ status, unknownCommand }: OrderState): string => `${status}/${unknownCommand}`;
const ways = new Map<string, ReadonlySet<string>>();
/** One piece of news may stand for several events. */
const EVENTS_AT_ONCE = 4;

function reachable(from: OrderState, hasFills: boolean): ReadonlySet<string> {
  const key = `${keyOf(from)}/${hasFills}`;
  const known = ways.get(key);
  if (known !== undefined) return known;
  const found = new Map<string, OrderState>([[keyOf(from), from]]);
  for (let depth = 0; depth < EVENTS_AT_ONCE; depth += 1) {
    for (const state of [...found.values()]) {
      for (const event of ORDER_EVENTS) {
        const next = applyOrderEvent(state, event, hasFills);
        if (next.ok) found.set(keyOf(next.value), next.value);
      }
    }
  }
  const keys = new Set(found.keys());
  ways.set(key, keys);
  return keys;
}

type Table = typeof applyOrderEvent;

/** Walks through the table as told, by whatever events; what does not fit leaves the state as it was. */
export function judgeWalk(walk: readonly OrderEvent[], table: Table = applyOrderEvent): Complaints {
  const complaints: string[] = [];
  let state: OrderState = { status: 'draft', unknownCommand: null };
  let hasFills = false;
  for (const event of walk) {
    const filledNow: boolean = hasFills || event === 'fillPart' || event === 'fillAll';
    const next = table(state, event, filledNow);
    if (!next.ok) continue;
    const way = `${keyOf(state)} by ${event} to ${keyOf(next.value)}`;
    if (!ORDER_STATUSES.includes(next.value.status)) complaints.push(`no status: ${way}`);
    if ((next.value.status === 'unknown') !== (next.value.unknownCommand !== null)) {
      complaints.push(`unknown of what: ${way}`);
    }
    if (isClosed(state.status) && !isClosed(next.value.status)) complaints.push(`revived: ${way}`);
    if (filledNow && next.value.status === 'accepted') complaints.push(`its fills are forgotten: ${way}`);
    state = next.value;
    hasFills = filledNow;
  }
  return complaints;
}
