import { describe, expect, it } from 'vitest';
import { createAcceleratedClock } from '#electron/exchange/clock/accelerated-clock.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

describe('virtual clock', () => {
  it('runs timers in order of due time, then of creation, at their own time', () => {
    const clock = createVirtualClock(1_000_000);
    const seen: [string, number][] = [];
    const note = (name: string) => () => seen.push([name, clock.now()]);
    clock.after(20, note('late'));
    clock.after(10, note('first'));
    clock.after(10, note('second'));
    clock.advance(25);
    expect(seen).toEqual([
      ['first', 1_000_010],
      ['second', 1_000_010],
      ['late', 1_000_020],
    ]);
    expect(clock.now()).toBe(1_000_025);
  });

  it('runs a timer set by a timer when it falls inside the same advance', () => {
    const clock = createVirtualClock();
    let ticks = 0;
    const tick = () => {
      ticks += 1;
      clock.after(100, tick);
    };
    clock.after(100, tick);
    clock.advance(1_000);
    expect(ticks).toBe(10);
    expect(clock.pendingTimers()).toBe(1);
  });

  it('never runs a canceled timer', () => {
    const clock = createVirtualClock();
    let ran = false;
    const cancel = clock.after(5, () => (ran = true));
    cancel();
    cancel();
    clock.advance(10);
    expect(ran).toBe(false);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('leaves timers and monotonic time alone when the wall clock is set', () => {
    const clock = createVirtualClock(1_000_000);
    let firedAt = 0;
    clock.after(10, () => (firedAt = clock.now()));
    clock.setNow(epochMs(5));
    expect(clock.monotonicNow()).toBe(0);
    clock.advance(10);
    expect(firedAt).toBe(15);
    expect(clock.monotonicNow()).toBe(10);
  });
});

describe('accelerated clock', () => {
  it('runs the given number of times as fast as its base', () => {
    const base = createVirtualClock(1_000_000);
    const clock = createAcceleratedClock(base, 60);
    let firedAt = 0;
    clock.after(60_000, () => (firedAt = clock.now()));
    base.advance(999);
    expect(firedAt).toBe(0);
    base.advance(1);
    expect(firedAt).toBe(1_060_000);
    expect(clock.monotonicNow()).toBe(60_000);
  });
});
