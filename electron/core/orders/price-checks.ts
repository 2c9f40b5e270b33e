import type { Instrument } from '#shared/domain/instrument.ts';
import type { OrderIntent, OrderType } from '#shared/domain/order.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { Price } from '#shared/domain/price.ts';
import { isWithinLimits } from '#shared/domain/price-limits.ts';
import { isQuantity } from '#shared/domain/quantity.ts';
import { isOnTick, roundDownToTick, roundUpToTick, tickSize } from '#shared/domain/tick-size.ts';
import { maxOrderQuantity, TRADING_LOTS } from '#shared/catalogue/quantity-rules.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import type { RiskContext } from './risk-context.ts';
import { ladderOf, limitsOf, problem } from './risk-context.ts';

/** Types for which the trader gives the price; the venue prices all others. */
const PRICED_TYPES: readonly OrderType[] = ['limit', 'conditionalLimit', 'stopLimit', 'offHoursSinglePrice'];

export function carriesPrice(type: OrderType): boolean {
  return PRICED_TYPES.includes(type);
}

/** Checks that the quantity is whole, at least one lot, a multiple of it, and not above the venue's largest. */
export function quantityProblems(intent: OrderIntent, instrument: Instrument): readonly IntentProblem[] {
  const quantity: number = intent.quantity;
  const lot = TRADING_LOTS[instrument.kind];
  if (!isQuantity(quantity) || quantity < lot) {
    return [problem('quantity', 'QUANTITY_BELOW_MINIMUM', 'too few shares', { quantity, minimum: lot })];
  }
  if (quantity % lot !== 0) {
    return [problem('quantity', 'QUANTITY_NOT_LOT', 'not whole lots', { quantity, lot })];
  }
  const maximum = largestQuantity(instrument);
  if (quantity <= maximum) return [];
  return [problem('quantity', 'QUANTITY_ABOVE_MAXIMUM', 'too many for one order', { quantity, maximum })];
}

/** Where no rule is known, nobody can trade more than is listed; the last figure keeps sums exact. */
function largestQuantity({ market, kind, listedShares }: Instrument): number {
  return maxOrderQuantity(market, kind, listedShares) ?? (listedShares > 0 ? listedShares : 100_000_000);
}

/** Checks that a price is there exactly when the type has one, that it is on a tick and inside the daily band. */
export function priceProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  return [
    ...onePriceProblem('price', intent.price, carriesPrice(intent.type), instrument, context),
    ...onePriceProblem('stopPrice', intent.stopPrice, intent.type === 'stopLimit', instrument, context),
    ...conditionalProblem(intent, instrument, context),
  ];
}

const CODES = {
  price: { required: 'PRICE_REQUIRED', forbidden: 'PRICE_NOT_ALLOWED', prefix: 'PRICE' },
  stopPrice: { required: 'STOP_PRICE_REQUIRED', forbidden: 'STOP_PRICE_NOT_ALLOWED', prefix: 'STOP_PRICE' },
} as const;

function onePriceProblem(
  field: 'price' | 'stopPrice',
  value: Price | null,
  isWanted: boolean,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const { required, forbidden, prefix } = CODES[field];
  if (value === null) return isWanted ? [problem(field, required, 'this type needs a price')] : [];
  if (!isWanted) return [problem(field, forbidden, 'this type carries no price', { price: value })];
  if (!isPrice(value)) {
    return [problem(field, `${prefix}_NOT_INTEGER`, 'not a whole price in won', { price: Number(value) })];
  }
  const ladder = ladderOf(instrument, context);
  if (!isOnTick(value, ladder)) {
    const tick = tickSize(value, ladder);
    const below = roundDownToTick(value, ladder);
    const above = roundUpToTick(value, ladder);
    return [problem(field, `${prefix}_OFF_TICK`, 'between two ticks', { price: value, tick, below, above })];
  }
  const limits = limitsOf(instrument, context);
  if (limits === null || isWithinLimits(value, limits)) return [];
  return [problem(field, `${prefix}_OUTSIDE_LIMITS`, 'outside the daily band', { price: value, ...limits })];
}

/** A conditional order at the end of the band would gain nothing by turning into a market order. */
function conditionalProblem(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const limits = intent.type === 'conditionalLimit' ? limitsOf(instrument, context) : null;
  const end = intent.side === 'buy' ? limits?.upper : limits?.lower;
  if (end === undefined || intent.price !== end) return [];
  return [problem('price', 'PRICE_AT_LIMIT', 'refused at the end of the band', { price: end })];
}
