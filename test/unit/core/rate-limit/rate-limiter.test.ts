import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lane, QuotaPolicy } from '#electron/core/rate-limit/quota-policy.ts';
import { LANES, TOTAL_SCOPE } from '#electron/core/rate-limit/quota-policy.ts';
import type { SettleSlot } from '#electron/core/rate-limit/rate-limiter.ts';
import { createRateLimiter } from '#electron/core/rate-limit/rate-limiter.ts';
import { settle } from '#test/support/settle.ts';
import type { VirtualClock } from '#test/support/virtual-clock.ts';
import { createVirtualClock } from '#test/support/virtual-clock.ts';

const POLICY: QuotaPolicy = {
  totalPerSecond: 5,
  reserved: { order: 0, orderControl: 1, account: 2, quote: 2 },
  scopes: { slow: { perSecond: 1, burst: 2 }, token: { perSecond: 1 / 60, burst: 1 } },
  maxWaiting: 50,
  maxWaitMs: { order: 5_000, orderControl: 120_000, account: 120_000, quote: 120_000 },
};

/** A limiter whose requests are named; `granted` lists names with the second they went out in. */
function create(change: Partial<QuotaPolicy> = {}) {
  const clock = createVirtualClock();
  const limiter = createRateLimiter(clock, { ...POLICY, ...change });
  const granted: [name: string, atMs: number][] = [];
  const refused: [name: string, code: string][] = [];
  const onWire: SettleSlot[] = [];
  const start = (name: string, lane: Lane, scopes: string[], onGranted: (settle: SettleSlot) => void) =>
    void limiter.acquire({ lane, scopes }).then((slot) => {
      if (!slot.ok) return void refused.push([name, `${slot.error.kind} ${slot.error.code}`]);
      granted.push([name, clock.monotonicNow()]);
      onGranted(slot.value);
    });
  /** Asks for a slot; the answer is there at once. */
  const ask = (name: string, lane: Lane, ...scopes: string[]) =>
    start(name, lane, scopes, (settle) => settle());
  /** Asks for a slot; the answer comes when the test says so. */
  const askSlowly = (name: string, lane: Lane, ...scopes: string[]) =>
    start(name, lane, scopes, (settle) => onWire.push(settle));
  return { clock, limiter, granted, refused, ask, askSlowly, onWire };
}

/** Moves time in small steps, so that what is granted is noted at its own time. */
async function run(clock: VirtualClock, ms: number, stepMs = 50): Promise<void> {
  await settle();
  for (let elapsed = 0; elapsed < ms; elapsed += stepMs) {
    clock.advance(stepMs);
    await settle();
  }
}

const names = (granted: readonly (readonly [string, number])[]) => granted.map(([name]) => name);

describe('rate limiter', () => {
  it('lets a burst of a scope go at once and then one request a second', async () => {
    const { clock, ask, granted } = create();
    for (const name of ['a', 'b', 'c', 'd']) ask(name, 'order', 'slow');
    await run(clock, 2_500);
    expect(granted).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 1_000],
      ['d', 2_000],
    ]);
  });

  it('knows quotas far slower than a second, as token issues have', async () => {
    const { clock, ask, granted } = create();
    ask('first', 'order', 'token');
    ask('second', 'orderControl', 'token');
    await run(clock, 59_000, 1_000);
    expect(names(granted)).toEqual(['first']);
    await run(clock, 1_000);
    expect(names(granted)).toEqual(['first', 'second']);
  });

  it('never lets more than the total out in any second, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...LANES), fc.integer({ min: 0, max: 400 })), { maxLength: 60 }),
        async (requests) => {
          const { clock, ask, granted } = create();
          for (const [lane, pauseMs] of requests) {
            ask(lane, lane);
            await run(clock, pauseMs);
          }
          await run(clock, 30_000, 200);
          const times = granted.map(([, at]) => at);
          for (const from of times) {
            expect(times.filter((at) => at >= from && at < from + 1000).length).toBeLessThanOrEqual(5);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('sends an order at once through a second that is full of queries', async () => {
    const { ask, granted } = create();
    for (let count = 0; count < 20; count += 1) ask('query', 'quote');
    await settle();
    expect(names(granted)).toEqual(['query', 'query', 'query']);
    ask('order', 'order');
    ask('second order', 'order');
    await settle();
    expect(granted.slice(3)).toEqual([
      ['order', 0],
      ['second order', 0],
    ]);
  });

  it('keeps a slot for an order when cancels fill the second', async () => {
    const { ask, granted } = create();
    for (let count = 0; count < 10; count += 1) ask('cancel', 'orderControl');
    ask('order', 'order');
    await settle();
    expect(names(granted)).toEqual(['cancel', 'cancel', 'cancel', 'cancel', 'order']);
  });

  it('lets lanes go in their order, and each lane in the order of asking', async () => {
    const { clock, ask, granted } = create({ totalPerSecond: 1, reserved: NO_RESERVE });
    ask('taken', 'quote');
    for (const lane of [...LANES].reverse()) {
      ask(`${lane} 1`, lane);
      ask(`${lane} 2`, lane);
    }
    await run(clock, 9_000, 100);
    expect(names(granted)).toEqual([
      'taken',
      'order 1',
      'order 2',
      'orderControl 1',
      'orderControl 2',
      'account 1',
      'account 2',
      'quote 1',
      'quote 2',
    ]);
  });

  it('lets others pass a request whose own scope is exhausted', async () => {
    const { ask, granted } = create();
    for (const name of ['a', 'b', 'c']) ask(name, 'account', 'slow');
    ask('other', 'quote');
    await settle();
    expect(names(granted)).toEqual(['a', 'b', 'other']);
  });

  it('holds a scope back until the time the broker named, then at half the rate', async () => {
    const { clock, limiter, ask, granted } = create();
    limiter.penalize('slow', 3_000);
    ask('a', 'quote', 'slow');
    ask('b', 'quote', 'slow');
    ask('unconcerned', 'quote', 'other');
    await run(clock, 6_500);
    expect(granted).toEqual([
      ['unconcerned', 0],
      ['a', 3_000],
      ['b', 4_000],
    ]);
    ask('c', 'quote', 'slow');
    await run(clock, 1_400);
    expect(granted.at(-1)).toEqual(['c', 6_500]);
  });

  it('gives a penalized scope its full rate back after a while without another', async () => {
    const { clock, limiter, ask, granted } = create();
    limiter.penalize('slow', 1_000);
    await run(clock, 60_000, 1_000);
    for (const name of ['a', 'b', 'c', 'd']) ask(name, 'quote', 'slow');
    await run(clock, 2_000);
    expect(granted.map(([, at]) => at - 60_000)).toEqual([0, 0, 1_000, 2_000]);
  });

  it('slows everything down when the total was exceeded, and still lets every lane through', async () => {
    const { clock, limiter, ask, granted } = create();
    limiter.penalize(TOTAL_SCOPE, 2_000);
    expect(limiter.budget().limitPerSecond).toBe(2);
    ask('order', 'order');
    ask('query', 'quote');
    await run(clock, 1_900);
    expect(granted).toEqual([]);
    await run(clock, 1_200);
    expect(granted).toEqual([
      ['order', 2_000],
      ['query', 3_000],
    ]);
  });

  it('gives an order up unsent when it has waited too long', async () => {
    const { clock, limiter, ask, refused } = create();
    limiter.penalize('slow', 10_000);
    ask('late', 'order', 'slow');
    await run(clock, 4_900);
    expect(refused).toEqual([]);
    await run(clock, 100);
    expect(refused).toEqual([['late', 'rateLimited REQUEST_WAITED_TOO_LONG']]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('refuses one more than may wait', async () => {
    const { ask, refused, granted } = create({ maxWaiting: 3 });
    for (let count = 1; count <= 7; count += 1) ask(`${count}`, 'quote');
    await settle();
    expect(names(granted)).toEqual(['1', '2', '3']);
    expect(refused).toEqual([['7', 'rateLimited REQUEST_QUEUE_FULL']]);
  });

  it('gives everything that waits its error when the link goes, and leaves no timer', async () => {
    const { clock, limiter, ask, refused } = create();
    for (let count = 0; count < 6; count += 1) ask(`${count}`, 'account');
    await settle();
    limiter.abortAll();
    await settle();
    expect(refused).toEqual(['3', '4', '5'].map((name) => [name, 'connectivity REQUEST_ABORTED']));
    expect(clock.pendingTimers()).toBe(0);
  });

  it('counts a request as made when it is answered: only then has the broker counted it for sure', async () => {
    const { clock, ask, askSlowly, onWire, granted } = create();
    askSlowly('slow', 'quote', 'slow');
    askSlowly('slow too', 'quote', 'slow');
    ask('next', 'quote', 'slow');
    await run(clock, 5_000);
    expect(names(granted)).toEqual(['slow', 'slow too']);
    for (const settleSlot of onWire) settleSlot();
    await run(clock, 950);
    expect(names(granted)).toEqual(['slow', 'slow too']);
    await run(clock, 50);
    expect(granted.at(-1)).toEqual(['next', 6_000]);
  });

  it('never has more on the wire, and answered within a second, than the total', async () => {
    const { clock, askSlowly, onWire, granted } = create({ reserved: NO_RESERVE });
    for (let count = 0; count < 8; count += 1) askSlowly(`${count}`, 'quote');
    await run(clock, 3_000);
    expect(granted).toHaveLength(5);
    onWire[0]?.();
    onWire[0]?.();
    await run(clock, 950);
    expect(granted).toHaveLength(5);
    await run(clock, 50);
    expect(granted).toHaveLength(6);
  });

  it('stays within a broker that counts on arrival, however the network delays requests', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 400 })), { maxLength: 25 }),
        async (delays) => {
          const { clock, limiter } = create();
          const arrivals: number[] = [];
          for (const [thereMs, backMs] of delays) {
            void limiter.acquire({ lane: 'quote', scopes: ['slow'] }).then((slot) => {
              clock.after(thereMs, () => {
                arrivals.push(clock.monotonicNow());
                clock.after(backMs, () => slot.ok && slot.value());
              });
            });
          }
          await run(clock, 50_000, 100);
          expect(arrivals).toHaveLength(delays.length);
          let tokens = 2;
          let last = 0;
          for (const at of arrivals) {
            tokens = Math.min(2, tokens + (at - last) / 1000);
            last = at;
            expect(tokens).toBeGreaterThan(1 - 1e-6);
            tokens -= 1;
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('tells what is spent, allowed and waiting', async () => {
    const { clock, limiter, ask } = create();
    for (let count = 0; count < 4; count += 1) ask(`${count}`, 'quote');
    await settle();
    expect(limiter.budget()).toEqual({ usedLastSecond: 3, limitPerSecond: 5, waiting: 1 });
    await run(clock, 2_000);
    expect(limiter.budget()).toEqual({ usedLastSecond: 0, limitPerSecond: 5, waiting: 0 });
  });
});

const NO_RESERVE = { order: 0, orderControl: 0, account: 0, quote: 0 };
