import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import { price } from '#shared/domain/price.ts';
import { LOST } from '#test/support/fake-broker.ts';
import { buyIntent, createArmedDesk, createOrderDesk, pass } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

describe('placing an order', () => {
  it('writes the order to the ledger before the broker client is called', async () => {
    const desk = await createArmedDesk();
    const seen: [string, number][] = [];
    desk.ledger.onAppend = (rows) => {
      for (const { kind } of rows) seen.push([kind, desk.broker.transmissions.length]);
    };
    await desk.place();
    expect(seen.slice(0, 2)).toEqual([
      ['placeRecorded', 0],
      ['sent', 1],
    ]);
  });

  it('is accepted under the number that the broker gives', async () => {
    const desk = await createArmedDesk();
    const placed = await desk.place();
    expect(placed).toMatchObject({
      ok: true,
      value: {
        status: 'accepted',
        origin: 'desk',
        venueOrderId: '0000001',
        venueOrderIds: ['0000001'],
        filledQuantity: 0,
        leavesQuantity: 10,
      },
    });
  });

  it('goes from draft over submitted to accepted', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    expect(desk.orderEvents.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['draft', 'submitted', 'accepted']),
    );
    expect(desk.orderEvents[0]?.status).toBe('draft');
  });

  it('sends one order when the same request comes ten times in 50 ms', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const answers = [];
    for (let click = 0; click < 10; click += 1) {
      answers.push(desk.place({}, 'double-click'));
      desk.clock.advance(5);
      await settle();
    }
    desk.broker.release();
    const results = await Promise.all(answers);
    expect(desk.broker.transmissions).toHaveLength(1);
    expect(desk.service.orders()).toHaveLength(1);
    for (const result of results) expect(result).toEqual(results[0]);
  });

  it('gives the first answer again, long after', async () => {
    const desk = await createArmedDesk();
    const first = await desk.place({}, 'request-a');
    desk.clock.advance(3_600_000);
    expect(await desk.place({}, 'request-a')).toEqual(first);
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('refuses a request id that comes back with another order', async () => {
    const desk = await createArmedDesk();
    await desk.place({}, 'request-a');
    expect(await desk.place({ price: price(70_000) }, 'request-a')).toMatchObject({
      error: { kind: 'validation', code: 'REQUEST_ID_REUSED' },
    });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('keeps one command in flight: the second order waits for the answer to the first', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const first = desk.place();
    const second = desk.place({ price: price(65_000) });
    await settle();
    expect(desk.broker.transmissions).toHaveLength(1);
    desk.broker.release();
    await Promise.all([first, second]);
    expect(desk.broker.transmissions).toHaveLength(2);
  });

  it('is rejected with the words of the venue', async () => {
    const desk = await createArmedDesk();
    const refused = hogaError('venueRejected', 'ORDER_REFUSED', 'refused', {
      venueCode: 'RC4025',
      venueText: '매수증거금이 부족합니다',
    });
    desk.broker.script({ refuse: refused });
    expect(await desk.place()).toEqual({ ok: false, error: refused });
    expect(desk.service.orders()[0]).toMatchObject({
      status: 'rejected',
      rejection: { code: 'RC4025', text: '매수증거금이 부족합니다' },
    });
  });

  it.each(['validation', 'auth', 'rateLimited', 'connectivity'] as const)(
    'is denied when the client failed before the first byte (%s)',
    async (kind) => {
      const desk = await createArmedDesk();
      desk.broker.script({ failUnsent: hogaError(kind, 'FAILED', 'not sent') });
      expect(await desk.place()).toMatchObject({ ok: false, error: { kind } });
      expect(desk.service.orders()[0]?.status).toBe('denied');
    },
  );

  it('is rejected when the exchange refuses what the broker took', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('rejectLater');
    await desk.place();
    expect(desk.service.orders()).toMatchObject([
      { status: 'rejected', rejection: { code: 'R1', text: 'refused by the exchange' }, leavesQuantity: 0 },
    ]);
  });

  it('does not reach the broker when a check refuses it', async () => {
    const desk = await createArmedDesk();
    expect(await desk.place({ price: price(71_050) })).toMatchObject({
      error: { kind: 'validation', code: 'PRICE_OFF_TICK', context: { field: 'price', tick: 100 } },
    });
    expect(desk.broker.transmissions).toEqual([]);
    expect(desk.service.orders()).toEqual([]);
  });

  it('needs every warning to be accepted by its code', async () => {
    const desk = await createArmedDesk();
    const intent = buyIntent({ price: price(75_000) });
    const refused = await desk.service.place({ requestId: 'one', intent, accepted: [] });
    expect(refused).toMatchObject({ error: { code: 'CONFIRM_PRICE_DISTANCE' } });
    const placed = await desk.service.place({
      requestId: 'two',
      intent,
      accepted: ['CONFIRM_PRICE_DISTANCE'],
    });
    expect(placed).toMatchObject({ ok: true, value: { status: 'accepted' } });
  });
});

describe('an order that waits in the queue', () => {
  it('is denied when trading is halted before its turn', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const first = desk.place();
    const second = desk.place({ price: price(65_000) });
    await settle();
    await desk.service.halt('halt-request');
    desk.broker.release();
    await first;
    expect(await second).toMatchObject({ ok: false });
    expect(desk.broker.transmissions.map(({ kind }) => kind)).toEqual(['place', 'cancel']);
  });

  it('is checked again: the one before it may have become unknown', async () => {
    const desk = await createArmedDesk();
    desk.broker.holdPushes(true);
    desk.broker.script('hold');
    const first = desk.place();
    const second = desk.place();
    await settle();
    desk.clock.advance(30_000);
    await settle();
    expect(await first).toMatchObject({ ok: true, value: { status: 'unknown' } });
    expect(await second).toMatchObject({ error: { code: 'LOOKALIKE_UNKNOWN' } });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('can be withdrawn; nothing is sent then', async () => {
    const desk = await createArmedDesk();
    desk.broker.script('hold');
    const first = desk.place();
    const second = desk.place({ price: price(65_000) });
    await settle();
    const draft = desk.service.orders().find(({ status }) => status === 'draft');
    if (draft === undefined) throw new Error('no draft');
    const canceled = await desk.service.cancel({ requestId: 'cancel-1', clientOrderId: draft.clientOrderId });
    expect(canceled).toMatchObject({
      ok: true,
      value: { status: 'denied', rejection: { code: 'WITHDRAWN' } },
    });
    desk.broker.release();
    await first;
    expect(await second).toMatchObject({ error: { code: 'WITHDRAWN' } });
    expect(desk.broker.transmissions).toHaveLength(1);
  });

  it('lets cancels go ahead', async () => {
    const desk = await createArmedDesk();
    const working = await desk.place();
    if (!working.ok) throw new Error('not placed');
    desk.broker.script('hold');
    const held = desk.place({ price: price(65_000) });
    const waiting = desk.place({ price: price(60_000) });
    const cancel = desk.service.cancel({
      requestId: 'cancel-1',
      clientOrderId: working.value.clientOrderId,
    });
    await settle();
    desk.broker.release();
    await Promise.all([held, waiting, cancel]);
    expect(desk.broker.transmissions.map(({ kind }) => kind)).toEqual(['place', 'place', 'cancel', 'place']);
  });
});

describe('the trading gate', () => {
  it('is closed until the first reconcile', async () => {
    const desk = createOrderDesk();
    expect(desk.service.gate()).toEqual({ state: 'blocked', reason: 'starting', error: null });
    expect(await desk.place()).toMatchObject({ error: { code: 'TRADING_STARTING' } });
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
  });

  it('stays closed while reconciling fails', async () => {
    const desk = createOrderDesk();
    desk.broker.failQueries(hogaError('connectivity', 'TIMED_OUT', 'no answer'));
    expect(await desk.service.reconcile()).toMatchObject({ error: { code: 'TIMED_OUT' } });
    expect(desk.service.gate()).toMatchObject({ state: 'blocked', reason: 'starting' });
    desk.broker.failQueries(null);
    await desk.service.reconcile();
    expect(desk.service.gate()).toEqual({ state: 'armed' });
  });

  it.each(['disconnected', 'refused', 'replaced', 'noCredentials', 'locked'] as const)(
    'closes when the link is %s and opens after the next reconcile',
    async (reason) => {
      const desk = await createArmedDesk();
      const error = hogaError('connectivity', 'SOCKET_CLOSED', 'closed');
      desk.service.connectionLost(reason, error);
      expect(desk.service.gate()).toEqual({ state: 'blocked', reason, error });
      expect((await desk.place()).ok).toBe(false);
      expect(desk.broker.transmissions).toEqual([]);
      await desk.service.reconcile();
      expect(desk.service.gate()).toEqual({ state: 'armed' });
    },
  );

  it('does not open when the link went down while reconciling', async () => {
    const desk = createOrderDesk();
    desk.broker.holdQueries(true);
    const reconciled = desk.service.reconcile();
    await settle();
    desk.service.connectionLost('disconnected', null);
    desk.broker.holdQueries(false);
    desk.broker.releaseQueries();
    expect(await reconciled).toMatchObject({ ok: false });
    expect(desk.service.gate()).toMatchObject({ reason: 'disconnected' });
  });

  it('tells listeners of each change', async () => {
    const desk = createOrderDesk();
    const states: string[] = [];
    desk.service.onGate((gate) => states.push(gate.state === 'armed' ? 'armed' : gate.reason));
    await desk.service.reconcile();
    desk.service.connectionLost('disconnected', null);
    expect(states).toEqual(['armed', 'disconnected']);
  });
});

describe('an order service that is closed', () => {
  it('leaves no timer and no listener behind', async () => {
    const desk = await createArmedDesk();
    await desk.place();
    desk.broker.script('loseAnswer');
    desk.broker.holdPushes(true);
    await desk.place({ price: price(65_000) });
    expect(desk.clock.pendingTimers()).toBeGreaterThan(0);
    desk.service.close();
    expect(desk.clock.pendingTimers()).toBe(0);
    expect(desk.broker.listenerCount()).toBe(0);
  });
});

describe('an exception in a listener', () => {
  it('does not keep an order from being sent and recorded', async () => {
    const desk = await createArmedDesk();
    desk.service.onOrder(() => {
      throw new Error('a bug in a window');
    });
    expect(await desk.place()).toMatchObject({ ok: true, value: { status: 'accepted' } });
    expect(LOST.kind).toBe('outcomeUnknown');
    await pass(desk.clock, 1_000);
  });
});
