import { GOLD_COMMISSION } from '#shared/catalogue/costs.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { createWorld } from '../../create-world.ts';
import type { World } from '../../world.ts';
import type { WorldOptions } from '../../world-options.ts';
import { createParticipation, type Participation } from '../participation/participation.ts';
import { marketDateAt } from '../session/day-opening.ts';
import { internationalGold, type GoldUnit, type InternationalGold } from './international-gold.ts';
import { buildGoldListings } from './gold-products.ts';

/** Won on a new gold account, apart from what the share account has. */
export const GOLD_OPENING_CASH = 50_000_000;

/** A customer's orders share one range of numbers a day; far above any that shares reach, so that the two markets never give the same. */
const FIRST_ORDER_NUMBER = 5_000_001;

/**
 * The KRX gold spot market: a market of its own, with the same kind of books, history and clearing as that of shares, two products
 * in it, and accounts that hold nothing but gold and the cash for it.
 *
 * An account opens here when it is first asked for, under the number it has for shares.
 */
export interface GoldMarket {
  readonly world: World;
  /** Who traded gold. */
  readonly participation: Participation;
  international(unit: GoldUnit): InternationalGold;
  start(): void;
  stop(): void;
}

export interface GoldMarketOptions extends Pick<
  WorldOptions,
  'seed' | 'session' | 'activity' | 'hasWarmUp' | 'statePath' | 'onWarning'
> {
  /** Time of the market of shares. */
  readonly clock: Clock;
}

export function createGoldMarket(options: GoldMarketOptions): GoldMarket {
  const { clock, seed, session = 'regular' } = options;
  const world = createWorld({
    ...options,
    listings: buildGoldListings(marketDateAt(session, clock.now())),
    initialCash: GOLD_OPENING_CASH,
    commissionRate: GOLD_COMMISSION.rate,
    firstOrderNumber: FIRST_ORDER_NUMBER,
  });
  return {
    world,
    participation: createParticipation(world, seed),
    international: (unit) => internationalGold(world, seed, unit),
    start: () => world.start(),
    stop: () => world.stop(),
  };
}
