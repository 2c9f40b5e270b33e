import type { OrderSide } from '#shared/domain/order.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Random } from '../random.ts';
import type { FlowBook } from './flow-book.ts';
import { roundedSize } from './maker.ts';

/** Chance that the next aggressive order comes from the same side as the last one. */
const PERSISTENCE = 0.35;
const SIZE_SPREAD = 1.15;
/** Now and then somebody takes a block. */
const BLOCK_CHANCE = 0.004;

/** The impatient traders of one book: they take what is offered, more of them on the side that the fair value favours. */
export class Taker {
  private lastSide: OrderSide = 'buy';

  constructor(
    private readonly book: FlowBook,
    private readonly random: Random,
    /** Mean quantity of an order. */
    readonly meanSize: number,
  ) {}

  /**
   * Takes once.
   *
   * @param position  fair value as a place on the grid
   * @param momentum  direction of a burst, or 0
   * @param scale     size of this order against the usual
   */
  act(position: number, momentum: number, scale: number, at: EpochMs): void {
    const bid = this.book.engine.bestPrice('buy');
    const ask = this.book.engine.bestPrice('sell');
    if (bid === null || ask === null) return;
    const { grid } = this.book;
    const middle = (grid.positionOf(bid) + grid.positionOf(ask)) / 2;
    const side = this.chooseSide(
      (position - middle) / Math.max(1, grid.positionOf(ask) - grid.positionOf(bid)),
      momentum,
    );
    const best = grid.indexOf(side === 'buy' ? ask : bid);
    const isSweep = this.random.chance(momentum === 0 ? 0.012 : 0.08);
    const reach = isSweep ? this.random.integer(1, 3) : this.random.chance(0.1) ? 1 : 0;
    const index = side === 'buy' ? Math.min(grid.last, best + reach) : Math.max(0, best - reach);
    const quantity = this.drawSize() * scale * (isSweep ? 6 : 1);
    this.book.submit(
      {
        side,
        type: 'limit',
        timeInForce: 'ioc',
        price: grid.priceAt(index),
        quantity: roundedSize(quantity, this.random),
      },
      at,
    );
  }

  /** Trades at today's close, after it. */
  actAtClose(at: EpochMs): void {
    const side: OrderSide = this.random.chance(0.5) ? 'buy' : 'sell';
    const quantity = roundedSize(this.drawSize(), this.random);
    this.book.submit({ side, type: 'postCloseClosePrice', timeInForce: 'day', price: null, quantity }, at);
  }

  private chooseSide(advantage: number, momentum: number): OrderSide {
    if (Math.abs(advantage) < 0.8 && this.random.chance(PERSISTENCE)) return this.lastSide;
    const lean = 0.5 + 0.42 * Math.max(-1, Math.min(1, advantage * 0.9)) + 0.12 * momentum;
    this.lastSide = this.random.chance(lean) ? 'buy' : 'sell';
    return this.lastSide;
  }

  private drawSize(): number {
    if (this.random.chance(0.18)) return 1;
    const size = Math.exp(this.random.normal() * SIZE_SPREAD - SIZE_SPREAD ** 2 / 2);
    const block = this.random.chance(BLOCK_CHANCE) ? 25 : 1;
    return Math.max(1, this.meanSize * size * block);
  }
}
