import { money, type Money } from '#shared/domain/money.ts';
import type { World } from '../../world.ts';

/** What an account made today, after costs, against what it had at yesterday's close. */
export interface DayResult {
  readonly profit: Money;
  /** Value of what was held at the start of the day plus what was bought since. */
  readonly invested: Money;
}

/** Follows every instrument from its quantity at yesterday's close, through today's fills, to its last price. */
export function dayResultOf(world: World, accountId: string): DayResult {
  const fills = world.fills(accountId);
  const held = new Map(
    world.holdings(accountId).map((holding) => [holding.symbol, holding.quantity as number]),
  );
  const atStart = new Map(held);
  let paid = 0;
  let received = 0;
  for (const fill of fills) {
    const bought = fill.side === 'buy' ? fill.quantity : -fill.quantity;
    atStart.set(fill.symbol, (atStart.get(fill.symbol) ?? 0) - bought);
    const traded = fill.price * fill.quantity;
    if (fill.side === 'buy') paid += traded + fill.commission;
    else received += traded - fill.commission - fill.tax - (fill.loan?.interest ?? 0);
  }
  let startValue = 0;
  let endValue = 0;
  for (const [symbol, startQuantity] of atStart) {
    const day = world.day(symbol, 'KRX');
    startValue += startQuantity * day.basePrice;
    endValue += (held.get(symbol) ?? 0) * day.lastPrice;
  }
  return { profit: money(endValue - startValue + received - paid), invested: money(startValue + paid) };
}
