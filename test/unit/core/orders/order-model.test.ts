import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hogaError } from '#shared/domain/errors.ts';
import type { Order, OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { applyOrderEvent, isClosed, isLocal, isOpen, ORDER_EVENTS } from '#shared/domain/order-status.ts';
import type { OrderState } from '#shared/domain/order-status.ts';
import { price } from '#shared/domain/price.ts';
import { THRESHOLD_NAMES } from '#shared/domain/risk-limits.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { ExecutionReport } from '#electron/core/brokers/broker.ts';
import type { Behaviour } from '#test/support/fake-broker.ts';
import { buyIntent, createOrderDesk, pass } from '#test/support/order-desk.ts';
import type { OrderDesk } from '#test/support/order-desk.ts';
import { settle } from '#test/support/settle.ts';

/**
 * A model of everything that can go wrong between the desk, the broker and the market at once. The fake venue is the truth;
 * when the broker answers again in the end, the desk must agree with it to the share and the won.
 */
type Step = TraderStep | MarketStep | FaultStep | { readonly do: 'wait'; readonly ms: number };

type TraderStep =
  | {
      readonly do: 'place';
      readonly behaviour: Behaviour;
      readonly side: 'buy' | 'sell';
      /** The same request twice at once, as from a double click. */
      readonly repeat: boolean;
    }
  | { readonly do: 'amend' | 'cancel'; readonly pick: number; readonly behaviour: Behaviour }
  /** Declares the orders never accepted that are offered as such. */
  | { readonly do: 'resolve' }
  | { readonly do: 'halt' | 'resume' | 'cancelAll' };

type MarketStep =
  | { readonly do: 'fill'; readonly pick: number; readonly shares: number }
  | { readonly do: 'placeElsewhere' }
  | {
      readonly do: 'cancelElsewhere' | 'amendElsewhere';
      readonly pick: number;
      /** Null for all that works. */
      readonly part: number | null;
    };

type FaultStep =
  | {
      readonly do: 'push';
      readonly pick: number;
      /** Keeps the push to be delivered again. */
      readonly keep: boolean;
    }
  | {
      /** The broker's lists leave out one of the orders that work. */
      readonly do: 'hide';
      readonly pick: number;
    }
  | { readonly do: 'losePushes' | 'release' | 'restart' | 'reconnect' | 'show' }
  | { readonly do: 'queries'; readonly how: 'fail' | 'hold' | 'work' }
  | { readonly do: 'ledger'; readonly isBroken: boolean };

const refuse = { refuse: hogaError('venueRejected', 'ORDER_REFUSED', 'refused') };
const failUnsent = { failUnsent: hogaError('connectivity', 'OFFLINE', 'not sent') };
const behaviour = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Behaviour>('answer') },
  { weight: 3, arbitrary: fc.constant<Behaviour>('loseAnswer') },
  { weight: 2, arbitrary: fc.constant<Behaviour>('loseRequest') },
  { weight: 2, arbitrary: fc.constant<Behaviour>('hold') },
  { weight: 1, arbitrary: fc.constantFrom<Behaviour>(refuse, failUnsent) },
);
const placeBehaviour = fc.oneof(
  { weight: 12, arbitrary: behaviour },
  { weight: 1, arbitrary: fc.constant<Behaviour>('rejectLater') },
  { weight: 2, arbitrary: fc.constant<Behaviour>('waitForSlot') },
  { weight: 2, arbitrary: fc.constant<Behaviour>({ takeLate: true }) },
);
const pick = fc.nat(1_000);
const part = fc.option(fc.integer({ min: 1, max: 20 }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      behaviour: placeBehaviour,
      side: fc.constantFrom('buy' as const, 'sell' as const),
      repeat: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('amend' as const, 'cancel' as const), pick, behaviour }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('fill' as const), pick, shares: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('placeElsewhere' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('cancelElsewhere' as const, 'amendElsewhere' as const),
      pick,
      part,
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('push' as const), pick, keep: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hide' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'show' as const,
        'losePushes' as const,
        'release' as const,
        'restart' as const,
        'reconnect' as const,
        'halt' as const,
        'resume' as const,
        'cancelAll' as const,
        'resolve' as const,
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('queries' as const),
      how: fc.constantFrom('fail' as const, 'hold' as const, 'work' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ledger' as const), isBroken: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      ms: fc.constantFrom(10, 300, 2_000, 8_000, 31_000),
    }),
  },
);

/** Terms that no other order has, and that are unlike all others, so that each transmission names its order. */
function uniqueTerms(index: number): Partial<OrderIntent> {
  return { price: price(52_000 + (index % 20) * 2_000), quantity: quantity(10 + index * 7) };
}

const OFF = { confirmAbove: null, refuseAbove: null };

/** Orders made elsewhere have at least this many shares, so that none is taken for the desk's. */
const ELSEWHERE_QUANTITY = 100_000;

class Model {
  private readonly highestFilled = new Map<string, number>();
  private readonly lastSeen = new Map<string, Order>();
  private readonly broken: string[] = [];
  private places = 0;
  private requests = 0;
  private elsewhere = 0;
  private isLedgerBroken = false;
  private readonly declared = new Set<string>();
  /** How many orders had left when trading was halted; null while it is not, or the halt may not be on disk. */
  private placesAtHalt: number | null = null;

  private constructor(private readonly desk: OrderDesk) {}

  static async start(): Promise<Model> {
    const model = new Model(createOrderDesk());
    const { desk } = model;
    desk.world.limits = {
      ...desk.world.limits,
      ...Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, OFF])),
    };
    desk.world.sellable = 10_000_000;
    desk.world.cash = null;
    desk.broker.setCash({ ...(await cashOf(desk)), buyingPower: 9_000_000_000 as never });
    desk.world.cash = await cashOf(desk);
    desk.restart();
    desk.broker.holdPushes(true);
    model.listen();
    await desk.service.reconcile();
    return model;
  }

  private listen(): void {
    this.desk.service.onOrder((order) => this.watch(order));
  }

  private watch(order: Order): void {
    const { clientOrderId, filledQuantity, leavesQuantity, status } = order;
    const last = this.lastSeen.get(clientOrderId);
    if (last !== undefined && !isReachable(last, order)) {
      this.broken.push(`no way from ${last.status} to ${JSON.stringify(order)}`);
    }
    this.lastSeen.set(clientOrderId, order);
    const before = this.highestFilled.get(clientOrderId) ?? 0;
    if (filledQuantity < before) this.broken.push(`filled fell: ${JSON.stringify(order)}`);
    this.highestFilled.set(clientOrderId, Math.max(before, filledQuantity));
    if (order.rejection?.code === 'NEVER_ACCEPTED' && !this.declared.has(clientOrderId)) {
      this.broken.push(`given up by nobody: ${JSON.stringify(order)}`);
    }
    const isOver = isClosed(status) || status === 'denied';
    if (!isOver && filledQuantity + leavesQuantity !== order.quantity) {
      this.broken.push(`shares missing: ${JSON.stringify(order)}`);
    }
    if (isOver && leavesQuantity !== 0) this.broken.push(`over and working: ${JSON.stringify(order)}`);
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const each of steps) {
      await this.step(each);
      await settle();
      if (this.placesAtHalt !== null && this.countPlaces() > this.placesAtHalt) {
        this.broken.push(`an order left while halted, at ${JSON.stringify(each)}`);
      }
    }
    this.placesAtHalt = null;
    await this.calmDown();
    this.check();
  }

  private countPlaces(): number {
    return this.desk.broker.transmissions.filter(({ kind }) => kind === 'place').length;
  }

  private async step(each: Step): Promise<void> {
    switch (each.do) {
      case 'place':
      case 'amend':
      case 'cancel':
      case 'halt':
      case 'resume':
      case 'cancelAll':
      case 'resolve':
        return this.traderStep(each);
      case 'fill':
      case 'placeElsewhere':
      case 'cancelElsewhere':
      case 'amendElsewhere':
        return this.marketStep(each);
      case 'wait':
        return pass(this.desk.clock, each.ms, Math.min(1_000, each.ms));
      default:
        return this.faultStep(each);
    }
  }

  private async traderStep(each: TraderStep): Promise<void> {
    const { service } = this.desk;
    switch (each.do) {
      case 'place': {
        const index = this.places++;
        const intent = buyIntent({ ...uniqueTerms(index), side: each.side });
        const command = { requestId: `place-${index}`, intent, accepted: [] };
        return this.scripted(each.behaviour, () => {
          void service.place(command);
          if (each.repeat) void service.place(command);
        });
      }
      case 'amend':
      case 'cancel': {
        const orders = service.orders();
        const order = orders[each.pick % Math.max(1, orders.length)];
        if (order === undefined) return;
        const { clientOrderId } = order;
        const requestId = this.nextRequest();
        const terms = { price: price(50_100 + ((each.pick * 100) % 40_000)), stopPrice: null, accepted: [] };
        return this.scripted(each.behaviour, () => {
          if (each.do === 'cancel') void service.cancel({ requestId, clientOrderId });
          else void service.amend({ requestId, clientOrderId, ...terms, quantity: order.leavesQuantity });
        });
      }
      case 'halt':
        void service.halt(this.nextRequest());
        this.placesAtHalt = this.isLedgerBroken ? null : this.countPlaces();
        return;
      case 'resume':
        if (service.resume().ok) this.placesAtHalt = null;
        return;
      case 'resolve':
        return this.resolveOffered();
      case 'cancelAll':
        void service.cancelAll({ requestId: this.nextRequest(), symbol: null, side: null });
    }
  }

  private async resolveOffered(): Promise<void> {
    const { service } = this.desk;
    for (const { clientOrderId, absence } of service.orders()) {
      if (absence === null) continue;
      const requestId = this.nextRequest();
      this.declared.add(clientOrderId);
      await service.resolve({ requestId, clientOrderId, verdict: 'neverAccepted' });
    }
  }

  /** Lets the next transmission go by the script; a command that is not sent leaves none behind. */
  private async scripted(behaviour: Behaviour, act: () => void): Promise<void> {
    const { broker } = this.desk;
    const before = broker.transmissions.length;
    broker.script(behaviour);
    act();
    await settle();
    if (broker.transmissions.length === before) broker.clearScript();
  }

  private nextRequest(): string {
    this.requests += 1;
    return `command-${this.requests}`;
  }

  private marketStep(each: MarketStep): void {
    const { venue } = this.desk.broker;
    if (each.do === 'placeElsewhere') {
      venue.place(buyIntent({ quantity: quantity(ELSEWHERE_QUANTITY + this.elsewhere++) }));
      return;
    }
    const number = this.pickWorking(each.pick);
    if (number === null) return;
    if (each.do === 'fill') venue.fill(number, each.shares, 50_000 + (each.pick % 40) * 100);
    else if (each.do === 'cancelElsewhere') venue.cancel(number, each.part);
    else {
      const shares = each.part ?? venue.leaves(number);
      venue.amend(number, { price: price(51_000), stopPrice: null, quantity: quantity(shares) });
    }
  }

  private async faultStep(each: FaultStep): Promise<void> {
    const { desk } = this;
    const { broker } = desk;
    switch (each.do) {
      case 'push': {
        const place = each.pick % Math.max(1, broker.outbox.length);
        const report = broker.outbox[place];
        if (report === undefined) return;
        if (!each.keep) broker.outbox.splice(place, 1);
        broker.deliver(report);
        return;
      }
      case 'losePushes':
        broker.outbox.length = 0;
        return;
      case 'hide': {
        const number = this.pickConfirmed(each.pick);
        if (number !== null) broker.venue.hide([number]);
        return;
      }
      case 'show':
        broker.venue.hide([]);
        return;
      case 'release':
        broker.release();
        return;
      case 'restart':
        broker.killHeld();
        // What the broken ledger did not take is learned from the broker again, step by step.
        if (this.isLedgerBroken) this.highestFilled.clear();
        this.lastSeen.clear();
        desk.restart();
        this.listen();
        return this.reconcile();
      case 'reconnect':
        desk.service.connectionLost('disconnected', null);
        return this.reconcile();
      case 'queries':
        broker.failQueries(each.how === 'fail' ? hogaError('connectivity', 'TIMED_OUT', 'no answer') : null);
        broker.holdQueries(each.how === 'hold');
        if (each.how !== 'hold') broker.releaseQueries();
        return;
      case 'ledger':
        this.isLedgerBroken = each.isBroken;
        if (each.isBroken) desk.ledger.breakDown();
        else desk.ledger.repair();
    }
  }

  private pickWorking(index: number): VenueOrderId | null {
    const working = this.desk.broker.venue.working();
    return working[index % Math.max(1, working.length)] ?? null;
  }

  /** Of an order that the desk knows to work: a list that leaves out one in doubt would be a lie about that. */
  private pickConfirmed(index: number): VenueOrderId | null {
    const open = this.desk.service.orders().filter(({ status }) => isOpen(status));
    return open[index % Math.max(1, open.length)]?.venueOrderIds[0] ?? null;
  }

  private async reconcile(): Promise<void> {
    const reconciled = this.desk.service.reconcile();
    await settle();
    // A held query holds the reconcile; the model does not wait for it.
    void reconciled;
  }

  /** Everything works again: the broker tells the truth and what was pushed arrives, some of it twice. */
  private async calmDown(): Promise<void> {
    const { desk } = this;
    const { broker } = desk;
    desk.ledger.repair();
    broker.venue.hide([]);
    broker.failQueries(null);
    broker.holdQueries(false);
    broker.releaseQueries();
    broker.clearScript();
    for (let left = 0; left < 200; left += 1) {
      broker.release();
      await settle();
    }
    const pushes: ExecutionReport[] = [...broker.outbox, ...broker.outbox.slice(0, 5)].reverse();
    broker.outbox.length = 0;
    broker.holdPushes(false);
    for (const report of pushes) broker.deliver(report);
    await desk.service.reconcile();
    await pass(desk.clock, 40_000, 500);
    await desk.service.reconcile();
    await this.resolveOffered();
  }

  private check(): void {
    const { desk } = this;
    const { broker } = desk;
    expect(this.broken).toEqual([]);
    this.checkTransmissions();
    const rows = broker.venue.rows().filter(({ kind, isRejected }) => kind !== 'cancel' && !isRejected);
    const orders = desk.service.orders();
    for (const order of orders) {
      expect(order.unknownCommand, JSON.stringify(order)).toBeNull();
      expect(
        ['pendingAmend', 'pendingCancel', 'submitted', 'draft', 'lost'],
        JSON.stringify(order),
      ).not.toContain(order.status);
      const own = rows.filter(({ venueOrderId }) => order.venueOrderIds.includes(venueOrderId));
      const filled = own.reduce((sum, row) => sum + row.filledQuantity, 0);
      const leaves = own.reduce((sum, row) => sum + row.leavesQuantity, 0);
      expect({ filled: order.filledQuantity, leaves: order.leavesQuantity }, JSON.stringify(order)).toEqual({
        filled,
        leaves,
      });
      expect(isClosed(order.status) || isLocal(order.status)).toBe(leaves === 0);
    }
    // Every share at the venue belongs to exactly one order of the desk.
    const numbers = orders.flatMap(({ venueOrderIds }) => venueOrderIds);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { venueOrderId, filledQuantity, leavesQuantity } of rows) {
      if (filledQuantity + leavesQuantity > 0) expect(numbers).toContain(venueOrderId);
    }
    // What the desk placed is the desk's, however its answer fared.
    for (const { kind, venueOrderId, quantity: shares } of rows) {
      if (kind !== 'new') continue;
      const origin = orders.find(({ venueOrderIds }) => venueOrderIds.includes(venueOrderId))?.origin;
      expect(origin).toBe(shares < ELSEWHERE_QUANTITY ? 'desk' : 'external');
    }
    const fills = desk.service.fills();
    const sign = (side: string) => (side === 'buy' ? 1 : -1);
    expect(fills.reduce((sum, fill) => sum + sign(fill.side) * fill.quantity, 0)).toBe(
      broker.venue.netShares(),
    );
    expect(fills.reduce((sum, fill) => sum - sign(fill.side) * fill.price * fill.quantity, 0)).toBe(
      broker.venue.netCash(),
    );
  }

  /** At most one transmission for each command, each of them recorded, and never two orders for a request. */
  private checkTransmissions(): void {
    const { broker, ledger } = this.desk;
    const payloads = ledger.rows.filter(({ kind }) => kind === 'placeRecorded').map(({ payload }) => payload);
    const requestIds = payloads.map((payload) => (JSON.parse(payload) as { requestId: string }).requestId);
    expect(new Set(requestIds).size).toBe(requestIds.length);
    const sent = broker.transmissions.map(({ kind, intent, handle, change }) =>
      JSON.stringify([kind, kind === 'place' ? [intent.price, intent.quantity] : [handle, change]]),
    );
    const places = sent.filter((each) => each.startsWith('["place"'));
    expect(new Set(places).size).toBe(places.length);
    const recorded = (kind: string) => ledger.rows.filter((row) => row.kind === kind).length;
    const count = (kind: string) => broker.transmissions.filter((each) => each.kind === kind).length;
    expect(count('place')).toBeLessThanOrEqual(recorded('placeRecorded'));
    expect(count('amend')).toBeLessThanOrEqual(recorded('amendRecorded'));
    expect(count('cancel')).toBeLessThanOrEqual(recorded('cancelRecorded'));
  }
}

/** Tells whether the table of an order's life leads from one order to the other; one look may show several events. */
function isReachable(from: Order, to: Order): boolean {
  let frontier: OrderState[] = [from];
  for (let depth = 0; depth <= 4; depth += 1) {
    const isThere = ({ status, unknownCommand }: OrderState) =>
      status === to.status && unknownCommand === to.unknownCommand;
    if (frontier.some(isThere)) return true;
    const next = frontier.flatMap((state) =>
      ORDER_EVENTS.flatMap((event) => {
        const after = applyOrderEvent(state, event, to.filledQuantity > 0);
        return after.ok ? [after.value] : [];
      }),
    );
    frontier = [
      ...new Map(next.map((state) => [JSON.stringify([state.status, state.unknownCommand]), state])).values(),
    ];
  }
  return false;
}

async function cashOf(desk: OrderDesk) {
  const cash = await desk.broker.account.fetchCash();
  if (!cash.ok) throw new Error('no cash');
  return cash.value;
}

describe('orders through losses, repeats, shuffles and restarts', () => {
  it('agree with the venue to the share and the won once it can be asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }), async (steps) => {
        const model = await Model.start();
        await model.run(steps);
      }),
      { numRuns: 200 },
    );
  });
});
