import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { OrderQueue } from './order-queue.ts';
import type { BookEntry } from './order-queue.ts';

/** All orders of one side at one price. Market orders stand at the daily limit, in one queue with limits there. */
export class PriceLevel extends OrderQueue {
  constructor(readonly price: Price) {
    super();
  }
}

/**
 * Limit and market orders of one side.
 *
 * Levels are kept sorted with the best one last, where nearly all of the traffic is: the best level costs nothing to
 * find, a new level near it moves few others.
 */
export class BookSide {
  /** Worst first, best last; none of them empty. */
  readonly levels: PriceLevel[] = [];
  totalSize = 0;
  /** Part of the total that has no price of its own. */
  marketSize = 0;
  private readonly byPrice = new Map<Price, PriceLevel>();
  private readonly direction: 1 | -1;

  constructor(readonly side: OrderSide) {
    this.direction = side === 'buy' ? 1 : -1;
  }

  get best(): PriceLevel | null {
    return this.levels.at(-1) ?? null;
  }

  /** Returns the highest bid or lowest ask that carries a price, market orders left out. */
  get bestLimit(): Price | null {
    const top = this.levels.length - 1;
    return (this.levels[top - (this.topIsMarketOnly ? 1 : 0)] ?? null)?.price ?? null;
  }

  /** Returns the lowest bid or highest ask that carries a price. */
  get worstLimit(): Price | null {
    if (this.levels.length === 1 && this.topIsMarketOnly) return null;
    return this.levels[0]?.price ?? null;
  }

  /** Whether the best level holds nothing but market orders, so that its price is not anybody's limit. */
  get topIsMarketOnly(): boolean {
    return this.marketSize > 0 && this.best?.size === this.marketSize;
  }

  insert(entry: BookEntry): void {
    if (entry.price === null) throw new Error(`order ${entry.order.number} has no price to stand at`);
    const level = this.byPrice.get(entry.price) ?? this.addLevel(entry.price);
    level.insert(entry);
    this.totalSize += entry.leaves;
    if (entry.style === 'market') this.marketSize += entry.leaves;
  }

  remove(entry: BookEntry): void {
    const level = this.levelOf(entry);
    level.remove(entry);
    this.totalSize -= entry.leaves;
    if (entry.style === 'market') this.marketSize -= entry.leaves;
    if (level.head === null) this.dropLevel(level);
  }

  reduce(entry: BookEntry, amount: number): void {
    this.levelOf(entry).reduce(entry, amount);
    this.totalSize -= amount;
    if (entry.style === 'market') this.marketSize -= amount;
  }

  /** Returns whether `a` is ahead of `b` in price on this side. */
  isBetter(a: number, b: number): boolean {
    return (a - b) * this.direction > 0;
  }

  private levelOf(entry: BookEntry): PriceLevel {
    const level = entry.price === null ? undefined : this.byPrice.get(entry.price);
    if (level === undefined) throw new Error(`order ${entry.order.number} is not in the book`);
    return level;
  }

  private addLevel(at: Price): PriceLevel {
    const level = new PriceLevel(at);
    this.byPrice.set(at, level);
    this.levels.splice(this.placeOf(at), 0, level);
    return level;
  }

  private dropLevel(level: PriceLevel): void {
    this.byPrice.delete(level.price);
    if (this.best === level) this.levels.pop();
    else this.levels.splice(this.placeOf(level.price), 1);
  }

  /** Returns how many levels are worse than `at`. */
  private placeOf(at: Price): number {
    let low = 0;
    let high = this.levels.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const level = this.levels[middle];
      if (level !== undefined && this.isBetter(at, level.price)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
