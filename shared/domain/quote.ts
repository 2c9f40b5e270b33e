import type { InstrumentSymbol } from './instrument.ts';
import type { Money } from './money.ts';
import type { Price } from './price.ts';
import type { Quantity } from './quantity.ts';
import type { EpochMs } from './time.ts';

/** Volatility interruption: null reference or triggers where the venue gives none. */
export interface ViState {
  readonly isActive: boolean;
  readonly kind: 'static' | 'dynamic' | null;
  readonly referencePrice: Price | null;
  readonly upperTrigger: Price | null;
  readonly lowerTrigger: Price | null;
  /** When the running two-minute auction is expected to end. */
  readonly endsAt: EpochMs | null;
}

/** The day of one instrument so far. */
export interface Quote {
  readonly symbol: InstrumentSymbol;
  readonly lastPrice: Price;
  readonly basePrice: Price;
  /** Last minus base, in won. */
  readonly change: number;
  readonly changePercent: number;
  readonly open: Price | null;
  readonly high: Price | null;
  readonly low: Price | null;
  readonly volume: Quantity;
  readonly turnover: Money;
  readonly bestBid: Price | null;
  readonly bestAsk: Price | null;
  readonly upperLimit: Price;
  readonly lowerLimit: Price;
  /** Executed strength (체결강도): buyer-initiated over seller-initiated volume, in percent. */
  readonly strength: number | null;
  readonly vi: ViState | null;
  readonly eventTime: EpochMs;
}
