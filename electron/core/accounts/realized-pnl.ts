import type { Fill } from '#shared/domain/fill.ts';
import type { Money } from '#shared/domain/money.ts';
import { money } from '#shared/domain/money.ts';

/**
 * Returns what today's sales of one instrument earned, in won, net of the commission and tax that the fills tell.
 *
 * Entry prices are rolled back from the holding as it is now: a sale leaves the average as it was, a buy is taken out of
 * it again. Fractions of a won are cut off at the end.
 *
 * @param fills  today's fills of the instrument, oldest first, all of them already in `holding`
 */
export function realizedPnl(
  holding: { readonly quantity: number; readonly averageEntryPrice: number },
  fills: readonly Fill[],
): Money {
  let { quantity, averageEntryPrice } = holding;
  let earned = 0;
  for (const fill of fills.toReversed()) {
    if (fill.side === 'sell') {
      const costs = (fill.commission ?? 0) + (fill.tax ?? 0);
      earned += (fill.price - averageEntryPrice) * fill.quantity - costs;
      quantity += fill.quantity;
      continue;
    }
    const before = quantity - fill.quantity;
    if (before > 0) averageEntryPrice = (averageEntryPrice * quantity - fill.price * fill.quantity) / before;
    quantity = before;
  }
  return money(Math.trunc(earned));
}
