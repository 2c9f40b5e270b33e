import type { Instrument } from '#shared/domain/instrument.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { IntentProblem, OrderPreview } from '#shared/contract/requests.ts';
import { fundsProblems, maxQuantity, orderCosts, valuationPrice } from './funds-checks.ts';
import { duplicateProblem, isLookAlike, lookAlikeProblem } from './look-alike.ts';
import { priceProblems, quantityProblems } from './price-checks.ts';
import type { RiskContext } from './risk-context.ts';
import { problem } from './risk-context.ts';
import { capabilityProblems, instrumentProblems, sessionProblems } from './session-checks.ts';
import { toOrder } from './to-order.ts';

/**
 * Checks an order as the exchange obliges its members to, in their order: session, instrument, quantity, price, type,
 * funds, own limits, look-alikes; then what has to be confirmed. What is not known counts against the order.
 *
 * @returns costs and the largest quantity, all that refuses the order (first things first) and all that must be confirmed
 * @source KRX KOSPI Market Business Regulation §11-2, Enforcement Rule §12-2
 */
export function checkOrder(intent: OrderIntent, context: RiskContext): OrderPreview {
  const { instrument } = context;
  if (instrument === null) {
    const unknown = problem('symbol', 'SYMBOL_UNKNOWN', 'no such instrument', { symbol: intent.symbol });
    return {
      notional: ZERO_MONEY,
      commission: ZERO_MONEY,
      tax: ZERO_MONEY,
      maxQuantity: null,
      problems: [unknown],
      warnings: [],
    };
  }
  const formal = formalProblems(intent, instrument, context);
  // Money is only counted for terms that make sense.
  const hasSaneTerms = !formal.some(({ field }) => field === 'quantity' || field === 'price');
  const costs = hasSaneTerms ? orderCosts(intent, instrument, context) : null;
  return {
    notional: costs?.notional ?? ZERO_MONEY,
    commission: costs?.commission ?? ZERO_MONEY,
    tax: costs?.tax ?? ZERO_MONEY,
    maxQuantity: maxQuantity(intent, instrument, context),
    problems: [
      ...formal,
      ...(hasSaneTerms ? fundsProblems(intent, instrument, context) : []),
      ...(hasSaneTerms ? ownLimitProblems(intent, instrument, context) : []),
      ...rateProblems(context),
      ...likenessProblems(intent, context),
    ],
    warnings: hasSaneTerms ? confirmations(intent, instrument, context) : [],
  };
}

/**
 * Checks an amend of `standing` to new terms: what a new order is checked for, except look-alikes. Cash or shares that
 * the order holds already count as free.
 */
export function checkAmend(intent: OrderIntent, held: number, context: RiskContext): OrderPreview {
  const { instrument } = context;
  if (instrument === null) return checkOrder(intent, context);
  const formal = formalProblems(intent, instrument, context);
  const costs = formal.length === 0 ? orderCosts(intent, instrument, context) : null;
  return {
    notional: costs?.notional ?? ZERO_MONEY,
    commission: costs?.commission ?? ZERO_MONEY,
    tax: costs?.tax ?? ZERO_MONEY,
    maxQuantity: maxQuantity(intent, instrument, context),
    problems: [
      ...formal,
      ...(formal.length === 0 ? fundsProblems(intent, instrument, context, held) : []),
      ...(formal.length === 0 ? ownLimitProblems(intent, instrument, context) : []),
    ],
    warnings: formal.length === 0 ? confirmations(intent, instrument, context) : [],
  };
}

function formalProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  return [
    ...sessionProblems(intent, instrument, context),
    ...instrumentProblems(intent, instrument),
    ...quantityProblems(intent, instrument),
    ...priceProblems(intent, instrument, context),
    ...capabilityProblems(intent, context),
  ];
}

function ownLimitProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const { maxOrderValue, maxPriceDistancePercent, confirmPriceDistancePercent } = context.limits;
  const value = orderValue(intent, instrument, context);
  const problems: IntentProblem[] = [];
  if (maxOrderValue !== null && value > maxOrderValue) {
    const values = { value, limit: maxOrderValue };
    problems.push(problem('quantity', 'ORDER_VALUE_ABOVE_LIMIT', 'worth more than the limit', values));
  }
  const isDistanceLimited = maxPriceDistancePercent !== null || confirmPriceDistancePercent !== null;
  if (isDistanceLimited && intent.price !== null && context.quote === null) {
    problems.push(problem('price', 'LAST_PRICE_UNKNOWN', 'no last price to compare with'));
  }
  const distance = adverseDistancePercent(intent, context);
  if (maxPriceDistancePercent !== null && distance > maxPriceDistancePercent) {
    const values = { distancePercent: distance, limitPercent: maxPriceDistancePercent };
    problems.push(problem('price', 'PRICE_DISTANCE_ABOVE_LIMIT', 'too far from the last price', values));
  }
  return problems;
}

function rateProblems({ limits, orders, now }: RiskContext): readonly IntentProblem[] {
  const recent = orders.filter(({ origin, createdTime }) => origin === 'desk' && now - createdTime < 1_000);
  if (recent.length < limits.maxOrdersPerSecond) return [];
  const values = { limit: limits.maxOrdersPerSecond };
  return [problem('account', 'ORDER_RATE_ABOVE_LIMIT', 'too many orders within a second', values)];
}

function likenessProblems(intent: OrderIntent, context: RiskContext): readonly IntentProblem[] {
  const { orders, now, limits } = context;
  const found = [
    lookAlikeProblem(intent, orders),
    duplicateProblem(intent, orders, { now, windowMs: limits.duplicateWindowMs }),
  ];
  return found.flatMap((error) => (error === null ? [] : [{ field: 'account' as const, error }]));
}

function confirmations(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const { confirmOrderValue, confirmPriceDistancePercent } = context.limits;
  const value = orderValue(intent, instrument, context);
  const distance = adverseDistancePercent(intent, context);
  const warnings: IntentProblem[] = [];
  if (confirmOrderValue !== null && value >= confirmOrderValue) {
    const values = { value, threshold: confirmOrderValue };
    warnings.push(problem('quantity', 'CONFIRM_ORDER_VALUE', 'a large order', values));
  }
  if (confirmPriceDistancePercent !== null && distance >= confirmPriceDistancePercent) {
    const values = { distancePercent: distance, thresholdPercent: confirmPriceDistancePercent };
    warnings.push(problem('price', 'CONFIRM_PRICE_DISTANCE', 'far from the last price', values));
  }
  const twin = context.orders.find((order) => order.isLost && isLookAlike(intent, toOrder(order)));
  if (twin !== undefined) {
    const values = { clientOrderId: twin.clientOrderId };
    warnings.push(
      problem('account', 'CONFIRM_LOST_LOOKALIKE', 'a lost order like it may have filled', values),
    );
  }
  return warnings;
}

function orderValue(intent: OrderIntent, instrument: Instrument, context: RiskContext): number {
  return (valuationPrice(intent, instrument, context) ?? 0) * intent.quantity;
}

/** Returns how much worse than the last price the order would trade, in percent; negative when it is better. */
function adverseDistancePercent({ side, price }: OrderIntent, { quote }: RiskContext): number {
  if (price === null || quote === null) return 0;
  const worse = side === 'buy' ? price - quote.lastPrice : quote.lastPrice - price;
  return Math.round((worse / quote.lastPrice) * 10_000) / 100;
}
