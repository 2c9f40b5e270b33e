import { SMA } from 'trading-signals';

/** One moving average over closes, kept as bars come and the last one changes. */
export class MovingAverage {
  readonly period: number;
  #average: SMA;

  constructor(period: number) {
    this.period = period;
    this.#average = new SMA(period);
  }

  /** Starts anew with `closes`, oldest first. Returns one value per close, null until the period is full. */
  reset(closes: readonly number[]): readonly (number | null)[] {
    this.#average = new SMA(this.period);
    return closes.map((close) => this.#average.add(close));
  }

  /** Takes the close of a new bar. */
  append(close: number): number | null {
    return this.#average.add(close);
  }

  /** Takes the changed close of the last bar. */
  update(close: number): number | null {
    return this.#average.replace(close);
  }
}
