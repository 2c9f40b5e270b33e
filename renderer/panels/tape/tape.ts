import { kstDateOf } from '#shared/domain/time.ts';
import type { Trade } from '#shared/domain/trade.ts';

/** Most prints a tape keeps. */
export const TAPE_LENGTH = 2000;

/** A line of the tape: a print, a place where some are missing, or the newest end while some are on their way. */
export type TapeLine = Trade | 'gap' | 'openGap';

/**
 * The public prints of one instrument today, in order. A print is known by its cumulative volume, which only grows in a
 * day; so prints that were asked for again find their places, and a hole stays marked until it is filled.
 */
export class Tape {
  /** Oldest first. */
  #trades: Trade[] = [];
  /** Cumulative volumes of prints that are followed by a hole. */
  #gapsAfter = new Set<number>();

  get trades(): readonly Trade[] {
    return this.#trades;
  }

  /** @param trades oldest first. Prints that are there already, or older than the newest, are left out. */
  append(trades: readonly Trade[]): void {
    for (const trade of trades) {
      const newest = this.#trades.at(-1);
      if (newest !== undefined && trade.cumulativeVolume <= newest.cumulativeVolume) {
        if (kstDateOf(trade.eventTime) === kstDateOf(newest.eventTime)) continue;
        this.clear();
      }
      this.#trades.push(trade);
    }
    this.#cut();
  }

  /** Prints after the newest one are missing. */
  markGap(): void {
    const newest = this.#trades.at(-1);
    if (newest !== undefined) this.#gapsAfter.add(newest.cumulativeVolume);
  }

  /**
   * Takes prints that were fetched and have no hole among themselves. What is older here stays before them; between the
   * two a hole is marked unless they overlap or join exactly.
   * @param trades oldest first
   */
  merge(trades: readonly Trade[]): void {
    const [first] = trades;
    if (first === undefined) return;
    const newest = this.#trades.at(-1);
    if (newest !== undefined && kstDateOf(newest.eventTime) !== kstDateOf(first.eventTime)) this.clear();
    const older = this.#trades.filter(({ cumulativeVolume }) => cumulativeVolume < first.cumulativeVolume);
    const hasOverlap = older.length < this.#trades.length;
    this.#trades = [...older, ...trades];
    this.#gapsAfter = new Set([...this.#gapsAfter].filter((volume) => volume < first.cumulativeVolume));
    const before = older.at(-1);
    if (before !== undefined) this.#closeGap(before, first, hasOverlap);
    this.#cut();
  }

  /** Lines newest first, prints under `minimumQuantity` left out; holes always show. */
  lines(minimumQuantity = 0): readonly TapeLine[] {
    const lines: TapeLine[] = [];
    for (let place = this.#trades.length - 1; place >= 0; place -= 1) {
      const trade = this.#trades[place];
      if (trade === undefined) continue;
      if (this.#gapsAfter.has(trade.cumulativeVolume))
        lines.push(place === this.#trades.length - 1 ? 'openGap' : 'gap');
      if (trade.quantity >= minimumQuantity) lines.push(trade);
    }
    return lines;
  }

  clear(): void {
    this.#trades = [];
    this.#gapsAfter.clear();
  }

  /** Whether the print before `first` is now followed by it without a hole. */
  #closeGap(before: Trade, first: Trade, hasOverlap: boolean): void {
    const isJoined = before.cumulativeVolume + first.quantity === first.cumulativeVolume;
    if (hasOverlap || isJoined) this.#gapsAfter.delete(before.cumulativeVolume);
    else this.#gapsAfter.add(before.cumulativeVolume);
  }

  /** In steps: shifting the array for each print would cost more than the print. */
  #cut(): void {
    const excess = this.#trades.length - TAPE_LENGTH;
    if (excess <= 0) return;
    for (const { cumulativeVolume } of this.#trades.splice(0, excess)) {
      this.#gapsAfter.delete(cumulativeVolume);
    }
  }
}
