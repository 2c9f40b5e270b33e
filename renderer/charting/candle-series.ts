import type { Candle, CandleInterval } from '#shared/domain/candle.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { Trade } from '#shared/domain/trade.ts';
import { kstDateOf } from '#shared/domain/time.ts';
import { candleStart } from './candle-time.ts';

/** What a print did to the series: nothing, changed the last bar, or began a new one. */
export type CandleChange = 'none' | 'updated' | 'appended';

/**
 * Bars of one instrument and interval, oldest first: pages of history in front, live prints at the end.
 *
 * A print that the fetched history already holds changes no volume: brokers tell the day's volume with each print and with
 * the bars of the day, and what is not above the bar's is old.
 */
export class CandleSeries {
  #candles: Candle[] = [];
  /** Shares of the day that the bars already hold; null while unknown. */
  #heldVolume: number | null = null;
  readonly interval: CandleInterval;

  constructor(interval: CandleInterval) {
    this.interval = interval;
  }

  get candles(): readonly Candle[] {
    return this.#candles;
  }

  /** Takes the newest page as the whole series. */
  reset(page: readonly Candle[]): void {
    this.#candles = [...page];
    this.#heldVolume = heldVolumeOf(page.at(-1), this.interval);
  }

  /** Puts an older page in front; bars that are there already are left out. Returns how many were new. */
  prepend(page: readonly Candle[]): number {
    const oldest = this.#candles[0]?.time ?? Number.POSITIVE_INFINITY;
    const older = page.filter(({ time }) => time < oldest);
    this.#candles = [...older, ...this.#candles];
    return older.length;
  }

  apply(trade: Trade): CandleChange {
    const last = this.#candles.at(-1);
    const time = candleStart(trade.eventTime, this.interval);
    if (last !== undefined && time < last.time) return 'none';
    if (last !== undefined && kstDateOf(last.time) !== kstDateOf(trade.eventTime)) this.#heldVolume = null;
    if (this.#heldVolume !== null && trade.cumulativeVolume <= this.#heldVolume) return 'none';
    this.#heldVolume = trade.cumulativeVolume;
    if (last === undefined || time > last.time || this.interval === 'tick') {
      this.#candles.push(candleOf(trade, time));
      return 'appended';
    }
    this.#candles[this.#candles.length - 1] = withTrade(last, trade, this.interval);
    return 'updated';
  }
}

function isLongerThanDay(interval: CandleInterval): boolean {
  return interval === 'week' || interval === 'month' || interval === 'year';
}

/** A daily bar's volume is the day's; a minute bar tells it beside its own. */
function heldVolumeOf(last: Candle | undefined, interval: CandleInterval): number | null {
  if (last === undefined || isLongerThanDay(interval)) return null;
  return interval === 'day' ? last.volume : (last.cumulativeVolume ?? null);
}

function candleOf(trade: Trade, time: Candle['time']): Candle {
  const { price, quantity } = trade;
  return { time, open: price, high: price, low: price, close: price, volume: quantity };
}

function withTrade(candle: Candle, trade: Trade, interval: CandleInterval): Candle {
  return {
    ...candle,
    high: Math.max(candle.high, trade.price) as Price,
    low: Math.min(candle.low, trade.price) as Price,
    close: trade.price,
    volume: interval === 'day' ? trade.cumulativeVolume : ((candle.volume + trade.quantity) as Quantity),
  };
}
