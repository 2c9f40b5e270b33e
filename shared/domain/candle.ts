import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';

export const CANDLE_INTERVALS = [
  'tick',
  '1m',
  '3m',
  '5m',
  '10m',
  '15m',
  '30m',
  '60m',
  'day',
  'week',
  'month',
  'year',
] as const;
export type CandleInterval = (typeof CANDLE_INTERVALS)[number];

export interface Candle {
  /** Start of the bar; for `tick` the time of the print. */
  readonly time: EpochMs;
  readonly open: Price;
  readonly high: Price;
  readonly low: Price;
  readonly close: Price;
  readonly volume: Quantity;
  /** Shares traded in the day up to the end of the bar; left out where the broker does not tell. */
  readonly cumulativeVolume?: Quantity;
}
