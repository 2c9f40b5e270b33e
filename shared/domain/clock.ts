import type { EpochMs } from './time.ts';

/** Undoes what returned it: removes a listener, cancels a timer. Calling it twice does nothing more. */
export type Unsubscribe = () => void;

/** Time as the desk and the exchange see it. Nothing else may read the wall clock or set a timer. */
export interface Clock {
  /** Wall-clock time; may jump when the machine's clock is set. */
  now(): EpochMs;
  /** Milliseconds from an arbitrary start, never going back; for durations. */
  monotonicNow(): number;
  /** Calls `callback` once after `delayMs`; a negative delay counts as zero. */
  after(delayMs: number, callback: () => void): Unsubscribe;
}
