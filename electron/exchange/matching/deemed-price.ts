import type { OrderSide } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { clampToLimits } from '#shared/domain/price-limits.ts';
import type { TickLadder } from '#shared/domain/tick-size.ts';
import { roundDownToTick, stepBy, stepDown, stepUp } from '#shared/domain/tick-size.ts';
import type { BookSide } from './book-side.ts';

/** Where prices may lie: on the ladder, inside the daily band. */
export interface PriceFrame {
  readonly ladder: TickLadder;
  readonly limits: PriceLimits;
}

/** What the deemed price of a market order depends on. Prices are those of limit orders alone. */
export interface QuotedPrices {
  readonly bestBid: Price | null;
  readonly worstBid: Price | null;
  readonly bestAsk: Price | null;
  readonly worstAsk: Price | null;
  readonly marketBuySize: number;
  readonly marketSellSize: number;
}

export function quotedPrices(bids: BookSide, asks: BookSide): QuotedPrices {
  return {
    bestBid: bids.bestLimit,
    worstBid: bids.worstLimit,
    bestAsk: asks.bestLimit,
    worstAsk: asks.worstLimit,
    marketBuySize: bids.marketSize,
    marketSellSize: asks.marketSize,
  };
}

/**
 * Returns the price that market orders of `side` count with (호가가격의 의제).
 *
 * With limits in the book a market order counts as better than every limit of its own side and as reaching every limit
 * of the other. Among market orders alone it is the previous price, one tick towards the larger side.
 * @param previous  last price; rounded down when it lies between two ticks
 * @source KRX KOSPI Market Business Regulation §23
 */
export function deemedPrice(
  side: OrderSide,
  quotes: QuotedPrices,
  previous: Price,
  { ladder, limits }: PriceFrame,
): Price {
  const { bestBid, worstBid, bestAsk, worstAsk } = quotes;
  const last = roundDownToTick(previous, ladder);
  if (bestBid === null && bestAsk === null) {
    const shift = Math.sign(quotes.marketBuySize - quotes.marketSellSize);
    return clampToLimits(stepBy(last, shift, ladder), limits);
  }
  const candidates =
    side === 'buy'
      ? [bestBid === null ? null : stepUp(bestBid, ladder), worstAsk, last]
      : [bestAsk === null ? null : stepDown(bestAsk, ladder), worstBid, last];
  const prices = candidates.filter((candidate) => candidate !== null);
  const furthest = side === 'buy' ? Math.max(...prices) : Math.min(...prices);
  return clampToLimits(furthest as Price, limits);
}
