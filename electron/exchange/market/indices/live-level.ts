import type { EpochMs } from '#shared/domain/time.ts';
import type { Print } from '../../world.ts';
import { MinuteSeries } from '../today/minute-series.ts';
import { levelOf, type Sector } from './sectors.ts';

/** Half an hour of seconds. */
const SECONDS_KEPT = 1_800;

/** One index as it moves with the prints of its members. */
export class LiveLevel {
  /** Minutes since this exchange has watched the day. */
  readonly minutes = new MinuteSeries();
  /** What the index did in each second with a print. */
  readonly seconds = new MinuteSeries(1_000, SECONDS_KEPT);
  level: number;
  high: number | null = null;
  low: number | null = null;
  open: number | null = null;
  lastTradeAt: EpochMs | null;

  /** @param value  of all members at their last prices, in won */
  constructor(
    readonly sector: Sector,
    private value: number,
    lastTradeAt: EpochMs | null,
  ) {
    this.level = levelOf(sector, value);
    this.lastTradeAt = lastTradeAt;
  }

  /** Shares that traded in the last second in which any did. */
  get lastVolume(): number {
    const { length } = this.seconds;
    return length === 0 ? 0 : this.seconds.barAt(length - 1).volume;
  }

  /** @param change  of the members' value that the print brought, in won */
  add(print: Print, change: number): void {
    this.value += change;
    this.level = levelOf(this.sector, this.value);
    this.open ??= this.level;
    this.high = Math.max(this.high ?? this.level, this.level);
    this.low = Math.min(this.low ?? this.level, this.level);
    this.lastTradeAt = print.at;
    const turnover = print.price * print.quantity;
    this.minutes.add(print.at, this.level, print.quantity, turnover);
    this.seconds.add(print.at, this.level, print.quantity, turnover);
  }
}
