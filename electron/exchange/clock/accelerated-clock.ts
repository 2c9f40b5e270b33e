import type { Clock } from '#shared/domain/clock.ts';
import { epochMs, type EpochMs } from '#shared/domain/time.ts';

/**
 * Returns a clock that starts at `start` and runs `factor` times as fast as `base`.
 *
 * Wall time here follows the monotonic time of `base`, so setting the machine's clock does not make this one jump.
 */
export function createAcceleratedClock(base: Clock, factor: number, start: EpochMs = base.now()): Clock {
  if (!Number.isFinite(factor) || factor <= 0) throw new RangeError(`not a speed factor: ${factor}`);
  const origin = base.monotonicNow();
  const elapsed = () => (base.monotonicNow() - origin) * factor;
  return {
    now: () => epochMs(start + Math.floor(elapsed())),
    monotonicNow: elapsed,
    after: (delayMs, callback) => base.after(Math.max(0, delayMs) / factor, callback),
  };
}
