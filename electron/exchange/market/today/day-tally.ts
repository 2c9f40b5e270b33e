import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { PriceLimits } from '#shared/domain/price-limits.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Bar, DayState } from '../../world.ts';
import { buyShare } from '../strength/strength.ts';

/** What is fixed about the day before its first trade. */
export interface DayFrame {
  readonly basePrice: Price;
  readonly limits: PriceLimits;
  readonly previousVolume: number;
}

/** Counts one instrument's day on one venue, or on both together. */
export class DayTally {
  private lastPrice: number;
  private open: number | null = null;
  private high = 0;
  private low = 0;
  private volume = 0;
  private turnover = 0;
  private buyVolume = 0;
  private sellVolume = 0;
  private tradeCount = 0;
  private lastTradeAt: EpochMs | null = null;

  constructor(private readonly frame: DayFrame) {
    this.lastPrice = frame.basePrice;
  }

  get cumulativeVolume(): Quantity {
    return this.volume as Quantity;
  }

  get cumulativeTurnover(): Money {
    return this.turnover as Money;
  }

  get trades(): number {
    return this.tradeCount;
  }

  /** Counts trades that happened before the start, told as bars. */
  addBar(bar: Bar, trades: number, at: EpochMs): void {
    this.touch(bar.open, at);
    this.touch(bar.high, at);
    this.touch(bar.low, at);
    this.touch(bar.close, at);
    const bought = Math.round(bar.volume * buyShare(bar));
    this.volume += bar.volume;
    this.turnover += bar.turnover;
    this.buyVolume += bought;
    this.sellVolume += bar.volume - bought;
    this.tradeCount += trades;
  }

  addTradeCount(trades: number): void {
    this.tradeCount += trades;
  }

  addTrade(price: Price, quantity: Quantity, aggressor: 'buy' | 'sell' | null, at: EpochMs): void {
    this.touch(price, at);
    this.volume += quantity;
    this.turnover += price * quantity;
    if (aggressor === 'buy') this.buyVolume += quantity;
    if (aggressor === 'sell') this.sellVolume += quantity;
    this.tradeCount += 1;
  }

  view(): DayState {
    const traded = this.open !== null;
    return {
      lastPrice: this.lastPrice as Price,
      basePrice: this.frame.basePrice,
      open: this.open as Price | null,
      high: traded ? (this.high as Price) : null,
      low: traded ? (this.low as Price) : null,
      volume: this.volume as Quantity,
      turnover: this.turnover as Money,
      buyVolume: this.buyVolume as Quantity,
      sellVolume: this.sellVolume as Quantity,
      tradeCount: this.tradeCount,
      previousVolume: this.frame.previousVolume as Quantity,
      upperLimit: this.frame.limits.upper,
      lowerLimit: this.frame.limits.lower,
      lastTradeAt: this.lastTradeAt,
    };
  }

  private touch(price: number, at: EpochMs): void {
    if (this.open === null) {
      this.open = price;
      this.high = price;
      this.low = price;
    }
    if (price > this.high) this.high = price;
    if (price < this.low) this.low = price;
    this.lastPrice = price;
    this.lastTradeAt = at;
  }
}
