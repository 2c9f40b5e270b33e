import { describe, expect, it } from 'vitest';
import { createBrokerTime } from '#electron/core/transport/broker-time.ts';
import { createRecordingLog } from '#test/support/recording-log.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const dateHeader = (at: number) => new Date(at).toUTCString();

describe("the broker's clock", () => {
  it('is this machine’s while no answer has told', () => {
    const clock = createVirtualClock();
    const time = createBrokerTime(clock, createRecordingLog());
    expect(time.now()).toBe(clock.now());
    expect(time.skewMs()).toBeNull();
  });

  it('ignores a difference that a header in whole seconds cannot show', () => {
    const clock = createVirtualClock();
    const time = createBrokerTime(clock, createRecordingLog());
    time.observe(dateHeader(clock.now() - 1_000), 40);
    expect(time.skewMs()).toBe(0);
  });

  it.each([-9 * 3_600_000, 5 * 3_600_000])(
    'is found from an answer when this machine is off by %i ms',
    (offBy) => {
      const clock = createVirtualClock();
      const log = createRecordingLog();
      const time = createBrokerTime(clock, log);
      time.observe(dateHeader(clock.now() - offBy), 200);
      expect(Math.abs(time.now() - (clock.now() - offBy))).toBeLessThanOrEqual(1_000);
      expect(log.entries.filter(({ level }) => level === 'warn')).toHaveLength(1);
      time.observe(dateHeader(clock.now() - offBy), 200);
      expect(log.entries).toHaveLength(1);
    },
  );

  it('does not waver with headers that cut off less or more of a second', () => {
    const clock = createVirtualClock();
    const time = createBrokerTime(clock, createRecordingLog());
    const offBy = 9 * 3_600_000;
    time.observe(dateHeader(clock.now() - offBy), 0);
    const skew = time.skewMs();
    for (const ms of [300, 900, 1_400, -600]) time.observe(dateHeader(clock.now() - offBy + ms), 0);
    expect(time.skewMs()).toBe(skew);
  });

  it.each([undefined, '', 'yesterday', '{}'])('learns nothing from %j', (header) => {
    const time = createBrokerTime(createVirtualClock(), createRecordingLog());
    time.observe(header, 10);
    expect(time.skewMs()).toBeNull();
  });
});
