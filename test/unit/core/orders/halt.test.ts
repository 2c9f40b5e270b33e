import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import { createArmedDesk, createOrderDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const cancels = ({ broker }: OrderDesk) =>
  broker.transmissions.filter(({ kind }) => kind === 'cancel').length;

/** A desk that was halted while the answer of its only order was lost. The order works. */
async function haltedInDoubt(): Promise<{ desk: OrderDesk; id: string }> {
  const desk = await createArmedDesk();
  desk.broker.holdPushes(true);
  desk.broker.script('loseAnswer');
  const placed = await desk.place();
  if (!placed.ok) throw new Error(placed.error.code);
  await desk.service.halt('halt-1');
  await settle();
  expect(cancels(desk)).toBe(0);
  return { desk, id: placed.value.clientOrderId };
}

describe('a halt', () => {
  it('cancels an order that was unknown when it was pressed and turns out to work', async () => {
    const { desk, id } = await haltedInDoubt();
    await pass(desk.clock, 2_000);
    desk.broker.deliverAll();
    await pass(desk.clock, 10_000);
    expect(desk.order(id).status).toBe('canceled');
    expect(cancels(desk)).toBe(1);
    expect(desk.ledger.rows.filter(({ kind }) => kind === 'cancelRecorded')).toHaveLength(1);
  });

  it('still does after a restart', async () => {
    const { desk, id } = await haltedInDoubt();
    desk.restart();
    await desk.service.reconcile();
    desk.broker.holdPushes(false);
    await pass(desk.clock, 10_000);
    expect(desk.order(id).status).toBe('canceled');
    expect(cancels(desk)).toBe(1);
  });

  it('leaves such an order alone once the trader has resumed', async () => {
    const { desk, id } = await haltedInDoubt();
    desk.service.resume();
    desk.broker.deliverAll();
    await pass(desk.clock, 10_000);
    expect(desk.order(id).status).toBe('accepted');
    expect(cancels(desk)).toBe(0);
  });

  it('cancels an order that the broker had lost and names again', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    desk.broker.venue.hide(desk.broker.venue.working());
    await pass(desk.clock, 90_000, 1_000);
    await desk.service.halt('halt-1');
    await pass(desk.clock, 1_000);
    expect(cancels(desk)).toBe(0);
    desk.broker.venue.hide([]);
    await pass(desk.clock, 70_000, 1_000);
    expect(desk.order(placed.value.clientOrderId).status).toBe('canceled');
  });

  it('leaves orders made elsewhere afterwards alone', async () => {
    const desk = await createArmedDesk();
    await desk.service.halt('halt-1');
    desk.broker.venue.place({ ...desk.order((await placeElsewhere(desk)).id), quantity: 3 as never });
    await pass(desk.clock, 5_000);
    expect(cancels(desk)).toBe(0);
  });

  it('cancels once: a cancel that the venue refuses is not repeated', async () => {
    const { desk, id } = await haltedInDoubt();
    desk.broker.script({ refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'not now') });
    await pass(desk.clock, 120_000, 1_000);
    expect(desk.order(id).status).toBe('accepted');
    expect(cancels(desk)).toBe(1);
  });

  it('tries again over the next link when the cancel could not leave', async () => {
    const { desk, id } = await haltedInDoubt();
    desk.broker.script({ failUnsent: hogaError('connectivity', 'OFFLINE', 'not sent') });
    await pass(desk.clock, 5_000);
    expect(desk.order(id).status).toBe('accepted');
    desk.service.connectionLost('disconnected', null);
    desk.broker.holdPushes(false);
    await desk.service.reconcile();
    await pass(desk.clock, 5_000);
    expect(desk.order(id).status).toBe('canceled');
  });

  it('cancels once more when it is pressed again', async () => {
    const { desk, id } = await haltedInDoubt();
    desk.broker.script({ refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'not now') });
    await pass(desk.clock, 20_000);
    desk.service.resume();
    desk.broker.holdPushes(false);
    await desk.service.halt('halt-2');
    await pass(desk.clock, 5_000);
    expect(desk.order(id).status).toBe('canceled');
  });
});

/** An order of another program, seen by its push. */
async function placeElsewhere(desk: OrderDesk): Promise<{ id: string }> {
  const { broker, service } = desk;
  const before = new Set(service.orders().map(({ clientOrderId }) => clientOrderId));
  broker.venue.place({
    symbol: '005930',
    side: 'sell',
    type: 'limit',
    timeInForce: 'day',
    venue: 'KRX',
    price: 72_000 as never,
    stopPrice: null,
    funding: { kind: 'cash' },
    quantity: 5 as never,
  });
  await settle();
  const found = service.orders().find(({ clientOrderId }) => !before.has(clientOrderId));
  return { id: found?.clientOrderId ?? '' };
}

describe('the gate', () => {
  it('stays shut until the list of instruments is there', async () => {
    const desk = createOrderDesk();
    const listed = desk.world.instruments;
    desk.world.instruments = [];
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'blocked', reason: 'starting', error: null });
    expect(await desk.place()).toMatchObject({ ok: false, error: { code: 'TRADING_STARTING' } });
    desk.world.instruments = listed;
    desk.announceInstruments();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
    expect(await desk.place()).toMatchObject({ ok: true });
    desk.service.close();
    expect(desk.instrumentListenerCount()).toBe(0);
  });
});
