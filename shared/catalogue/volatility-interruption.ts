import type { SecurityKind } from '../domain/instrument.ts';
import type { Price } from '../domain/price.ts';
import type { TickLadder } from '../domain/tick-size.ts';
import { priceAtTickIndex, roundDownToTick, roundUpToTick, tickIndex } from '../domain/tick-size.ts';
import type { KstDate } from '../domain/time.ts';
import { kstDate } from '../domain/time.ts';
import type { TradingSessionPhase } from '../domain/trading-session.ts';
import type { BookVenue } from '../domain/venue.ts';
import type { EffectiveRow } from './effective.ts';
import { isInForce } from './effective.ts';

/** Distances from the reference price, in percent, that interrupt trading; null where there is no such interruption. */
export interface VolatilityRow extends EffectiveRow {
  readonly venue: BookVenue;
  readonly phases: readonly TradingSessionPhase[];
  /** From the last trade. `index`: KOSPI 200 members and plain funds on the main indices; `expiry`: members on expiry day. */
  readonly dynamic: { readonly index: number; readonly other: number; readonly expiry: number } | null;
  /** From the last single-price result; before the open from the base price. */
  readonly static: number | null;
  /** `auction`: orders collect for a single-price cross; `pause`: nothing trades. */
  readonly effect: 'auction' | 'pause';
  readonly uncertain?: string;
}

const RULE = 'KRX KOSPI Market Business Regulation §26-2, Enforcement Rule §41-2 (edition of 2026-04-28)';
const NOTICES = 'KIS Open API notice 2026-09-09; KB Securities notice 2026-09-04';
const begin = kstDate('20260101');
const reform = kstDate('20260914');
const beforeReform = kstDate('20260913');

export const VOLATILITY_RATES: readonly VolatilityRow[] = [
  {
    venue: 'KRX',
    phases: ['preOpenClosePrice', 'openingAuction'],
    from: begin,
    to: null,
    dynamic: null,
    static: 10,
    effect: 'auction',
    source: RULE,
  },
  {
    venue: 'KRX',
    phases: ['continuous'],
    from: begin,
    to: null,
    dynamic: { index: 3, other: 6, expiry: 3 },
    static: 10,
    effect: 'auction',
    source: RULE,
  },
  {
    venue: 'KRX',
    phases: ['closingAuction'],
    from: begin,
    to: null,
    dynamic: { index: 2, other: 4, expiry: 1 },
    static: 10,
    effect: 'auction',
    source: RULE,
  },
  {
    venue: 'KRX',
    phases: ['offHoursSinglePrice'],
    from: begin,
    to: beforeReform,
    dynamic: { index: 3, other: 6, expiry: 3 },
    static: null,
    effect: 'auction',
    source: RULE,
  },
  {
    venue: 'KRX',
    phases: ['afterMarket'],
    from: reform,
    to: null,
    dynamic: { index: 3, other: 6, expiry: 3 },
    static: 10,
    effect: 'auction',
    source: 'KB Securities notice 2026-09-04',
    uncertain: 'The notice names no rates: those of the continuous session are taken.',
  },
  {
    venue: 'NXT',
    phases: ['preMarket', 'continuous', 'afterMarket'],
    from: begin,
    to: beforeReform,
    dynamic: { index: 3, other: 6, expiry: 3 },
    static: null,
    effect: 'pause',
    source: NOTICES,
  },
  {
    venue: 'NXT',
    phases: ['preMarket', 'continuous', 'afterMarket'],
    from: reform,
    to: null,
    dynamic: { index: 3, other: 6, expiry: 3 },
    static: 10,
    effect: 'auction',
    source: NOTICES,
  },
];

/**
 * Length of an interruption, and the most that its end is delayed at random. A running auction is prolonged by the length.
 *
 * The rule is contradictory about the random end; published times of triggers and releases lie 2:02 to 2:29 apart.
 * @source Enforcement Rule §41-2; infostockdaily 141497
 */
export const VI_DURATION_MS = 120_000;
export const VI_RANDOM_END_MS = 30_000;

/** Under this price a move of at most so many ticks does not interrupt. @source Enforcement Rule §41-2 */
export const VI_LOW_PRICE_EXCEPTION = { belowWon: 1_000, ticks: 3 } as const;

export interface ViRates {
  readonly dynamicPercent: number | null;
  readonly staticPercent: number | null;
  readonly effect: 'auction' | 'pause';
}

/** Returns the rates in force, or null where nothing interrupts: ELW, gold, and phases without a row. */
export function viRates({
  venue,
  phase,
  date,
  kind,
  isIndexMember,
  isExpiryDay = false,
}: {
  readonly venue: BookVenue;
  readonly phase: TradingSessionPhase;
  readonly date: KstDate;
  readonly kind: SecurityKind;
  readonly isIndexMember: boolean;
  /** Last trading day of the derivatives on the index; matters for its members only. */
  readonly isExpiryDay?: boolean;
}): ViRates | null {
  if (kind === 'elw' || kind === 'gold') return null;
  const row = VOLATILITY_RATES.find(
    (candidate) =>
      candidate.venue === venue && candidate.phases.includes(phase) && isInForce(candidate, date),
  );
  if (row === undefined) return null;
  const group = isIndexMember ? (isExpiryDay ? 'expiry' : 'index') : 'other';
  return { dynamicPercent: row.dynamic?.[group] ?? null, staticPercent: row.static, effect: row.effect };
}

/** Prices at and beyond which an interruption starts; null when no price below is far enough. */
export interface ViTriggers {
  readonly upper: Price;
  readonly lower: Price | null;
}

/**
 * Returns the first prices, up and down, whose distance from `reference` reaches `percent`.
 *
 * For references under 1,000 won they lie more than three ticks away.
 */
export function viTriggers(reference: Price, percent: number, ladder: TickLadder): ViTriggers {
  const upper = roundUpToTick((reference * (100 + percent)) / 100, ladder);
  const lower = roundDownToTick((reference * (100 - percent)) / 100, ladder);
  if (reference >= VI_LOW_PRICE_EXCEPTION.belowWon) return { upper, lower };
  const place = tickIndex(reference, ladder);
  const distance = VI_LOW_PRICE_EXCEPTION.ticks + 1;
  const nearestUpper = priceAtTickIndex(place + distance, ladder);
  if (place < distance) return { upper: upper > nearestUpper ? upper : nearestUpper, lower: null };
  const nearestLower = priceAtTickIndex(place - distance, ladder);
  return {
    upper: upper > nearestUpper ? upper : nearestUpper,
    lower: lower < nearestLower ? lower : nearestLower,
  };
}
