import { performance } from 'node:perf_hooks';
import type { Clock } from '#shared/domain/clock.ts';
import { epochMs } from '#shared/domain/time.ts';

/** Returns the machine's own clock. The one place of the exchange that reads it; everything else is given a `Clock`. */
export function createSystemClock(): Clock {
  return {
    now: () => epochMs(Date.now()),
    monotonicNow: () => performance.now(),
    after(delayMs, callback) {
      const timer = setTimeout(callback, Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}
