import { describe, expect, it } from 'vitest';
import { ActiveFault } from '#electron/exchange/faults/active-fault.ts';
import { namesOfCall } from '#electron/exchange/faults/fault.ts';
import { parseFault } from '#electron/exchange/faults/parse-fault.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const ORDER = namesOfCall('kt10000');
const QUERY = namesOfCall('ka10075');

function active(spec: string, seed = 1, clock = createVirtualClock()): ActiveFault {
  const fault = parseFault(spec);
  if (!fault.ok) throw new Error(fault.error);
  return new ActiveFault(spec, fault.value, clock, seed);
}

const draws = (fault: ActiveFault, count: number) =>
  Array.from({ length: count }, () => fault.strikes(ORDER));

describe('when a fault strikes', () => {
  it('takes what its targets name and nothing else', () => {
    const fault = active('lose-answer@kt10000+kt10003');

    expect([fault.strikes(ORDER), fault.strikes(QUERY)]).toEqual([true, false]);
    expect([fault.seen, fault.applied]).toEqual([1, 1]);
  });

  it('lets the first ones pass and ends after its count', () => {
    expect(draws(active('lose-answer:skip=2,times=2'), 6)).toEqual([false, false, true, true, false, false]);
  });

  it('draws the same for the same seed, and otherwise for another', () => {
    const drawn = draws(active('lose-answer:chance=0.5', 7), 200);

    expect(draws(active('lose-answer:chance=0.5', 7), 200)).toEqual(drawn);
    expect(draws(active('lose-answer:chance=0.5', 8), 200)).not.toEqual(drawn);
    expect(drawn.filter(Boolean).length).toBeGreaterThan(70);
    expect(drawn.filter(Boolean).length).toBeLessThan(130);
  });

  it('never strikes at a chance of 0', () => {
    expect(draws(active('lose-answer:chance=0'), 50)).not.toContain(true);
  });

  it('is due from its first moment to before its last', () => {
    const clock = createVirtualClock();
    const fault = active('lose-answer:after=1000,for=500', 1, clock);
    const strikesAfter = (ms: number) => {
      clock.advance(ms);
      return fault.strikes(ORDER);
    };

    expect([0, 999, 1, 499, 1].map(strikesAfter)).toEqual([false, false, true, true, false]);
    expect(fault.seen).toBe(2);
  });
});
