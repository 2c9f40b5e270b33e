import { replaceFrameRequest } from '#renderer/stores/frame.ts';

/** Frames of a window that a test turns by hand. */
export interface ManualFrames {
  /** Draws one frame: runs all that waits for it. Returns how many callbacks ran. */
  readonly next: () => number;
  readonly restore: () => void;
}

export function manualFrames(): ManualFrames {
  let waiting: (() => void)[] = [];
  const restore = replaceFrameRequest((callback) => void waiting.push(callback));
  const next = (): number => {
    const due = waiting;
    waiting = [];
    for (const callback of due) callback();
    return due.length;
  };
  return { next, restore };
}
