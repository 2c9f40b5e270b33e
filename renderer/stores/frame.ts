import type { Unsubscribe } from '#shared/domain/clock.ts';

/** Calls back once, at the next frame. Replaced in tests by one that they turn by hand. */
export type FrameRequest = (callback: () => void) => void;

/** How often a hidden window drains what has come in; a browser draws no frame for it. */
const HIDDEN_DRAIN_MS = 250;

let requestFrame: FrameRequest = (callback) => {
  if (document.hidden) setTimeout(callback, HIDDEN_DRAIN_MS);
  else requestAnimationFrame(callback);
};

/** Puts another source of frames in place, for tests. Returns what restores the former one. */
export function replaceFrameRequest(replacement: FrameRequest): Unsubscribe {
  const former = requestFrame;
  requestFrame = replacement;
  return () => {
    requestFrame = former;
  };
}

/** Returns a function that makes `flush` run once at the next frame, however often it is called before. */
export function oncePerFrame(flush: () => void): () => void {
  return atMostEvery(0, flush);
}

/** As `oncePerFrame`, and not sooner than `gapMs` after the last run: for what an eye cannot follow at each frame anyway. */
export function atMostEvery(gapMs: number, flush: () => void): () => void {
  let isDue = false;
  let lastRun = Number.NEGATIVE_INFINITY;
  const run = (): void => {
    isDue = false;
    lastRun = performance.now();
    flush();
  };
  return () => {
    if (isDue) return;
    isDue = true;
    const pause = lastRun + gapMs - performance.now();
    if (pause <= 0) requestFrame(run);
    else setTimeout(() => requestFrame(run), pause);
  };
}
