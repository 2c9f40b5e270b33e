import type { OrderSide } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Random } from '../random.ts';
import type { FlowBook } from './flow-book.ts';
import type { RestingOrders } from './resting-orders.ts';

/** Prices a side that are kept filled. More than the ten shown, so that a sweep finds something behind them. */
const DEPTH = 13;
/** Orders further than this behind the best price are given up. */
const REACH = 22;
/** The best prices are never left empty by intent. */
const FULL_DEPTH = 3;
/**
 * Where a tick is tiny against what a price does in a second or two, quotes stand this share of a day's volatility apart instead of on
 * every tick: nobody follows the price tick by tick.
 */
const STRIDE_SHARE = 0.01;
const SIDES = ['buy', 'sell'] as const;

/**
 * The patient traders of one book: they keep a spread around the fair value and depth behind it.
 *
 * Each price has a size of its own that it tends to, so that the book keeps its walls and its gaps while orders come and go.
 */
export class Maker {
  /** Share of a day's volatility that the spread is wide. */
  private readonly width: number;
  private readonly illiquidity: number;
  /** Place of the highest price that is bid. */
  private bid = 0;
  /** What follows from the tick where the price is now; renewed when that changes. */
  private local = { tick: 0, stride: 1, spread: 1, levelSize: 1, gaps: 0 };

  constructor(
    private readonly book: FlowBook,
    private readonly orders: RestingOrders,
    private readonly random: Random,
    private readonly saltOfSizes: number,
  ) {
    const { profile, scale } = book;
    this.illiquidity = Math.max(0, Math.min(1, 1 - Math.log10(profile.turnover / 1e9) / 4));
    // Funds have market makers under contract: a tight spread and steady depth.
    const width = profile.isFund ? 0.002 : 0.014 + 0.075 * this.illiquidity ** 2;
    this.width = scale < 1 ? width * 1.3 : width;
  }

  /** Fills the whole book around `position` (a place on the grid) at once. */
  fill(position: number, at: EpochMs): void {
    this.adapt(position);
    this.bid = this.bidFor(position);
    for (let depth = 0; depth < DEPTH; depth += 1) {
      for (const side of SIDES) {
        const index = this.indexAt(side, depth);
        const lacking = this.targetAt(side, index, depth) - this.orders.sizeAt(side, index);
        if (lacking < 1) continue;
        const parts = lacking > 40 ? this.random.integer(1, 3) : 1;
        for (let part = 0; part < parts; part += 1) this.place(side, index, lacking / parts, at);
      }
    }
  }

  /** Does one thing: follows the fair value, or adds to or takes from one price. */
  act(position: number, at: EpochMs): void {
    this.follow(position);
    const hasPulled = this.pullStale(at);
    if (this.mendTouch(at) || hasPulled) return;
    const side = SIDES[this.random.integer(0, 1)] ?? 'buy';
    const depth = Math.min(DEPTH - 1, Math.floor(this.random.exponential(3.6)));
    const index = this.indexAt(side, depth);
    if (!this.isOnGrid(index)) return;
    const target = this.targetAt(side, index, depth);
    if (target === 0) {
      this.withdraw(side, index, at);
      return;
    }
    const size = this.orders.sizeAt(side, index);
    const lacking = target - size;
    if (lacking > target * 0.25)
      this.place(side, index, Math.min(lacking, target * (0.15 + 0.5 * this.random.next())), at);
    else if (size > target * 1.3 || this.random.chance(0.5)) this.withdraw(side, index, at);
    else this.place(side, index, target * (0.05 + 0.3 * this.random.next()), at);
  }

  /** Sends orders into an auction: both sides around the fair value, some of them beyond it, so that a cross comes about. */
  joinAuction(position: number, size: number, at: EpochMs): void {
    const side = SIDES[this.random.integer(0, 1)] ?? 'buy';
    const direction = side === 'buy' ? 1 : -1;
    const eagerness = this.random.normal() * 2.5 * Math.max(1, this.local.spread / 2) - 0.6;
    const index = Math.round(position + direction * eagerness);
    if (this.isOnGrid(index)) this.place(side, index, size, at);
  }

  private follow(position: number): void {
    this.adapt(position);
    const { stride, spread } = this.local;
    const wanted = this.bidFor(position);
    const drift = (position - spread / 2 - this.bid) / stride;
    // Part of the way at a time, and not for less than most of a step, or the best prices would flicker.
    if (Math.abs(drift) <= 0.7) return;
    const steps = Math.abs(wanted - this.bid) / stride;
    const taken = steps > 12 ? steps : Math.max(1, Math.floor(steps / 2));
    this.bid += Math.sign(wanted - this.bid) * Math.round(taken) * stride;
  }

  /** Cancels what stands on the wrong side of the fair value or too far away. Returns whether there was any. */
  private pullStale(at: EpochMs): boolean {
    for (const side of SIDES) {
      const best = this.indexAt(side, 0);
      const direction = side === 'buy' ? -1 : 1;
      for (const index of this.orders.indexes(side)) {
        const behind = (index - best) * direction;
        if (behind >= 0 && behind <= REACH * this.local.stride) continue;
        for (const number of this.orders.ordersAt(side, index).slice(0, 3)) this.book.cancel(number, at);
        return true;
      }
    }
    return false;
  }

  /** Puts back what was taken from the best prices. Returns whether it did. */
  private mendTouch(at: EpochMs): boolean {
    let hasMended = false;
    for (const side of SIDES) {
      for (let depth = 0; depth < FULL_DEPTH; depth += 1) {
        const index = this.indexAt(side, depth);
        const target = this.targetAt(side, index, depth);
        if (!this.isOnGrid(index) || this.orders.sizeAt(side, index) > target * 0.3) continue;
        this.place(side, index, target * (0.3 + 0.5 * this.random.next()), at);
        hasMended = true;
      }
    }
    return hasMended;
  }

  private withdraw(side: OrderSide, index: number, at: EpochMs): void {
    const numbers = this.orders.ordersAt(side, index);
    // The last order of the best price stays, or the spread would open for no reason.
    if (numbers.length === 0 || (numbers.length === 1 && index === this.indexAt(side, 0))) return;
    const number = numbers[this.random.integer(0, numbers.length - 1)];
    if (number !== undefined) this.book.cancel(number, at);
  }

  private place(side: OrderSide, index: number, size: number, at: EpochMs): void {
    const quantity = roundedSize(size, this.random);
    if (quantity < 1 || !this.isOnGrid(index)) return;
    const price = this.book.grid.priceAt(index);
    this.book.submit({ side, type: 'limit', timeInForce: 'day', price, quantity }, at);
  }

  /** Ticks grow with the price, in steps: how many of them a spread is, and how much stands on each, grows with them. */
  private adapt(position: number): void {
    const { grid, profile, scale } = this.book;
    const index = Math.min(grid.last - 1, Math.floor(position));
    const tick = grid.priceAt(index + 1) - grid.priceAt(index);
    if (tick === this.local.tick || tick <= 0) return;
    const step = tick / grid.priceAt(index);
    const isFine = step < profile.volatility / 25;
    const share = Math.max(profile.isFund ? 0.0004 : 0, 0.03 * (step / profile.volatility) ** 0.8);
    const stride = Math.max(1, Math.round((profile.volatility * STRIDE_SHARE) / step));
    this.local = {
      tick,
      stride,
      spread: Math.max(stride, Math.round((profile.volatility * this.width) / step)),
      levelSize: Math.max(1, profile.volume * scale * share),
      gaps: profile.isFund ? 0.05 : isFine ? 0.3 * this.illiquidity : 0.2 * this.illiquidity ** 3,
    };
  }

  private bidFor(position: number): number {
    const { stride, spread } = this.local;
    return Math.round((position - spread / 2) / stride) * stride;
  }

  private indexAt(side: OrderSide, depth: number): number {
    const { stride, spread } = this.local;
    if (depth === 0) return side === 'buy' ? this.bid : this.bid + spread;
    const index = side === 'buy' ? this.bid - depth * stride : this.bid + spread + depth * stride;
    // Between two steps the place is as good as any: each has its own, so that the book does not look ruled.
    const shift = stride === 1 ? 0 : Math.floor(noiseOf(this.saltOfSizes + 2, index) * stride);
    return side === 'buy' ? index - shift : index + shift;
  }

  private isOnGrid(index: number): boolean {
    return index >= 0 && index <= this.book.grid.last;
  }

  /** Size that a price tends to: less at the touch, more behind it, walls at round prices, and each with a factor of its own. */
  private targetAt(side: OrderSide, index: number, depth: number): number {
    const own = noiseOf(this.saltOfSizes, side === 'buy' ? index : -index);
    if (depth >= FULL_DEPTH && noiseOf(this.saltOfSizes + 1, index) < this.local.gaps) return 0;
    const profile = depth === 0 ? 0.55 : depth < 3 ? 0.85 : 1.1;
    const wall = this.book.grid.priceAt(index) % (10 * this.local.tick) === 0 ? 1.9 : 1;
    return this.local.levelSize * profile * wall * Math.exp(1.1 * (own - 0.5) * 2);
  }
}

/** People like round numbers: larger sizes mostly end in zeros. */
export function roundedSize(size: number, random: Random): number {
  const whole = Math.max(1, Math.round(size));
  if (whole < 20 || random.chance(0.4)) return whole;
  const unit = whole >= 2_000 ? 100 : whole >= 200 ? 10 : 5;
  return Math.max(1, Math.round(whole / unit) * unit);
}

/** A fixed number in [0, 1) for a place. */
function noiseOf(salt: number, place: number): number {
  let hash = Math.imul(salt ^ Math.imul(place, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}
