import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { buyIntent, createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const FIRST = '0000001' as VenueOrderId;

/** Lets the program die while a command is in flight. */
async function dieDuring(desk: OrderDesk, behaviour: 'crash' | 'crashBefore'): Promise<void> {
  desk.broker.holdPushes(true);
  desk.broker.script(behaviour);
  void desk.place({}, 'request-a');
  await settle();
  desk.restart();
}

describe('a restart with an order in flight', () => {
  it('brings it back as unknown and sends nothing', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crash');
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown', unknownCommand: 'place' }]);
    expect(desk.service.gate()).toMatchObject({ reason: 'starting' });
    await pass(desk.clock, 60_000, 1_000);
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.broker.queries.orders).toBe(1);
  });

  it('finds it by the first reconcile', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crash');
    desk.broker.venue.fill(FIRST, 4, 70_900);
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([
      { status: 'partiallyFilled', venueOrderId: FIRST, filledQuantity: 4, averageFillPrice: 70_900 },
    ]);
    expect(desk.fillEvents).toMatchObject([{ quantity: 4, price: 70_900 }]);
  });

  it('finds it also long after', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crash');
    desk.clock.advance(3_600_000);
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', venueOrderId: FIRST }]);
  });

  it('offers it to the trader when it never left, after two looks', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crashBefore');
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown' }]);
    await pass(desk.clock, 10_000);
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown', absence: 'proven' }]);
  });

  it('blocks a look-alike meanwhile', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crashBefore');
    await desk.service.reconcile();
    expect(await desk.place()).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
  });

  it('does not carry out the same request again', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crash');
    await desk.service.reconcile();
    const again = await desk.place({}, 'request-a');
    expect(again).toMatchObject({ ok: true, value: { status: 'accepted', venueOrderId: FIRST } });
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.service.orders()).toHaveLength(1);
  });

  it('gives several alike orders out in the order in which they were made', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('crash');
    void desk.place({}, 'request-a');
    void desk.place({}, 'request-b');
    await settle();
    desk.restart();
    await desk.service.reconcile();
    const [second, first] = desk.service.orders();
    expect(first).toMatchObject({ status: 'accepted', venueOrderId: FIRST });
    expect(second).toMatchObject({ status: 'unknown' });
    await pass(desk.clock, 10_000);
    expect(desk.service.orders()[0]).toMatchObject({ status: 'unknown', absence: 'proven' });
  });
});

describe('a restart with an amend or cancel in flight', () => {
  it('brings the order back as unknown and settles it', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    const { clientOrderId } = placed.value;
    desk.broker.holdPushes(true);
    desk.broker.script('crash');
    void desk.service.cancel({ requestId: 'cancel-1', clientOrderId });
    await settle();
    desk.restart();
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', unknownCommand: 'cancel' });
    await desk.service.reconcile();
    expect(desk.order(clientOrderId).status).toBe('canceled');
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId });
    expect(desk.broker.transmissions).toHaveLength(2);
  });

  it('keeps a confirmed amend', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    const { clientOrderId } = placed.value;
    await desk.service.amend({
      requestId: 'amend-1',
      clientOrderId,
      price: price(70_000),
      stopPrice: null,
      quantity: quantity(10),
      accepted: [],
    });
    const before = desk.order(clientOrderId);
    desk.restart();
    expect(desk.order(clientOrderId)).toEqual(before);
  });
});

describe('a restart', () => {
  it('gives back orders, fills and their order exactly', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    await desk.place({ side: 'sell' });
    desk.broker.script({ refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'no') });
    await desk.place({ price: price(60_000) });
    desk.broker.venue.fill(FIRST, 3);
    desk.broker.venue.place(buyIntent({ quantity: quantity(7) }));
    const before = { orders: desk.service.orders(), fills: desk.service.fills() };
    desk.restart();
    expect({ orders: desk.service.orders(), fills: desk.service.fills() }).toEqual(before);
  });

  it('tells nobody of what was known before', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.venue.fill(FIRST, 3);
    desk.restart();
    await desk.service.reconcile();
    expect(desk.orderEvents).toEqual([]);
    expect(desk.fillEvents).toEqual([]);
  });

  it('does not count a fill again that the ledger and the list both know', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    desk.broker.venue.fill(FIRST, 3);
    desk.restart();
    await desk.service.reconcile();
    if (placed.ok) expect(desk.order(placed.value.clientOrderId).filledQuantity).toBe(3);
    expect(desk.service.fills()).toHaveLength(1);
  });

  it('learns of fills that happened while the program was down', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 3, 70_900);
    desk.broker.venue.fill(FIRST, 7, 70_800);
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.fills().map(({ price: at, quantity: shares }) => [at, shares])).toEqual([
      [70_900, 3],
      [70_800, 7],
    ]);
    expect(desk.service.orders()[0]?.status).toBe('filled');
  });

  it('learns of them as totals where the broker tells no more, and not twice', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.tellTotalsOnly();
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 3, 70_900);
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.fills()).toMatchObject([
      { fillId: 'query:0000001:3', quantity: 3, price: 70_900, commission: null },
    ]);
    desk.broker.deliverAll();
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 3 });
    desk.broker.holdPushes(false);
    desk.broker.venue.fill(FIRST, 4, 70_800);
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 7 });
    expect(desk.service.fills()).toHaveLength(2);
  });

  it('refuses to trade on a ledger that it cannot read, and overwrites nothing', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.ledger.breakReading();
    desk.restart();
    const rows = desk.ledger.rows.length;
    await desk.service.reconcile();
    expect(desk.service.gate()).toMatchObject({ reason: 'storage', error: { code: 'LEDGER_READ_FAILED' } });
    expect(await desk.place({ price: price(60_000) })).toMatchObject({ error: { kind: 'storage' } });
    await pass(desk.clock, 10_000);
    expect(desk.service.gate()).toMatchObject({ reason: 'storage' });
    expect(desk.ledger.rows).toHaveLength(rows);
  });

  it('refuses to trade on a ledger with a row that makes no sense', async () => {
    const desk = await createArmedDesk();
    desk.ledger.append([
      {
        at: desk.clock.now(),
        accountId: 'test',
        clientOrderId: 'x',
        kind: 'placeRecorded',
        payload: '{"intent":7}',
      },
    ]);
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.gate()).toMatchObject({
      reason: 'storage',
      error: { code: 'LEDGER_ROW_UNREADABLE' },
    });
  });

  it('keeps to its own account', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    const [row] = desk.ledger.rows;
    if (row === undefined) throw new Error('no row');
    desk.ledger.append([{ ...row, accountId: 'another', clientOrderId: 'other' }]);
    desk.restart();
    expect(desk.service.orders()).toHaveLength(1);
    expect(desk.service.owns('other' as never)).toBe(false);
  });
});

describe('another trading day', () => {
  const DAY = 86_400_000;

  it('ends what was at work, once the broker no longer shows it', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    desk.clock.advance(DAY);
    desk.broker.venue.newDay();
    expect(desk.order(placed.value.clientOrderId).status).toBe('accepted');
    await desk.service.reconcile();
    expect(desk.order(placed.value.clientOrderId)).toMatchObject({ status: 'expired', leavesQuantity: 0 });
  });

  it('keeps it while the broker does not answer', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    desk.clock.advance(DAY);
    desk.broker.venue.newDay();
    await desk.service.reconcile();
    expect(desk.order(placed.value.clientOrderId).status).toBe('accepted');
  });

  it('keeps what never got a number unknown: it may have filled on its day; the trader decides', async () => {
    const desk = await createArmedDesk();
    await dieDuring(desk, 'crash');
    desk.clock.advance(DAY);
    desk.broker.venue.newDay();
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown', absence: null }]);
    await pass(desk.clock, 20_000, 1_000);
    const [order] = desk.service.orders();
    if (order === undefined) throw new Error('no order');
    expect(order).toMatchObject({ status: 'unknown', absence: 'proven' });
    const { clientOrderId } = order;
    await desk.service.resolve({ requestId: 'resolve-1', clientOrderId, verdict: 'neverAccepted' });
    expect(desk.service.orders()).toMatchObject([
      { status: 'denied', rejection: { code: 'NEVER_ACCEPTED' } },
    ]);
    expect((await desk.place()).ok).toBe(true);
  });

  it('does not take a new order for an old one with the same number', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.clock.advance(DAY);
    desk.broker.venue.newDay();
    await desk.service.reconcile();
    const placed = await desk.place();
    expect(placed).toMatchObject({ value: { status: 'accepted', venueOrderId: FIRST } });
    desk.broker.venue.fill(FIRST, 10);
    expect(desk.service.orders().map(({ status, filledQuantity }) => [status, filledQuantity])).toEqual([
      ['filled', 10],
      ['expired', 0],
    ]);
  });

  it('forgets closed orders and remembers that their requests were carried out', async () => {
    const desk = await createArmedDesk();
    await desk.place({}, 'request-a');
    desk.broker.venue.fill(FIRST, 10);
    desk.clock.advance(DAY);
    desk.broker.venue.newDay();
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.orders()).toEqual([]);
    expect(await desk.place({}, 'request-a')).toMatchObject({ error: { code: 'REQUEST_ALREADY_DONE' } });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('that was only the clock going wrong ends nothing, over a restart too', async () => {
    const desk = await createArmedDesk();
    desk.clock.advance(DAY);
    await desk.service.reconcile();
    await desk.place();
    desk.clock.setNow((desk.clock.now() - DAY) as EpochMs);
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', origin: 'desk' }]);
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', origin: 'desk' }]);
    desk.broker.venue.fill(FIRST, 10);
    expect(desk.service.orders()).toMatchObject([{ status: 'filled' }]);
  });
});
