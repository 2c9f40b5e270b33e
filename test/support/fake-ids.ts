import type { Ids } from '#electron/core/ports/ids.ts';

/** Ids that count up, and a chance that always falls the same way: `random` is fixed unless a sequence is given. */
export function createFakeIds(...chances: readonly number[]): Ids {
  let count = 0;
  let draw = 0;
  return {
    next: () => `id-${String((count += 1)).padStart(6, '0')}`,
    random: () => (chances.length === 0 ? 0.5 : (chances[draw++ % chances.length] ?? 0.5)),
  };
}
