import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';

/** Waits that can be cut short, so that nothing is left behind when the faults are switched off. */
export interface Waits {
  /** Resolves after `ms`, or when `end` is called. */
  pass(ms: number): Promise<void>;
  /** Calls back after `ms`, or when `end` is called. */
  later(ms: number, work: () => void): Unsubscribe;
  /** Ends every wait now, the oldest first. */
  end(): void;
}

export function createWaits(clock: Clock): Waits {
  const pending = new Set<() => void>();
  const later: Waits['later'] = (ms, work) => {
    const run = () => {
      forget();
      work();
    };
    const cancel = clock.after(ms, run);
    const forget = () => {
      cancel();
      pending.delete(run);
    };
    pending.add(run);
    return forget;
  };
  return {
    later,
    pass: (ms) => new Promise((resolve) => void later(ms, resolve)),
    end() {
      // What one lets go may wait anew behind another.
      while (pending.size > 0) for (const run of [...pending]) run();
    },
  };
}
