import type { Clock } from '#electron/core/ports/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';

/** Most requests of one window per second, how many may come at once, and how many may wait for their answer. */
export interface RequestAllowance {
  readonly perSecond: number;
  readonly burst: number;
  readonly outstanding: number;
}

export const WINDOW_ALLOWANCE: RequestAllowance = { perSecond: 100, burst: 300, outstanding: 256 };

/** Meters one window's requests, so that a window gone wild cannot keep the desk from serving the others. */
export interface RequestMeter {
  /** Counts one request in. Returns the refusal when the window asks too much. */
  enter(): HogaError | null;
  /** Counts one request out; for each that was let in. */
  leave(): void;
}

export function createRequestMeter(clock: Clock, allowance = WINDOW_ALLOWANCE): RequestMeter {
  let tokens = allowance.burst;
  let refilledAt = clock.monotonicNow();
  let outstanding = 0;
  return {
    enter() {
      const now = clock.monotonicNow();
      tokens = Math.min(allowance.burst, tokens + ((now - refilledAt) * allowance.perSecond) / 1000);
      refilledAt = now;
      if (tokens < 1)
        return refusal('WINDOW_TOO_FAST', Math.ceil(((1 - tokens) * 1000) / allowance.perSecond));
      if (outstanding >= allowance.outstanding) return refusal('WINDOW_TOO_BUSY', 1000);
      tokens -= 1;
      outstanding += 1;
      return null;
    },
    leave() {
      outstanding = Math.max(0, outstanding - 1);
    },
  };
}

function refusal(code: string, retryAfterMs: number): HogaError {
  return hogaError('rateLimited', code, 'one window sent more requests than it may', {
    scope: 'window',
    retryAfterMs,
  });
}
