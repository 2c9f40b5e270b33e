import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import type { HaltReport } from '#shared/contract/events.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

function listen(desk: OrderDesk): (HaltReport | null)[] {
  const reports: (HaltReport | null)[] = [];
  desk.service.onHaltReport((report) => reports.push(report));
  return reports;
}

async function placed(desk: OrderDesk, won: number): Promise<Order> {
  const result = await desk.place({ price: price(won) });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const states = (report: HaltReport | null | undefined) => report?.legs.map(({ state }) => state);
const cancels = ({ broker }: OrderDesk) =>
  broker.transmissions.filter(({ kind }) => kind === 'cancel').length;

describe('the report of a halt', () => {
  it('lists every order that worked, and ends with each of them canceled', async () => {
    const desk = await createArmedDesk();
    const first = await placed(desk, 71_000);
    const second = await placed(desk, 65_000);
    const reports = listen(desk);
    await desk.service.halt('halt-1');
    await settle();
    expect(reports[0]?.legs.map(({ clientOrderId }) => clientOrderId)).toEqual([
      first.clientOrderId,
      second.clientOrderId,
    ]);
    expect(reports[0]?.legs.every(({ state }) => state === 'canceling' || state === 'canceled')).toBe(true);
    expect(states(desk.service.haltReport())).toEqual(['canceled', 'canceled']);
  });

  it('asks the broker one second and five seconds after', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    const reports = listen(desk);
    const haltedAt = desk.clock.now();
    await desk.service.halt('halt-1');
    const before = desk.broker.queries.orders;
    await pass(desk.clock, 1_000);
    expect(desk.broker.queries.orders).toBeGreaterThan(before);
    await pass(desk.clock, 5_000);
    expect(reports.at(-1)?.checks).toEqual([
      { at: haltedAt + 1_000, error: null },
      { at: haltedAt + 5_000, error: null },
    ]);
  });

  it('says that a check failed, and of what it knows of the rest', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    await desk.service.halt('halt-1');
    await pass(desk.clock, 1_000);
    expect(desk.service.haltReport()?.checks).toMatchObject([{ error: { code: 'TIMED_OUT' } }]);
  });

  it('tells what filled before its cancel, what is alive after a refused one, and what nobody knows', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    await placed(desk, 65_000);
    await placed(desk, 60_000);
    desk.broker.holdPushes(true);
    const [filled, refused] = desk.broker.venue.working();
    if (filled === undefined || refused === undefined) throw new Error('nothing works');
    desk.broker.venue.fill(filled, 10);
    desk.broker.script(
      'answer',
      { refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'not now') },
      'loseRequest',
    );
    await desk.service.halt('halt-1');
    await pass(desk.clock, 2_000);
    expect(states(desk.service.haltReport())).toEqual(['filled', 'alive', 'unknown']);
    // What never reached the venue is tried again once that is known.
    await pass(desk.clock, 20_000);
    expect(states(desk.service.haltReport())).toEqual(['filled', 'alive', 'canceled']);
  });

  it('lists an order whose outcome is unknown, and cancels it as soon as it turns up', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('loseAnswer');
    await desk.place();
    await desk.service.halt('halt-1');
    await settle();
    expect(states(desk.service.haltReport())).toEqual(['unknown']);
    await pass(desk.clock, 3_000);
    expect(states(desk.service.haltReport())).toEqual(['canceled']);
    expect(cancels(desk)).toBe(1);
  });

  it('lists orders as alive while the link is down; the cancels go out when it is back', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    desk.broker.venue.place({ ...(await placed(desk, 65_000)), quantity: 3 as never });
    desk.clock.advance(10);
    desk.service.connectionLost('disconnected', null);
    const offline = { failUnsent: hogaError('connectivity', 'LINK_CLOSED', 'not sent') };
    desk.broker.script(offline, offline, offline);
    desk.broker.failQueries(hogaError('connectivity', 'LINK_CLOSED', 'no link'));
    await desk.service.halt('halt-1');
    await pass(desk.clock, 6_000);
    expect(states(desk.service.haltReport())).toEqual(['alive', 'alive', 'alive']);
    expect(desk.service.haltReport()?.checks).toHaveLength(2);
    desk.broker.failQueries(null);
    await desk.service.reconcile();
    await pass(desk.clock, 1_000);
    expect(states(desk.service.haltReport())).toEqual(['canceled', 'canceled', 'canceled']);
    expect(desk.broker.venue.working()).toEqual([]);
  });

  it('survives a restart', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    desk.broker.script({ refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'not now') });
    const haltedAt = desk.clock.now();
    await desk.service.halt('halt-1');
    await settle();
    desk.clock.advance(60_000);
    desk.restart();
    expect(desk.service.haltReport()).toMatchObject({ haltedAt, legs: [{ state: 'alive' }] });
    expect(await desk.place()).toMatchObject({ error: { code: 'TRADING_HALTED' } });
  });

  it('ends with the halt, and leaves no timer behind', async () => {
    const desk = await createArmedDesk();
    const reports = listen(desk);
    await desk.service.halt('halt-1');
    await settle();
    desk.service.resume();
    expect(reports.at(-1)).toBeNull();
    expect(desk.service.haltReport()).toBeNull();
    expect(desk.clock.pendingTimers()).toBe(0);
  });
});

describe('closing the gate', () => {
  it('denies at once an order that waits for quota, and never lets it leave, even after trading is resumed', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('waitForSlot');
    const waiting = desk.place();
    await settle();
    desk.service.closeGate();
    expect(desk.service.orders()).toMatchObject([
      { status: 'denied', rejection: { code: 'TRADING_HALTED' } },
    ]);
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'TRADING_HALTED' } });
    desk.service.resume();
    desk.broker.release();
    await pass(desk.clock, 10_000);
    expect(desk.broker.transmissions).toEqual([]);
    expect(desk.service.orders()).toMatchObject([{ status: 'denied' }]);
  });

  it('denies orders that wait for their turn', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('hold');
    void desk.place();
    const queued = desk.place({ price: price(60_000) });
    await settle();
    await desk.service.halt('halt-1');
    expect(desk.service.orders().map(({ status }) => status)).toEqual(['denied', 'submitted']);
    desk.broker.release();
    expect((await queued).ok).toBe(false);
    await pass(desk.clock, 5_000);
    expect(desk.broker.venue.working()).toEqual([]);
    expect(desk.broker.transmissions.map(({ kind }) => kind)).toEqual(['place', 'cancel']);
  });

  it('does not touch an order that has been let go: nobody can tell whether it leaves', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('crash');
    void desk.place();
    await settle();
    desk.service.closeGate();
    expect(desk.service.orders()).toMatchObject([{ status: 'submitted' }]);
  });
});

describe('the cancels of a halt', () => {
  it('do not wait for each other, nor for the answer of another order', async () => {
    const desk = await createArmedDesk();
    await placed(desk, 71_000);
    await placed(desk, 65_000);
    desk.broker.script('hold', 'hold', 'hold');
    void desk.place({ price: price(55_000) });
    await settle();
    await desk.service.halt('halt-1');
    await settle();
    expect(cancels(desk)).toBe(2);
    expect(desk.broker.venue.working()).toHaveLength(1);
  });

  it('wait for the answer to a command on the same order', async () => {
    const desk = await createArmedDesk();
    const order = await placed(desk, 71_000);
    desk.broker.holdPushes(true);
    desk.broker.script('hold');
    void desk.service.amend({
      requestId: 'amend-1',
      clientOrderId: order.clientOrderId,
      price: price(70_000),
      stopPrice: null,
      quantity: order.quantity,
      accepted: [],
    });
    await settle();
    await desk.service.halt('halt-1');
    await settle();
    expect(cancels(desk)).toBe(0);
    desk.broker.release();
    await pass(desk.clock, 5_000);
    expect(desk.broker.venue.working()).toEqual([]);
    expect(desk.order(order.clientOrderId).status).toBe('canceled');
  });
});
