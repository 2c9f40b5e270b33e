import { settledBy } from '../../accounts-history/fill-sums.ts';
import type { BookedFill } from '../../clearing/clearing.ts';
import { tradingDayAfter } from '../../market/history/trading-days.ts';
import type { World } from '../../world.ts';
import { unsettledDays } from './day-value.ts';

/** Money from sales that has not settled and can be used again. Won. */
export interface Reuse {
  readonly proceeds: number;
  readonly used: number;
  readonly available: number;
}

/** Sets the sales of some fills against the purchases they paid for. */
function reuseOf(fills: readonly BookedFill[], reserved: number): Reuse {
  const sum = (side: BookedFill['side']) =>
    fills.reduce((total, fill) => (fill.side === side ? total + Math.abs(settledBy(fill)) : total), 0);
  const proceeds = sum('sell');
  const used = Math.min(proceeds, sum('buy') + reserved);
  return { proceeds, used, available: proceeds - used };
}

/** 재사용: of today's trades, and of those that settle tomorrow. */
export function reusesOf(
  world: World,
  accountId: string,
): { readonly today: Reuse; readonly previous: Reuse } {
  const today = world.tradingDate();
  const tomorrow = tradingDayAfter(today);
  const previous = unsettledDays(world.history(accountId))
    .filter(({ date, settlesOn }) => date < today && settlesOn === tomorrow)
    .flatMap(({ fills }) => fills);
  return {
    today: reuseOf(world.fills(accountId), world.cash(accountId).reserved),
    previous: reuseOf(previous, 0),
  };
}
