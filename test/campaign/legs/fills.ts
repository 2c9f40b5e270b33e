import fc from 'fast-check';
import type { Fill } from '#shared/domain/fill.ts';
import type { Order, OrderSide, VenueOrderId } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { ExecutionReport } from '#electron/core/brokers/broker.ts';
import { createArmedDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';
import { forAll } from '../for-all.ts';
import type { Complaints, Leg } from '../leg.ts';

/** Some orders, how they fill, and how the news of it comes. */
export interface FillCase {
  readonly orders: readonly {
    readonly side: OrderSide;
    readonly shares: number;
    /** `before`: the fills are told before the answer to the order is there. */
    readonly answer: 'first' | 'before' | 'never';
    readonly fills: readonly { readonly shares: number; readonly at: number }[];
  }[];
  /** Where in the line each push is put, and whether it comes again. */
  readonly shuffle: readonly { readonly place: number; readonly copies: number }[];
  /** After so many pushes the program starts again; null: it does not. */
  readonly restartAfter: number | null;
  /** The list is asked between the pushes, too. */
  readonly isListed: boolean;
}

const fillCase: fc.Arbitrary<FillCase> = fc.record({
  orders: fc.array(
    fc.record({
      side: fc.constantFrom<OrderSide>('buy', 'sell'),
      shares: fc.integer({ min: 1, max: 90 }),
      answer: fc.constantFrom('first' as const, 'before' as const, 'never' as const),
      fills: fc.array(
        fc.record({
          shares: fc.integer({ min: 1, max: 50 }),
          at: fc.integer({ min: 700, max: 720 }).map((hundreds) => hundreds * 100),
        }),
        { maxLength: 5, size: 'max' },
      ),
    }),
    { minLength: 1, maxLength: 3, size: 'max' },
  ),
  shuffle: fc.array(fc.record({ place: fc.nat(30), copies: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 20,
    size: 'max',
  }),
  restartAfter: fc.option(fc.nat(8), { freq: 3 }),
  isListed: fc.boolean(),
});

/** Fills that are told twice, in any order, and before the answer, counted by the desk and by a model. */
export const FILLS: Leg = {
  id: 'fills',
  trials: { short: 700, long: 10_000 },
  async run(context) {
    let counted = 0;
    await forAll(context, fillCase, async (subject) => {
      const { trades, complaints } = await playFills(subject);
      counted += trades.length;
      return complaints;
    });
    context.note(`${counted} trades`);
    const complaints = counted > 0 || context.onlyTrial !== null ? [] : ['nothing was traded'];
    context.record({ trial: context.trials, subject: 'that trades were made', complaints });
  },
};

interface PlayedFills {
  readonly trades: readonly ModelTrade[];
  readonly complaints: Complaints;
}

async function playFills(subject: FillCase): Promise<PlayedFills> {
  const desk = await createArmedDesk();
  const { broker } = desk;
  broker.holdPushes(true);
  const trades: ModelTrade[] = [];
  for (const [index, order] of subject.orders.entries()) {
    // Each with terms of its own: two alike would have to wait for each other.
    const terms = {
      side: order.side,
      quantity: quantity(order.shares + index * 100),
      price: price(70_000 + index * 1_000),
    };
    broker.script(order.answer === 'never' ? 'loseAnswer' : order.answer === 'before' ? 'hold' : 'answer');
    const before = broker.venue.rows().length;
    void desk.place(terms, `request-${index}`);
    await settle();
    const number = broker.venue.rows().at(before)?.venueOrderId;
    // One that is like an order in doubt is held back.
    if (number === undefined) {
      broker.clearScript();
      continue;
    }
    for (const { shares, at } of order.fills) {
      const filled = broker.venue.fill(number, shares, at);
      if (filled > 0) trades.push({ number, side: order.side, shares: filled, at });
    }
    // A held answer holds the account's queue: its fills are told first, then it comes.
    if (order.answer === 'before') {
      for (const report of broker.outbox) broker.deliver(report);
      await settle();
      broker.release();
      await settle();
    }
  }
  await tell(desk, subject);
  broker.holdPushes(false);
  await pass(desk.clock, 12_000, 1_000);
  await desk.service.reconcile();
  const told = desk.service.fills();
  const events = subject.restartAfter === null ? desk.fillEvents : told;
  const complaints = judgeFills({ told, events, orders: desk.service.orders(), trades });
  desk.service.close();
  return { trades, complaints };
}

async function tell(desk: OrderDesk, { shuffle, restartAfter, isListed }: FillCase): Promise<void> {
  const pushes = shuffled(desk.broker.outbox.splice(0), shuffle);
  for (const [index, push] of pushes.entries()) {
    desk.broker.deliver(push);
    if (index % 3 === 2) await settle();
    if (isListed && index % 4 === 1) await desk.service.reconcile();
    if (index === restartAfter) {
      desk.broker.killHeld();
      desk.restart();
      await desk.service.reconcile();
    }
  }
  await settle();
}

/** Puts each push, as often as told, where told. */
export function shuffled(
  pushes: readonly ExecutionReport[],
  shuffle: FillCase['shuffle'],
): readonly ExecutionReport[] {
  return pushes
    .flatMap((push, index) => {
      const { place, copies } = shuffle[index % shuffle.length] ?? { place: 0, copies: 1 };
      return Array.from({ length: copies }, (_each, copy) => ({ push, at: place + copy * 7 }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ push }) => push);
}

/** A trade as the market made it. */
export interface ModelTrade {
  readonly number: VenueOrderId;
  readonly side: OrderSide;
  readonly shares: number;
  readonly at: number;
}

export interface FillHistory {
  /** What the desk's list of fills says. */
  readonly told: readonly Pick<Fill, 'venueOrderId' | 'side' | 'price' | 'quantity'>[];
  /** What a window was told, one by one. */
  readonly events: readonly Pick<Fill, 'venueOrderId' | 'side' | 'price' | 'quantity'>[];
  readonly orders: readonly Pick<Order, 'venueOrderIds' | 'filledQuantity'>[];
  readonly trades: readonly ModelTrade[];
}

/** Compares shares and won, of each order and of the account, with the market's own trades. */
export function judgeFills({ told, events, orders, trades }: FillHistory): Complaints {
  const complaints: string[] = [];
  const fromTrades = trades.map((trade) => ({
    venueOrderId: trade.number,
    side: trade.side,
    price: price(trade.at),
    quantity: quantity(trade.shares),
  }));
  const truth = totals(fromTrades);
  for (const [name, counted] of [
    ['the list', totals(told)],
    ['the window', totals(events)],
  ] as const) {
    if (JSON.stringify(counted) !== JSON.stringify(truth)) {
      complaints.push(`${name} has ${JSON.stringify(counted)}, the market ${JSON.stringify(truth)}`);
    }
  }
  for (const [number, shares] of Object.entries(truth.filled)) {
    const owners = orders.filter(({ venueOrderIds }) => venueOrderIds.includes(number as VenueOrderId));
    if (owners.length !== 1) complaints.push(`order ${number} is ${owners.length} orders of the desk`);
    const filled = owners.reduce((sum, { filledQuantity }) => sum + filledQuantity, 0);
    if (filled !== shares) complaints.push(`order ${number} is filled ${filled}, in truth ${shares}`);
  }
  return complaints;
}

function totals(fills: FillHistory['told']) {
  const filled: Record<string, number> = {};
  let position = 0;
  let cash = 0;
  for (const { venueOrderId, side, price: at, quantity: shares } of fills) {
    const sign = side === 'buy' ? 1 : -1;
    position += sign * shares;
    cash -= sign * shares * at;
    filled[venueOrderId] = (filled[venueOrderId] ?? 0) + shares;
  }
  return { position, cash, filled: Object.fromEntries(Object.entries(filled).sort()) };
}
