import type { Instrument } from '#shared/domain/instrument.ts';
import { ZERO_MONEY } from '#shared/domain/money.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import type { IntentProblem, OrderPreview } from '#shared/contract/requests.ts';
import { fundsProblems, maxQuantity, orderCosts } from './funds-checks.ts';
import { duplicateProblem, isLookAlike, lookAlikeWarning } from './look-alike.ts';
import { priceProblems, quantityProblems } from './price-checks.ts';
import type { Verdict } from './own-limits.ts';
import { accountVerdict, termsVerdict } from './own-limits.ts';
import type { RiskContext } from './risk-context.ts';
import { problem } from './risk-context.ts';
import { capabilityProblems, instrumentProblems, sessionProblems } from './session-checks.ts';
import { toOrder } from './to-order.ts';

/**
 * Checks an order as the exchange obliges its members to, in their order: session, instrument, quantity, price, type,
 * funds, own limits, duplicates; then what has to be confirmed, look-alikes of orders in doubt among it. What is not known counts against the order.
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
  const own = ownVerdict(intent, instrument, context, hasSaneTerms);
  const costs = hasSaneTerms ? orderCosts(intent, instrument, context) : null;
  return {
    notional: costs?.notional ?? ZERO_MONEY,
    commission: costs?.commission ?? ZERO_MONEY,
    tax: costs?.tax ?? ZERO_MONEY,
    maxQuantity: maxQuantity(intent, instrument, context),
    problems: [
      ...formal,
      ...(hasSaneTerms ? fundsProblems(intent, instrument, context) : []),
      ...own.problems,
      ...duplicateProblems(intent, context),
    ],
    warnings: [...own.warnings, ...likenessWarnings(intent, context)],
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
  const own = ownVerdict(intent, instrument, context, formal.length === 0);
  const costs = formal.length === 0 ? orderCosts(intent, instrument, context) : null;
  return {
    notional: costs?.notional ?? ZERO_MONEY,
    commission: costs?.commission ?? ZERO_MONEY,
    tax: costs?.tax ?? ZERO_MONEY,
    maxQuantity: maxQuantity(intent, instrument, context),
    problems: [
      ...formal,
      ...(formal.length === 0 ? fundsProblems(intent, instrument, context, held) : []),
      ...own.problems,
    ],
    warnings: own.warnings,
  };
}

function ownVerdict(
  intent: OrderIntent,
  instrument: Instrument,
  context: RiskContext,
  hasSaneTerms: boolean,
): Verdict {
  const account = accountVerdict(intent, instrument, context);
  if (!hasSaneTerms) return account;
  const terms = termsVerdict(intent, instrument, context);
  return {
    problems: [...account.problems, ...terms.problems],
    warnings: [...account.warnings, ...terms.warnings],
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

function duplicateProblems(intent: OrderIntent, context: RiskContext): readonly IntentProblem[] {
  const { orders, now, limits } = context;
  const error = duplicateProblem(intent, orders, { now, windowMs: limits.duplicateWindowMs });
  return error === null ? [] : [{ field: 'account', error }];
}

/** Warnings that an order like it may be there already: each must be accepted for this one order. */
function likenessWarnings(intent: OrderIntent, { orders }: RiskContext): readonly IntentProblem[] {
  const unknown = lookAlikeWarning(intent, orders);
  const lost = orders.find((order) => order.isLost && isLookAlike(intent, toOrder(order)));
  const warnings = unknown === null ? [] : [{ field: 'account' as const, error: unknown }];
  if (lost === undefined) return warnings;
  const values = { clientOrderId: lost.clientOrderId };
  const detail = 'a lost order like it may have filled';
  return [...warnings, problem('account', 'CONFIRM_LOST_LOOKALIKE', detail, values)];
}
