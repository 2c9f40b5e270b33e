import type { Waits } from './waits.ts';

/** Knows when a fill has been pushed. */
export interface PushWatch {
  /** Takes note of a frame that went out. */
  sent(frame: string): void;
  /** Resolves with true once a fill of that order has gone out, with false after `ms`. */
  fillSent(orderNumber: string, ms: number): Promise<boolean>;
}

export function createPushWatch(waits: Waits): PushWatch {
  const waiting = new Map<string, Set<() => void>>();
  return {
    sent(frame) {
      if (waiting.size === 0 || !frame.includes('"913":"체결"')) return;
      for (const [number, wakes] of waiting) {
        if (frame.includes(`"9203":"${number}"`)) for (const wake of [...wakes]) wake();
      }
    },
    fillSent: (orderNumber, ms) =>
      new Promise((resolve) => {
        const wakes = waiting.get(orderNumber) ?? new Set();
        const settle = (isSent: boolean) => {
          cancel();
          wakes.delete(wake);
          if (wakes.size === 0) waiting.delete(orderNumber);
          resolve(isSent);
        };
        const wake = () => settle(true);
        const cancel = waits.later(ms, () => settle(false));
        waiting.set(orderNumber, wakes.add(wake));
      }),
  };
}
