import { describe, expect, it } from 'vitest';
import type { AccountSummary, OrderPreview, RequestName, RequestPayload } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Order } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Result } from '#shared/domain/result.ts';
import { groupBlocker, legWarnings } from '#renderer/panels/order-entry/group/group-readiness.ts';
import type { GroupFacts } from '#renderer/panels/order-entry/group/group-readiness.ts';
import type { GroupPorts } from '#renderer/panels/order-entry/group/group-ticket.ts';
import { GroupTicket } from '#renderer/panels/order-entry/group/group-ticket.ts';
import { legOf } from '#renderer/panels/order-entry/group/group-state.ts';
import { ownProblems, withGroupPreview } from '#renderer/panels/order-entry/group/merge-previews.ts';
import { CALM_MS, reduceTicket } from '#renderer/panels/order-entry/reduce-ticket.ts';
import type { TicketState } from '#renderer/panels/order-entry/ticket-state.ts';
import { newTicket } from '#renderer/panels/order-entry/ticket-state.ts';
import { FAKE_NOW } from '#test/support/fake-bridge.ts';
import { fakeAccountSummary } from '#test/support/fake-desk/fake-account.ts';
import { settle } from '#test/support/settle.ts';
import { errorOf, FINE_PREVIEW, SAMSUNG, ticketOrder } from '#test/support/ticket-harness.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const FIRST = 'first' as AccountId;
const SECOND = 'second' as AccountId;
type Place = RequestPayload<'order.place'>;

function account(accountId: AccountId): AccountSummary {
  return { ...fakeAccountSummary(FAKE_NOW), accountId };
}

/** A group over a ticket with a whole draft; the test answers each request. */
function createGroup() {
  const clock = createVirtualClock();
  const asked: { name: RequestName; payload: unknown; answer: (result: Result<unknown>) => Promise<void> }[] =
    [];
  let ticket: TicketState = reduceTicket(newTicket(SAMSUNG), {
    type: 'edited',
    change: { price: 71_100, quantity: 140 },
  });
  let facts: GroupFacts = { accounts: [account(FIRST), account(SECOND)], isDeskCurrent: true };
  let ids = 0;
  const request = (name: RequestName, payload: unknown): Promise<Result<unknown>> =>
    new Promise((resolve) => {
      asked.push({
        name,
        payload,
        answer: async (result) => {
          resolve(result);
          await settle();
        },
      });
    });
  const group = new GroupTicket({
    request: request as GroupPorts['request'],
    clock,
    newRequestId: () => `request-${(ids += 1)}`,
    ticket: () => ticket,
    facts: () => facts,
  });
  const places = () => asked.filter(({ name }) => name === 'order.place');
  const placed = () => places().map(({ payload }) => payload as Place);
  return {
    group,
    clock,
    places,
    placed,
    state: () => group.store.getState(),
    blocker: () => groupBlocker(ticket, group.store.getState(), facts),
    shown: () => withGroupPreview(ticket, group.store.getState()),
    leg: (accountId: AccountId) => legOf(group.store.getState(), accountId) ?? expect.fail('no such leg'),
    setFacts: (change: Partial<GroupFacts>) => (facts = { ...facts, ...change }),
    edit: (change: Partial<TicketState['draft']>) => {
      ticket = reduceTicket(ticket, { type: 'edited', change });
      group.draftChanged();
    },
    /** Answers the checks of both accounts. */
    check: async (previews: Partial<Record<AccountId, Partial<OrderPreview>>> = {}) => {
      clock.advance(200);
      for (const { name, payload, answer } of asked.filter(({ name }) => name === 'order.preview')) {
        const { accountId } = payload as RequestPayload<'order.preview'>;
        if (name === 'order.preview') await answer(ok({ ...FINE_PREVIEW, ...previews[accountId] }));
      }
    },
    answer: async (accountId: AccountId, result: Result<Order>) => {
      const place = places().findLast(({ payload }) => (payload as Place).accountId === accountId);
      await place?.answer(result);
    },
  };
}

async function readyGroup(previews: Partial<Record<AccountId, Partial<OrderPreview>>> = {}) {
  const harness = createGroup();
  harness.group.choose([FIRST, SECOND]);
  await harness.check(previews);
  return harness;
}

const tooMuch = {
  field: 'quantity',
  error: errorOf('validation', 'BUYING_POWER_INSUFFICIENT', { required: 2, available: 1 }),
} as const;
const largeOrder = {
  field: 'quantity',
  error: errorOf('validation', 'CONFIRM_ORDER_VALUE', { value: 2, limit: 1 }),
} as const;

describe('a ticket for several accounts', () => {
  it('sends one order to each, under an id of its own', async () => {
    const { group, placed } = await readyGroup();
    group.press();
    expect(placed().map(({ accountId }) => accountId)).toEqual([FIRST, SECOND]);
    expect(new Set(placed().map(({ requestId }) => requestId)).size).toBe(2);
    expect(placed()[0]?.intent).toEqual(placed()[1]?.intent);
  });

  it('sends once, however often it is pressed, and not again when all have answered', async () => {
    const { group, placed, answer, blocker } = await readyGroup();
    for (let press = 0; press < 10; press += 1) group.press();
    expect(placed()).toHaveLength(2);
    await answer(FIRST, ok(ticketOrder()));
    await answer(SECOND, ok(ticketOrder()));
    group.press();
    expect(placed()).toHaveLength(2);
    expect(blocker()).toBe('groupSent');
  });

  it('goes on from an answer of one account without the other’s', async () => {
    const { group, answer, leg, placed } = await readyGroup();
    group.press();
    await answer(FIRST, err(errorOf('validation', 'SYMBOL_NOT_IN_ALLOWED_LIST')));
    expect(leg(FIRST).submission).toMatchObject({ phase: 'answered', outcome: { kind: 'error' } });
    expect(leg(SECOND).submission.phase).toBe('sending');
    await answer(SECOND, ok(ticketOrder({ clientOrderId: 'o2' as Order['clientOrderId'] })));
    expect(leg(SECOND).submission).toMatchObject({ outcome: { kind: 'order' } });
    expect(placed()).toHaveLength(2);
  });

  it('is not sent to anyone while one account cannot take it', async () => {
    const { group, placed, blocker, state, leg } = await readyGroup({ [SECOND]: { problems: [tooMuch] } });
    expect(blocker()).toBe('legProblems');
    group.press();
    expect(placed()).toEqual([]);
    expect(ownProblems(leg(SECOND), state())).toEqual([tooMuch]);
    group.choose([FIRST]);
    expect(blocker()).toBe('checking');
  });

  it('is not sent to anyone while an account is not armed, or before all are checked', async () => {
    const { group, blocker, setFacts } = createGroup();
    group.choose([FIRST, SECOND]);
    expect(blocker()).toBe('checking');
    const unarmed = account(SECOND);
    const gate = { state: 'blocked', reason: 'notArmed', error: null } as const;
    setFacts({
      accounts: [account(FIRST), { ...unarmed, condition: { ...unarmed.condition, gate } }],
    });
    expect(blocker()).toBe('legGate');
  });

  it('takes a warning’s acceptance for the one account that it was given for', async () => {
    const { group, blocker, placed } = await readyGroup({
      [FIRST]: { warnings: [largeOrder] },
      [SECOND]: { warnings: [largeOrder] },
    });
    const accept = (accountId: AccountId): void =>
      group.dispatch({
        type: 'warningAccepted',
        accountId,
        code: 'CONFIRM_ORDER_VALUE',
        isAccepted: true,
      });
    accept(FIRST);
    expect(blocker()).toBe('legWarnings');
    accept(SECOND);
    group.press();
    expect(placed().map(({ accepted }) => accepted)).toEqual([
      ['CONFIRM_ORDER_VALUE'],
      ['CONFIRM_ORDER_VALUE'],
    ]);
  });

  it('forgets what was accepted when the draft changes, and when an order was placed', async () => {
    const { group, edit, leg, answer } = await readyGroup({ [FIRST]: { warnings: [largeOrder] } });
    const accept = (): void =>
      group.dispatch({
        type: 'warningAccepted',
        accountId: FIRST,
        code: 'CONFIRM_ORDER_VALUE',
        isAccepted: true,
      });
    accept();
    group.press();
    await answer(FIRST, ok(ticketOrder()));
    expect(leg(FIRST).accepted).toEqual([]);
    accept();
    edit({ quantity: 141 });
    expect(leg(FIRST).accepted).toEqual([]);
  });

  it('shows the costs of all, the smallest maximum, and beside the fields only what is wrong for all', async () => {
    const { shown } = await readyGroup({
      [FIRST]: { problems: [tooMuch], maxQuantity: quantity(30) },
      [SECOND]: { problems: [tooMuch, largeOrder] },
    });
    expect(shown().preview).toMatchObject({
      phase: 'ready',
      preview: {
        notional: FINE_PREVIEW.notional * 2,
        commission: FINE_PREVIEW.commission * 2,
        maxQuantity: 30,
        problems: [tooMuch],
      },
    });
  });
});

describe('one account’s order once more', () => {
  it('goes out under a new id where the last is refused for certain, and to that account alone', async () => {
    const { group, answer, placed, clock } = await readyGroup();
    group.press();
    await answer(FIRST, err(errorOf('connectivity', 'LINK_CLOSED')));
    await answer(SECOND, ok(ticketOrder()));
    group.resend(FIRST);
    expect(placed()).toHaveLength(2);
    clock.advance(CALM_MS);
    group.resend(FIRST);
    group.resend(FIRST);
    expect(placed().map(({ accountId }) => accountId)).toEqual([FIRST, SECOND, FIRST]);
    expect(new Set(placed().map(({ requestId }) => requestId)).size).toBe(3);
  });

  it('repeats the very request while nobody knows what became of it, also after the results were put away', async () => {
    const { group, answer, placed, clock, blocker } = await readyGroup();
    group.press();
    await answer(FIRST, err(errorOf('outcomeUnknown', 'DESK_REPLY_LOST')));
    await answer(SECOND, ok(ticketOrder()));
    group.dispatch({ type: 'resultsDismissed' });
    expect(blocker()).toBe('groupSent');
    clock.advance(CALM_MS);
    group.resend(FIRST);
    expect(placed()[2]).toEqual(placed()[0]);
  });

  it('is never sent to an account whose order works', async () => {
    const { group, answer, placed, clock } = await readyGroup();
    group.press();
    await answer(FIRST, ok(ticketOrder()));
    clock.advance(CALM_MS);
    group.resend(FIRST);
    expect(placed()).toHaveLength(2);
  });

  it('asks for the warning that it was refused for, also one of an order that looks alike', async () => {
    const { group, answer, leg } = await readyGroup();
    group.press();
    await answer(FIRST, err(errorOf('validation', 'LOOKALIKE_UNKNOWN')));
    expect(legWarnings(leg(FIRST)).map(({ code }) => code)).toEqual(['LOOKALIKE_UNKNOWN']);
  });
});
