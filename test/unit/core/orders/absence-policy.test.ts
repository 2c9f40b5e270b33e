import { describe, expect, it } from 'vitest';
import { AbsenceWatch, LOOKS_NEEDED_SPACING_MS } from '#electron/core/orders/absence-policy.ts';

function watching(from = 1_000): AbsenceWatch {
  const watch = new AbsenceWatch();
  watch.begin('command', from);
  return watch;
}

describe('absence', () => {
  it('is proved by two looks, five seconds apart', () => {
    const watch = watching();
    expect(watch.lacked('command', 1_000)).toBe(false);
    expect(watch.lacked('command', 1_000 + LOOKS_NEEDED_SPACING_MS)).toBe(true);
  });

  it('is not proved by many looks within five seconds', () => {
    const watch = watching();
    const looks = [1_000, 2_000, 3_000, 4_000, 5_999].map((at) => watch.lacked('command', at));
    expect(looks).toEqual([false, false, false, false, false]);
  });

  it('is not proved by a look that was asked before the outcome was lost', () => {
    const watch = watching(5_000);
    expect(watch.lacked('command', 4_999)).toBe(false);
    expect(watch.lacked('command', 9_999)).toBe(false);
    expect(watch.lacked('command', 14_999)).toBe(true);
  });

  it('is not proved of a command that nobody watches', () => {
    expect(new AbsenceWatch().lacked('command', 100_000)).toBe(false);
  });

  it.each(['restart', 'restartAll'] as const)('starts again after %s', (method) => {
    const watch = watching();
    watch.lacked('command', 1_000);
    watch[method]('command');
    expect(watch.lacked('command', 7_000)).toBe(false);
    expect(watch.lacked('command', 12_000)).toBe(true);
  });

  it('does not start again when the watch is begun twice', () => {
    const watch = watching();
    watch.lacked('command', 1_000);
    watch.begin('command', 5_000);
    expect(watch.lacked('command', 6_000)).toBe(true);
  });

  it('forgets what is not in doubt any more', () => {
    const watch = watching();
    watch.lacked('command', 1_000);
    watch.keepOnly(new Set());
    expect(watch.lacked('command', 10_000)).toBe(false);
  });
});
