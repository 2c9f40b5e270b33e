import type { Instrument } from '#shared/domain/instrument.ts';
import type { Money } from '#shared/domain/money.ts';
import { money, notional, ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { Price } from '#shared/domain/price.ts';
import { isPrice } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Rate } from '#shared/domain/trade-costs.ts';
import { commissionOf } from '#shared/domain/trade-costs.ts';
import { GOLD_COMMISSION, tradeCosts } from '#shared/catalogue/costs.ts';
import { settlementDay } from '#shared/catalogue/trading-calendar.ts';
import { TRADING_LOTS } from '#shared/catalogue/quantity-rules.ts';
import type { IntentProblem } from '#shared/contract/requests.ts';
import { guaranteeOf, lendingProblems, repayableShares } from './credit-checks.ts';
import type { RiskContext } from './risk-context.ts';
import { limitsOf, problem } from './risk-context.ts';
import type { TrackedOrder } from './tracked-order.ts';
import { placeCommand } from './tracked-order.ts';

/** What an order costs when it fills whole, in won. */
export interface OrderCosts {
  readonly notional: Money;
  readonly commission: Money;
  /** Taxes of a sale, by the rates of its settlement day; zero for a buy. */
  readonly tax: Money;
}

/**
 * Returns the price an order is valued at: its own, else the last price, else the upper limit. Null when none is known.
 */
export function valuationPrice(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): Price | null {
  return intent.price ?? context.quote?.lastPrice ?? limitsOf(instrument, context)?.upper ?? null;
}

/**
 * Returns the price at which a buy reserves cash: its own, or the upper limit when the venue prices it.
 *
 * @source koreainvestment/open-trading-api, order capacity inquiry: unpriced buys are reserved at the upper limit
 */
export function reservePrice(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): Price | null {
  return intent.price ?? limitsOf(instrument, context)?.upper ?? context.quote?.lastPrice ?? null;
}

export function orderCosts(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): OrderCosts | null {
  const unit = valuationPrice(intent, instrument, context);
  if (unit === null) return null;
  const value = notional(unit, intent.quantity);
  const costs = tradeCosts({
    side: intent.side,
    market: instrument.market,
    kind: instrument.kind,
    settlementDate: settlementDay(context.tradingDate).date,
    notional: value,
    commissionRate: commissionRateOf(instrument, context),
  });
  return { notional: value, ...costs };
}

/**
 * Checks cash for a buy, commission included, and shares for a sale; both less what orders on their way already need,
 * because the broker's figures do not know those yet. Refuses when the account was not read yet.
 *
 * @param released  won or shares that the order already holds, when it is an amend
 */
export function fundsProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
  released = 0,
): readonly IntentProblem[] {
  if (intent.side === 'sell') return sellableProblems(intent, context, released);
  const lending = isOnCredit(intent) ? loanProblems(intent, instrument, context) : [];
  if (lending.length > 0) return lending;
  const available = availableCash(context);
  if (available === null) {
    return [problem('account', 'BUYING_POWER_UNKNOWN', 'the buying power is not known yet')];
  }
  const required = reserveOf(intent, instrument, context);
  if (required === null) {
    return [problem('price', 'PRICE_UNKNOWN', 'no price to reserve cash at', { symbol: intent.symbol })];
  }
  if (required <= available + released) return [];
  const values = { required, available: available + released };
  return [problem('quantity', 'BUYING_POWER_INSUFFICIENT', 'not enough buying power', values)];
}

/** Returns the largest quantity that cash or holdings allow at the order's price; null while unknown. */
export function maxQuantity(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): Quantity | null {
  const lot = TRADING_LOTS[instrument.kind];
  const wholeLots = (shares: number) => quantity(Math.max(0, Math.floor(shares / lot) * lot));
  if (intent.side === 'sell') {
    const available = availableShares(intent, context);
    return available === null ? null : wholeLots(available);
  }
  const available = availableCash(context);
  const unit = reservePrice(intent, instrument, context);
  if (available === null || unit === null || !isPrice(unit)) return null;
  const lent = isOnCredit(intent) ? context.credit : null;
  if (isOnCredit(intent) && (lent?.guaranteeRate ?? null) === null) return null;
  const reserveAt = (shares: Quantity) =>
    reserveOf({ ...intent, quantity: shares }, instrument, context) ?? 0;
  const share = (unit * (lent?.guaranteeRate ?? 100)) / 100;
  let shares = wholeLots(Math.min(available / share, (lent?.orderableAmount ?? Infinity) / unit));
  // The commission takes a share or two off; cutting to whole won makes the exact number a matter of trying.
  while (shares > 0 && reserveAt(shares) > available) {
    const excess = reserveAt(shares) - available;
    shares = wholeLots(shares - Math.max(lot, Math.floor(excess / share)));
  }
  return shares;
}

/**
 * Returns what the broker will set aside of the account's own money for a buy: value, or on credit its guarantee, and commission;
 * null without any price, or without the broker's rate.
 */
export function reserveOf(intent: OrderIntent, instrument: Instrument, context: RiskContext): Money | null {
  const unit = reservePrice(intent, instrument, context);
  if (unit === null) return null;
  const value = notional(unit, intent.quantity);
  const own = isOnCredit(intent) ? guaranteeOf(value, context) : value;
  return own === null ? null : money(own + commissionOf(value, commissionRateOf(instrument, context)));
}

function loanProblems(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
): readonly IntentProblem[] {
  const unit = reservePrice(intent, instrument, context);
  return lendingProblems(intent, unit === null ? 0 : notional(unit, intent.quantity), context);
}

const isOnCredit = ({ funding }: OrderIntent): boolean => funding.kind === 'marginLoan';

/** Gold has a commission of its own. */
function commissionRateOf({ kind }: Instrument, { limits }: RiskContext): Rate {
  return kind === 'gold' ? GOLD_COMMISSION.rate : limits.commissionRate;
}

function sellableProblems(
  intent: OrderIntent,
  context: RiskContext,
  released: number,
): readonly IntentProblem[] {
  const available = availableShares(intent, context);
  if (available === null) {
    return [problem('account', 'SELLABLE_QUANTITY_UNKNOWN', 'the holdings are not known yet')];
  }
  if (intent.quantity <= available + released) return [];
  const values = { quantity: intent.quantity, available: available + released };
  return [problem('quantity', 'SELLABLE_QUANTITY_INSUFFICIENT', 'more than can be sold', values)];
}

function availableCash(context: RiskContext): number | null {
  const { instrument, cash } = context;
  const isGold = instrument?.kind === 'gold';
  const buyingPower = isGold ? cash?.gold?.buyingPower : cash?.buyingPower;
  if (buyingPower === undefined) return null;
  // Gold is paid out of an account of its own; other orders do not touch it.
  const onTheirWay = context.orders
    .filter((order) => order.intent.side === 'buy' && isOnItsWay(order))
    .filter(({ intent }) => !isGold || intent.symbol === instrument.symbol)
    .reduce((sum, { intent }) => sum + (wayReserve(intent, context) ?? ZERO_MONEY), 0);
  return buyingPower - onTheirWay;
}

/** Another instrument's order without a price counts at nothing: its band is not at hand, and the broker checks again. */
function wayReserve(intent: OrderIntent, context: RiskContext): Money | null {
  const { instrument } = context;
  if (instrument !== null && instrument.symbol === intent.symbol) {
    return reserveOf(intent, instrument, context);
  }
  if (intent.price === null) return null;
  // On credit less is set aside; how much is not known of another instrument.
  const value = notional(intent.price, intent.quantity);
  return money(value + commissionOf(value, context.limits.commissionRate));
}

function availableShares(intent: OrderIntent, context: RiskContext): number | null {
  const sellable = isOnCredit(intent) ? repayableShares(intent, context) : context.sellableQuantity;
  if (sellable === null) return null;
  const onTheirWay = context.orders
    .filter((order) => order.intent.side === 'sell' && order.intent.symbol === intent.symbol)
    .filter((order) => isOnItsWay(order) && takesFromSame(order.intent, intent))
    .reduce((sum, order) => sum + order.intent.quantity, 0);
  return sellable - onTheirWay;
}

/** Shares of different loans, and those paid in full, are sold apart; an order that names no loan may take any of them. */
function takesFromSame({ funding: one }: OrderIntent, { funding: other }: OrderIntent): boolean {
  if (one.kind === 'cash' || other.kind === 'cash') return one.kind === other.kind;
  return one.loanDate === null || other.loanDate === null || one.loanDate === other.loanDate;
}

/** Recorded but without a number: the broker may not have set anything aside for it. */
function isOnItsWay(order: TrackedOrder): boolean {
  const phase = placeCommand(order)?.phase;
  if (order.legs.length > 0) return false;
  return phase === 'recorded' || phase === 'dispatched' || phase === 'sent' || phase === 'unknown';
}
