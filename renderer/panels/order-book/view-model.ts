import type { OrderBook } from '#shared/domain/order-book.ts';
import { BOOK_DEPTH } from '#shared/domain/order-book.ts';
import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Direction } from '#renderer/format/direction.ts';
import { directionOf } from '#renderer/format/direction.ts';
import { formatPercent, formatSignedInteger } from '#renderer/format/number.ts';
import { formatPrice } from '#renderer/format/price.ts';
import { formatQuantity } from '#renderer/format/quantity.ts';
import type { MyOrdersAtPrice } from './my-orders.ts';

export type LevelSide = 'ask' | 'bid';

/** One of the twenty rows, as it is to be painted. A row without a price shows nothing. */
export interface LevelView {
  readonly side: LevelSide;
  readonly price: Price | null;
  readonly priceText: string;
  /** Distance from the base price, signed, without the percent sign: `+1.86`. */
  readonly percentText: string;
  readonly sizeText: string;
  readonly tone: Direction | null;
  /** Share of the largest size on the board, 0 to 1. */
  readonly depth: number;
  readonly isLast: boolean;
  readonly mine: MyOrdersAtPrice | null;
}

export interface LevelsInput {
  readonly book: OrderBook | undefined;
  readonly basePrice: number | null;
  readonly lastPrice: number | null;
  readonly mine: ReadonlyMap<number, MyOrdersAtPrice>;
}

/**
 * Builds the board from top to bottom: ten asks, the best one lowest, then ten bids, the best one highest. Levels that
 * the venue does not show leave their rows empty at the far ends, so that the spread stays in the middle.
 */
export function buildLevels({ book, basePrice, lastPrice, mine }: LevelsInput): readonly LevelView[] {
  const asks = book?.asks ?? [];
  const bids = book?.bids ?? [];
  const largest = Math.max(1, ...asks.map(({ size }) => size), ...bids.map(({ size }) => size));
  const rows: LevelView[] = [];
  for (let row = 0; row < BOOK_DEPTH * 2; row += 1) {
    const isAsk = row < BOOK_DEPTH;
    const side: LevelSide = isAsk ? 'ask' : 'bid';
    const level = isAsk ? asks[BOOK_DEPTH - 1 - row] : bids[row - BOOK_DEPTH];
    if (level === undefined) rows.push(EMPTY_LEVELS[side]);
    else {
      const { price, size } = level;
      rows.push({
        side,
        price,
        priceText: formatPrice(price),
        percentText: basePrice === null ? '' : percentFrom(price, basePrice),
        sizeText: formatQuantity(size),
        tone: basePrice === null ? null : directionOf(price - basePrice),
        depth: size / largest,
        isLast: price === lastPrice,
        mine: mine.get(price) ?? null,
      });
    }
  }
  return rows;
}

const EMPTY_LEVELS: Readonly<Record<LevelSide, LevelView>> = {
  ask: emptyLevel('ask'),
  bid: emptyLevel('bid'),
};

function emptyLevel(side: LevelSide): LevelView {
  return {
    side,
    price: null,
    priceText: '',
    percentText: '',
    sizeText: '',
    tone: null,
    depth: 0,
    isLast: false,
    mine: null,
  };
}

/** Returns `+1.86` for 1.86 % over `base`. The whole column is in percent, so the sign for it is left out. */
export function percentFrom(price: number, base: number): string {
  return formatPercent(((price - base) * 100) / base).slice(0, -1);
}

export interface TotalsView {
  readonly askText: string;
  readonly bidText: string;
  /** Bids less asks: positive when more is waiting to buy. */
  readonly differenceText: string;
  readonly tone: Direction | null;
}

export function buildTotals(book: OrderBook | undefined): TotalsView {
  if (book === undefined) return { askText: '', bidText: '', differenceText: '', tone: null };
  const difference = book.totalBidSize - book.totalAskSize;
  return {
    askText: formatQuantity(book.totalAskSize),
    bidText: formatQuantity(book.totalBidSize),
    differenceText: formatSignedInteger(difference),
    tone: directionOf(difference),
  };
}

/**
 * Moves the level cursor by one level, up (-1) or down (1). It follows its price, not its place on the screen; one that
 * has left the board, or was not there, starts at the best ask (up) or best bid (down).
 */
export function moveCursor(levels: readonly LevelView[], cursor: Price | null, step: -1 | 1): Price | null {
  const at = cursor === null ? -1 : levels.findIndex(({ price }) => price === cursor);
  const start = step === -1 ? BOOK_DEPTH : BOOK_DEPTH - 1;
  for (let row = (at === -1 ? start : at) + step; row >= 0 && row < levels.length; row += step) {
    const price = levels[row]?.price ?? null;
    if (price !== null) return price;
  }
  return at === -1 ? null : cursor;
}

/** Which side a level's size waits on, as the ticket's words have it. */
export function orderSideOf(side: LevelSide): OrderSide {
  return side === 'ask' ? 'sell' : 'buy';
}
