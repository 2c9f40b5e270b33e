import type { ViRates } from '#shared/catalogue/volatility-interruption.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { ViState } from '#shared/domain/quote.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { isContinuousPhase } from '#shared/domain/trading-session.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import { findCross, topPrice } from './auction.ts';
import type { Cross } from './auction.ts';
import { BookSide } from './book-side.ts';
import type { EngineEvent, EngineOrder, OrderNumber } from './engine.ts';
import type { AuctionKind } from './engine-policy.ts';
import type { EngineSettings } from './engine-settings.ts';
import { OrderQueue } from './order-queue.ts';
import type { BookEntry } from './order-queue.ts';
import { StopBook } from './stop-orders.ts';
import { VolatilityGuard } from './volatility.ts';

/** An auction that collects orders now. */
export interface Auction {
  readonly kind: AuctionKind;
  /** When it ends by itself; null when the end of its phase ends it. */
  readonly dueAt: EpochMs | null;
  /** A volatility interruption caused or lengthened it. */
  readonly isInterruption: boolean;
}

export type CancelCause = Extract<EngineEvent, { readonly type: 'canceled' }>['cause'];

export interface TradeSides {
  readonly buy: BookEntry;
  readonly sell: BookEntry;
  /** Null for a single-price cross. */
  readonly aggressor: OrderSide | null;
}

interface EntryPlace {
  insert(entry: BookEntry): void;
  remove(entry: BookEntry): void;
  reduce(entry: BookEntry, amount: number): void;
}

/** Everything one book remembers, and the few changes it is built from. Each change notes its event. */
export class EngineState {
  phase: TradingSessionPhase = 'closed';
  auction: Auction | null = null;
  lastPrice: Price;
  closePrice: Price | null = null;
  /** Whether the day has a trade, so that its close is the last price. */
  hasTraded: boolean;
  readonly bids = new BookSide('buy');
  readonly asks = new BookSide('sell');
  readonly midpoints: Readonly<Record<OrderSide, OrderQueue>> = {
    buy: new OrderQueue(),
    sell: new OrderQueue(),
  };
  readonly closePriceOrders: Readonly<Record<OrderSide, OrderQueue>> = {
    buy: new OrderQueue(),
    sell: new OrderQueue(),
  };
  readonly stops = new StopBook();
  /** Stops that a trade of this call woke, not yet at work. */
  readonly woken: BookEntry[] = [];
  readonly orders = new Map<OrderNumber, BookEntry>();
  /** Numbers of accounts' orders that are over, to tell those from numbers never seen. */
  readonly closed = new Set<OrderNumber>();
  readonly guard: VolatilityGuard;
  private events: EngineEvent[] = [];
  private isBookChanged = false;
  private lastPriority = 0;
  private cross: Cross | null | undefined;

  constructor(readonly settings: EngineSettings) {
    this.lastPrice = settings.lastPrice;
    this.hasTraded = settings.lastPrice !== settings.instrument.basePrice;
    this.guard = new VolatilityGuard(settings.staticReference, settings.frame.ladder, settings.policy);
  }

  get viRates(): ViRates | null {
    return this.settings.viRates.get(this.phase) ?? null;
  }

  get vi(): ViState {
    return this.guard.state(this.viRates);
  }

  book(side: OrderSide): BookSide {
    return side === 'buy' ? this.bids : this.asks;
  }

  nextPriority(): number {
    this.lastPriority += 1;
    return this.lastPriority;
  }

  /** Where the collected orders would cross now. */
  get tentativeCross(): Cross | null {
    const { frame, policy } = this.settings;
    if (this.cross === undefined) {
      this.cross = findCross(this.bids, this.asks, this.lastPrice, frame, policy);
    }
    return this.cross;
  }

  /** Returns what the best level of a side counts with; null when the side is empty. */
  quotedPrice(side: OrderSide): Price | null {
    return topPrice(this.bids, this.asks, this.book(side), this.lastPrice, this.settings.frame);
  }

  /** Whether orders trade as they come in: a continuous phase, and no auction. */
  get isMatching(): boolean {
    return this.auction === null && isContinuousPhase(this.phase);
  }

  emit(event: EngineEvent): void {
    this.events.push(event);
  }

  markBookChanged(): void {
    this.isBookChanged = true;
    this.cross = undefined;
  }

  /** Ends a call: hands over its events, with one `bookChanged` at the end when any order moved. */
  takeEvents(at: EpochMs): readonly EngineEvent[] {
    const { events } = this;
    if (this.isBookChanged) events.push({ type: 'bookChanged', at });
    this.events = [];
    this.isBookChanged = false;
    return events;
  }

  rest(entry: BookEntry): void {
    this.orders.set(entry.order.number, entry);
    this.placeOf(entry).insert(entry);
    if (entry.style !== 'stop') this.markBookChanged();
  }

  /** Takes a working order out without closing it, to be put back elsewhere. */
  lift(entry: BookEntry): void {
    this.placeOf(entry).remove(entry);
    if (entry.style !== 'stop') this.markBookChanged();
  }

  /** Takes `amount` off an order's leaves, in the book or on its way in, and closes it when nothing is left. */
  shrink(entry: BookEntry, amount: number): void {
    if (!this.orders.has(entry.order.number)) {
      entry.leaves -= amount;
      if (entry.leaves === 0) this.forget(entry.order);
      return;
    }
    if (entry.style !== 'stop') this.markBookChanged();
    if (amount < entry.leaves) {
      this.placeOf(entry).reduce(entry, amount);
      return;
    }
    this.placeOf(entry).remove(entry);
    entry.leaves = 0;
    this.orders.delete(entry.order.number);
    this.forget(entry.order);
  }

  trade({ buy, sell, aggressor }: TradeSides, price: Price, amount: number, at: EpochMs): void {
    this.shrink(buy, amount);
    this.shrink(sell, amount);
    this.emit({
      type: 'trade',
      price,
      quantity: amount as Quantity,
      buy: { number: buy.order.number, owner: buy.order.owner, side: 'buy' },
      sell: { number: sell.order.number, owner: sell.order.owner, side: 'sell' },
      aggressor,
      at,
    });
  }

  /** Moves the last price, which wakes the stops it reaches. */
  moveLastPrice(to: Price): void {
    this.lastPrice = to;
    this.hasTraded = true;
    for (const entry of this.stops.takeWoken(to)) {
      this.orders.delete(entry.order.number);
      entry.style = 'limit';
      entry.price = entry.order.intent.price;
      this.woken.push(entry);
    }
  }

  cancel(entry: BookEntry, amount: number, cause: CancelCause, at: EpochMs): void {
    this.shrink(entry, amount);
    const { number, owner } = entry.order;
    this.emit({
      type: 'canceled',
      number,
      owner,
      quantity: amount as Quantity,
      leaves: entry.leaves as Quantity,
      cause,
      at,
    });
  }

  private forget({ owner, number }: EngineOrder): void {
    if (owner !== null) this.closed.add(number);
  }

  private placeOf(entry: BookEntry): EntryPlace {
    if (entry.style === 'midpoint') return this.midpoints[entry.side];
    if (entry.style === 'stop') return this.stops;
    if (entry.style === 'closePrice') return this.closePriceOrders[entry.side];
    return this.book(entry.side);
  }
}
