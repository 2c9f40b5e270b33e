import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { ClientOrderId, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { buyIntent, createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

const FIRST = '0000001' as VenueOrderId;

async function placed(desk: OrderDesk): Promise<ClientOrderId> {
  const result = await desk.place();
  if (!result.ok) throw new Error(result.error.code);
  return result.value.clientOrderId;
}

function cancel(desk: OrderDesk, clientOrderId: ClientOrderId, requestId = 'cancel-1') {
  return desk.service.cancel({ requestId, clientOrderId });
}

describe('canceling an order', () => {
  it('is on disk before it is sent', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    let sentBefore = -1;
    desk.ledger.onAppend = (rows) => {
      if (rows.some(({ kind }) => kind === 'cancelRecorded')) sentBefore = desk.broker.transmissions.length;
    };
    await cancel(desk, clientOrderId);
    expect(sentBefore).toBe(1);
  });

  it('ends with the confirmation', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    expect(await cancel(desk, clientOrderId)).toMatchObject({
      ok: true,
      value: { status: 'canceled', leavesQuantity: 0, quantity: 10 },
    });
  });

  it('is pending between the answer and the confirmation', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    expect(await cancel(desk, clientOrderId)).toMatchObject({ value: { status: 'pendingCancel' } });
    desk.broker.deliverAll();
    expect(desk.order(clientOrderId).status).toBe('canceled');
  });

  it('is confirmed by the list when the confirmation was lost', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    await cancel(desk, clientOrderId);
    await pass(desk.clock, 500);
    expect(desk.order(clientOrderId).status).toBe('canceled');
  });

  it('counts fills that come after the request, and after the confirmation', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 3);
    await cancel(desk, clientOrderId);
    const [fill, ...rest] = desk.broker.outbox.splice(0);
    for (const report of rest) desk.broker.deliver(report);
    if (fill !== undefined) desk.broker.deliver(fill);
    expect(desk.order(clientOrderId)).toMatchObject({
      status: 'canceled',
      quantity: 10,
      filledQuantity: 3,
      leavesQuantity: 0,
    });
  });

  it('is filled when the last fill came before the cancel', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.venue.fill(FIRST, 10);
    expect(await cancel(desk, clientOrderId)).toMatchObject({
      error: { kind: 'venueRejected', context: { venueText: 'no such order' } },
    });
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'filled', filledQuantity: 10 });
    expect(desk.broker.queries).toMatchObject({ orders: 2, fills: 1 });
  });

  it('succeeds when "not found" means that it was canceled already', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.venue.cancel(FIRST);
    expect(await cancel(desk, clientOrderId)).toMatchObject({ ok: true, value: { status: 'canceled' } });
  });

  it('asks before it decides: refused, and the order still works', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    const refusal = hogaError('venueRejected', 'ORDER_REFUSED', 'busy');
    desk.broker.script({ refuse: refusal });
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    expect(await cancel(desk, clientOrderId)).toEqual({ ok: false, error: refusal });
    expect(desk.order(clientOrderId).status).toBe('pendingCancel');
    desk.broker.failQueries(null);
    await pass(desk.clock, 2_000);
    expect(desk.order(clientOrderId).status).toBe('accepted');
  });

  it('is refused while another cancel is under way', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    await cancel(desk, clientOrderId);
    expect(await cancel(desk, clientOrderId, 'cancel-2')).toMatchObject({
      error: { code: 'CANCEL_UNDER_WAY' },
    });
    expect(desk.broker.transmissions).toHaveLength(2);
  });

  it('is sent once for one request', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    await Promise.all([cancel(desk, clientOrderId), cancel(desk, clientOrderId)]);
    expect(desk.broker.transmissions.filter(({ kind }) => kind === 'cancel')).toHaveLength(1);
  });

  it('needs a number: an order of unknown outcome cannot be canceled yet', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('loseRequest');
    const clientOrderId = await placed(desk);
    expect(await cancel(desk, clientOrderId)).toMatchObject({ error: { code: 'CANCEL_NEEDS_NUMBER' } });
  });

  it.each([
    ['an order that is over', 'ORDER_NOT_OPEN'],
    ['no order at all', 'ORDER_UNKNOWN'],
  ])('is refused for %s', async (_title, code) => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.venue.fill(FIRST, 10);
    const target = code === 'ORDER_UNKNOWN' ? ('nothing' as ClientOrderId) : clientOrderId;
    expect(await cancel(desk, target)).toMatchObject({ error: { kind: 'validation', code } });
  });

  it('waits for the answer of an order that is being placed', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const placing = desk.place();
    await settle();
    const [submitted] = desk.service.orders();
    if (submitted === undefined) throw new Error('not submitted');
    const canceled = cancel(desk, submitted.clientOrderId);
    await settle();
    expect(desk.broker.transmissions).toHaveLength(1);
    desk.broker.release();
    await placing;
    expect(await canceled).toMatchObject({ ok: true, value: { status: 'canceled' } });
  });

  it('leaves trading blocked but works while halted or disconnected', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.service.connectionLost('disconnected', null);
    expect(await cancel(desk, clientOrderId)).toMatchObject({ ok: true, value: { status: 'canceled' } });
  });
});

describe('a cancel of unknown outcome', () => {
  it('is unknown on the order until the list tells', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.holdPushes(true);
    desk.broker.script('loseAnswer');
    expect(await cancel(desk, clientOrderId)).toMatchObject({
      ok: true,
      value: { status: 'unknown', unknownCommand: 'cancel', leavesQuantity: 10 },
    });
    await pass(desk.clock, 500);
    expect(desk.order(clientOrderId).status).toBe('canceled');
    expect(desk.broker.transmissions.filter(({ kind }) => kind === 'cancel')).toHaveLength(1);
  });

  it('is settled by its push', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseAnswer');
    expect(await cancel(desk, clientOrderId)).toMatchObject({ ok: true, value: { status: 'canceled' } });
  });

  it('leaves the order open when two looks show it at work', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseRequest');
    await cancel(desk, clientOrderId);
    await pass(desk.clock, 4_000);
    expect(desk.order(clientOrderId).status).toBe('unknown');
    await pass(desk.clock, 5_000);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', unknownCommand: null });
  });

  it('may be followed by another cancel: canceling twice does no harm', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.script('loseRequest');
    await cancel(desk, clientOrderId);
    expect(await cancel(desk, clientOrderId, 'cancel-2')).toMatchObject({ value: { status: 'canceled' } });
  });
});

describe('canceling all', () => {
  it('treats each order on its own and lists what failed', async () => {
    const desk = await createArmedDesk();
    await placed(desk);
    await desk.place({ price: price(65_000) });
    await desk.place({ price: price(60_000) });
    desk.broker.script('answer', { refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'no') }, 'answer');
    const result = await desk.service.cancelAll({ requestId: 'all-1', symbol: null, side: null });
    expect(result).toMatchObject({
      ok: true,
      value: { requested: 3, failed: [{ order: { price: 65_000 }, error: { kind: 'venueRejected' } }] },
    });
    expect(desk.service.orders().map(({ status }) => status)).toEqual(['canceled', 'accepted', 'canceled']);
  });

  it('keeps to one instrument and side when asked to', async () => {
    const desk = await createArmedDesk();
    await placed(desk);
    await desk.place({ side: 'sell' });
    const result = await desk.service.cancelAll({ requestId: 'all-1', symbol: '005930', side: 'sell' });
    expect(result).toMatchObject({ value: { requested: 1, failed: [] } });
    const none = await desk.service.cancelAll({ requestId: 'all-2', symbol: '000660', side: null });
    expect(none).toMatchObject({ value: { requested: 0, failed: [] } });
    expect(desk.service.orders().map(({ side, status }) => [side, status])).toEqual([
      ['sell', 'canceled'],
      ['buy', 'accepted'],
    ]);
  });

  it('sends nothing twice for one request', async () => {
    const desk = await createArmedDesk();
    await placed(desk);
    const command = { requestId: 'all-1', symbol: null, side: null };
    await Promise.all([desk.service.cancelAll(command), desk.service.cancelAll(command)]);
    expect(desk.broker.transmissions.filter(({ kind }) => kind === 'cancel')).toHaveLength(1);
  });

  it('lists an order of unknown outcome as failed', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('loseRequest');
    await placed(desk);
    const result = await desk.service.cancelAll({ requestId: 'all-1', symbol: null, side: null });
    expect(result).toMatchObject({
      value: { requested: 1, failed: [{ error: { code: 'CANCEL_NEEDS_NUMBER' } }] },
    });
  });
});

describe('halting', () => {
  it('blocks new orders first, then cancels all that works', async () => {
    const desk = await createArmedDesk();
    await placed(desk);
    const blockedBefore: boolean[] = [];
    desk.service.onGate((gate) =>
      blockedBefore.push(gate.state === 'blocked' && desk.broker.transmissions.length === 1),
    );
    expect(await desk.service.halt('halt-1')).toEqual({ ok: true, value: { canceling: 1 } });
    expect(blockedBefore).toEqual([true]);
    expect(await desk.place({ price: price(60_000) })).toMatchObject({ error: { code: 'TRADING_HALTED' } });
    await settle();
    expect(desk.service.orders()[0]?.status).toBe('canceled');
  });

  it('stays halted over a reconnect and a restart, until resumed', async () => {
    const desk = await createArmedDesk();
    await desk.service.halt('halt-1');
    await desk.service.reconcile();
    expect(desk.service.gate()).toMatchObject({ reason: 'halted' });
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.gate()).toMatchObject({ reason: 'halted' });
    desk.service.resume();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
  });

  it('blocks even when the ledger cannot be written', async () => {
    const desk = await createArmedDesk();
    desk.ledger.breakDown();
    await desk.service.halt('halt-1');
    desk.ledger.repair();
    await pass(desk.clock, 3_000);
    expect(desk.service.gate()).toMatchObject({ reason: 'halted' });
  });
});

describe('orders made elsewhere', () => {
  it('appear with their fills and can be canceled here', async () => {
    const desk = await createArmedDesk();
    const number = desk.broker.venue.place(buyIntent({ quantity: quantity(7) }));
    desk.broker.venue.fill(number, 3, 70_500);
    const [order] = desk.service.orders();
    expect(order).toMatchObject({
      origin: 'external',
      status: 'partiallyFilled',
      venueOrderId: number,
      filledQuantity: 3,
      leavesQuantity: 4,
      averageFillPrice: 70_500,
    });
    if (order === undefined) return;
    expect(await cancel(desk, order.clientOrderId)).toMatchObject({ value: { status: 'canceled' } });
  });

  it('are the same orders after a restart', async () => {
    const desk = await createArmedDesk();
    desk.broker.venue.place(buyIntent({ quantity: quantity(7) }));
    const before = desk.service.orders();
    desk.restart();
    await desk.service.reconcile();
    expect(desk.service.orders().map(({ clientOrderId }) => clientOrderId)).toEqual(
      before.map(({ clientOrderId }) => clientOrderId),
    );
  });

  it('may cancel or amend a part of ours', async () => {
    const desk = await createArmedDesk();
    const clientOrderId = await placed(desk);
    desk.broker.venue.cancel(FIRST, 4);
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', quantity: 6, leavesQuantity: 6 });
    desk.broker.venue.amend(FIRST, { price: price(70_000), stopPrice: null, quantity: quantity(2) });
    expect(desk.order(clientOrderId)).toMatchObject({ status: 'accepted', leavesQuantity: 6, price: 70_000 });
    expect(await cancel(desk, clientOrderId)).toMatchObject({ value: { leavesQuantity: 4 } });
    expect(await cancel(desk, clientOrderId, 'cancel-2')).toMatchObject({ value: { status: 'canceled' } });
    expect(desk.broker.venue.working()).toEqual([]);
  });
});
