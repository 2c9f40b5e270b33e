import { createWorld, type WorldOptions } from '#electron/exchange/create-world.ts';
import { buildListings } from '#electron/exchange/market/instruments.ts';
import type { Listing, World, WorldEvent } from '#electron/exchange/world.ts';
import type { OrderTerms } from '#shared/domain/order.ts';
import { price } from '#shared/domain/price.ts';
import { quantity } from '#shared/domain/quantity.ts';
import { kstDate } from '#shared/domain/time.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** Friday 2026-11-20, 10:00 in Korea. */
export const TEN_O_CLOCK = Date.UTC(2026, 10, 20, 1);
export const TEST_DATE = kstDate('20261120');

/** Listings of the data files by symbol, in the order asked for. */
export function listingsOf(...symbols: readonly string[]): readonly Listing[] {
  const all = new Map(buildListings(TEST_DATE).map((listing) => [listing.symbol, listing]));
  return symbols.map((symbol) => {
    const listing = all.get(symbol);
    if (listing === undefined) throw new Error(`${symbol} is not in the data files`);
    return listing;
  });
}

export interface QuietWorld {
  readonly world: World;
  readonly clock: VirtualClock;
  /** Everything announced since the start. */
  readonly events: WorldEvent[];
}

/**
 * A market in which nothing happens by itself: 삼성전자 (both venues) and 셀트리온제약 (KRX alone), no background flow, one account
 * `trader` with 100,000,000 won.
 */
export function createQuietWorld(options: Partial<WorldOptions> = {}): QuietWorld {
  const clock = createVirtualClock(TEN_O_CLOCK);
  const listings = listingsOf('005930', '068760');
  const world = createWorld({ clock, seed: 1, activity: 0, listings, ...options });
  const events: WorldEvent[] = [];
  world.onEvent((event) => events.push(event));
  world.openAccount('trader');
  return { world, clock, events };
}

/** A limit order to buy one 삼성전자 on KRX, with what is given in its place. */
export function intentOf(
  change: Partial<Omit<OrderTerms, 'price' | 'quantity' | 'stopPrice'>> & {
    readonly price?: number | null;
    readonly stopPrice?: number | null;
    readonly quantity?: number;
  } = {},
): OrderTerms {
  const { price: limit = 253_500, stopPrice = null, quantity: shares = 1, ...rest } = change;
  return {
    symbol: '005930',
    side: 'buy',
    type: 'limit',
    timeInForce: 'day',
    venue: 'KRX',
    ...rest,
    price: limit === null ? null : price(limit),
    stopPrice: stopPrice === null ? null : price(stopPrice),
    quantity: quantity(shares),
  };
}
