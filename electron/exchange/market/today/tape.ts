import type { Money } from '#shared/domain/money.ts';
import type { Price } from '#shared/domain/price.ts';
import type { Quantity } from '#shared/domain/quantity.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { BookScope, Print } from '../../world.ts';

const FIRST_CAPACITY = 64;
const NUMBERS = 5;

/** The latest prints of one instrument, both venues together; the oldest go when it is full. */
export class Tape {
  /** Sequence that the next print gets. */
  private next: number;
  private kept = 0;
  private capacity = FIRST_CAPACITY;
  /** Per print: time, price, quantity, cumulative volume, cumulative turnover. */
  private numbers = new Float64Array(FIRST_CAPACITY * NUMBERS);
  /** Per print: venue in bit 0 (NXT), aggressor in bits 1 (buy) and 2 (sell). */
  private flags = new Uint8Array(FIRST_CAPACITY);

  /**
   * @param firstSequence    one more than the prints before the first one kept here
   * @param largestCapacity  prints to keep at most
   */
  constructor(
    readonly firstSequence: number,
    private readonly largestCapacity: number,
  ) {
    this.next = firstSequence;
  }

  /** Whether nothing has been dropped since the start. */
  get isComplete(): boolean {
    return this.next - this.firstSequence === this.kept;
  }

  get length(): number {
    return this.kept;
  }

  push(print: Omit<Print, 'sequence'>): Print {
    if (this.kept === this.capacity && this.capacity < this.largestCapacity) this.grow();
    const sequence = this.next;
    this.next += 1;
    const slot = (sequence - this.firstSequence) % this.capacity;
    this.numbers.set(
      [print.at, print.price, print.quantity, print.cumulativeVolume, print.cumulativeTurnover],
      slot * NUMBERS,
    );
    const side = print.aggressor === 'buy' ? 2 : print.aggressor === 'sell' ? 4 : 0;
    this.flags[slot] = (print.venue === 'NXT' ? 1 : 0) | side;
    if (this.kept < this.capacity) this.kept += 1;
    return { sequence, ...print };
  }

  /** Newest first, at most `count` of `scope`. */
  newest(scope: BookScope, count: number): Print[] {
    const prints: Print[] = [];
    for (let back = 1; back <= this.kept && prints.length < count; back += 1) {
      const print = this.read(this.next - back);
      if (scope === 'ALL' || print.venue === scope) prints.push(print);
    }
    return prints;
  }

  private read(sequence: number): Print {
    const slot = (sequence - this.firstSequence) % this.capacity;
    const at = slot * NUMBERS;
    const flags = this.flags[slot] ?? 0;
    return {
      sequence,
      venue: (flags & 1) === 1 ? 'NXT' : 'KRX',
      price: (this.numbers[at + 1] ?? 0) as Price,
      quantity: (this.numbers[at + 2] ?? 0) as Quantity,
      aggressor: (flags & 2) !== 0 ? 'buy' : (flags & 4) !== 0 ? 'sell' : null,
      cumulativeVolume: (this.numbers[at + 3] ?? 0) as Quantity,
      cumulativeTurnover: (this.numbers[at + 4] ?? 0) as Money,
      at: (this.numbers[at] ?? 0) as EpochMs,
    };
  }

  /** Only ever full and unwrapped at this point: it wraps at the largest capacity alone. */
  private grow(): void {
    const capacity = Math.min(this.largestCapacity, this.capacity * 4);
    const numbers = new Float64Array(capacity * NUMBERS);
    const flags = new Uint8Array(capacity);
    numbers.set(this.numbers);
    flags.set(this.flags);
    this.numbers = numbers;
    this.flags = flags;
    this.capacity = capacity;
  }
}
