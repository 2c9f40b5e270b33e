import { describe, expect, it } from 'vitest';
import { prepareAhead } from '#electron/exchange/market/prepare-ahead.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

describe('work done ahead', () => {
  it('is done a piece at a time, with the market in between', () => {
    const clock = createVirtualClock();
    let left = 3;
    const prepare = () => {
      if (left === 0) return false;
      left -= 1;
      return true;
    };
    const stop = prepareAhead(clock, prepare, () => undefined);
    expect(left).toBe(3);
    clock.advance(50);
    expect(left).toBe(2);
    clock.advance(100);
    expect(left).toBe(0);
    stop();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is taken up again when a new day brings more', () => {
    const clock = createVirtualClock();
    let left = 0;
    const prepare = () => {
      if (left === 0) return false;
      left -= 1;
      return true;
    };
    prepareAhead(clock, prepare, () => undefined);
    clock.advance(1_000);
    left = 2;
    clock.advance(61_000);
    expect(left).toBe(0);
  });

  it('tells of a failure and tries again later', () => {
    const clock = createVirtualClock();
    const failures: unknown[] = [];
    const failure = new Error('cannot');
    prepareAhead(
      clock,
      () => {
        throw failure;
      },
      (error) => failures.push(error),
    );
    clock.advance(59_000);
    expect(failures).toEqual([failure]);
    clock.advance(60_000);
    expect(failures).toEqual([failure, failure]);
  });
});
