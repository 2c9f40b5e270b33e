import { hogaError } from '#shared/domain/errors.ts';
import type { OrderIntent } from '#shared/domain/order.ts';
import { canAmend, isLost } from '#shared/domain/order-status.ts';
import { quantity } from '#shared/domain/quantity.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { OrderPreview } from '#shared/contract/requests.ts';
import type { AmendIntent } from '../brokers/broker.ts';
import { reserveOf } from './funds-checks.ts';
import { checkAmend } from './risk-checks.ts';
import type { RiskContext } from './risk-context.ts';
import { toOrder } from './to-order.ts';
import type { Leg, TrackedOrder } from './tracked-order.ts';
import { commandTarget, legLeaves } from './tracked-order.ts';

export interface AmendTerms {
  readonly leg: Leg;
  /** Terms of what now works under the leg's number. */
  readonly standing: OrderIntent;
  /** What to send: the quantity is all that works. */
  readonly change: AmendIntent;
  readonly preview: OrderPreview;
}

/**
 * Checks an amend against the order as it stands.
 *
 * An amend is about all that still works: asking for more is read as that (fills may have come since the trader looked).
 * Less is refused with `AMEND_QUANTITY_PARTIAL`: the venue would leave the rest at work under the old number and price.
 * `ORDER_NOT_AMENDABLE` when the order is closed or a command on it is under way or unknown.
 */
export function checkedAmend(
  order: TrackedOrder,
  change: AmendIntent,
  context: RiskContext,
): Result<AmendTerms> {
  const shown = toOrder(order);
  const { clientOrderId } = order;
  const leg = commandTarget(order);
  if (isLost(shown.status)) {
    const detail = 'the broker no longer lists the order: check at the broker what became of it';
    return err(hogaError('validation', 'ORDER_LOST', detail, { clientOrderId }));
  }
  if (!canAmend(shown.status) || leg === null) {
    const values = { clientOrderId, status: shown.status };
    return err(hogaError('validation', 'ORDER_NOT_AMENDABLE', 'the order cannot be amended now', values));
  }
  const leaves = quantity(legLeaves(order, leg));
  if (change.quantity < leaves) {
    const values = { quantity: change.quantity, leaves };
    const detail = 'an amend is about all that works; cancel and place again to have less';
    return err(hogaError('validation', 'AMEND_QUANTITY_PARTIAL', detail, values));
  }
  if (change.price === leg.price && change.stopPrice === leg.stopPrice) {
    return err(hogaError('validation', 'AMEND_CHANGES_NOTHING', 'same price as now', { clientOrderId }));
  }
  const { symbol, side, type, timeInForce, venue, funding } = order.intent;
  const standing: OrderIntent = {
    symbol,
    side,
    type,
    timeInForce,
    venue,
    price: leg.price,
    stopPrice: leg.stopPrice,
    quantity: leaves,
    funding,
  };
  const wanted: OrderIntent = { ...standing, price: change.price, stopPrice: change.stopPrice };
  const preview = checkAmend(wanted, heldBy(standing, context), context);
  return ok({ leg, standing, change: { ...change, quantity: leaves }, preview });
}

/** Returns the won, or for a sale the shares, that the order already holds. */
function heldBy(standing: OrderIntent, context: RiskContext): number {
  if (standing.side === 'sell') return standing.quantity;
  return context.instrument === null ? 0 : (reserveOf(standing, context.instrument, context) ?? 0);
}
