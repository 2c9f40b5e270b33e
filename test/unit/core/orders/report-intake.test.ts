import { describe, expect, it } from 'vitest';
import type { VenueOrderId } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { ExecutionReport } from '#electron/core/brokers/broker.ts';
import { buyIntent, createArmedDesk, pass } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const FIRST = '0000001' as VenueOrderId;

function lastOf(reports: readonly ExecutionReport[]): ExecutionReport {
  const last = reports.at(-1);
  if (last === undefined) throw new Error('nothing was pushed');
  return last;
}

describe('a push that comes before the answer', () => {
  it('is held, and counts as soon as the answer tells the number', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const placing = desk.place();
    await settle();
    desk.broker.venue.fill(FIRST, 4, 70_900);
    expect(desk.service.orders()).toMatchObject([{ status: 'submitted', filledQuantity: 0 }]);
    desk.broker.release();
    expect(await placing).toMatchObject({ value: { status: 'partiallyFilled', filledQuantity: 4 } });
    expect(desk.service.orders()).toHaveLength(1);
    expect(desk.fillEvents).toHaveLength(1);
  });

  it('is taken for an order made elsewhere when the answer shows that it is not ours', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const placing = desk.place();
    await settle();
    desk.broker.venue.place(buyIntent({ quantity: quantity(7) }));
    expect(desk.service.orders()).toHaveLength(1);
    desk.broker.release();
    await placing;
    expect(desk.service.orders()).toMatchObject([{ origin: 'external', quantity: 7 }, { origin: 'desk' }]);
  });

  it('costs no query while the answer is awaited', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const placing = desk.place();
    await settle();
    desk.broker.venue.fill(FIRST, 4);
    await pass(desk.clock, 800, 100);
    expect(desk.broker.queries.orders).toBe(1);
    desk.broker.release();
    await placing;
  });
});

describe('a push that cannot be understood alone', () => {
  it('about an order never seen is looked up', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    const number = desk.broker.venue.place(buyIntent({ quantity: quantity(7) }));
    desk.broker.outbox.length = 0;
    desk.broker.venue.cancel(number, 3);
    desk.broker.deliverAll();
    expect(desk.service.orders()).toEqual([]);
    await pass(desk.clock, 500);
    expect(desk.service.orders()).toMatchObject([
      { origin: 'external', status: 'accepted', quantity: 4, leavesQuantity: 4 },
    ]);
  });

  it('a fill without its size is looked up', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 4, 70_900);
    desk.broker.deliver({ ...lastOf(desk.broker.outbox), fill: null });
    expect(desk.service.orders()[0]?.filledQuantity).toBe(0);
    await pass(desk.clock, 500);
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 4, averageFillPrice: 70_900 });
  });

  it("a cancel of a part under the order's own number is looked up", async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.cancel(FIRST, 4);
    desk.broker.deliver({ ...lastOf(desk.broker.outbox), venueOrderId: FIRST, originalVenueOrderId: null });
    expect(desk.service.orders()[0]).toMatchObject({ status: 'accepted', leavesQuantity: 10 });
    await pass(desk.clock, 500);
    expect(desk.service.orders()[0]).toMatchObject({ status: 'accepted', leavesQuantity: 6 });
  });

  it('the rest of an IOC order ends under its own number', async () => {
    const desk = await createArmedDesk();
    await desk.place({ timeInForce: 'ioc' });
    desk.broker.venue.fill(FIRST, 4);
    desk.broker.holdPushes(true);
    desk.broker.venue.cancel(FIRST);
    desk.broker.deliver({ ...lastOf(desk.broker.outbox), venueOrderId: FIRST, originalVenueOrderId: null });
    expect(desk.service.orders()[0]).toMatchObject({
      status: 'canceled',
      filledQuantity: 4,
      leavesQuantity: 0,
    });
  });

  it('a fill that a total seems to hold is looked up: it may be another', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.tellTotalsOnly();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 3);
    await desk.service.reconcile();
    desk.broker.outbox.length = 0;
    desk.broker.venue.fill(FIRST, 3);
    desk.broker.deliverAll();
    expect(desk.service.orders()[0]?.filledQuantity).toBe(3);
    await pass(desk.clock, 500);
    expect(desk.service.orders()[0]?.filledQuantity).toBe(6);
  });

  it('a push that contradicts the order it names is not taken in', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 4);
    desk.broker.deliver({ ...lastOf(desk.broker.outbox), side: 'sell' });
    expect(desk.service.orders()).toMatchObject([{ filledQuantity: 0 }]);
  });
});

describe('pushes that get lost', () => {
  it('are made up for by a look once a minute while something works', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 10);
    await pass(desk.clock, 59_000, 1_000);
    expect(desk.service.orders()[0]?.status).toBe('accepted');
    await pass(desk.clock, 2_000);
    expect(desk.service.orders()[0]?.status).toBe('filled');
    const { orders } = desk.broker.queries;
    await pass(desk.clock, 300_000, 10_000);
    expect(desk.broker.queries.orders).toBe(orders);
    expect(desk.clock.pendingTimers()).toBe(0);
  });

  it('never cost more than a few looks a second, however many pushes puzzle', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 1);
    const puzzling = { ...lastOf(desk.broker.outbox), fill: null };
    const before = desk.broker.queries.orders;
    for (let push = 0; push < 100; push += 1) {
      desk.broker.deliver(puzzling);
      await pass(desk.clock, 50, 50);
    }
    expect(desk.broker.queries.orders - before).toBeLessThanOrEqual(17);
  });
});
