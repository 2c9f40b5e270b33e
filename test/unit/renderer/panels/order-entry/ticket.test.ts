import { describe, expect, it } from 'vitest';
import { err, ok } from '#shared/domain/result.ts';
import { CALM_MS } from '#renderer/panels/order-entry/reduce-ticket.ts';
import { PREVIEW_DELAY_MS, RECHECK_MS } from '#renderer/panels/order-entry/ticket.ts';
import { createTicketHarness, errorOf, FINE_PREVIEW, ticketOrder } from '#test/support/ticket-harness.ts';

const requestIds = (asked: readonly { readonly payload: unknown }[]) =>
  asked.map(({ payload }) => (payload as { readonly requestId: string }).requestId);

describe('one press of the ticket', () => {
  it('sends exactly what is filled in, under one id', () => {
    const { ticket, fill, of } = createTicketHarness();
    fill();
    ticket.press();
    expect(of('order.place').map(({ payload }) => payload)).toEqual([
      {
        requestId: 'request-1',
        accountId: 'paper',
        intent: {
          symbol: '005930',
          side: 'buy',
          type: 'limit',
          timeInForce: 'day',
          venue: 'SOR',
          price: 71_100,
          stopPrice: null,
          funding: { kind: 'cash' },
          quantity: 140,
        },
        accepted: [],
      },
    ]);
  });

  it('is one request for ten clicks within 50 ms', () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    for (let click = 0; click < 10; click += 1) {
      ticket.press();
      clock.advance(5);
    }
    expect(of('order.place')).toHaveLength(1);
  });

  it('is one request for ten clicks even when core answers between them', async () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    for (let click = 0; click < 10; click += 1) {
      ticket.press();
      await of('order.place')[click]?.answer(ok(ticketOrder()));
      clock.advance(5);
    }
    expect(of('order.place')).toHaveLength(1);
  });

  it('stays one request for as long as the button is not left alone', async () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    for (let click = 0; click < 30; click += 1) {
      clock.advance(CALM_MS - 1);
      ticket.press();
    }
    expect(of('order.place')).toHaveLength(1);
  });

  it('sends the same order again, under another id, once the button has rested', async () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    clock.advance(CALM_MS);
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-2']);
  });

  it('sends a changed order at once', async () => {
    const { ticket, fill, of } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    ticket.dispatch({ type: 'edited', change: { quantity: 150 } });
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-2']);
  });

  it('waits for the answer even when the draft is changed meanwhile', () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    ticket.press();
    ticket.dispatch({ type: 'edited', change: { quantity: 150 } });
    clock.advance(10_000);
    ticket.press();
    expect(of('order.place')).toHaveLength(1);
  });

  it('does not take a price that the market offers for a change by the trader', async () => {
    const { ticket, of, clock } = createTicketHarness();
    ticket.dispatch({ type: 'edited', change: { type: 'market', quantity: 10 } });
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    ticket.dispatch({ type: 'priceOffered', price: 71_200 });
    clock.advance(5);
    ticket.press();
    expect(of('order.place')).toHaveLength(1);
  });

  it('sends nothing while a field is empty', () => {
    const { ticket, of } = createTicketHarness();
    ticket.dispatch({ type: 'edited', change: { price: 71_100 } });
    ticket.press();
    ticket.dispatch({ type: 'edited', change: { price: null, quantity: 10 } });
    ticket.press();
    expect(of('order.place')).toEqual([]);
  });

  it('sends nothing while the desk is not current', () => {
    const { ticket, fill, of, setFacts } = createTicketHarness();
    setFacts(() => ({ isDeskCurrent: false }));
    fill();
    ticket.press();
    expect(of('order.place')).toEqual([]);
  });
});

describe('an answer', () => {
  it('shows the order that came of it', async () => {
    const { ticket, fill, of, state } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    expect(state().submission).toMatchObject({
      phase: 'answered',
      outcome: { kind: 'order', order: { venueOrderId: '0000141', status: 'accepted' } },
    });
  });

  it('keeps what was filled in', async () => {
    const { ticket, fill, of, state } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(ticketOrder()));
    expect(state().draft).toMatchObject({ price: 71_100, quantity: 140 });
  });

  it('that got lost on the way keeps the id: pressing again asks, and cannot place twice', async () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(err(errorOf('outcomeUnknown', 'DESK_REPLY_LOST')));
    clock.advance(CALM_MS);
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-1']);
  });

  it('that got lost does not lend its id to another order', async () => {
    const { ticket, fill, of } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(err(errorOf('outcomeUnknown', 'DESK_REPLY_LOST')));
    ticket.dispatch({ type: 'edited', change: { quantity: 141 } });
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-2']);
  });

  it('that is definite gives the next press a new id', async () => {
    const { ticket, fill, of, clock } = createTicketHarness();
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(err(errorOf('venueRejected', 'ORDER_REJECTED')));
    clock.advance(CALM_MS);
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-2']);
  });

  it('of "unknown" bars the same order until it is resolved', async () => {
    const { ticket, fill, of, clock, setFacts } = createTicketHarness();
    const unknown = ticketOrder({ status: 'unknown', unknownCommand: 'place' });
    fill();
    ticket.press();
    await of('order.place')[0]?.answer(ok(unknown));
    setFacts(() => ({ submitted: unknown }));
    clock.advance(CALM_MS);
    ticket.press();
    expect(of('order.place')).toHaveLength(1);
    setFacts(() => ({ submitted: ticketOrder() }));
    ticket.press();
    expect(requestIds(of('order.place'))).toEqual(['request-1', 'request-2']);
  });
});

describe('the check of a draft', () => {
  it('is asked once the draft has been left alone for a moment', () => {
    const { ticket, of, clock } = createTicketHarness();
    for (const quantity of [1, 14, 140]) {
      ticket.dispatch({ type: 'edited', change: { price: 71_100, quantity } });
      clock.advance(PREVIEW_DELAY_MS - 1);
    }
    expect(of('order.preview')).toEqual([]);
    clock.advance(1);
    expect(of('order.preview').map(({ payload }) => payload)).toMatchObject([
      { accountId: 'paper', intent: { price: 71_100, quantity: 140 } },
    ]);
  });

  it('that comes late for an earlier draft is thrown away', async () => {
    const { ticket, fill, of, clock, state } = createTicketHarness();
    fill();
    clock.advance(PREVIEW_DELAY_MS);
    ticket.dispatch({ type: 'edited', change: { quantity: 150 } });
    clock.advance(PREVIEW_DELAY_MS);
    await of('order.preview')[1]?.answer(ok({ ...FINE_PREVIEW, maxQuantity: 2 }));
    await of('order.preview')[0]?.answer(ok({ ...FINE_PREVIEW, maxQuantity: 1 }));
    expect(state().preview).toMatchObject({ phase: 'ready', preview: { maxQuantity: 2 } });
  });

  it('asks about one share while there is no quantity, for the largest that could be had', async () => {
    const { ticket, of, check, state } = createTicketHarness();
    ticket.dispatch({ type: 'edited', change: { price: 71_100 } });
    await check();
    expect(of('order.preview')[0]?.payload).toMatchObject({ intent: { quantity: 1 } });
    expect(state().preview).toMatchObject({ isOfWholeDraft: false, preview: { maxQuantity: 860 } });
  });

  it('stands a made-up stop price in for one that is missing, and lets nothing go', async () => {
    const { ticket, of, check, state } = createTicketHarness();
    ticket.dispatch({ type: 'edited', change: { type: 'stopLimit', price: 71_100, quantity: 5 } });
    await check();
    expect(of('order.preview')[0]?.payload).toMatchObject({ intent: { stopPrice: 71_100, quantity: 5 } });
    expect(state().preview).toMatchObject({ isOfWholeDraft: false });
    ticket.press();
    expect(of('order.place')).toEqual([]);
  });

  it('bars the press when it found something wrong, and looks again by itself', async () => {
    const { ticket, fill, of, check, clock } = createTicketHarness();
    fill();
    await check({ problems: [{ field: 'account', error: errorOf('validation', 'DUPLICATE_WINDOW') }] });
    ticket.press();
    expect(of('order.place')).toEqual([]);
    clock.advance(RECHECK_MS);
    await of('order.preview').at(-1)?.answer(ok(FINE_PREVIEW));
    ticket.press();
    expect(of('order.place')).toHaveLength(1);
  });

  it('is not asked about amends and cancels', () => {
    const { ticket, of, clock } = createTicketHarness();
    ticket.dispatch({ type: 'modeChosen', mode: 'amend' });
    ticket.dispatch({ type: 'targetChosen', order: ticketOrder() });
    clock.advance(1000);
    expect(of('order.preview')).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    const { ticket, fill, check, clock } = createTicketHarness();
    fill();
    await check({ problems: [{ field: 'price', error: errorOf('validation', 'PRICE_OFF_TICK') }] });
    ticket.dispose();
    expect(clock.pendingTimers()).toBe(0);
  });
});

describe('warnings', () => {
  const warning = { field: 'price', error: errorOf('validation', 'CONFIRM_PRICE_DISTANCE') } as const;

  it('have to be accepted before the order goes, and go with it', async () => {
    const { ticket, fill, of, check } = createTicketHarness();
    fill();
    await check({ warnings: [warning] });
    ticket.press();
    expect(of('order.place')).toEqual([]);
    ticket.dispatch({ type: 'warningAccepted', code: 'CONFIRM_PRICE_DISTANCE', isAccepted: true });
    ticket.press();
    expect(of('order.place').map(({ payload }) => payload)).toMatchObject([
      { accepted: ['CONFIRM_PRICE_DISTANCE'] },
    ]);
  });

  it('have to be accepted again after a change', async () => {
    const { ticket, fill, of, check } = createTicketHarness();
    fill();
    await check({ warnings: [warning] });
    ticket.dispatch({ type: 'warningAccepted', code: 'CONFIRM_PRICE_DISTANCE', isAccepted: true });
    ticket.dispatch({ type: 'edited', change: { price: 90_000 } });
    await check({ warnings: [warning] });
    ticket.press();
    expect(of('order.place')).toEqual([]);
  });

  it('that core asks for only when pressed can be accepted then', async () => {
    const { ticket, of, clock, setFacts } = createTicketHarness();
    const order = ticketOrder();
    setFacts(() => ({ order }));
    ticket.dispatch({ type: 'modeChosen', mode: 'amend' });
    ticket.dispatch({ type: 'targetChosen', order });
    ticket.dispatch({ type: 'edited', change: { price: 80_000 } });
    ticket.press();
    await of('order.amend')[0]?.answer(err({ ...warning.error, context: { field: 'price' } }));
    clock.advance(CALM_MS);
    ticket.press();
    expect(of('order.amend')).toHaveLength(1);
    ticket.dispatch({ type: 'warningAccepted', code: 'CONFIRM_PRICE_DISTANCE', isAccepted: true });
    ticket.press();
    expect(of('order.amend').map(({ payload }) => payload)).toMatchObject([
      { requestId: 'request-1', accepted: [] },
      { requestId: 'request-2', accepted: ['CONFIRM_PRICE_DISTANCE'] },
    ]);
  });
});

describe('amend and cancel', () => {
  it('amend sends the new price for all that is open', () => {
    const { ticket, of, setFacts } = createTicketHarness();
    const order = ticketOrder();
    setFacts(() => ({ order }));
    ticket.dispatch({ type: 'modeChosen', mode: 'amend' });
    ticket.dispatch({ type: 'targetChosen', order });
    ticket.press();
    expect(of('order.amend')).toEqual([]);
    ticket.dispatch({ type: 'edited', change: { price: 71_100 } });
    ticket.press();
    expect(of('order.amend').map(({ payload }) => payload)).toEqual([
      {
        requestId: 'request-1',
        clientOrderId: 'o1',
        price: 71_100,
        stopPrice: null,
        quantity: 200,
        accepted: [],
      },
    ]);
  });

  it('cancel names the order', () => {
    const { ticket, of, setFacts } = createTicketHarness();
    const order = ticketOrder();
    setFacts(() => ({ order }));
    ticket.dispatch({ type: 'modeChosen', mode: 'cancel' });
    ticket.dispatch({ type: 'targetChosen', order });
    ticket.press();
    expect(of('order.cancel').map(({ payload }) => payload)).toEqual([
      { requestId: 'request-1', clientOrderId: 'o1' },
    ]);
  });
});
