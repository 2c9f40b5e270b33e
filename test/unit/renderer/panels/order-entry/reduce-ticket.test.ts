import { describe, expect, it } from 'vitest';
import { err, ok } from '#shared/domain/result.ts';
import { reduceTicket } from '#renderer/panels/order-entry/reduce-ticket.ts';
import { buildIntent } from '#renderer/panels/order-entry/ticket-command.ts';
import type { TicketEvent, TicketState } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import { FAKE_ACCOUNT } from '#test/support/fake-desk/fake-account.ts';
import { errorOf, FINE_PREVIEW, SAMSUNG, ticketOrder } from '#test/support/ticket-harness.ts';

const after = (...events: readonly TicketEvent[]): TicketState =>
  events.reduce(reduceTicket, newTicket(SAMSUNG));
const filled: TicketEvent = { type: 'edited', change: { price: 71_100, quantity: 140 } };

describe('another instrument', () => {
  it('takes the quantity and the price away: nothing stands ready that was meant for another', () => {
    expect(after(filled, { type: 'symbolChosen', symbol: '000660' }).draft).toMatchObject({
      symbol: '000660',
      price: null,
      quantity: null,
    });
  });

  it('keeps side and venue', () => {
    const { draft } = after(
      { type: 'modeChosen', mode: 'sell' },
      { type: 'edited', change: { venue: 'KRX' } },
      { type: 'symbolChosen', symbol: '000660' },
    );
    expect(draft).toMatchObject({ mode: 'sell', venue: 'KRX' });
  });

  it('leaves an amend: the order belonged to the former instrument', () => {
    const { draft } = after(
      { type: 'modeChosen', mode: 'amend' },
      { type: 'targetChosen', order: ticketOrder() },
      { type: 'symbolChosen', symbol: '000660' },
    );
    expect(draft).toMatchObject({ mode: 'buy', target: null, quantity: null });
  });

  it('is none when it is the same', () => {
    const state = after(filled);
    expect(reduceTicket(state, { type: 'symbolChosen', symbol: SAMSUNG })).toBe(state);
  });
});

describe('another account', () => {
  it('takes the quantity away and the verdict with it', () => {
    const state = after(
      filled,
      { type: 'previewAnswered', result: ok(FINE_PREVIEW), isOfWholeDraft: true },
      { type: 'accountChosen' },
    );
    expect(state.draft.quantity).toBeNull();
    expect(state.preview).toEqual({ phase: 'none' });
  });
});

describe('the price', () => {
  it('is offered by the market only while the trader has not set one', () => {
    expect(after({ type: 'priceOffered', price: 71_200 }).draft.price).toBe(71_200);
    expect(after(filled, { type: 'priceOffered', price: 71_200 }).draft.price).toBe(71_100);
  });

  it('that the trader has emptied stays empty', () => {
    const state = after({ type: 'edited', change: { price: null } }, { type: 'priceOffered', price: 71_200 });
    expect(state.draft.price).toBeNull();
  });

  it('that the market offered is brought up to date until a quantity is entered', () => {
    const offered = after({ type: 'priceOffered', price: 71_200 }, { type: 'priceOffered', price: 71_300 });
    expect(offered.draft.price).toBe(71_300);
    const begun = reduceTicket(offered, { type: 'edited', change: { quantity: 10 } });
    expect(reduceTicket(begun, { type: 'priceOffered', price: 71_400 })).toBe(begun);
  });

  it('is kept from buy to sell, with the quantity, but not what could be bought', () => {
    const state = after(
      filled,
      { type: 'previewAnswered', result: ok(FINE_PREVIEW), isOfWholeDraft: true },
      { type: 'modeChosen', mode: 'sell' },
    );
    expect(state.draft).toMatchObject({ mode: 'sell', price: 71_100, quantity: 140 });
    expect(state.preview).toEqual({ phase: 'none' });
  });
});

describe('loading from another panel', () => {
  it('puts a clicked price in and leaves the rest', () => {
    const state = after(filled, { type: 'loaded', symbol: SAMSUNG, change: { price: 70_900 } });
    expect(state.draft).toMatchObject({ mode: 'buy', price: 70_900, quantity: 140 });
  });

  it('moves to the other instrument without the quantity of the former', () => {
    const state = after(filled, { type: 'loaded', symbol: '000660', change: { price: 201_000 } });
    expect(state.draft).toMatchObject({ symbol: '000660', price: 201_000, quantity: null });
  });

  it('prepares a sale of what is held', () => {
    const state = after({ type: 'loaded', symbol: '000660', change: { side: 'sell', quantity: 60 } });
    expect(state.draft).toMatchObject({ symbol: '000660', mode: 'sell', price: null, quantity: 60 });
  });

  it('changes no price of an order that is about to be canceled', () => {
    const state = after(
      { type: 'modeChosen', mode: 'cancel' },
      { type: 'targetChosen', order: ticketOrder() },
      { type: 'loaded', symbol: SAMSUNG, change: { price: 70_900 } },
    );
    expect(state.draft).toMatchObject({ mode: 'cancel', price: 71_000 });
  });
});

describe('an order to amend', () => {
  it('comes with its own terms and all its leaves', () => {
    const order = ticketOrder({ venue: 'KRX', timeInForce: 'day' });
    const { draft } = after({ type: 'modeChosen', mode: 'amend' }, { type: 'targetChosen', order });
    expect(draft).toEqual({
      symbol: SAMSUNG,
      mode: 'amend',
      venue: 'KRX',
      type: 'limit',
      timeInForce: 'day',
      price: 71_000,
      stopPrice: null,
      funding: { kind: 'cash' },
      quantity: 200,
      target: 'o1',
    });
  });

  it('that has ended is let go', () => {
    const { draft } = after(
      { type: 'modeChosen', mode: 'amend' },
      { type: 'targetChosen', order: ticketOrder() },
      { type: 'targetLost' },
    );
    expect(draft).toMatchObject({ mode: 'amend', target: null, price: null, quantity: null });
  });
});

describe('Escape', () => {
  it('empties a new order', () => {
    expect(after(filled, { type: 'cleared' }).draft).toMatchObject({ price: null, quantity: null });
  });

  it('goes back from amend and cancel to a new order', () => {
    expect(after({ type: 'modeChosen', mode: 'cancel' }, { type: 'cleared' }).draft.mode).toBe('buy');
  });

  it('does not hide that something is being sent', () => {
    const state = after(
      filled,
      {
        type: 'pressed',
        at: 0,
        command: {
          name: 'order.cancel',
          payload: { requestId: 'r', clientOrderId: ticketOrder().clientOrderId },
        },
      },
      { type: 'cleared' },
    );
    expect(state.submission.phase).toBe('sending');
  });
});

describe('what was accepted', () => {
  const intent = buildIntent(after(filled).draft) ?? expect.fail('not whole');
  const payload = { requestId: 'r', accountId: FAKE_ACCOUNT, intent, accepted: ['LOOKALIKE_UNKNOWN'] };
  const sent: readonly TicketEvent[] = [
    filled,
    { type: 'warningAccepted', code: 'LOOKALIKE_UNKNOWN', isAccepted: true },
    { type: 'pressed', at: 0, command: { name: 'order.place', payload } },
  ];

  it('held for the order that was placed, and for no other', () => {
    const placed = after(...sent, { type: 'answered', requestId: 'r', result: ok(ticketOrder()) });
    expect(placed.accepted).toEqual([]);
  });

  it('stays while the order was not placed: it is the same wish that is pressed again', () => {
    const error = errorOf('validation', 'CONFIRM_ORDER_VALUE');
    const refused = after(...sent, { type: 'answered', requestId: 'r', result: err(error) });
    expect(refused.accepted).toEqual(['LOOKALIKE_UNKNOWN']);
  });
});

describe('an answer that nobody waits for', () => {
  it('changes nothing', () => {
    const state = after(filled);
    expect(reduceTicket(state, { type: 'answered', requestId: 'other', result: ok(ticketOrder()) })).toBe(
      state,
    );
  });
});
