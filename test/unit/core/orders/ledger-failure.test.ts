import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { createArmedDesk, createOrderDesk, pass } from '#test/support/order-desk.ts';

const FIRST = '0000001' as VenueOrderId;

describe('a ledger that cannot be written', () => {
  it('keeps a new order from being sent and blocks trading', async () => {
    const desk = await createArmedDesk();
    desk.ledger.breakDown();
    expect(await desk.place()).toMatchObject({ error: { kind: 'storage', code: 'LEDGER_DISK_FULL' } });
    expect(desk.broker.transmissions).toEqual([]);
    expect(desk.service.orders()).toEqual([]);
    expect(desk.service.gate()).toMatchObject({
      state: 'blocked',
      reason: 'storage',
      error: { code: 'LEDGER_DISK_FULL' },
    });
    expect(await desk.place({ price: price(60_000) })).toMatchObject({
      error: { kind: 'storage', code: 'TRADING_LEDGER_UNAVAILABLE' },
    });
  });

  it.each(['amend', 'cancel'] as const)('keeps %s from being sent', async (kind) => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error('not placed');
    const { clientOrderId } = placed.value;
    desk.ledger.breakDown();
    const change = { price: price(70_000), stopPrice: null, quantity: quantity(10), accepted: [] };
    const result =
      kind === 'cancel'
        ? await desk.service.cancel({ requestId: 'command-1', clientOrderId })
        : await desk.service.amend({ requestId: 'command-1', clientOrderId, ...change });
    expect(result).toMatchObject({ error: { kind: 'storage' } });
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.order(clientOrderId).status).toBe('accepted');
  });

  it('opens the gate by itself when writing works again', async () => {
    const desk = await createArmedDesk();
    desk.ledger.breakDown();
    await desk.place();
    await pass(desk.clock, 10_000);
    expect(desk.service.gate()).toMatchObject({ reason: 'storage' });
    desk.ledger.repair();
    await pass(desk.clock, 3_000);
    expect(desk.service.gate()).toEqual({ state: 'armed' });
    expect(await desk.place({ price: price(60_000) })).toMatchObject({ ok: true });
  });

  it('lets the next order try: room may have been made', async () => {
    const desk = await createArmedDesk();
    desk.ledger.breakDown();
    await desk.place();
    desk.ledger.repair();
    expect(await desk.place({ price: price(60_000) })).toMatchObject({ ok: true });
  });

  it('takes in fills nevertheless, and writes them when it can', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.ledger.breakDown();
    desk.broker.venue.fill(FIRST, 4);
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 4 });
    expect(desk.service.gate()).toMatchObject({ reason: 'storage' });
    desk.ledger.repair();
    await pass(desk.clock, 3_000);
    desk.restart();
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 4 });
  });

  it('learns again from the broker what was lost with it', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.ledger.breakDown();
    desk.broker.venue.fill(FIRST, 4);
    desk.restart();
    desk.ledger.repair();
    await desk.service.reconcile();
    expect(desk.service.orders()[0]).toMatchObject({ filledQuantity: 4 });
  });

  it('does not undo an order when only the mark of its first byte failed', async () => {
    const desk = await createArmedDesk();
    desk.ledger.failOnce(1);
    expect(await desk.place()).toMatchObject({ ok: true, value: { status: 'accepted' } });
    expect(desk.broker.transmissions).toHaveLength(1);
    const kinds = desk.ledger.rows.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['placeRecorded', 'sent']);
  });

  it('blocks trading from the start when it cannot be opened', async () => {
    const desk = createOrderDesk();
    const error = hogaError('storage', 'LEDGER_IN_USE', 'another program has the ledger open');
    desk.restart({ ok: false, error });
    expect(desk.service.restore()).toEqual({ ok: false, error });
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'blocked', reason: 'storage', error });
    expect((await desk.place()).ok).toBe(false);
    expect(desk.broker.transmissions).toEqual([]);
  });

  it('is told to the trader before a halt or a lost link', async () => {
    const desk = await createArmedDesk();
    await desk.service.halt('halt-1');
    desk.service.connectionLost('disconnected', null);
    desk.ledger.breakDown();
    await desk.service.halt('halt-2');
    expect(desk.service.gate()).toMatchObject({ reason: 'storage' });
    desk.ledger.repair();
    await pass(desk.clock, 3_000);
    expect(desk.service.gate()).toMatchObject({ reason: 'halted' });
  });
});
