import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import type { ExecutionReport } from '#electron/core/brokers/broker.ts';
import { applyFact, beginOrder } from '#electron/core/orders/apply-fact.ts';
import type { OrderFact } from '#electron/core/orders/order-fact.ts';
import { formatOrderFact, parseOrderFact } from '#electron/core/orders/order-fact-schema.ts';
import { toOrder } from '#electron/core/orders/to-order.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { createFakeVenue, handleOf } from '#test/support/fake-venue.ts';
import type { FakeVenue } from '#test/support/fake-venue.ts';
import { buyIntent } from '#test/support/order-desk.ts';

const NOW = 1_795_136_400_000 as EpochMs;
const FIRST = '0000001' as VenueOrderId;

function begin(): TrackedOrder {
  return beginOrder(
    'test' as AccountId,
    'order-1' as ClientOrderId,
    {
      kind: 'placeRecorded',
      commandId: 'place-1',
      requestId: 'request-1',
      intent: buyIntent({ quantity: quantity(100) }),
      tradingDate: '20261120' as KstDate,
    },
    NOW,
  );
}

function apply(order: TrackedOrder, facts: readonly OrderFact[]): TrackedOrder {
  return facts.reduce((next, fact) => applyFact(next, fact, NOW), order);
}

/** An order that the broker has just taken, the market it is in, and what that market pushes. */
function accepted(): { order: TrackedOrder; venue: FakeVenue; pushes: ExecutionReport[] } {
  const pushes: ExecutionReport[] = [];
  const venue = createFakeVenue(
    () => NOW,
    (report) => pushes.push(report),
  );
  const venueOrderId = venue.place(buyIntent({ quantity: quantity(100) }));
  const fact: OrderFact = {
    kind: 'acked',
    commandId: 'place-1',
    venueOrderId,
    handle: handleOf(venueOrderId),
  };
  return { order: apply(begin(), [fact]), venue, pushes };
}

const reported = (report: ExecutionReport): OrderFact => ({ kind: 'reported', report });
const listed = (venue: FakeVenue): OrderFact => ({
  kind: 'queried',
  rows: venue.rows(),
  fills: venue.fills(),
});

/** What a market may do to one order, by others or by chance. */
type Act =
  | { readonly act: 'fill'; readonly shares: number; readonly at: number }
  | { readonly act: 'amend'; readonly shares: number; readonly at: number }
  | { readonly act: 'cancel'; readonly shares: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constant('fill' as const),
      shares: fc.integer({ min: 1, max: 40 }),
      at: fc.integer({ min: 50_000, max: 50_020 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('amend' as const),
      shares: fc.integer({ min: 1, max: 120 }),
      at: fc.integer({ min: 50_000, max: 50_020 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('cancel' as const), shares: fc.integer({ min: 1, max: 60 }) }),
  },
);

function perform(venue: FakeVenue, { act: kind, ...rest }: Act): void {
  const number = venue.working().at(-1);
  if (number === undefined) return;
  if (kind === 'fill' && 'at' in rest) venue.fill(number, rest.shares, rest.at);
  if (kind === 'cancel') venue.cancel(number, rest.shares);
  if (kind === 'amend' && 'at' in rest) {
    venue.amend(number, { price: price(rest.at), stopPrice: null, quantity: quantity(rest.shares) });
  }
}

describe('facts about an order', () => {
  it('give the same order whatever the order of arrival, however often they come', () => {
    fc.assert(
      fc.property(
        fc.array(act, { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        (acts, chance, withList) => {
          const { order, venue, pushes } = accepted();
          const facts: OrderFact[] = [];
          for (const each of acts) {
            perform(venue, each);
            if (withList) facts.push(listed(venue));
          }
          facts.push(...pushes.map(reported));
          const straight = apply(order, [...pushes.map(reported), listed(venue)]);
          const shuffled = [...facts, ...facts]
            .map((fact) => ({ fact, at: chance.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ fact }) => fact);
          const mixed = apply(order, [...shuffled, listed(venue)]);
          const shown = (tracked: TrackedOrder) => {
            const { averageFillPrice: _average, ...rest } = toOrder(tracked);
            return rest;
          };
          expect(shown(mixed)).toEqual(shown(straight));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never lower what is filled, and add up to the quantity until the order is closed', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (acts, chance) => {
        const { order, venue, pushes } = accepted();
        const facts: OrderFact[] = [];
        for (const each of acts) {
          perform(venue, each);
          facts.push(listed(venue));
        }
        facts.push(...pushes.map(reported));
        let current = order;
        const shuffled = facts.map((fact) => ({ fact, at: chance.next().value })).sort((a, b) => a.at - b.at);
        for (const { fact } of shuffled) {
          const next = applyFact(current, fact, NOW);
          const shown = toOrder(next);
          expect(shown.filledQuantity).toBeGreaterThanOrEqual(toOrder(current).filledQuantity);
          const isOpen = shown.leavesQuantity > 0;
          if (isOpen) expect(shown.filledQuantity + shown.leavesQuantity).toBe(shown.quantity);
          const counted = next.fills.reduce((sum, fill) => sum + fill.quantity, 0);
          expect(counted).toBe(shown.filledQuantity);
          current = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('survive the ledger unchanged', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 8 }), (acts) => {
        const { venue, pushes } = accepted();
        for (const each of acts) perform(venue, each);
        for (const fact of [...pushes.map(reported), listed(venue)]) {
          expect(parseOrderFact(fact.kind, formatOrderFact(fact))).toEqual(fact);
        }
      }),
    );
  });

  it('that are told twice change nothing: not even the object', () => {
    const { order, venue, pushes } = accepted();
    venue.fill(FIRST, 30);
    const facts = [...pushes.map(reported), listed(venue)];
    const once = apply(order, facts);
    expect(apply(once, facts)).toBe(once);
  });
});

describe('a fill', () => {
  it('is counted once by its id', () => {
    const { order, venue, pushes } = accepted();
    venue.fill(FIRST, 30, 70_900);
    const fill = pushes.at(-1);
    if (fill === undefined) throw new Error('no push');
    const after = apply(order, [reported(fill), reported(fill), reported(fill)]);
    expect(toOrder(after)).toMatchObject({
      status: 'partiallyFilled',
      filledQuantity: 30,
      averageFillPrice: 70_900,
    });
    expect(after.fills).toHaveLength(1);
  });

  it('with the id of another order is another fill: an order may trade with our own', () => {
    const { order } = accepted();
    const { order: other, venue, pushes } = accepted();
    venue.fill(FIRST, 30);
    const fill = pushes.at(-1);
    if (fill === undefined) throw new Error('no push');
    expect(apply(order, [reported(fill)]).fills).toHaveLength(1);
    expect(apply(other, [reported(fill)]).fills).toHaveLength(1);
  });

  it('that a total has counted before is not counted again', () => {
    const { order, venue, pushes } = accepted();
    venue.fill(FIRST, 30, 70_900);
    const total: OrderFact = { kind: 'queried', rows: venue.rows(), fills: [] };
    const [, push] = pushes;
    if (push === undefined) throw new Error('no push');
    const after = apply(order, [total, reported(push)]);
    expect(after.fills.map(({ fillId, quantity: shares }) => [fillId, shares])).toEqual([
      ['query:0000001:30', 30],
    ]);
  });

  it('that goes beyond a total counts for the difference', () => {
    const { order, venue, pushes } = accepted();
    venue.fill(FIRST, 30, 70_900);
    const total: OrderFact = { kind: 'queried', rows: venue.rows(), fills: [] };
    venue.fill(FIRST, 20, 70_800);
    const fills = pushes.filter(({ event }) => event === 'filled').map(reported);
    const after = apply(order, [total, ...fills]);
    expect(toOrder(after)).toMatchObject({ filledQuantity: 50 });
    expect(after.fills.reduce((sum, fill) => sum + fill.quantity, 0)).toBe(50);
  });

  it('seen only as a total costs what the average leaves for it', () => {
    const { order, venue, pushes } = accepted();
    venue.fill(FIRST, 30, 70_900);
    venue.fill(FIRST, 10, 70_500);
    const [, first] = pushes;
    if (first === undefined) throw new Error('no push');
    const after = apply(order, [reported(first), { kind: 'queried', rows: venue.rows(), fills: [] }]);
    expect(after.fills.map(({ price: at, quantity: shares }) => [at, shares])).toEqual([
      [70_900, 30],
      [70_500, 10],
    ]);
  });
});

describe('a row of the ledger', () => {
  it.each([
    ['no JSON', 'sent', '{'],
    ['no object', 'sent', '7'],
    ['an unknown kind', 'teleported', '{}'],
    ['a kind that is never written', 'dispatched', '{"commandId":"c"}'],
    ['a missing field', 'acked', '{"commandId":"c"}'],
    [
      'a fraction of a share',
      'placeRecorded',
      JSON.stringify({
        commandId: 'c',
        requestId: 'r',
        tradingDate: '20261120',
        intent: { ...buyIntent(), quantity: 1.5 },
      }),
    ],
    [
      'a day that does not exist',
      'placeRecorded',
      JSON.stringify({ commandId: 'c', requestId: 'r', tradingDate: '20261131', intent: buyIntent() }),
    ],
  ])('with %s is no fact', (_title, kind, payload) => {
    expect(parseOrderFact(kind, payload)).toBeNull();
  });
});
