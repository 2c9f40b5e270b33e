import type { OrderSide } from '#shared/domain/order.ts';
import type { EngineEvent, OrderNumber } from '../../matching/engine.ts';
import type { PriceGrid } from '../price-grid.ts';

interface RestingOrder {
  readonly number: OrderNumber;
  readonly side: OrderSide;
  /** Place on the price grid. */
  readonly index: number;
  leaves: number;
}

/** The background traders' own working limit orders in one book, kept in step with the engine by its events. */
export class RestingOrders {
  private readonly byNumber = new Map<OrderNumber, RestingOrder>();
  private readonly levels = {
    buy: new Map<number, RestingOrder[]>(),
    sell: new Map<number, RestingOrder[]>(),
  };

  constructor(private readonly grid: PriceGrid) {}

  get count(): number {
    return this.byNumber.size;
  }

  /** Takes note of what happened to orders that nobody owns. */
  apply(event: EngineEvent): void {
    if (event.type === 'accepted') this.add(event);
    else if (event.type === 'trade') {
      if (event.buy.owner === null) this.reduce(event.buy.number, event.quantity);
      if (event.sell.owner === null) this.reduce(event.sell.number, event.quantity);
    } else if (event.type === 'canceled' && event.owner === null) this.reduce(event.number, event.quantity);
  }

  sizeAt(side: OrderSide, index: number): number {
    let size = 0;
    for (const order of this.levels[side].get(index) ?? []) size += order.leaves;
    return size;
  }

  ordersAt(side: OrderSide, index: number): readonly OrderNumber[] {
    return (this.levels[side].get(index) ?? []).map(({ number }) => number);
  }

  /** Places that hold orders, in no particular but always the same order. */
  indexes(side: OrderSide): Iterable<number> {
    return this.levels[side].keys();
  }

  clear(): void {
    this.byNumber.clear();
    this.levels.buy.clear();
    this.levels.sell.clear();
  }

  private add({ order }: Extract<EngineEvent, { readonly type: 'accepted' }>): void {
    const { price, side, timeInForce, quantity } = order.intent;
    if (order.owner !== null || price === null || timeInForce !== 'day') return;
    const resting = { number: order.number, side, index: this.grid.indexOf(price), leaves: quantity };
    this.byNumber.set(order.number, resting);
    const level = this.levels[side].get(resting.index);
    if (level === undefined) this.levels[side].set(resting.index, [resting]);
    else level.push(resting);
  }

  private reduce(number: OrderNumber, quantity: number): void {
    const order = this.byNumber.get(number);
    if (order === undefined) return;
    order.leaves -= quantity;
    if (order.leaves > 0) return;
    this.byNumber.delete(number);
    const level = this.levels[order.side].get(order.index) ?? [];
    const rest = level.filter((other) => other !== order);
    if (rest.length === 0) this.levels[order.side].delete(order.index);
    else this.levels[order.side].set(order.index, rest);
  }
}
