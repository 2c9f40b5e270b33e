import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { deemedPrice, quotedPrices } from './deemed-price.ts';
import type { EngineState } from './engine-state.ts';
import { midpointPrice } from './midpoint.ts';
import type { BookEntry } from './order-queue.ts';

/** An order that could trade next, and at what price. */
export interface Counterpart {
  readonly entry: BookEntry;
  readonly price: Price;
}

const OPPOSITE: Readonly<Record<OrderSide, OrderSide>> = { buy: 'sell', sell: 'buy' };

/**
 * What one incoming order can trade with, best price first, then earliest.
 *
 * The midpoint is taken once, as the order arrives: midpoint orders float on when it is done.
 */
export class PriceSearch {
  private readonly midpoint: Price | null;
  /** Worst price the order may trade at; null when it may not trade at all. */
  private readonly bound: Price | null;
  private readonly opposite: OrderSide;

  constructor(
    private readonly state: EngineState,
    private readonly incoming: BookEntry,
  ) {
    this.opposite = OPPOSITE[incoming.side];
    const isMidpointNeeded = incoming.style === 'midpoint' || state.midpoints[this.opposite].head !== null;
    this.midpoint = isMidpointNeeded ? midpointPrice(state) : null;
    this.bound = incoming.style === 'midpoint' ? this.midpoint : incoming.price;
  }

  /** Returns the order to trade with now; null when none is in reach. */
  next(): Counterpart | null {
    const best = this.state.book(this.opposite).best?.head ?? null;
    const quoted = best === null ? null : { entry: best, price: this.standingPrice(best) };
    const chosen = this.firstOf(quoted, this.pegged());
    return chosen === null || this.isBeyond(chosen.price) ? null : chosen;
  }

  /** Returns the prices the whole order would trade at, or null when the book cannot fill it whole. */
  pricesToFill(): readonly Price[] | null {
    const prices: Price[] = [];
    let left = this.incoming.leaves;
    const pegged = this.pegged();
    if (pegged !== null && !this.isBeyond(pegged.price)) {
      prices.push(pegged.price);
      left -= this.state.midpoints[this.opposite].size;
    }
    const { levels } = this.state.book(this.opposite);
    for (let place = levels.length - 1; place >= 0 && left > 0; place -= 1) {
      const level = levels[place];
      const head = level?.head ?? null;
      if (level === undefined || head === null) break;
      const price = this.standingPrice(head);
      if (this.isBeyond(price)) break;
      prices.push(price);
      left -= level.size;
    }
    return left > 0 ? null : prices;
  }

  private pegged(): Counterpart | null {
    const entry = this.state.midpoints[this.opposite].head;
    return entry === null || this.midpoint === null ? null : { entry, price: this.midpoint };
  }

  private firstOf(a: Counterpart | null, b: Counterpart | null): Counterpart | null {
    if (a === null || b === null) return a ?? b;
    if (a.price === b.price) return a.entry.priority < b.entry.priority ? a : b;
    return a.price > b.price === (this.opposite === 'buy') ? a : b;
  }

  private isBeyond(price: Price): boolean {
    if (this.bound === null) return true;
    return this.incoming.side === 'buy' ? price > this.bound : price < this.bound;
  }

  /** Returns the price a resting order trades at: its own, or for a market order what it counts with now. */
  private standingPrice(resting: BookEntry): Price {
    if (resting.price === null) throw new Error(`order ${resting.order.number} has no price to trade at`);
    return resting.style === 'market' ? this.deemedPriceAgainst(resting) : resting.price;
  }

  /** The incoming order counts among the quotes although it is not in the book. */
  private deemedPriceAgainst(resting: BookEntry): Price {
    const { state, incoming } = this;
    const quotes = quotedPrices(state.bids, state.asks);
    const limit = incoming.style === 'market' ? null : this.bound;
    const marketSize = incoming.style === 'market' ? incoming.leaves : 0;
    const seen =
      incoming.side === 'sell'
        ? {
            ...quotes,
            bestAsk: limit ?? quotes.bestAsk,
            worstAsk: quotes.worstAsk ?? limit,
            marketSellSize: quotes.marketSellSize + marketSize,
          }
        : {
            ...quotes,
            bestBid: limit ?? quotes.bestBid,
            worstBid: quotes.worstBid ?? limit,
            marketBuySize: quotes.marketBuySize + marketSize,
          };
    return deemedPrice(resting.side, seen, state.lastPrice, state.settings.frame);
  }
}
