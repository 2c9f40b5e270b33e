import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const FIRST = '0000001' as VenueOrderId;
const SECOND = '0000002' as VenueOrderId;

async function placed(desk: OrderDesk): Promise<ClientOrderId> {
  const result = await desk.place();
  if (!result.ok) throw new Error(result.error.code);
  return result.value.clientOrderId;
}

function amend(
  desk: OrderDesk,
  clientOrderId: ClientOrderId,
  to = 70_000,
  shares = 10,
  requestId = 'amend-1',
) {
  return desk.service.amend({
    requestId,
    clientOrderId,
    price: price(to),
    stopPrice: null,
    quantity: quantity(shares),
    accepted: [],
  });
}

describe('amending an order', () => {
  it('gives it a new number and price', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    expect(await amend(desk, clientOrderId)).toMatchObject({
      ok: true,
      value: {
        clientOrderId,
        status: 'accepted',
        price: 70_000,
        venueOrderId: SECOND,
        venueOrderIds: [FIRST, SECOND],
        leavesQuantity: 10,
      },
    });
  });

  it('is pending, at the old price, between the answer and the confirmation', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    expect(await amend(desk, clientOrderId)).toMatchObject({
      value: { status: 'pendingAmend', price: 71_000, venueOrderId: FIRST },
    });
    desk.broker.deliverAll();
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'accepted',
      price: 70_000,
      venueOrderId: SECOND,
    });
  });

  it('is confirmed before its answer comes', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('hold');
    const answer = amend(desk, clientOrderId);
    await settle();
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', price: 70_000 });
    desk.broker.release();
    expect(await answer).toMatchObject({ value: { status: 'accepted', venueOrderIds: [FIRST, SECOND] } });
  });

  it('is proved by a fill under the new number', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    await amend(desk, clientOrderId);
    desk.broker.outbox.length = 0;
    desk.broker.venue.fill(SECOND, 4, 70_000);
    desk.broker.deliverAll();
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'partiallyFilled',
      price: 70_000,
      filledQuantity: 4,
      leavesQuantity: 6,
    });
  });

  it('counts a fill of the old number that arrives after the confirmation', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 3, 71_000);
    await amend(desk, clientOrderId);
    for (const report of desk.broker.outbox.splice(0).reverse()) desk.broker.deliver(report);
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'partiallyFilled',
      quantity: 10,
      filledQuantity: 3,
      leavesQuantity: 7,
      price: 70_000,
    });
  });

  it('of more than is left means all that is left', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.venue.fill(FIRST, 3);
    await amend(desk, clientOrderId, 70_000, 10);
    expect(desk.broker.transmissions[1]?.change?.quantity).toBe(7);
  });

  it.each([
    [
      'less than is left: the venue would leave the rest at the old price',
      70_000,
      5,
      'AMEND_QUANTITY_PARTIAL',
    ],
    ['the price it has', 71_000, 10, 'AMEND_CHANGES_NOTHING'],
    ['a price between ticks', 70_050, 10, 'PRICE_OFF_TICK'],
    ['a price outside the band', 49_950, 10, 'PRICE_OUTSIDE_LIMITS'],
    ['a price far from the last, unconfirmed', 80_000, 10, 'CONFIRM_PRICE_DISTANCE'],
  ])('is refused for %s', async (_title, to, shares, code) => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    expect(await amend(desk, clientOrderId, to, shares)).toMatchObject({
      error: { kind: 'validation', code },
    });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('needs only the cash that it takes beyond what the order holds', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    const cash = desk.world.cash;
    if (cash === null) throw new Error('no cash');
    desk.world.cash = { ...cash, buyingPower: 2_000 as never };
    expect(await amend(desk, clientOrderId, 71_100)).toMatchObject({ ok: true });
    expect(await amend(desk, clientOrderId, 72_000, 10, 'amend-2')).toMatchObject({
      error: { code: 'BUYING_POWER_INSUFFICIENT' },
    });
  });

  it('is refused while the order has a command under way, is unknown or over', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    await amend(desk, clientOrderId);
    expect(await amend(desk, clientOrderId, 69_000, 10, 'amend-2')).toMatchObject({
      error: { code: 'ORDER_NOT_AMENDABLE', context: { status: 'pendingAmend' } },
    });
    desk.broker.deliverAll();
    desk.broker.venue.fill(SECOND, 10);
    desk.broker.deliverAll();
    expect(await amend(desk, clientOrderId, 69_000, 10, 'amend-3')).toMatchObject({
      error: { code: 'ORDER_NOT_AMENDABLE', context: { status: 'filled' } },
    });
  });

  it('keeps the order as it was when the venue refuses', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    const refusal = hogaError('venueRejected', 'ORDER_REFUSED', 'no');
    desk.broker.script({ refuse: refusal });
    expect(await amend(desk, clientOrderId)).toEqual({ ok: false, error: refusal });
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', price: 71_000, rejection: null });
  });
});

describe('an amend of unknown outcome', () => {
  it('is found in the list', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.script('loseAnswer');
    expect(await amend(desk, clientOrderId)).toMatchObject({
      value: { status: 'unknown', unknownCommand: 'amend', price: 71_000 },
    });
    await pass(desk.clock, 500);
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'accepted',
      price: 70_000,
      venueOrderId: SECOND,
    });
  });

  it('is given up when two looks lack it; the order works on at its price', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseRequest');
    await amend(desk, clientOrderId);
    await pass(desk.clock, 10_000);
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'accepted',
      unknownCommand: null,
      price: 71_000,
      rejection: null,
    });
    expect(desk.broker.transmissions).toHaveLength(2);
  });

  it('does not hide fills, nor the end of the order', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseRequest');
    await amend(desk, clientOrderId);
    desk.broker.venue.fill(FIRST, 4);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'unknown', filledQuantity: 4 });
    desk.broker.venue.fill(FIRST, 6);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'filled', unknownCommand: null });
  });

  it('lets the order be canceled', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseRequest');
    await amend(desk, clientOrderId);
    const canceled = await desk.service.cancel({ requestId: 'cancel-1', clientOrderId });
    expect(canceled).toMatchObject({ ok: true, value: { status: 'canceled' } });
  });

  it('names the new number when a cancel follows an unconfirmed amend', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    await amend(desk, clientOrderId);
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId });
    expect(desk.broker.transmissions[2]).toMatchObject({ kind: 'cancel', handle: 'handle:0000002' });
    expect(desk.broker.venue.working()).toEqual([]);
    desk.broker.deliverAll();
    expect(desk.order(clientOrderId).status).toBe('canceled');
  });
});
