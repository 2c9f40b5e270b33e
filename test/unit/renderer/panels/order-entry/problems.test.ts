import { describe, expect, it } from 'vitest';
import type { OrderPreview } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { OrderStatus } from '#shared/domain/order-status.ts';
import { ORDER_STATUSES } from '#shared/domain/order-status.ts';
import { err, ok } from '#shared/domain/result.ts';
import {
  hasProblems,
  isAmendable,
  isCancelable,
  placeOf,
  placeProblems,
  TICKET_FIELDS,
  warningsOf,
} from '#renderer/panels/order-entry/problems.ts';
import { reduceTicket } from '#renderer/panels/order-entry/reduce-ticket.ts';
import type { TicketEvent, TicketState } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import { errorOf, FINE_PREVIEW, SAMSUNG, ticketFacts, ticketOrder } from '#test/support/ticket-harness.ts';

const after = (...events: readonly TicketEvent[]): TicketState =>
  events.reduce(reduceTicket, newTicket(SAMSUNG));

const checked = (preview: Partial<OrderPreview>, isOfWholeDraft = true): TicketEvent => ({
  type: 'previewAnswered',
  result: ok({ ...FINE_PREVIEW, ...preview }),
  isOfWholeDraft,
});

function refused(error: HogaError): TicketState {
  const command = {
    name: 'order.cancel',
    payload: { requestId: 'r', clientOrderId: ticketOrder().clientOrderId },
  } as const;
  return after({ type: 'pressed', at: 0, command }, { type: 'answered', requestId: 'r', result: err(error) });
}

const codes = (state: TicketState, facts = ticketFacts()) =>
  Object.fromEntries(
    TICKET_FIELDS.flatMap((field) => {
      const found = placeProblems(state, facts)[field].map(({ code }) => code);
      return found.length === 0 ? [] : [[field, found]];
    }),
  );

describe('what is wrong', () => {
  it.each([
    ['venue', 'venue'],
    ['type', 'type'],
    ['timeInForce', 'type'],
    ['price', 'price'],
    ['stopPrice', 'stopPrice'],
    ['quantity', 'quantity'],
    ['symbol', 'form'],
    ['side', 'form'],
    ['account', 'form'],
    [undefined, 'form'],
  ])('with %s stands beside %s', (field, place) => {
    expect(placeOf(field)).toBe(place);
  });

  it('is all shown, each beside its field', () => {
    const state = after(
      { type: 'edited', change: { price: 71_150, quantity: 140 } },
      checked({
        problems: [
          { field: 'price', error: errorOf('validation', 'PRICE_OFF_TICK') },
          { field: 'quantity', error: errorOf('validation', 'BUYING_POWER_INSUFFICIENT') },
          { field: 'quantity', error: errorOf('validation', 'QUANTITY_NOT_LOT') },
          { field: 'account', error: errorOf('validation', 'LOOKALIKE_UNKNOWN') },
        ],
      }),
    );
    expect(codes(state)).toEqual({
      price: ['PRICE_OFF_TICK'],
      quantity: ['BUYING_POWER_INSUFFICIENT', 'QUANTITY_NOT_LOT'],
      form: ['LOOKALIKE_UNKNOWN'],
    });
  });

  it('is not held against a quantity that has not been entered', () => {
    const problems: OrderPreview['problems'] = [
      { field: 'quantity', error: errorOf('validation', 'QUANTITY_NOT_LOT') },
      { field: 'price', error: errorOf('validation', 'PRICE_OFF_TICK') },
    ];
    expect(codes(after(checked({ problems }, false)))).toEqual({ price: ['PRICE_OFF_TICK'] });
  });

  it('with an earlier draft is forgotten while the new one is checked', () => {
    const problems: OrderPreview['problems'] = [
      { field: 'price', error: errorOf('validation', 'PRICE_OFF_TICK') },
    ];
    expect(
      hasProblems(placeProblems(after(checked({ problems }), { type: 'previewAsked' }), ticketFacts())),
    ).toBe(false);
  });

  it('that the last press was refused for stands beside its field until the draft is changed', () => {
    const state = refused(errorOf('validation', 'PRICE_OUTSIDE_LIMITS', { field: 'price' }));
    expect(codes(state)).toEqual({ price: ['PRICE_OUTSIDE_LIMITS'] });
    expect(codes(reduceTicket(state, { type: 'edited', change: { price: 71_000 } }))).toEqual({});
  });

  it('that belongs to no field does not bar the next press', () => {
    expect(codes(refused(errorOf('validation', 'DUPLICATE_WINDOW', { field: 'account' })))).toEqual({});
    expect(codes(refused(errorOf('venueRejected', 'ORDER_REJECTED')))).toEqual({});
  });
});

describe('an amend', () => {
  const amending = (price: number): TicketState =>
    after(
      { type: 'modeChosen', mode: 'amend' },
      { type: 'targetChosen', order: ticketOrder() },
      { type: 'edited', change: { price } },
    );
  const facts = ticketFacts({ order: ticketOrder() });

  it('between two ticks names both neighbours', () => {
    const [error] = placeProblems(amending(71_050), facts).price;
    expect(error).toMatchObject({
      code: 'PRICE_OFF_TICK',
      context: { tick: 100, below: 71_000, above: 71_100 },
    });
  });

  it('outside the daily band names the band', () => {
    const [error] = placeProblems(amending(90_900), facts).price;
    expect(error).toMatchObject({ code: 'PRICE_OUTSIDE_LIMITS', context: { lower: 49_000, upper: 90_800 } });
  });

  it('at the end of the band is fine', () => {
    expect(placeProblems(amending(90_800), facts).price).toEqual([]);
  });
});

describe('warnings to accept', () => {
  const error = errorOf('validation', 'CONFIRM_ORDER_VALUE', { field: 'quantity' });

  it('are those of the check, and the one the last press was refused for, each once', () => {
    expect(warningsOf(after(checked({ warnings: [{ field: 'quantity', error }] })))).toEqual([error]);
    expect(warningsOf(refused(error))).toEqual([error]);
    const both = reduceTicket(refused(error), checked({ warnings: [{ field: 'quantity', error }] }));
    expect(warningsOf(both)).toEqual([error]);
  });

  it('are no problems', () => {
    expect(codes(refused(error))).toEqual({});
  });

  it('hold one for an order that looks like an unknown one: sent after all only on the trader’s word', () => {
    const lookAlike = errorOf('validation', 'LOOKALIKE_UNKNOWN');
    expect(warningsOf(refused(lookAlike))).toEqual([lookAlike]);
    expect(codes(refused(lookAlike))).toEqual({});
  });

  it('of a draft without a quantity do not count', () => {
    expect(warningsOf(after(checked({ warnings: [{ field: 'quantity', error }] }, false)))).toEqual([]);
  });
});

describe('what can be done with an order', () => {
  const AMENDABLE: readonly OrderStatus[] = ['accepted', 'partiallyFilled'];
  it.each(ORDER_STATUSES)('while it is %s', (status) => {
    const order = ticketOrder({ status, unknownCommand: status === 'unknown' ? 'place' : null });
    expect(isAmendable(order)).toBe(AMENDABLE.includes(status));
    expect(isCancelable(order)).toBe(AMENDABLE.includes(status) || status === 'submitted');
  });
});
