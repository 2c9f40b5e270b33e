import type { Clock } from '#shared/domain/clock.ts';
import { epochMs } from '#shared/domain/time.ts';

/** How one clock is shared by several programs, and lives on when one of them is killed. */
export interface SharedTime {
  /** The machine's time when it began. */
  readonly from: number;
  /** What the shared clock showed then. */
  readonly startAt: number;
  /** How many times as fast as the machine's it runs. */
  readonly speed: number;
}

export function createSharedClock({ from, startAt, speed }: SharedTime): Clock {
  const elapsed = () => (Date.now() - from) * speed;
  return {
    now: () => epochMs(startAt + elapsed()),
    monotonicNow: elapsed,
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.max(0, delayMs) / speed);
      return () => clearTimeout(timer);
    },
  };
}
