import type { Clock } from '#shared/domain/clock.ts';
import { epochMs } from '#shared/domain/time.ts';

/** The window's own clock. */
export const pageClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonicNow: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};
