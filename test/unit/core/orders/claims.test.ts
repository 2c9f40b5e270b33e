import { describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import type { ClientOrderId, OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs, KstDate } from '#shared/domain/time.ts';
import { applyFact, beginOrder } from '#electron/core/orders/apply-fact.ts';
import type { Candidate } from '#electron/core/orders/claims.ts';
import { CLAIM_WINDOW_MS, couldBe, matchClaims } from '#electron/core/orders/claims.ts';
import type { TrackedOrder } from '#electron/core/orders/tracked-order.ts';
import { handleOf } from '#test/support/fake-venue.ts';
import { buyIntent } from '#test/support/order-desk.ts';

const SENT = 1_795_136_400_000;

/** An order sent at `SENT` whose answer was given up ten seconds later. */
function lost(id: string, intent: Partial<OrderIntent> = {}): TrackedOrder {
  const commandId = `place-${id}`;
  const order = beginOrder(
    'test' as AccountId,
    id as ClientOrderId,
    {
      kind: 'placeRecorded',
      commandId,
      requestId: id,
      intent: buyIntent(intent),
      tradingDate: '20261120' as KstDate,
    },
    SENT as EpochMs,
  );
  const sent = applyFact(order, { kind: 'sent', commandId }, SENT as EpochMs);
  return applyFact(sent, { kind: 'outcomeLost', commandId, code: 'LOST' }, (SENT + 10_000) as EpochMs);
}

function candidate(number: string, change: Partial<Candidate> = {}): Candidate {
  const venueOrderId = number as VenueOrderId;
  const { symbol, side, type, price: at, quantity: shares } = buyIntent();
  return {
    venueOrderId,
    handle: handleOf(venueOrderId),
    symbol,
    side,
    type,
    price: at,
    quantity: shares,
    eventTime: (SENT + 1_000) as EpochMs,
    ...change,
  };
}

function outcome(orders: readonly TrackedOrder[], candidates: readonly Candidate[]) {
  const { claims, ambiguous } = matchClaims(orders, candidates);
  return {
    claims: claims.map(({ order, candidate: { venueOrderId } }) => [order.clientOrderId, venueOrderId]),
    ambiguous: [...ambiguous],
  };
}

describe('an order at the broker', () => {
  it.each<[string, Partial<Candidate>, boolean]>([
    ['the same in all', {}, true],
    ['of a type the broker does not tell', { type: null }, true],
    ['of another symbol', { symbol: '000660' }, false],
    ['on the other side', { side: 'sell' }, false],
    ['of another type', { type: 'conditionalLimit' }, false],
    ['at another price', { price: price(71_100) }, false],
    ['without a price', { price: null }, false],
    ['of another quantity', { quantity: quantity(9) }, false],
  ])('%s: could be ours: %s', (_title, change, expected) => {
    expect(couldBe(lost('a'), candidate('1', change))).toBe(expected);
  });

  it('may show a price where ours had none: the venue made it', () => {
    expect(couldBe(lost('a', { type: 'market', price: null }), candidate('1', { type: 'market' }))).toBe(
      true,
    );
  });
});

describe('claiming orders whose answer was lost', () => {
  it('takes the only one that fits', () => {
    expect(outcome([lost('a')], [candidate('1')])).toEqual({ claims: [['a', '1']], ambiguous: [] });
  });

  it('takes nothing when nothing fits: then it may be absent', () => {
    expect(outcome([lost('a')], [candidate('1', { price: price(60_000) })])).toEqual({
      claims: [],
      ambiguous: [],
    });
  });

  it('decides nothing between two that fit', () => {
    expect(outcome([lost('a')], [candidate('1'), candidate('2')])).toEqual({ claims: [], ambiguous: ['a'] });
  });

  it('gives alike orders out oldest first', () => {
    expect(outcome([lost('a'), lost('b')], [candidate('1'), candidate('2')])).toEqual({
      claims: [
        ['a', '1'],
        ['b', '2'],
      ],
      ambiguous: [],
    });
    expect(outcome([lost('a'), lost('b')], [candidate('1')])).toEqual({
      claims: [['a', '1']],
      ambiguous: [],
    });
  });

  it('decides nothing when one candidate fits orders that differ', () => {
    const orders = [lost('a'), lost('b', { type: 'conditionalLimit' })];
    expect(outcome(orders, [candidate('1', { type: null })])).toEqual({ claims: [], ambiguous: ['a', 'b'] });
  });

  it.each([
    ['just inside, before', -CLAIM_WINDOW_MS, true],
    ['just outside, before', -CLAIM_WINDOW_MS - 1, false],
    ['just inside, after', 10_000 + CLAIM_WINDOW_MS, true],
    ['just outside, after', 10_000 + CLAIM_WINDOW_MS + 1, false],
  ])('keeps to the time window: %s', (_title, offset, isClaimed) => {
    const result = outcome([lost('a')], [candidate('1', { eventTime: (SENT + offset) as EpochMs })]);
    expect(result).toEqual(
      isClaimed ? { claims: [['a', '1']], ambiguous: [] } : { claims: [], ambiguous: ['a'] },
    );
  });

  it('prefers the one inside the window to one outside', () => {
    const early = candidate('1', { eventTime: (SENT - 3_600_000) as EpochMs });
    expect(outcome([lost('a')], [early, candidate('2')])).toEqual({ claims: [['a', '2']], ambiguous: [] });
  });
});
