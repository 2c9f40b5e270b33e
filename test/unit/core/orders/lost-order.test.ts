import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, Order, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { buyIntent, createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';

const NUMBER = '0000001' as VenueOrderId;
const OFFLINE = hogaError('connectivity', 'OFFLINE', 'no answer');

/** A desk with one order at work, which the broker then knows nothing about any more. */
async function forgotten(): Promise<{ desk: OrderDesk; id: ClientOrderId }> {
  const desk = await createArmedDesk();
  const placed = await desk.place();
  if (!placed.ok) throw new Error(placed.error.code);
  desk.broker.venue.hide([NUMBER]);
  return { desk, id: placed.value.clientOrderId };
}

async function lost(): Promise<{ desk: OrderDesk; id: ClientOrderId }> {
  const { desk, id } = await forgotten();
  await desk.service.reconcile();
  await pass(desk.clock, 20_000);
  expect(desk.order(id).status).toBe('lost');
  return { desk, id };
}

describe('an order that the broker no longer lists', () => {
  it('is lost after two complete looks five seconds apart, with all that is known of it', async () => {
    const { desk, id } = await forgotten();
    await desk.service.reconcile();
    await pass(desk.clock, 4_500);
    expect(desk.order(id).status).toBe('accepted');
    await pass(desk.clock, 15_000);
    expect(desk.order(id)).toMatchObject({
      status: 'lost',
      venueOrderId: NUMBER,
      filledQuantity: 0,
      leavesQuantity: 10,
    });
    expect(desk.orderEvents.at(-1)).toMatchObject({ clientOrderId: id, status: 'lost' });
  });

  it('is found missing by the regular comparison, without a reconnect', async () => {
    const { desk, id } = await forgotten();
    await pass(desk.clock, 90_000, 1_000);
    expect(desk.order(id).status).toBe('lost');
  });

  it('is not lost while the list of open orders names it', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    const { venue, execution } = desk.broker;
    const rows = venue.openRows();
    venue.hide([NUMBER]);
    execution.fetchOpenOrders = () => Promise.resolve({ ok: true, value: rows });
    await pass(desk.clock, 180_000, 1_000);
    expect(desk.order(placed.value.clientOrderId).status).toBe('accepted');
  });

  it('is not lost by looks that failed or were parted by a lost link', async () => {
    const { desk, id } = await forgotten();
    await desk.service.reconcile();
    for (let round = 0; round < 5; round += 1) {
      await pass(desk.clock, 4_000);
      desk.service.connectionLost('disconnected', null);
      await desk.service.reconcile();
    }
    desk.broker.failQueries(OFFLINE);
    await pass(desk.clock, 60_000);
    expect(desk.order(id).status).toBe('accepted');
  });

  it('cannot be amended or canceled, and says why', async () => {
    const { desk, id } = await lost();
    const sent = desk.broker.transmissions.length;
    const terms = { price: price(70_900), stopPrice: null, quantity: quantity(10), accepted: [] };
    const answers = [
      await desk.service.cancel({ requestId: 'cancel-lost', clientOrderId: id }),
      await desk.service.amend({ requestId: 'amend-lost', clientOrderId: id, ...terms }),
    ];
    expect(answers.map((each) => !each.ok && each.error.code)).toEqual(['ORDER_LOST', 'ORDER_LOST']);
    const all = await desk.service.cancelAll({ requestId: 'all', symbol: null, side: null });
    expect(all).toEqual({ ok: true, value: { requested: 0, failed: [] } });
    expect(desk.broker.transmissions).toHaveLength(sent);
  });

  it('has to be thought of before an order like it is placed', async () => {
    const { desk } = await lost();
    expect(await desk.place()).toMatchObject({ ok: false, error: { code: 'CONFIRM_LOST_LOOKALIKE' } });
    const accepted = ['CONFIRM_LOST_LOOKALIKE'];
    const command = { requestId: 'again', intent: buyIntent(), accepted };
    expect(await desk.service.place(command)).toMatchObject({ ok: true });
    expect(await desk.place({ price: price(60_000), quantity: quantity(3) })).toMatchObject({ ok: true });
  });

  it('is lost after a restart too', async () => {
    const { desk, id } = await lost();
    desk.restart();
    expect(desk.order(id).status).toBe('lost');
  });

  it('comes back by a list that names it', async () => {
    const { desk, id } = await lost();
    desk.broker.venue.hide([]);
    await pass(desk.clock, 61_000, 1_000);
    expect(desk.order(id).status).toBe('accepted');
    expect(await desk.service.cancel({ requestId: 'cancel-found', clientOrderId: id })).toMatchObject({
      ok: true,
    });
  });

  it('comes back by a push that names it, with its fill', async () => {
    const { desk, id } = await lost();
    desk.broker.venue.fill(NUMBER, 4);
    expect(desk.order(id)).toMatchObject({ status: 'partiallyFilled', filledQuantity: 4 });
  });

  it('is shown on the next day as well: nobody has said what became of it', async () => {
    const { desk, id } = await lost();
    desk.broker.venue.newDay();
    desk.clock.advance(86_400_000);
    desk.restart();
    await desk.service.reconcile();
    await pass(desk.clock, 30_000);
    expect(desk.order(id).status).toBe('lost');
  });
});

describe('an order number that the broker gave to something else', () => {
  it('is not taken for ours: ours is lost, the other one is shown as made elsewhere', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    desk.broker.venue.newDay();
    desk.broker.venue.hide([]);
    desk.broker.holdPushes(true);
    const number = desk.broker.venue.place(buyIntent({ side: 'sell', quantity: quantity(7) }));
    expect(number).toBe(NUMBER);
    await desk.service.reconcile();
    await pass(desk.clock, 20_000);
    const shown = desk.service.orders().map(({ origin, status, side }: Order) => [origin, status, side]);
    expect(shown).toEqual([
      ['external', 'accepted', 'sell'],
      ['desk', 'lost', 'buy'],
    ]);
  });
});
