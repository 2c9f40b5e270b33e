import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';

/** Pause between two pieces of work: the market and its clients go on meanwhile. */
const PAUSE_MS = 50;
/** How often it is looked whether a new day or a question has brought new work. */
const LOOK_MS = 1_000;
/** How long work that has failed is left alone. */
const RETRY_MS = 60_000;

/**
 * Does dear work of the models in small pieces before anyone asks for it, so that no question has to wait for all of it.
 *
 * @param prepare  does one piece; false when nothing is left to do
 */
export function prepareAhead(
  clock: Clock,
  prepare: () => boolean,
  onError: (error: unknown) => void,
): Unsubscribe {
  const step = () => {
    let pause = PAUSE_MS;
    try {
      if (!prepare()) pause = LOOK_MS;
    } catch (error) {
      onError(error);
      pause = RETRY_MS;
    }
    cancel = clock.after(pause, step);
  };
  let cancel = clock.after(PAUSE_MS, step);
  return () => cancel();
}
