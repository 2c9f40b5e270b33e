import type { KstDate } from '#shared/domain/time.ts';

/** One trading day of one instrument. Prices in won on tick; `previousClose` is the base of the day's price band. */
export interface DayBar {
  readonly date: KstDate;
  readonly previousClose: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Won. */
  readonly turnover: number;
}

/** Below this many shares a day would not have enough prints for its four prices. */
export const LEAST_DAY_VOLUME = 20;
