import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { epochMs, type EpochMs } from '#shared/domain/time.ts';

/** The market moves in steps of this length. */
export const STEP_MS = 100;
/** Steps that a late timer makes up for; after a longer pause (a machine that slept) the time between is skipped. */
const MOST_LATE_MS = 5_000;

/**
 * Calls `onStep` for every step of time, each with its own time, however late the timer runs.
 *
 * The steps of a run lie on a fixed grid from its start, so that the market does not depend on the timer's jitter.
 */
export class StepTimer {
  private cancel: Unsubscribe | null = null;
  private lastStepAt: number;

  constructor(
    private readonly clock: Clock,
    /** `wasReset`: time went back, because the machine's clock was set. */
    private readonly onStep: (at: EpochMs, wasReset: boolean) => void,
  ) {
    this.lastStepAt = clock.now();
  }

  start(): void {
    if (this.cancel !== null) return;
    this.lastStepAt = this.clock.now();
    this.wait();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private wait(): void {
    const delay = Math.max(0, this.lastStepAt + STEP_MS - this.clock.now());
    this.cancel = this.clock.after(Math.min(delay, STEP_MS), () => {
      this.run();
      // `onStep` may have stopped the timer.
      if (this.cancel !== null) this.wait();
    });
  }

  private run(): void {
    const now = this.clock.now();
    const wasReset = now < this.lastStepAt - MOST_LATE_MS;
    if (wasReset || now > this.lastStepAt + MOST_LATE_MS) this.lastStepAt = now - STEP_MS;
    let isFirst = true;
    while (this.cancel !== null && this.lastStepAt + STEP_MS <= now) {
      this.lastStepAt += STEP_MS;
      this.onStep(epochMs(this.lastStepAt), wasReset && isFirst);
      isFirst = false;
    }
  }
}
