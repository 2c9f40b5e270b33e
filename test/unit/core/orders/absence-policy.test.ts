import { describe, expect, it } from 'vitest';
import type { Look } from '#electron/core/orders/absence-policy.ts';
import { AbsenceWatch, LOOKS_NEEDED_SPACING_MS } from '#electron/core/orders/absence-policy.ts';

/** A look that was asked when the machine's clock was an hour ahead of the count. */
const look = (askedAt: number): Look => ({ askedAt, at: (3_600_000 + askedAt) as Look['at'] });

function watching(from = 1_000): AbsenceWatch {
  const watch = new AbsenceWatch();
  watch.begin('command', from);
  return watch;
}

describe('absence', () => {
  it('is proved by two looks, five seconds apart', () => {
    const watch = watching();
    expect(watch.lacked('command', look(1_000))).toBe(false);
    expect(watch.lacked('command', look(1_000 + LOOKS_NEEDED_SPACING_MS))).toBe(true);
  });

  it('names when the two looks were asked, the same ones however many follow', () => {
    const watch = watching();
    for (const at of [1_000, 3_000, 7_000, 20_000]) {
      expect(watch.proof('command')).toEqual(at > 7_000 ? [3_601_000, 3_607_000] : []);
      watch.lacked('command', look(at));
    }
    expect(watch.proof('command')).toEqual([3_601_000, 3_607_000]);
    watch.restart('command');
    expect(watch.proof('command')).toEqual([]);
  });

  it('is not proved by many looks within five seconds', () => {
    const watch = watching();
    const looks = [1_000, 2_000, 3_000, 4_000, 5_999].map((at) => watch.lacked('command', look(at)));
    expect(looks).toEqual([false, false, false, false, false]);
  });

  it('is not proved by a look that was asked before the outcome was lost', () => {
    const watch = watching(5_000);
    expect(watch.lacked('command', look(4_999))).toBe(false);
    expect(watch.lacked('command', look(9_999))).toBe(false);
    expect(watch.lacked('command', look(14_999))).toBe(true);
  });

  it('is not proved of a command that nobody watches', () => {
    expect(new AbsenceWatch().lacked('command', look(100_000))).toBe(false);
  });

  it.each(['restart', 'restartAll'] as const)('starts again after %s', (method) => {
    const watch = watching();
    watch.lacked('command', look(1_000));
    watch[method]('command');
    expect(watch.lacked('command', look(7_000))).toBe(false);
    expect(watch.lacked('command', look(12_000))).toBe(true);
  });

  it('does not start again when the watch is begun twice', () => {
    const watch = watching();
    watch.lacked('command', look(1_000));
    watch.begin('command', 5_000);
    expect(watch.lacked('command', look(6_000))).toBe(true);
  });

  it('forgets what is not in doubt any more', () => {
    const watch = watching();
    watch.lacked('command', look(1_000));
    watch.keepOnly(new Set());
    expect(watch.lacked('command', look(10_000))).toBe(false);
  });
});
