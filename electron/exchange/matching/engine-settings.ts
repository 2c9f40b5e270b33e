import type { OrderRuleRow } from '#shared/catalogue/order-rules.ts';
import { ORDER_RULES } from '#shared/catalogue/order-rules.ts';
import { ladderFor } from '#shared/catalogue/tick-ladders.ts';
import { viRates } from '#shared/catalogue/volatility-interruption.ts';
import type { ViRates } from '#shared/catalogue/volatility-interruption.ts';
import type { Instrument } from '#shared/domain/instrument.ts';
import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import { priceLimits } from '#shared/domain/price-limits.ts';
import type { KstDate } from '#shared/domain/time.ts';
import { TRADING_SESSION_PHASES } from '#shared/domain/trading-session.ts';
import type { TradingSessionPhase } from '#shared/domain/trading-session.ts';
import type { BookVenue } from '#shared/domain/venue.ts';
import type { PriceFrame } from './deemed-price.ts';
import { DEFAULT_ENGINE_POLICY } from './engine-policy.ts';
import type { EnginePolicy } from './engine-policy.ts';

/** What one book of one day is made from. What is left out follows from the catalogue. */
export interface EngineOptions {
  readonly instrument: Instrument;
  readonly venue: BookVenue;
  /** Day whose rules apply. An engine lives for one trading day. */
  readonly date: KstDate;
  /** Uniform in [0, 1); decides the random end of a volatility auction. The only source of chance. */
  readonly random: () => number;
  /** Member of KOSPI 200, or a fund treated like one: the tighter dynamic VI rate. */
  readonly isIndexMember?: boolean;
  /** Expiry day of the derivatives on that index. */
  readonly isDerivativeExpiryDay?: boolean;
  /** False where VI does not apply: liquidation, warning, overheated and single-price issues, a share's first day. */
  readonly hasVolatilityInterruption?: boolean;
  /** Published band, when it is not the computed one. */
  readonly limits?: PriceLimits;
  /** Price of the close-price trade before the open; the base price unless a corporate action moved that. */
  readonly previousClose?: Price;
  /** Last price to start from, where the day did not begin with this engine; the base price by default. */
  readonly lastPrice?: Price;
  /** Static VI reference to start from; the base price by default. */
  readonly staticReference?: Price;
  readonly rules?: readonly OrderRuleRow[];
  readonly policy?: EnginePolicy;
}

/** The same with nothing left out. */
export interface EngineSettings {
  readonly instrument: Instrument;
  readonly venue: BookVenue;
  readonly random: () => number;
  readonly frame: PriceFrame;
  /** Of the phases in which trading can be interrupted. */
  readonly viRates: ReadonlyMap<TradingSessionPhase, ViRates>;
  readonly previousClose: Price;
  readonly lastPrice: Price;
  readonly staticReference: Price;
  readonly rules: readonly OrderRuleRow[];
  readonly policy: EnginePolicy;
  /** Largest order the regular session takes; null for no limit. */
  readonly maximumQuantity: number | null;
}

export function resolveSettings(options: EngineOptions): EngineSettings {
  const { instrument, venue, date, random } = options;
  const ladder = ladderFor(instrument.kind, date);
  return {
    instrument,
    venue,
    random,
    frame: {
      ladder,
      limits: options.limits ?? priceLimits(instrument.basePrice, ladder, instrument),
    },
    viRates: viRatesOf(options),
    previousClose: options.previousClose ?? instrument.basePrice,
    lastPrice: options.lastPrice ?? instrument.basePrice,
    staticReference: options.staticReference ?? instrument.basePrice,
    rules: options.rules ?? ORDER_RULES,
    policy: options.policy ?? DEFAULT_ENGINE_POLICY,
    maximumQuantity: maximumQuantityOf(instrument, options.policy ?? DEFAULT_ENGINE_POLICY),
  };
}

function maximumQuantityOf({ market, listedShares }: Instrument, policy: EnginePolicy): number | null {
  const percent = market === 'KOSDAQ' ? policy.kosdaqQuantityPercent : policy.kospiQuantityPercent;
  return percent === null ? null : Math.max(1, Math.floor((listedShares * percent) / 100));
}

function viRatesOf(options: EngineOptions): ReadonlyMap<TradingSessionPhase, ViRates> {
  const { venue, date, instrument, isIndexMember = false, isDerivativeExpiryDay = false } = options;
  const rates = new Map<TradingSessionPhase, ViRates>();
  if (options.hasVolatilityInterruption === false) return rates;
  for (const phase of TRADING_SESSION_PHASES) {
    const { kind } = instrument;
    const row = viRates({ venue, phase, date, kind, isIndexMember, isExpiryDay: isDerivativeExpiryDay });
    if (row !== null) rates.set(phase, row);
  }
  return rates;
}
