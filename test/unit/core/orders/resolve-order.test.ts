import { describe, expect, it } from 'vitest';
import type { Order } from '#shared/domain/order.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';

const NEVER_ACCEPTED = { code: 'NEVER_ACCEPTED' };

/** A desk with one order that never reached the venue and that two looks have lacked. */
async function provenAbsent(): Promise<{ desk: OrderDesk; id: Order['clientOrderId'] }> {
  const desk = await createArmedDesk();
  desk.broker.script('loseRequest');
  const placed = await desk.place();
  if (!placed.ok) throw new Error(placed.error.code);
  await pass(desk.clock, 10_000);
  return { desk, id: placed.value.clientOrderId };
}

const resolve = (desk: OrderDesk, clientOrderId: Order['clientOrderId'], requestId = 'resolve-1') =>
  desk.service.resolve({ requestId, clientOrderId, verdict: 'neverAccepted' });

describe('declaring an order never accepted', () => {
  it('denies it once the ledger has the evidence, and lets its like pass again', async () => {
    const { desk, id } = await provenAbsent();
    const { absenceLooks } = desk.order(id);
    expect(await resolve(desk, id)).toMatchObject({
      ok: true,
      value: { status: 'denied', absence: null, rejection: NEVER_ACCEPTED },
    });
    const last = desk.ledger.rows.at(-1);
    expect([last?.kind, JSON.parse(last?.payload ?? '{}')]).toMatchObject([
      'neverAccepted',
      { requestId: 'resolve-1', looks: absenceLooks },
    ]);
    expect((await desk.place()).ok).toBe(true);
  });

  it('is refused before two looks have lacked it', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('loseRequest');
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    await pass(desk.clock, 4_000);
    expect(await resolve(desk, placed.value.clientOrderId)).toMatchObject({
      error: { code: 'ORDER_ABSENCE_NOT_PROVEN' },
    });
    expect(desk.order(placed.value.clientOrderId).status).toBe('unknown');
  });

  it('is refused for an order that works, and for one that is none', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    expect(await resolve(desk, placed.value.clientOrderId)).toMatchObject({
      error: { code: 'ORDER_ABSENCE_NOT_PROVEN' },
    });
    expect(await resolve(desk, 'nobody' as Order['clientOrderId'], 'resolve-2')).toMatchObject({
      error: { code: 'ORDER_UNKNOWN' },
    });
  });

  it('leaves it unknown when the ledger cannot be written', async () => {
    const { desk, id } = await provenAbsent();
    desk.ledger.breakDown();
    expect(await resolve(desk, id)).toMatchObject({ error: { kind: 'storage' } });
    expect(desk.order(id)).toMatchObject({ status: 'unknown', absence: 'proven' });
  });

  it('is not offered any more once the link broke, until two looks lack it again', async () => {
    const { desk, id } = await provenAbsent();
    desk.service.connectionLost('disconnected', null);
    expect(desk.order(id).absence).toBeNull();
    expect(await resolve(desk, id)).toMatchObject({ error: { code: 'ORDER_ABSENCE_NOT_PROVEN' } });
    await desk.service.reconcile();
    await pass(desk.clock, 20_000);
    expect(desk.order(id).absence).toBe('proven');
  });

  it('is not offered any more once something turns up that may be it', async () => {
    const { desk, id } = await provenAbsent();
    desk.broker.holdPushes(true);
    const { symbol, side, type, timeInForce, venue, price, stopPrice, quantity, funding } = desk.order(id);
    const intent = { symbol, side, type, timeInForce, venue, price, stopPrice, quantity, funding };
    desk.broker.venue.place(intent);
    desk.broker.venue.place(intent);
    await pass(desk.clock, 16_000);
    expect(desk.order(id)).toMatchObject({ status: 'unknown', absence: null });
  });

  it('holds after a restart; an offer that nobody took does not, and is proved again', async () => {
    const { desk, id } = await provenAbsent();
    desk.restart();
    expect(desk.order(id)).toMatchObject({ status: 'unknown', absence: null });
    await desk.service.reconcile();
    await pass(desk.clock, 10_000);
    await resolve(desk, id);
    desk.restart();
    expect(desk.order(id)).toMatchObject({ status: 'denied', rejection: NEVER_ACCEPTED });
  });

  it('is idempotent', async () => {
    const { desk, id } = await provenAbsent();
    const first = await resolve(desk, id);
    expect(await resolve(desk, id)).toEqual(first);
    expect(desk.ledger.rows.filter(({ kind }) => kind === 'neverAccepted')).toHaveLength(1);
  });

  it('is not offered while an answer may still come, however often the list lacks it', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script({ takeLate: true });
    void desk.place();
    await pass(desk.clock, 60_000, 1_000);
    expect(desk.service.orders()).toMatchObject([{ status: 'unknown', absence: null }]);
    desk.broker.release();
    await pass(desk.clock, 1_000);
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', rejection: null }]);
  });
});

describe('an amend or cancel of unknown outcome', () => {
  async function working(): Promise<{ desk: OrderDesk; id: Order['clientOrderId'] }> {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    if (!placed.ok) throw new Error(placed.error.code);
    return { desk, id: placed.value.clientOrderId };
  }

  it('settles by itself when two looks show its order and not it', async () => {
    const { desk, id } = await working();
    desk.broker.script('loseRequest');
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId: id });
    expect(desk.order(id)).toMatchObject({ status: 'unknown', unknownCommand: 'cancel', absence: null });
    await pass(desk.clock, 10_000);
    expect(desk.order(id).status).toBe('accepted');
  });

  it('stays unknown while the list does not name its order', async () => {
    const { desk, id } = await working();
    desk.broker.script('loseRequest');
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId: id });
    desk.broker.venue.hide(desk.broker.venue.working());
    await pass(desk.clock, 60_000, 1_000);
    expect(desk.order(id)).toMatchObject({ status: 'unknown', unknownCommand: 'cancel' });
    desk.broker.venue.hide([]);
    await pass(desk.clock, 40_000, 1_000);
    expect(desk.order(id).status).toBe('accepted');
  });

  it('stays unknown while pushes of its order cross the looks', async () => {
    const { desk, id } = await working();
    desk.broker.script('loseRequest');
    await desk.service.cancel({ requestId: 'cancel-1', clientOrderId: id });
    desk.broker.holdQueries(true);
    for (let shares = 0; shares < 5; shares += 1) {
      await pass(desk.clock, 15_000, 1_000);
      const [number] = desk.broker.venue.working();
      if (number !== undefined) desk.broker.venue.fill(number, 1);
      desk.broker.releaseQueries();
      await pass(desk.clock, 250);
    }
    expect(desk.order(id)).toMatchObject({ status: 'unknown', filledQuantity: 5 });
  });
});
