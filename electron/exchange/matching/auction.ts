import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { roundDownToTick, roundUpToTick } from '#shared/domain/tick-size.ts';
import type { BookSide } from './book-side.ts';
import { deemedPrice, quotedPrices } from './deemed-price.ts';
import type { PriceFrame } from './deemed-price.ts';
import type { EnginePolicy } from './engine-policy.ts';

/** The single price at which collected orders trade, and how much. */
export interface Cross {
  readonly price: Price;
  readonly quantity: Quantity;
  /** Side that is left with unfilled orders at that price; null when both fill completely. */
  readonly surplus: 'buy' | 'sell' | null;
}

/**
 * Finds the clearing price: every better bid and ask fills completely, at the price itself at least one side does.
 *
 * Of several such prices the previous price is taken, else the one closest to it. Cost grows with the levels that
 * trade, not with those of the book.
 * @returns null when nothing can trade
 * @source KRX KOSPI Market Business Regulation §23
 */
export function findCross(
  bids: BookSide,
  asks: BookSide,
  previous: Price,
  frame: PriceFrame,
  policy: EnginePolicy,
): Cross | null {
  if (bids.best === null || asks.best === null) return null;
  const bid = new LevelWalk(bids, topPrice(bids, asks, bids, previous, frame));
  const ask = new LevelWalk(asks, topPrice(bids, asks, asks, previous, frame));
  let quantity = 0;
  let lastBid = 0;
  let lastAsk = 0;
  while (bid.size > 0 && ask.size > 0 && bid.price >= ask.price) {
    const share = Math.min(bid.size, ask.size);
    lastBid = bid.price;
    lastAsk = ask.price;
    quantity += share;
    bid.take(share);
    ask.take(share);
  }
  if (quantity === 0) return null;
  const low = bid.size > 0 ? Math.max(lastAsk, bid.price) : lastAsk;
  const high = ask.size > 0 ? Math.min(lastBid, ask.price) : lastBid;
  const clearing = closestTo(previous, low, high, frame, policy);
  const surplus = bid.size > 0 && bid.price >= clearing ? 'buy' : null;
  return {
    price: clearing,
    quantity: quantity as Quantity,
    surplus: surplus ?? (ask.size > 0 && ask.price <= clearing ? 'sell' : null),
  };
}

/** Returns the price the best level counts with: its own, or the deemed one when only market orders stand there. */
export function topPrice(
  bids: BookSide,
  asks: BookSide,
  side: BookSide,
  previous: Price,
  frame: PriceFrame,
): Price | null {
  if (!side.topIsMarketOnly) return side.best?.price ?? null;
  return deemedPrice(side.side, quotedPrices(bids, asks), previous, frame);
}

/** Returns the price on a tick in [low, high] that lies closest to `previous`, which may lie between two ticks. */
function closestTo(
  previous: Price,
  low: number,
  high: number,
  { ladder }: PriceFrame,
  policy: EnginePolicy,
): Price {
  if (previous <= low) return low as Price;
  if (previous >= high) return high as Price;
  const below = roundDownToTick(previous, ladder);
  const above = roundUpToTick(previous, ladder);
  if (previous - below === above - previous) {
    return policy.equallyCloseClearingPrice === 'lower' ? below : above;
  }
  return previous - below < above - previous ? below : above;
}

/** Goes through the levels of one side from the best on, taking quantity off without touching the book. */
class LevelWalk {
  price = 0;
  size = 0;
  private place: number;

  constructor(
    private readonly side: BookSide,
    private readonly top: Price | null,
  ) {
    this.place = side.levels.length;
    this.advance();
  }

  take(amount: number): void {
    this.size -= amount;
    if (this.size === 0) this.advance();
  }

  private advance(): void {
    this.place -= 1;
    const level = this.side.levels[this.place];
    if (level === undefined) return;
    this.size = level.size;
    this.price = this.place === this.side.levels.length - 1 && this.top !== null ? this.top : level.price;
  }
}
