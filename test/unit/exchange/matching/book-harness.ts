import { createMatchingEngine } from '#electron/exchange/matching/create-engine.ts';
import type { EngineOptions } from '#electron/exchange/matching/create-engine.ts';
import type {
  EngineEvent,
  EngineOrder,
  MatchingEngine,
  OrderNumber,
  RejectReason,
} from '#electron/exchange/matching/engine.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderTerms as VenueTerms, OrderSide } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { epochMs, kstDate, kstInstant, timeOfDay } from '#shared/domain/time.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';

export const TODAY = kstDate('20261120');

/** An instant of the test day, from a wall-clock time written `HH:MM` or `HH:MM:SS`. */
export function atTime(text: string): EpochMs {
  return kstInstant(TODAY, timeOfDay(text));
}

export function buildInstrument(changes: Partial<Instrument> = {}): Instrument {
  return {
    symbol: '005930',
    name: 'Test Electronics',
    market: 'KOSPI',
    kind: 'share',
    basePrice: price(10_000),
    listedShares: 100_000_000,
    isNxtEligible: true,
    isHalted: false,
    leverage: 1,
    marginRate: 100,
    ...changes,
  };
}

export type OrderTerms = Partial<Omit<VenueTerms, 'side' | 'quantity' | 'price' | 'stopPrice'>> & {
  readonly stop?: number;
  readonly owner?: string | null;
};

/** A trade in short: [price, quantity, buy order, sell order, aggressor]. */
export type ShortTrade = readonly [number, number, OrderNumber, OrderNumber, OrderSide | null];

/** One book with the bookkeeping that every test needs: order numbers that grow, a time that ticks, events in short. */
export class BookHarness {
  readonly engine: MatchingEngine;
  /** Everything since the start. */
  readonly log: EngineEvent[] = [];
  now: EpochMs;
  private lastNumber = 0;
  private seen = 0;

  constructor(
    options: Partial<EngineOptions> = {},
    phase: TradingSessionPhase = 'continuous',
    startTime = '10:00',
  ) {
    this.engine = createMatchingEngine({
      instrument: buildInstrument(),
      venue: 'KRX',
      date: TODAY,
      random: () => 0,
      ...options,
    });
    this.now = atTime(startTime);
    this.enter(phase);
    this.takeNew();
  }

  /** Submits and returns the order's number; throws when the engine refuses. */
  buy(at: number | null, size: number, terms: OrderTerms = {}): OrderNumber {
    return this.place('buy', at, size, terms);
  }

  sell(at: number | null, size: number, terms: OrderTerms = {}): OrderNumber {
    return this.place('sell', at, size, terms);
  }

  place(side: OrderSide, at: number | null, size: number, terms: OrderTerms = {}): OrderNumber {
    const answer = this.submit(side, at, size, terms);
    if (!answer.ok) throw new Error(`refused: ${answer.error}`);
    return this.lastNumber;
  }

  /** Returns why the engine refuses the order, or null when it takes it. */
  refusalOf(side: OrderSide, at: number | null, size: number, terms: OrderTerms = {}): RejectReason | null {
    const answer = this.submit(side, at, size, terms);
    return answer.ok ? null : answer.error;
  }

  submit(
    side: OrderSide,
    at: number | null,
    size: number,
    { stop, owner = 'A', ...terms }: OrderTerms = {},
  ): Result<readonly EngineEvent[], RejectReason> {
    this.tick();
    this.lastNumber += 1;
    const order: EngineOrder = {
      number: this.lastNumber,
      owner,
      intent: {
        symbol: this.engine.symbol,
        side,
        type: 'limit',
        timeInForce: 'day',
        venue: this.engine.venue,
        price: at as VenueTerms['price'],
        stopPrice: (stop ?? null) as VenueTerms['stopPrice'],
        quantity: size as VenueTerms['quantity'],
        ...terms,
      },
      receivedAt: this.now,
    };
    return this.keep(this.engine.submit(order));
  }

  amend(
    original: OrderNumber,
    change: { readonly size: number; readonly price?: number | null; readonly stop?: number | null },
  ): Result<readonly EngineEvent[], RejectReason> & { readonly number: OrderNumber } {
    this.tick();
    this.lastNumber += 1;
    const replacement = {
      number: this.lastNumber,
      quantity: quantity(change.size),
      price: (change.price ?? null) as VenueTerms['price'],
      stopPrice: (change.stop ?? null) as VenueTerms['stopPrice'],
    };
    return { ...this.keep(this.engine.amend(original, replacement, this.now)), number: this.lastNumber };
  }

  cancel(original: OrderNumber, size: number | null = null): Result<readonly EngineEvent[], RejectReason> {
    this.tick();
    return this.keep(this.engine.cancel(original, size as VenueTerms['quantity'] | null, this.now));
  }

  enter(phase: TradingSessionPhase, time?: string): readonly EngineEvent[] {
    if (time !== undefined) this.now = atTime(time);
    const events = this.engine.enterPhase(phase, this.now);
    this.log.push(...events);
    return events;
  }

  advance(milliseconds: number): readonly EngineEvent[] {
    this.now = epochMs(this.now + milliseconds);
    const events = this.engine.advance(this.now);
    this.log.push(...events);
    return events;
  }

  /** Returns the events since this was last asked. */
  takeNew(): readonly EngineEvent[] {
    const events = this.log.slice(this.seen);
    this.seen = this.log.length;
    return events;
  }

  get trades(): readonly ShortTrade[] {
    return this.log.flatMap((event) =>
      event.type === 'trade'
        ? [[event.price, event.quantity, event.buy.number, event.sell.number, event.aggressor] as const]
        : [],
    );
  }

  get cancels(): readonly (readonly [OrderNumber, number, string])[] {
    return this.log.flatMap((event) =>
      event.type === 'canceled' ? [[event.number, event.quantity, event.cause] as const] : [],
    );
  }

  /** Shares filled of one order so far. */
  filledOf(number: OrderNumber): number {
    return this.trades
      .filter(([, , buyNumber, sellNumber]) => buyNumber === number || sellNumber === number)
      .reduce((sum, [, size]) => sum + size, 0);
  }

  leavesOf(number: OrderNumber): number | null {
    return this.engine.working(number)?.leaves ?? null;
  }

  /** Levels in short: [price, size], best first. */
  bids(depth = 10): readonly (readonly [number, number])[] {
    return this.engine.levels('buy', depth).map(({ price: at, size }) => [at, size] as const);
  }

  asks(depth = 10): readonly (readonly [number, number])[] {
    return this.engine.levels('sell', depth).map(({ price: at, size }) => [at, size] as const);
  }

  private tick(): void {
    this.now = epochMs(this.now + 1);
    this.log.push(...this.engine.advance(this.now));
  }

  private keep(
    answer: Result<readonly EngineEvent[], RejectReason>,
  ): Result<readonly EngineEvent[], RejectReason> {
    if (answer.ok) this.log.push(...answer.value);
    return answer;
  }
}
