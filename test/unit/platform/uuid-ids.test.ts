import { describe, expect, it } from 'vitest';
import { createUuidIds } from '#electron/platform/uuid-ids.ts';
import { epochMs } from '#shared/domain/time.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

describe('ids', () => {
  it('are UUIDs of version 7 that carry their time', () => {
    const clock = createVirtualClock(0x0123456789ab);
    const id = createUuidIds(clock).next();
    expect(id).toMatch(/^01234567-89ab-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('ascend within one millisecond, over milliseconds, and when the clock is set back', () => {
    const clock = createVirtualClock();
    const ids = createUuidIds(clock);
    const made: string[] = [];
    for (let step = 0; step < 3000; step += 1) {
      made.push(ids.next());
      if (step % 100 === 0) clock.advance(1);
      if (step === 1500) clock.setNow(epochMs(clock.now() - 3_600_000));
    }
    expect(made).toEqual([...made].sort());
    expect(new Set(made).size).toBe(made.length);
  });

  it('of two runs at the same time differ', () => {
    const [one, two] = [createVirtualClock(1), createVirtualClock(1)].map((clock) =>
      createUuidIds(clock).next(),
    );
    expect(one).not.toBe(two);
  });

  it('give chance in [0, 1)', () => {
    const ids = createUuidIds(createVirtualClock());
    const drawn = Array.from({ length: 1000 }, () => ids.random());
    expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(new Set(drawn).size).toBeGreaterThan(990);
  });
});
