import type { Price } from '#shared/domain/price.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { Bar } from '../../world.ts';

const FIRST_CAPACITY = 32;
/** Two days around the clock; the older half goes when it is full. */
const LARGEST_CAPACITY = 2_880;

/** Minute bars as they form, oldest first, kept in columns because there are a thousand such series. */
export class MinuteSeries {
  length = 0;
  /** @param stepMs  length of a bar @param largestCapacity  bars to keep at most */
  constructor(
    private readonly stepMs = 60_000,
    private readonly largestCapacity = LARGEST_CAPACITY,
  ) {}

  private times = new Float64Array(FIRST_CAPACITY);
  private prices = new Int32Array(FIRST_CAPACITY * 4);
  private volumes = new Float64Array(FIRST_CAPACITY);
  private turnovers = new Float64Array(FIRST_CAPACITY);

  /** Times must not go back. */
  add(at: EpochMs, price: number, quantity: number, turnover = price * quantity): void {
    const time = at - (at % this.stepMs);
    if (this.length === 0 || time > (this.times[this.length - 1] ?? 0)) this.open(time, price);
    const row = this.length - 1;
    const column = row * 4;
    if (price > (this.prices[column + 1] ?? 0)) this.prices[column + 1] = price;
    if (price < (this.prices[column + 2] ?? 0)) this.prices[column + 2] = price;
    this.prices[column + 3] = price;
    this.volumes[row] = (this.volumes[row] ?? 0) + quantity;
    this.turnovers[row] = (this.turnovers[row] ?? 0) + turnover;
  }

  barAt(row: number): Bar {
    const column = row * 4;
    return {
      time: (this.times[row] ?? 0) as EpochMs,
      open: (this.prices[column] ?? 0) as Price,
      high: (this.prices[column + 1] ?? 0) as Price,
      low: (this.prices[column + 2] ?? 0) as Price,
      close: (this.prices[column + 3] ?? 0) as Price,
      volume: this.volumes[row] ?? 0,
      turnover: this.turnovers[row] ?? 0,
    };
  }

  /** Row of the first bar that began later than `after`; 0 for null. */
  firstAfter(after: EpochMs | null): number {
    if (after === null) return 0;
    let row = this.length;
    while (row > 0 && (this.times[row - 1] ?? 0) > after) row -= 1;
    return row;
  }

  private open(time: number, price: number): void {
    if (this.length === this.times.length) this.makeRoom();
    const row = this.length;
    this.times[row] = time;
    this.prices.fill(price, row * 4, row * 4 + 4);
    this.volumes[row] = 0;
    this.turnovers[row] = 0;
    this.length += 1;
  }

  private makeRoom(): void {
    if (this.length >= this.largestCapacity) {
      const half = this.largestCapacity / 2;
      this.times.copyWithin(0, half);
      this.prices.copyWithin(0, half * 4);
      this.volumes.copyWithin(0, half);
      this.turnovers.copyWithin(0, half);
      this.length -= half;
      return;
    }
    const capacity = Math.min(this.largestCapacity, this.times.length * 3);
    this.times = grown(this.times, new Float64Array(capacity));
    this.prices = grown(this.prices, new Int32Array(capacity * 4));
    this.volumes = grown(this.volumes, new Float64Array(capacity));
    this.turnovers = grown(this.turnovers, new Float64Array(capacity));
  }
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
