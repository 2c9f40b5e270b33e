import type { Clock } from '#shared/domain/clock.ts';
import { epochMs, type EpochMs } from '#shared/domain/time.ts';

/** A clock that stands still until told to move. */
export interface VirtualClock extends Clock {
  /**
   * Moves time forward by `ms` and runs every timer that falls due, in order of due time and then of creation.
   * While a timer runs, `now()` is its due time; timers it sets inside the window run too.
   */
  advance(ms: number): void;
  /** Jumps the wall clock alone, as when the machine's clock is set; timers and `monotonicNow` do not notice. */
  setNow(at: EpochMs): void;
  /** Timers still waiting. Zero at the end of a test means that nothing was left behind. */
  pendingTimers(): number;
}

interface Timer {
  readonly dueAt: number;
  readonly callback: () => void;
}

/** Returns a clock that starts at `start` (2026-11-20 10:00:00 KST when left out). */
export function createVirtualClock(start: number = Date.UTC(2026, 10, 20, 1)): VirtualClock {
  let wallOffset = epochMs(start) as number;
  let elapsed = 0;
  let nextId = 1;
  const timers = new Map<number, Timer>();

  const takeDue = (limit: number): Timer | null => {
    let dueId: number | null = null;
    let due: Timer | null = null;
    // Ids grow and the map keeps their order, so the first of equal due times is the oldest.
    for (const [id, timer] of timers) {
      if (timer.dueAt > limit || (due !== null && timer.dueAt >= due.dueAt)) continue;
      dueId = id;
      due = timer;
    }
    if (dueId !== null) timers.delete(dueId);
    return due;
  };

  return {
    now: () => epochMs(wallOffset + elapsed),
    monotonicNow: () => elapsed,
    after(delayMs, callback) {
      const id = nextId++;
      timers.set(id, { dueAt: elapsed + Math.max(0, delayMs), callback });
      return () => timers.delete(id);
    },
    advance(ms) {
      if (!(ms >= 0)) throw new RangeError(`time does not go back: ${ms}`);
      const target = elapsed + ms;
      for (let timer = takeDue(target); timer !== null; timer = takeDue(target)) {
        elapsed = Math.max(elapsed, timer.dueAt);
        timer.callback();
      }
      elapsed = target;
    },
    setNow(at) {
      wallOffset = at - elapsed;
    },
    pendingTimers: () => timers.size,
  };
}
