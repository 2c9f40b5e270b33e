import type { World } from '../../world.ts';
import { tradingDayBefore } from '../history/trading-days.ts';
import { dayNumber } from '../participation/day-reader.ts';
import { smoothNoiseAt } from '../participation/smooth-noise.ts';
import { seedOf } from '../random.ts';
import { KILOGRAM_BAR } from './gold-products.ts';

/** Won per gram, or dollars per troy ounce. @source Kiwoom REST API guide, real-time 0I: item */
export type GoldUnit = 'MGD' | 'MGU';

/** A price of the world's gold, now and at the last close. Of `MGD` whole won, of `MGU` cents. */
export interface InternationalGold {
  readonly price: number;
  readonly previousClose: number;
}

const GRAMS_PER_OUNCE = 31.1034768;
/** Won per dollar about which the rate swings. */
const USUAL_RATE = 1_415;
const CENTS = 100;

/**
 * Tells the price of gold abroad from the price on this market: less the premium paid here, and in dollars at the day's rate.
 *
 * The premium and the rate are the seed's, smooth from minute to minute, so that the price abroad moves with the bars traded here
 * and not quite alike.
 */
export function internationalGold(world: World, seed: number, unit: GoldUnit): InternationalGold {
  const { lastPrice, basePrice } = world.day(KILOGRAM_BAR, 'KRX');
  const now = world.clock.now() / 60_000;
  const today = dayNumber(world.tradingDate()) * 1_440;
  const before = dayNumber(tradingDayBefore(world.tradingDate())) * 1_440 + 930;
  // Minutes of the virtual day, counted in Korea.
  const minute = Math.max(today, now + 540);
  return {
    price: priced(lastPrice, minute, seed, unit),
    previousClose: priced(basePrice, before, seed, unit),
  };
}

function priced(wonPerGram: number, minute: number, seed: number, unit: GoldUnit): number {
  const abroad = wonPerGram / (1 + premiumAt(minute, seed));
  if (unit === 'MGD') return Math.round(abroad);
  return Math.round((abroad * GRAMS_PER_OUNCE * CENTS) / dollarRateAt(minute, seed));
}

/** 프리미엄: how much dearer a gram is here, as a fraction. */
function premiumAt(minute: number, seed: number): number {
  const own = seedOf(seed, 'gold premium');
  return 0.012 + 0.009 * smoothNoiseAt(own, minute, 14_400) + 0.0003 * smoothNoiseAt(own ^ 0x3c, minute, 20);
}

/** Won per dollar. */
export function dollarRateAt(minute: number, seed: number): number {
  const own = seedOf(seed, 'dollar rate');
  const slow = 0.022 * smoothNoiseAt(own, minute, 43_200) + 0.006 * smoothNoiseAt(own ^ 0x5a, minute, 4_320);
  return USUAL_RATE * (1 + slow + 0.0004 * smoothNoiseAt(own ^ 0x69, minute, 15));
}
