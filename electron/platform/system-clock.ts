import type { Clock } from '#electron/core/ports/clock.ts';
import { epochMs } from '#shared/domain/time.ts';

/** Longest delay that a Node timer takes; longer ones are split. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. Timers do not keep the process alive: whoever must run holds a socket or a server. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),
  monotonicNow: () => performance.now(),
  after(delayMs, callback) {
    let timer: NodeJS.Timeout;
    const arm = (remainingMs: number): void => {
      const step = Math.min(Math.max(0, remainingMs), LONGEST_TIMER_MS);
      timer = setTimeout(() => (remainingMs > step ? arm(remainingMs - step) : callback()), step);
      timer.unref();
    };
    arm(delayMs);
    return () => clearTimeout(timer);
  },
};
