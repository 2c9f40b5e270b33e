import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { buyIntent, createArmedDesk, pass } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';

/** Places an order whose answer is lost, with pushes held back. */
async function placeLost(
  desk: OrderDesk,
  behaviour: 'loseAnswer' | 'loseRequest' = 'loseAnswer',
): Promise<Order> {
  desk.broker.holdPushes(true);
  desk.broker.script(behaviour);
  const placed = await desk.place();
  if (!placed.ok) throw new Error(placed.error.code);
  return placed.value;
}

const resolve = (desk: OrderDesk, clientOrderId: Order['clientOrderId'], requestId = 'resolve-1') =>
  desk.service.resolve({ requestId, clientOrderId, verdict: 'neverAccepted' });

describe('an order whose answer is lost', () => {
  it('is unknown, and not sent again', async () => {
    const desk = await createArmedDesk();
    expect(await placeLost(desk)).toMatchObject({ status: 'unknown', unknownCommand: 'place' });
    await pass(desk.clock, 60_000);
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it.each(['outcomeUnknown', 'protocol', 'storage', 'connectivity'] as const)(
    'is unknown for an error of kind %s after the first byte',
    async (kind) => {
      const desk = await createArmedDesk();
      desk.broker.script({ refuse: hogaError(kind, 'FAILED', 'after sending') });
      expect(await desk.place()).toMatchObject({ ok: true, value: { status: 'unknown' } });
    },
  );

  it('is found in the list of orders', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk);
    await pass(desk.clock, 500);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', venueOrderId: '0000001' });
    expect(desk.service.orders()).toHaveLength(1);
  });

  it('is found by its push, without a query', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk);
    desk.broker.deliverAll();
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', venueOrderId: '0000001' });
    expect(desk.broker.queries.orders).toBe(1);
  });

  it('is found filled when it filled before anybody looked', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk);
    const [number] = desk.broker.venue.working();
    if (number === undefined) throw new Error('not at the venue');
    desk.broker.venue.fill(number, 10, 70_900);
    await pass(desk.clock, 500);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'filled', averageFillPrice: 70_900 });
    desk.broker.deliverAll();
    expect(desk.service.fills()).toHaveLength(1);
  });

  it('stays unknown when two good looks five seconds apart lack it, and says when they were asked', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 5_000);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', absence: null, absenceLooks: [] });
    await pass(desk.clock, 5_000);
    const order = desk.order(clientOrderId);
    expect(order).toMatchObject({ status: 'unknown', unknownCommand: 'place', absence: 'proven' });
    const [first = 0, second = 0] = order.absenceLooks;
    expect(second - first).toBeGreaterThanOrEqual(5_000);
    await pass(desk.clock, 3_600_000, 5_000);
    expect(desk.order(clientOrderId)).toEqual({ ...order, updatedTime: expect.any(Number) });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('is not called absent while the broker does not answer', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    await pass(desk.clock, 120_000, 1_000);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', absence: null });
  });

  it('is not called absent when a look failed between two good ones', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 400);
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    await pass(desk.clock, 4_000);
    desk.broker.failQueries(null);
    await pass(desk.clock, 6_000);
    expect(desk.order(clientOrderId).absence).toBeNull();
    await pass(desk.clock, 30_000);
    expect(desk.order(clientOrderId).absence).toBe('proven');
  });

  it('is not called absent when the link broke between two good looks', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 3_500);
    desk.service.connectionLost('disconnected', null);
    await desk.service.reconcile();
    await pass(desk.clock, 4_000);
    expect(desk.order(clientOrderId).absence).toBeNull();
  });

  it.each([
    ['offered', false],
    ['declared never accepted', true],
  ])('is ours again when it shows up after it was %s', async (_name, isResolved) => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 15_000);
    expect(desk.order(clientOrderId).absence).toBe('proven');
    if (isResolved) expect(await resolve(desk, clientOrderId)).toMatchObject({ value: { status: 'denied' } });
    desk.broker.holdPushes(false);
    desk.broker.venue.place(buyIntent());
    expect(desk.service.orders()).toMatchObject([{ clientOrderId, status: 'accepted', rejection: null }]);
  });

  it('is not mistaken for an order that differs', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    desk.broker.venue.place(buyIntent({ quantity: quantity(11) }));
    desk.broker.venue.place(buyIntent({ side: 'sell' }));
    desk.broker.venue.place(buyIntent({ price: price(70_900) }));
    await pass(desk.clock, 15_000);
    expect(desk.order(clientOrderId).absence).toBe('proven');
    expect(desk.service.orders().filter(({ origin }) => origin === 'external')).toHaveLength(3);
  });

  it('stays unknown when one of two orders of somebody may be it, and both are shown', async () => {
    const desk = await createArmedDesk();
    const { clientOrderId } = await placeLost(desk);
    desk.broker.venue.place(buyIntent());
    await pass(desk.clock, 60_000, 1_000);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', absence: null });
    expect(desk.service.orders().filter(({ origin }) => origin === 'external')).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
    ]);
  });

  it('is not mistaken for an order that was there before it', async () => {
    const desk = await createArmedDesk();
    desk.broker.venue.place(buyIntent());
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 30_000);
    expect(desk.order(clientOrderId).absence).toBe('proven');
  });

  it('is neither claimed nor called absent while an order of another time may be it: a clock may be wrong', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.venue.place(buyIntent());
    desk.clock.advance(600_000);
    const { clientOrderId } = await placeLost(desk, 'loseRequest');
    await pass(desk.clock, 60_000, 1_000);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', absence: null });
    expect(desk.service.orders()).toMatchObject([{ origin: 'external' }, { clientOrderId }]);
  });

  it('looks less and less often, but keeps looking', async () => {
    const desk = await createArmedDesk();
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    await placeLost(desk, 'loseRequest');
    const before = desk.broker.queries.orders;
    await pass(desk.clock, 10_000);
    const early = desk.broker.queries.orders - before;
    await pass(desk.clock, 60_000, 1_000);
    const later = desk.broker.queries.orders - before - early;
    expect(early).toBeLessThanOrEqual(5);
    expect(later).toBeGreaterThanOrEqual(3);
    expect(later).toBeLessThanOrEqual(5);
  });
});

describe('an order like one of unknown outcome', () => {
  it.each([
    ['the same', {}],
    ['the next price', { price: price(71_100) }],
    ['another price, the same quantity', { price: price(65_000) }],
    ['the same price, another quantity', { quantity: quantity(50) }],
    ['at market', { type: 'market' as const, price: null }],
    ['on another venue', { venue: 'SOR' as const }],
  ])('is refused: %s', async (_title, change) => {
    const desk = await createArmedDesk();
    await placeLost(desk);
    expect(await desk.place(change)).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('passes when it is on the other side, or unlike in price and quantity', async () => {
    const desk = await createArmedDesk();
    await placeLost(desk);
    expect((await desk.place({ side: 'sell' })).ok).toBe(true);
    expect((await desk.place({ price: price(60_000), quantity: quantity(50) })).ok).toBe(true);
  });

  it('passes once the outcome is known', async () => {
    const desk = await createArmedDesk();
    await placeLost(desk);
    await pass(desk.clock, 1_000);
    expect((await desk.place()).ok).toBe(true);
  });

  it('is refused while a cancel is unknown: what is to be replaced may still work', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    desk.broker.script('loseRequest');
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId: placed.value.clientOrderId });
    expect(await desk.place()).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
  });

  it('is refused when it is like what an unknown amend would make', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    const { clientOrderId } = placed.value;
    desk.broker.script('loseRequest');
    await desk.service.amend({
      requestId: 'amend-1',
      clientOrderId,
      price: price(60_000),
      stopPrice: null,
      quantity: quantity(10),
      accepted: [],
    });
    expect(await desk.place({ price: price(60_100), quantity: quantity(500) })).toMatchObject({
      error: { code: 'LOOKALIKE_UNKNOWN' },
    });
  });
});

describe('an answer that does not come', () => {
  it('makes the order unknown within a second of its first byte; the queue goes on', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('hold');
    const first = desk.place();
    const second = desk.place({ side: 'sell' });
    await pass(desk.clock, 800, 100);
    expect(desk.service.orders().map(({ status }) => status)).toEqual(['draft', 'submitted']);
    await pass(desk.clock, 200, 100);
    expect(desk.orderEvents.map(({ side, status }) => [side, status])).toContainEqual(['buy', 'unknown']);
    expect(await first).toMatchObject({ ok: true, value: { status: 'unknown' } });
    expect(await second).toMatchObject({ ok: true, value: { status: 'accepted' } });
  });

  it('settles the order when it comes after all, and changes nothing else', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.holdQueries(true);
    desk.broker.script('hold');
    const placed = desk.place();
    await pass(desk.clock, 3_000, 100);
    expect(await placed).toMatchObject({ ok: true, value: { status: 'unknown' } });
    expect(await desk.place()).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
    desk.broker.release();
    await settle();
    desk.broker.deliverAll();
    desk.broker.holdQueries(false);
    desk.broker.releaseQueries();
    await pass(desk.clock, 30_000);
    const told = desk.orderEvents.map(({ status }) => status);
    expect([...new Set(told)]).toEqual(['draft', 'submitted', 'unknown', 'accepted']);
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.service.orders()).toHaveLength(1);
  });

  it.each([
    ['refused', hogaError('venueRejected', 'ORDER_REFUSED', 'no'), 'rejected'],
    ['not taken for its quota', hogaError('rateLimited', 'RATE_LIMITED', 'no'), 'denied'],
    ['not taken for its token', hogaError('auth', 'AUTH_TOKEN_REFUSED', 'no'), 'denied'],
  ])('settles it also when it says late that the order was %s', async (_name, error, status) => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script({ refuseLate: error });
    const placed = desk.place();
    await pass(desk.clock, 1_000, 100);
    expect(await placed).toMatchObject({ value: { status: 'unknown' } });
    desk.broker.release();
    await settle();
    expect(desk.service.orders()).toMatchObject([{ status, unknownCommand: null }]);
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('proves nothing when it breaks off late', async () => {
    const desk = await createArmedDesk();
    desk.broker.script({ refuseLate: hogaError('connectivity', 'CONNECTION_CLOSED', 'closed') });
    void desk.place();
    await pass(desk.clock, 2_000, 100);
    desk.broker.release();
    await settle();
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown' }]);
  });

  it.each([
    ['told of it', true],
    ['refused it', false],
  ])(
    'is waited for before the same order of somebody is taken for ours: the broker %s',
    async (_name, isTaken) => {
      const desk = await createArmedDesk();
      desk.broker.holdPushes(true);
      const refusal = { refuseLate: hogaError('venueRejected', 'ORDER_REFUSED', 'no') };
      desk.broker.script(isTaken ? { takeLate: true } : refusal);
      void desk.place();
      await pass(desk.clock, 1_000, 100);
      const twin = desk.broker.venue.place(buyIntent());
      desk.broker.deliverAll();
      await pass(desk.clock, 1_000, 100);
      expect(desk.service.orders()).toMatchObject([{ status: 'unknown' }]);
      desk.broker.release();
      await settle();
      desk.broker.deliverAll();
      await pass(desk.clock, 2_000);
      const [ours, theirs] = desk.service.orders().toSorted((a, b) => a.origin.localeCompare(b.origin));
      expect(ours).toMatchObject(isTaken ? { status: 'accepted' } : { status: 'rejected' });
      expect(ours?.venueOrderId).not.toBe(twin);
      expect(theirs).toMatchObject({ origin: 'external', status: 'accepted', venueOrderId: twin });
    },
  );

  it('is not waited for longer than four seconds: then the push or the list is taken for it', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('hold');
    void desk.place();
    await settle();
    desk.broker.deliverAll();
    await pass(desk.clock, 3_900, 100);
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown' }]);
    await pass(desk.clock, 200, 100);
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', origin: 'desk' }]);
  });

  it('shows both orders when somebody made the same one and it came later still, and counts each once', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script({ takeLate: true });
    void desk.place();
    await pass(desk.clock, 5_000, 100);
    desk.broker.venue.place(buyIntent());
    desk.broker.deliverAll();
    desk.broker.release();
    await settle();
    desk.broker.deliverAll();
    await pass(desk.clock, 70_000, 1_000);
    expect(desk.service.orders().map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(new Set(desk.service.orders().map(({ venueOrderId }) => venueOrderId)).size).toBe(2);
  });
});
