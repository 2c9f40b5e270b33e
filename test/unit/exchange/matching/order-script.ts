import fc from 'fast-check';
import type { EngineEvent, OrderNumber, RejectReason } from '#electron/exchange/matching/engine.ts';
import type { OrderSide, OrderType, TimeInForce } from '#shared/domain/order.ts';
import type { Result } from '#shared/domain/result.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookHarness } from './book-harness.ts';

/** One thing done to a book. `pick` chooses among the orders at work. */
export type Step =
  | {
      readonly do: 'place';
      readonly side: OrderSide;
      readonly type: OrderType;
      readonly timeInForce: TimeInForce;
      readonly ticks: number;
      readonly stopTicks: number;
      readonly size: number;
    }
  | { readonly do: 'cancel'; readonly pick: number; readonly size: number | null }
  | { readonly do: 'amend'; readonly pick: number; readonly size: number; readonly ticks: number }
  | { readonly do: 'enter'; readonly phase: TradingSessionPhase }
  | { readonly do: 'wait'; readonly milliseconds: number };

export interface StepResult {
  readonly step: Step;
  readonly events: readonly EngineEvent[];
  /** Null when refused or not an order. */
  readonly number: OrderNumber | null;
}

const BASE = 10_000;
const TICK = 10;

/** Mostly near the last price, sometimes anywhere in the band and beyond. */
const ticks = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -6, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: -70, max: 70 }) },
  { weight: 1, arbitrary: fc.integer({ min: -310, max: 310 }) },
);
const size = fc.integer({ min: 1, max: 20 });
const kinds: readonly (readonly [OrderType, TimeInForce, number])[] = [
  ['limit', 'day', 20],
  ['market', 'day', 2],
  ['limit', 'ioc', 2],
  ['limit', 'fok', 4],
  ['market', 'ioc', 1],
  ['market', 'fok', 1],
  ['conditionalLimit', 'day', 2],
  ['bestCounter', 'day', 2],
  ['bestCounter', 'fok', 1],
  ['bestSame', 'day', 2],
  ['midpoint', 'day', 3],
  ['midpoint', 'fok', 1],
  ['stopLimit', 'day', 3],
];
const kind = fc.oneof(
  ...kinds.map(([type, timeInForce, weight]) => ({ weight, arbitrary: fc.constant({ type, timeInForce }) })),
);
const place = fc
  .record({ side: fc.constantFrom<OrderSide>('buy', 'sell'), kind, ticks, stopTicks: ticks, size })
  .map(({ kind: chosen, ...rest }): Step => ({ do: 'place', ...chosen, ...rest }));
const pick = fc.nat({ max: 1_000 });
const cancel = fc.record({ pick, size: fc.option(size) }).map((terms): Step => ({ do: 'cancel', ...terms }));
const amend = fc.record({ pick, size, ticks }).map((terms): Step => ({ do: 'amend', ...terms }));
const wait = fc
  .constantFrom(1, 1_000, 60_000, 130_000)
  .map((milliseconds): Step => ({ do: 'wait', milliseconds }));

/** Orders, amends and cancels with time passing, inside one phase. */
export const tradingSteps = fc.array(
  fc.oneof(
    { weight: 16, arbitrary: place },
    { weight: 3, arbitrary: cancel },
    { weight: 3, arbitrary: amend },
    { weight: 1, arbitrary: wait },
  ),
  { minLength: 1, maxLength: 70, size: 'max' },
);

/** A whole KRX day: each phase in its order with trading in it. */
export const daySteps = fc
  .tuple(tradingSteps, tradingSteps, tradingSteps, tradingSteps)
  .map(([opening, continuous, closing, after]): readonly Step[] => [
    { do: 'enter', phase: 'openingAuction' },
    ...opening,
    { do: 'enter', phase: 'continuous' },
    ...continuous,
    { do: 'enter', phase: 'closingAuction' },
    ...closing,
    { do: 'enter', phase: 'postCloseWait' },
    { do: 'enter', phase: 'postCloseClosePrice' },
    { do: 'enter', phase: 'afterMarket' },
    ...after,
    { do: 'enter', phase: 'closed' },
  ]);

/** Does one step. Refused orders and steps without an order to act on change nothing. */
export function runStep(book: BookHarness, step: Step): StepResult {
  book.takeNew();
  const number = perform(book, step);
  return { step, events: book.takeNew(), number };
}

function perform(book: BookHarness, step: Step): OrderNumber | null {
  switch (step.do) {
    case 'place':
      return placeOrder(book, step);
    case 'cancel': {
      const number = pickOrder(book, step.pick);
      if (number !== null) book.cancel(number, step.size);
      return null;
    }
    case 'amend': {
      const number = pickOrder(book, step.pick);
      if (number === null) return null;
      const amended = book.amend(number, { size: step.size, price: BASE + step.ticks * TICK });
      return amended.ok ? amended.number : null;
    }
    case 'enter':
      book.enter(step.phase);
      return null;
    case 'wait':
      book.advance(step.milliseconds);
      return null;
  }
}

function placeOrder(book: BookHarness, step: Step & { readonly do: 'place' }): OrderNumber | null {
  const isPriced = ['limit', 'conditionalLimit', 'stopLimit'].includes(step.type);
  const at = isPriced ? BASE + step.ticks * TICK : null;
  const stop = step.type === 'stopLimit' ? { stop: BASE + step.stopTicks * TICK } : {};
  const { side, type, timeInForce } = step;
  const answer = book.submit(side, at, step.size, { type, timeInForce, ...stop });
  return numberOf(answer);
}

function numberOf(answer: Result<readonly EngineEvent[], RejectReason>): OrderNumber | null {
  if (!answer.ok) return null;
  const [first] = answer.value;
  return first?.type === 'accepted' ? first.order.number : null;
}

function pickOrder(book: BookHarness, choice: number): OrderNumber | null {
  const orders = book.engine.workingOrders();
  return orders[choice % Math.max(1, orders.length)]?.number ?? null;
}
