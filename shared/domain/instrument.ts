import type { Price } from './price.ts';

export type Market = 'KOSPI' | 'KOSDAQ';

/** What decides the tick ladder, the daily band, the tax and the order types that apply. */
export type SecurityKind = 'share' | 'etf' | 'etn' | 'elw' | 'gold';

/** The exchange's code: six characters, leading zeros matter, letters occur. */
export type InstrumentSymbol = string;

/** What is traded. */
export interface Instrument {
  readonly symbol: InstrumentSymbol;
  readonly name: string;
  readonly market: Market;
  readonly kind: SecurityKind;
  /** Previous regular close, the base of the daily band. */
  readonly basePrice: Price;
  readonly listedShares: number;
  readonly isNxtEligible: boolean;
  /** Trading is suspended. */
  readonly isHalted: boolean;
  /** 1 for plain funds, 2 for 2x, -2 for inverse 2x; 1 for shares. */
  readonly leverage: number;
  /** Cash margin rate in percent (20, 30, 40, 50, 60, 100). */
  readonly marginRate: number;
}
