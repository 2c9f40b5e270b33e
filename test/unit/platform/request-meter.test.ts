import { describe, expect, it } from 'vitest';
import { createRequestMeter } from '#electron/platform/request-meter.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const ALLOWANCE = { perSecond: 10, burst: 3, outstanding: 2 };

describe('the meter of a window', () => {
  it('lets a burst in, then as many as time gives back', () => {
    const clock = createVirtualClock();
    const meter = createRequestMeter(clock, { ...ALLOWANCE, outstanding: 99 });
    expect([meter.enter(), meter.enter(), meter.enter()]).toEqual([null, null, null]);
    expect(meter.enter()).toMatchObject({
      kind: 'rateLimited',
      code: 'WINDOW_TOO_FAST',
      context: { scope: 'window', retryAfterMs: 100 },
    });
    clock.advance(100);
    expect(meter.enter()).toBeNull();
    expect(meter.enter()).not.toBeNull();
  });

  it('never gives back more than a burst', () => {
    const clock = createVirtualClock();
    const meter = createRequestMeter(clock, { ...ALLOWANCE, outstanding: 99 });
    clock.advance(3_600_000);
    const answers = [1, 2, 3, 4].map(() => meter.enter() === null);
    expect(answers).toEqual([true, true, true, false]);
  });

  it('limits the requests that wait for their answer', () => {
    const meter = createRequestMeter(createVirtualClock(), ALLOWANCE);
    meter.enter();
    meter.enter();
    expect(meter.enter()).toMatchObject({ code: 'WINDOW_TOO_BUSY' });
    meter.leave();
    expect(meter.enter()).toBeNull();
  });
});
