import type { Clock } from '#shared/domain/clock.ts';
import type { CashBalance } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { money } from '#shared/domain/money.ts';
import type { OrderIntent, VenueOrderId } from '#shared/domain/order.ts';
import { ORDER_TYPES, TIMES_IN_FORCE } from '#shared/domain/order.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { VENUES } from '#shared/domain/venue.ts';
import type {
  AmendIntent,
  Broker,
  BrokerFill,
  BrokerPosition,
  ExecutionReport,
  LastCheck,
  OrderAck,
  OrderHandle,
} from '#electron/core/brokers/broker.ts';
import type { FakeVenue } from './fake-venue.ts';
import { createFakeVenue, handleOf } from './fake-venue.ts';

/** A command as the broker client got it. */
export interface Transmission {
  readonly kind: 'place' | 'amend' | 'cancel';
  readonly intent: OrderIntent;
  readonly handle: OrderHandle | null;
  readonly change: AmendIntent | null;
}

/**
 * What happens to the next command.
 *
 * - `answer`       reaches the venue, answered at once
 * - `hold`         reaches the venue, answered when `release` is called
 * - `loseAnswer`   reaches the venue; the answer never comes
 * - `loseRequest`  does not reach the venue, and nobody can tell
 * - `crash`        reaches the venue; the promise never settles, as when the program dies
 * - `crashBefore`  never reaches the venue nor settles, and no byte is marked as sent
 */
export type Behaviour =
  | 'answer'
  | 'hold'
  | 'loseAnswer'
  | 'loseRequest'
  | 'crash'
  | 'crashBefore'
  | { readonly refuse: HogaError }
  /** Does not reach the venue; answered with this when `release` is called. */
  | { readonly refuseLate: HogaError }
  /** Reaches the venue, and is answered, when `release` is called. */
  | { readonly takeLate: true }
  /** Waits for quota until `release` is called, then asks whether it may leave. */
  | 'waitForSlot'
  /** Fails before the first byte. */
  | { readonly failUnsent: HogaError }
  /** The broker takes it, the exchange refuses it a moment later. */
  | 'rejectLater';

export interface FakeBroker extends Pick<Broker, 'execution' | 'account' | 'capabilities'> {
  readonly venue: FakeVenue;
  readonly transmissions: readonly Transmission[];
  /** Queries asked so far, by name. */
  readonly queries: { orders: number; openOrders: number; fills: number; cash: number; positions: number };
  /** Behaviour of the next commands, in turn; then `answer`. */
  script(...behaviours: readonly Behaviour[]): void;
  clearScript(): void;
  /** Answers the oldest held command. */
  release(): void;
  /** Held commands are never answered: whoever waited is gone. */
  killHeld(): void;
  /** Pushes wait in `outbox` instead of being delivered as they happen. */
  holdPushes(isHeld: boolean): void;
  readonly outbox: ExecutionReport[];
  /** Delivers one push, whatever the outbox holds. */
  deliver(report: ExecutionReport): void;
  /** Delivers and empties the outbox. */
  deliverAll(): void;
  /** Queries fail with this until null. */
  failQueries(error: HogaError | null): void;
  /** The next lists of orders wait until this is called with what to answer them with; null answers the truth. */
  holdQueries(isHeld: boolean): void;
  releaseQueries(): void;
  /** `fetchFills` gives totals per order instead of single fills. */
  tellTotalsOnly(): void;
  setCash(cash: CashBalance): void;
  setPositions(positions: readonly BrokerPosition[]): void;
  announceChange(): void;
  listenerCount(): number;
}

const allowed: LastCheck = () => null;

export const LOST = hogaError('outcomeUnknown', 'ANSWER_LOST', 'no answer came');

export function createFakeBroker(clock: Clock): FakeBroker {
  const listeners = new Set<(report: ExecutionReport) => void>();
  const changeListeners = new Set<(change: { symbol: string | null }) => void>();
  const transmissions: Transmission[] = [];
  const outbox: ExecutionReport[] = [];
  const queries = { orders: 0, openOrders: 0, fills: 0, cash: 0, positions: 0 };
  let script: Behaviour[] = [];
  let held: (() => void)[] = [];
  let heldQueries: (() => void)[] = [];
  let arePushesHeld = false;
  let areQueriesHeld = false;
  let queryError: HogaError | null = null;
  let hasTotalsOnly = false;
  let cash: CashBalance = {
    deposit: money(100_000_000),
    depositD2: money(100_000_000),
    buyingPower: money(100_000_000),
    withdrawable: money(100_000_000),
  };
  let positions: readonly BrokerPosition[] = [];

  const deliver = (report: ExecutionReport) => {
    for (const listener of [...listeners]) listener(report);
  };
  const venue = createFakeVenue(
    () => clock.now(),
    (report) => (arePushesHeld ? outbox.push(report) : deliver(report)),
  );

  const notFound = () =>
    hogaError('venueRejected', 'ORDER_REFUSED', 'refused', { venueCode: 'E404', venueText: 'no such order' });

  /** Runs one command against the venue by the script. `act` returns null when the venue has nothing to act on. */
  function transmit(
    transmission: Transmission,
    onSent: () => void,
    lastCheck: LastCheck,
    act: () => VenueOrderId | null,
  ): Promise<Result<OrderAck>> {
    const behaviour = script.shift() ?? 'answer';
    if (behaviour === 'waitForSlot') {
      return new Promise<void>((resolve) => held.push(resolve)).then(() => {
        script.unshift('answer');
        return transmit(transmission, onSent, lastCheck, act);
      });
    }
    const objection = lastCheck();
    if (objection !== null) return Promise.resolve(err(objection));
    transmissions.push(transmission);
    if (behaviour === 'crashBefore') return new Promise(() => undefined);
    if (typeof behaviour === 'object' && 'failUnsent' in behaviour)
      return Promise.resolve(err(behaviour.failUnsent));
    onSent();
    if (typeof behaviour === 'object' && 'refuseLate' in behaviour) {
      return new Promise((resolve) => held.push(() => resolve(err(behaviour.refuseLate))));
    }
    if (typeof behaviour === 'object' && 'takeLate' in behaviour) {
      return new Promise((resolve) => {
        held.push(() => {
          const number = act();
          resolve(number === null ? err(notFound()) : ok({ venueOrderId: number, handle: handleOf(number) }));
        });
      });
    }
    if (behaviour === 'loseRequest') return Promise.resolve(err(LOST));
    if (typeof behaviour === 'object') return Promise.resolve(err(behaviour.refuse));
    const number = behaviour === 'rejectLater' ? venue.placeRejected(transmission.intent) : act();
    const answer: Result<OrderAck> =
      number === null ? err(notFound()) : ok({ venueOrderId: number, handle: handleOf(number) });
    switch (behaviour) {
      case 'answer':
      case 'rejectLater':
        return Promise.resolve(answer);
      case 'loseAnswer':
        return Promise.resolve(err(LOST));
      case 'crash':
        return new Promise(() => undefined);
      case 'hold':
        return new Promise((resolve) => held.push(() => resolve(answer)));
    }
  }

  async function answerQuery<T>(read: () => T): Promise<Result<T>> {
    // The truth is taken when the query arrives, also when its answer is held.
    const answer: Result<T> = queryError === null ? ok(read()) : err(queryError);
    if (areQueriesHeld) await new Promise<void>((resolve) => heldQueries.push(resolve));
    return answer;
  }

  const numberOf = (handle: OrderHandle) => handle.replace('handle:', '') as VenueOrderId;

  return {
    venue,
    transmissions,
    queries,
    outbox,
    capabilities: {
      orders: VENUES.flatMap((each) =>
        ORDER_TYPES.map((type) => ({ venue: each, type, timesInForce: TIMES_IN_FORCE })),
      ),
      funding: ['cash', 'marginLoan'],
      goldOrders: [{ venue: 'KRX', type: 'limit', timesInForce: TIMES_IN_FORCE }],
      candleIntervals: [],
      maxRegistrations: 100,
      hasViFeed: true,
      hasSessionFeed: true,
      hasBuyingPowerQuery: true,
    },
    execution: {
      placeOrder: (intent, onSent, lastCheck = allowed) =>
        transmit({ kind: 'place', intent, handle: null, change: null }, onSent, lastCheck, () =>
          venue.place(intent),
        ),
      amendOrder: (handle, intent, change, onSent, lastCheck = allowed) =>
        transmit({ kind: 'amend', intent, handle, change }, onSent, lastCheck, () =>
          venue.amend(numberOf(handle), change),
        ),
      cancelOrder: (handle, intent, onSent) =>
        transmit({ kind: 'cancel', intent, handle, change: null }, onSent, allowed, () =>
          venue.cancel(numberOf(handle)),
        ),
      fetchOrders: () => {
        queries.orders += 1;
        return answerQuery(() => venue.rows());
      },
      fetchOpenOrders: () => {
        queries.openOrders += 1;
        return answerQuery(() => venue.openRows());
      },
      fetchFills: () => {
        queries.fills += 1;
        return answerQuery(() => (hasTotalsOnly ? totals(venue) : venue.fills()));
      },
      onReport(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    account: {
      fetchAccountNumber: () => Promise.resolve(ok('8012345611')),
      fetchCash: () => {
        queries.cash += 1;
        return answerQuery(() => cash);
      },
      fetchPositions: () => {
        queries.positions += 1;
        return answerQuery(() => positions);
      },
      fetchBuyableQuantity: () => Promise.resolve(ok(quantity(0))),
      fetchCreditPower: null,
      gold: null,
      onChange(listener) {
        changeListeners.add(listener);
        return () => changeListeners.delete(listener);
      },
    },
    script(...behaviours) {
      script = [...script, ...behaviours];
    },
    clearScript() {
      script = [];
    },
    release: () => held.shift()?.(),
    killHeld() {
      held = [];
    },
    holdPushes(isHeld) {
      arePushesHeld = isHeld;
    },
    deliver,
    deliverAll() {
      for (const report of outbox.splice(0)) deliver(report);
    },
    failQueries(error) {
      queryError = error;
    },
    holdQueries(isHeld) {
      areQueriesHeld = isHeld;
    },
    releaseQueries() {
      for (const resolve of heldQueries) resolve();
      heldQueries = [];
    },
    tellTotalsOnly() {
      hasTotalsOnly = true;
    },
    setCash(next) {
      cash = next;
    },
    setPositions(next) {
      positions = next;
    },
    announceChange() {
      for (const listener of [...changeListeners]) listener({ symbol: null });
    },
    listenerCount: () => listeners.size + changeListeners.size,
  };
}

function totals(venue: FakeVenue): readonly BrokerFill[] {
  return venue
    .rows()
    .filter(({ filledQuantity }) => filledQuantity > 0)
    .map((row) => ({
      fillId: null,
      venueOrderId: row.venueOrderId,
      symbol: row.symbol,
      side: row.side,
      price: Math.round(row.averageFillPrice ?? 1) as BrokerFill['price'],
      quantity: row.filledQuantity,
      commission: null,
      tax: null,
      eventTime: row.eventTime,
    }));
}
