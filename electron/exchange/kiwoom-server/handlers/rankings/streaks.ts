import type { DayColumns } from '../../../market/past-days/past-days.ts';
import type { Call } from '../handler.ts';
import type { Candidate } from './candidate.ts';

const DAYS_LOOKED_AT = 60;

/** Returns for how many days in a row, today included, the close has moved the way it moves today; 0 when it does not move. */
export function daysInARow({ symbol, scope, day }: Candidate, call: Call): number {
  const way = Math.sign(day.lastPrice - day.basePrice);
  if (way === 0) return 0;
  return 1 + movesInARow(call.market.pastDays.of(symbol, scope, DAYS_LOOKED_AT), way);
}

function movesInARow({ close, length }: DayColumns, way: number): number {
  let count = 0;
  while (count + 1 < length && Math.sign((close[count] ?? 0) - (close[count + 1] ?? 0)) === way) count += 1;
  return count;
}
