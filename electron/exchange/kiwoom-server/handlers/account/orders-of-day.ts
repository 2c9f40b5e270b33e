import { err, ok, type Result } from '#shared/domain/result.ts';
import { isKstDate, kstDateOf } from '#shared/domain/time.ts';
import type { BookedFill } from '../../../clearing/clearing.ts';
import type { AccountOrder } from '../../../world.ts';
import { apiFailure, type ApiFailure } from '../../rest/api-failure.ts';
import type { Call } from '../handler.ts';
import { historyOf } from './period.ts';

/** What an account did on one day, oldest first. */
export interface OrdersOfDay {
  readonly orders: readonly AccountOrder[];
  /** The last fill of each order that has one. */
  readonly lastFills: ReadonlyMap<number, BookedFill>;
}

/**
 * Finds the orders of the day that `ord_dt` names; today's when it is empty.
 *
 * A market that never closes takes orders past midnight: those are found under both dates.
 * @returns 1517 when it is no date
 */
export function ordersOfDay(date: string, call: Call): Result<OrdersOfDay, ApiFailure> {
  if (date !== '' && !isKstDate(date)) return err(apiFailure('1517', 'ord_dt', 'YYYYMMDD 형식이 아닙니다'));
  const { days } = historyOf(call);
  const today = days.at(-1);
  const past = days.slice(0, -1).find((day) => day.date === date);
  const isToday = date === '' || date === today?.date;
  const recent = (today?.orders ?? []).filter((order) => isToday || kstDateOf(order.receivedAt) === date);
  const fills = [...(past?.fills ?? []), ...(today?.fills ?? [])];
  return ok({
    orders: [...(past?.orders ?? []), ...recent],
    lastFills: new Map(fills.map((fill) => [fill.number, fill])),
  });
}
