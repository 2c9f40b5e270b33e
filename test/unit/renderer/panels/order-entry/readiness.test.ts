import { describe, expect, it } from 'vitest';
import { ok } from '#shared/domain/result.ts';
import { placeProblems } from '#renderer/panels/order-entry/problems.ts';
import type { ReadinessFacts } from '#renderer/panels/order-entry/readiness.ts';
import { blockerOf } from '#renderer/panels/order-entry/readiness.ts';
import { reduceTicket } from '#renderer/panels/order-entry/reduce-ticket.ts';
import type { TicketEvent, TicketFields } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import {
  errorOf,
  FINE_PREVIEW,
  SAMSUNG,
  ticketFacts,
  ticketOrder,
  withGate,
} from '#test/support/ticket-harness.ts';

function blocker(facts: Partial<ReadinessFacts>, ...events: readonly TicketEvent[]) {
  const state = events.reduce(reduceTicket, newTicket(SAMSUNG));
  const all = ticketFacts(facts);
  return blockerOf(state, all, placeProblems(state, all));
}

const filled: TicketEvent = { type: 'edited', change: { price: 71_100, quantity: 140 } };
const amend = (order = ticketOrder()): readonly TicketEvent[] => [
  { type: 'modeChosen', mode: 'amend' },
  { type: 'targetChosen', order },
];
const cancel = (order = ticketOrder()): readonly TicketEvent[] => [
  { type: 'modeChosen', mode: 'cancel' },
  { type: 'targetChosen', order },
];

describe('a new order', () => {
  it('can go when it is complete and the account is armed', () => {
    expect(blocker({}, filled)).toBeNull();
  });

  it.each<[string, Partial<TicketFields>]>([
    ['priceMissing', { quantity: 10 }],
    ['quantityMissing', { price: 71_100 }],
    ['quantityMissing', { price: 71_100, quantity: 0 }],
    ['stopPriceMissing', { type: 'stopLimit', price: 71_100, quantity: 10 }],
    ['priceMissing', { type: 'conditionalLimit', quantity: 10 }],
  ])('says %s for %o', (expected, change) => {
    expect(blocker({}, { type: 'edited', change })).toBe(expected);
  });

  it('needs no price when its type has none', () => {
    expect(blocker({}, { type: 'edited', change: { type: 'market', quantity: 10 } })).toBeNull();
  });

  it('can go before its check is back: core checks it again', () => {
    expect(blocker({}, filled, { type: 'previewAsked' })).toBeNull();
  });

  it('cannot go with problems, nor with warnings that are not accepted', () => {
    const problem = { field: 'price', error: errorOf('validation', 'PRICE_OFF_TICK') } as const;
    const warning = { field: 'price', error: errorOf('validation', 'CONFIRM_PRICE_DISTANCE') } as const;
    const check = (found: object): TicketEvent => ({
      type: 'previewAnswered',
      result: ok({ ...FINE_PREVIEW, ...found }),
      isOfWholeDraft: true,
    });
    expect(blocker({}, filled, check({ problems: [problem] }))).toBe('problems');
    expect(blocker({}, filled, check({ warnings: [warning] }))).toBe('warnings');
    const accepted = { type: 'warningAccepted', code: 'CONFIRM_PRICE_DISTANCE', isAccepted: true } as const;
    expect(blocker({}, filled, check({ warnings: [warning] }), accepted)).toBeNull();
  });
});

describe('the desk', () => {
  it.each([
    'starting',
    'halted',
    'storage',
    'disconnected',
    'noCredentials',
    'locked',
    'refused',
    'replaced',
  ] as const)('takes no new order while trading is blocked: %s', (reason) => {
    expect(blocker({ account: withGate({ state: 'blocked', reason, error: null }) }, filled)).toBe(
      `gate.${reason}`,
    );
  });

  it('takes cancels while the trader has halted trading, and only then', () => {
    const order = ticketOrder();
    const halted = withGate({ state: 'blocked', reason: 'halted', error: null });
    const offline = withGate({ state: 'blocked', reason: 'disconnected', error: null });
    expect(blocker({ account: halted, order }, ...cancel())).toBeNull();
    expect(blocker({ account: offline, order }, ...cancel())).toBe('gate.disconnected');
    expect(blocker({ account: halted, order }, ...amend())).toBe('gate.halted');
  });

  it('takes nothing without a link or an account', () => {
    expect(blocker({ isDeskCurrent: false }, filled)).toBe('linkLost');
    expect(blocker({ account: null }, filled)).toBe('noAccount');
  });
});

describe('an amend', () => {
  it('needs an order, and a price that differs', () => {
    expect(blocker({}, { type: 'modeChosen', mode: 'amend' })).toBe('targetMissing');
    expect(blocker({ order: ticketOrder() }, ...amend())).toBe('nothingChanged');
    const changed: TicketEvent = { type: 'edited', change: { price: 71_100 } };
    expect(blocker({ order: ticketOrder() }, ...amend(), changed)).toBeNull();
  });

  it('waits while another command for the order is under way or unknown', () => {
    const changed: TicketEvent = { type: 'edited', change: { price: 71_100 } };
    for (const status of ['submitted', 'pendingAmend', 'pendingCancel', 'unknown'] as const) {
      expect(blocker({ order: ticketOrder({ status }) }, ...amend(), changed)).toBe('targetBusy');
    }
  });
});

describe('a cancel', () => {
  it('needs an order that works, or one that has not left yet', () => {
    expect(blocker({}, { type: 'modeChosen', mode: 'cancel' })).toBe('targetMissing');
    expect(blocker({ order: ticketOrder() }, ...cancel())).toBeNull();
    expect(blocker({ order: ticketOrder({ status: 'submitted' }) }, ...cancel())).toBeNull();
    expect(blocker({ order: ticketOrder({ status: 'pendingCancel' }) }, ...cancel())).toBe('targetBusy');
  });
});
