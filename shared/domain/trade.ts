import type { InstrumentSymbol } from './instrument.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';

/** A public print. */
export interface Trade {
  readonly symbol: InstrumentSymbol;
  readonly price: Price;
  readonly quantity: Quantity;
  /** Who crossed the spread; null for an auction print. */
  readonly aggressor: 'buy' | 'sell' | null;
  /** Shares traded today, this print included. */
  readonly cumulativeVolume: Quantity;
  readonly eventTime: EpochMs;
}
