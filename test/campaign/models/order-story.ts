import fc from 'fast-check';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { AmendIntent } from '#electron/core/brokers/broker.ts';
import { applyFact, beginOrder } from '#electron/core/orders/apply-fact.ts';
import type { OrderFact } from '#electron/core/orders/order-fact.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { createFakeVenue, handleOf } from '#test/support/fake-venue.ts';
import type { FakeVenue } from '#test/support/fake-venue.ts';
import { buyIntent } from '#test/support/order-desk.ts';

/** What the desk and the market do to one order, and how late and how often the news of it comes. */
export interface OrderStory {
  readonly shares: number;
  readonly isAnswerLost: boolean;
  readonly acts: readonly Act[];
  /** Delays of the news, in places; used in turn. */
  readonly delays: readonly number[];
}

export type Act =
  | { readonly act: 'fill'; readonly shares: number; readonly at: number }
  | { readonly act: 'cancelElsewhere'; readonly shares: number }
  | { readonly act: 'amendElsewhere'; readonly shares: number; readonly at: number }
  | { readonly act: 'amend' | 'cancel'; readonly at: number; readonly fate: Fate }
  | { readonly act: 'look' };

/** What becomes of a command of ours. `late`: it is answered, and given up before the answer is there. */
export type Fate = 'answered' | 'late' | 'answerLost' | 'refused';

/** One piece of news, and whether it may come late and twice: what we do ourselves does not. */
export interface News {
  readonly fact: OrderFact;
  readonly isOurs: boolean;
}

export interface ToldStory {
  readonly first: TrackedOrder;
  readonly news: readonly News[];
  readonly venue: FakeVenue;
  readonly lastLook: OrderFact;
}

const at = fc.integer({ min: 500, max: 520 }).map((hundreds) => hundreds * 100);
const shares = fc.integer({ min: 1, max: 60 });
const fate = fc.constantFrom<Fate>('answered', 'late', 'answerLost', 'refused');

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constant('fill' as const), shares, at }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('cancelElsewhere' as const), shares }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('amendElsewhere' as const), shares, at }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constantFrom('amend' as const, 'cancel' as const), at, fate }),
  },
  { weight: 2, arbitrary: fc.constant({ act: 'look' as const }) },
);

export const orderStory: fc.Arbitrary<OrderStory> = fc.record({
  shares: fc.integer({ min: 1, max: 200 }),
  isAnswerLost: fc.boolean(),
  acts: fc.array(act, { maxLength: 10, size: 'max' }),
  delays: fc.array(fc.nat(40), { minLength: 1, maxLength: 60, size: 'max' }),
});

const NOW = 1_795_136_400_000 as EpochMs;
export const STORY_TIME = NOW;

/** Plays the story against a market that is the truth. */
export function tellStory({ shares: ordered, isAnswerLost, acts }: OrderStory): ToldStory {
  const news: News[] = [];
  const venue = createFakeVenue(
    () => NOW,
    (report) => news.push({ fact: { kind: 'reported', report }, isOurs: false }),
  );
  const intent = buyIntent({ quantity: quantity(ordered) });
  const born = beginOrder(
    'test' as AccountId,
    'order-1' as ClientOrderId,
    {
      kind: 'placeRecorded',
      commandId: 'place',
      requestId: 'place',
      intent,
      tradingDate: '20261120' as KstDate,
    },
    NOW,
  );
  const number = venue.place(intent);
  const before: OrderFact[] = [
    { kind: 'dispatched', commandId: 'place' },
    { kind: 'sent', commandId: 'place' },
    ...(isAnswerLost ? [{ kind: 'outcomeLost', commandId: 'place', code: 'TIMED_OUT' } as const] : []),
    { kind: 'acked', commandId: 'place', venueOrderId: number, handle: handleOf(number) },
  ];
  const first = before.reduce((order, fact) => applyFact(order, fact, NOW), born);
  acts.forEach((each, place) => perform(each, `command-${place}`, venue, news));
  return { first, news, venue, lastLook: look(venue) };
}

function look(venue: FakeVenue): OrderFact {
  return { kind: 'queried', rows: venue.rows(), fills: venue.fills() };
}

function perform(each: Act, commandId: string, venue: FakeVenue, news: News[]): void {
  if (each.act === 'look') return void news.push({ fact: look(venue), isOurs: false });
  const target = venue.working().at(-1);
  if (target === undefined) return;
  switch (each.act) {
    case 'fill':
      venue.fill(target, each.shares, each.at);
      return;
    case 'cancelElsewhere':
      venue.cancel(target, each.shares);
      return;
    case 'amendElsewhere':
      venue.amend(target, terms(each.at, each.shares));
      return;
    case 'amend':
    case 'cancel':
      command(each, commandId, { venue, target, news });
  }
}

function terms(at: number, amended: number): AmendIntent {
  return { price: price(at), stopPrice: null, quantity: quantity(amended) };
}

interface Scene {
  readonly venue: FakeVenue;
  readonly target: VenueOrderId;
  readonly news: News[];
}

function command(
  { act: kind, at: newPrice, fate: end }: Extract<Act, { fate: Fate }>,
  commandId: string,
  { venue, target, news }: Scene,
): void {
  const ours = (fact: OrderFact) => news.push({ fact, isOurs: true });
  const change = terms(newPrice, venue.leaves(target));
  const recorded = { commandId, requestId: commandId, target };
  ours(
    kind === 'amend'
      ? { kind: 'amendRecorded', ...recorded, change }
      : { kind: 'cancelRecorded', ...recorded },
  );
  ours({ kind: 'sent', commandId });
  if (end === 'refused') {
    ours({ kind: 'refused', commandId, rejection: { code: 'E1', text: 'no' } });
    // The list decides about a cancel that was refused, as it does for the desk.
    ours({ kind: 'settled', commandId, verdict: 'refused' });
    return;
  }
  const number = kind === 'amend' ? venue.amend(target, change) : venue.cancel(target);
  if (end !== 'answered') ours({ kind: 'outcomeLost', commandId, code: 'TIMED_OUT' });
  if (number === null || end === 'answerLost') return;
  const acked: OrderFact = { kind: 'acked', commandId, venueOrderId: number, handle: handleOf(number) };
  news.push({ fact: acked, isOurs: end === 'answered' });
}

/** Puts the news in the order in which it comes: what is not ours as late as told, and once more later still. */
export function arrivals({ news }: ToldStory, delays: readonly number[]): readonly OrderFact[] {
  let next = 0;
  const delay = () => delays[next++ % delays.length] ?? 0;
  const dated = news.flatMap(({ fact, isOurs }, place) => {
    if (isOurs) return [{ fact, at: place }];
    const late = place + delay();
    return delay() % 3 === 0
      ? [
          { fact, at: late },
          { fact, at: late + delay() },
        ]
      : [{ fact, at: late }];
  });
  return dated.sort((a, b) => a.at - b.at).map(({ fact }) => fact);
}
