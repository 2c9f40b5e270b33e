import type { AccountSummary, OrderPreview, RequestName } from '#shared/contract/requests.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { money } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import { epochMs } from '#shared/domain/time.ts';
import type { ReadinessFacts } from '#renderer/panels/order-entry/readiness.ts';
import type { TicketPorts } from '#renderer/panels/order-entry/ticket.ts';
import { Ticket } from '#renderer/panels/order-entry/ticket.ts';
import type { TicketState } from '#renderer/panels/order-entry/ticket-state.ts';
import { ladderOf } from '#renderer/panels/order-entry/view-model.ts';
import { FAKE_NOW } from './fake-bridge.ts';
import { fakeAccountSummary, fakeOrder } from './fake-desk/fake-account.ts';
import { FAKE_INSTRUMENTS } from './fake-desk/fake-instruments.ts';
import { settle } from './settle.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const SAMSUNG = '005930';

export const FINE_PREVIEW: OrderPreview = {
  notional: money(9_954_000),
  commission: money(1_493),
  tax: money(0),
  maxQuantity: quantity(860),
  problems: [],
  warnings: [],
};

/** A request that waits for the test to answer it. */
export interface AskedRequest {
  readonly name: RequestName;
  readonly payload: unknown;
  readonly answer: (result: Result<unknown>) => Promise<void>;
}

/** An armed account, a known instrument, and nothing else, unless told otherwise. */
export function ticketFacts(change: Partial<ReadinessFacts> = {}): ReadinessFacts {
  const instrument = FAKE_INSTRUMENTS.find(({ symbol }) => symbol === SAMSUNG) ?? null;
  return {
    account: fakeAccountSummary(FAKE_NOW),
    isDeskCurrent: true,
    order: null,
    submitted: null,
    instrument,
    ladder: ladderOf(instrument, epochMs(FAKE_NOW)),
    limits: { upper: price(90_800), lower: price(49_000) },
    ...change,
  };
}

export function withGate(gate: AccountSummary['condition']['gate']): AccountSummary {
  const account = fakeAccountSummary(FAKE_NOW);
  return { ...account, condition: { ...account.condition, gate } };
}

export function ticketOrder(change: Partial<Order> = {}): Order {
  const facts = {
    id: 'o1',
    number: '0000141',
    symbol: SAMSUNG,
    side: 'buy',
    price: 71_000,
    quantity: 200,
  } as const;
  return { ...fakeOrder(FAKE_NOW, facts), ...change };
}

/** A ticket whose requests wait for the test, on a clock that the test moves. */
export function createTicketHarness() {
  const clock = createVirtualClock();
  const asked: AskedRequest[] = [];
  let facts: (state: TicketState) => Partial<ReadinessFacts> = () => ({});
  let ids = 0;
  const ask = (name: RequestName, payload: unknown): Promise<Result<unknown>> =>
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
  const ticket = new Ticket(
    {
      // The test answers with what the request's name promises.
      request: ask as TicketPorts['request'],
      clock,
      newRequestId: () => `request-${(ids += 1)}`,
      facts: (state) => ticketFacts(facts(state)),
    },
    SAMSUNG,
  );
  const of = (name: RequestName): readonly AskedRequest[] => asked.filter((each) => each.name === name);
  return {
    ticket,
    clock,
    of,
    state: () => ticket.store.getState(),
    setFacts: (next: typeof facts) => (facts = next),
    /** Fills in a plain buy order of 140 at 71,100. */
    fill: () => ticket.dispatch({ type: 'edited', change: { price: 71_100, quantity: 140 } }),
    /** Lets the check of the draft be asked and answers it. */
    check: async (preview: Partial<OrderPreview> = {}) => {
      clock.advance(200);
      await of('order.preview')
        .at(-1)
        ?.answer(ok({ ...FINE_PREVIEW, ...preview }));
    },
  };
}

export function errorOf(
  kind: HogaError['kind'],
  code: string,
  context: HogaError['context'] = {},
): HogaError {
  return { kind, code, detail: code, context };
}
