import type { Clock, Unsubscribe } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Lane, QuotaPolicy } from './quota-policy.ts';
import { LANES, TOTAL_SCOPE } from './quota-policy.ts';
import { RequestWindow } from './request-window.ts';
import { TokenBucket } from './token-bucket.ts';

export interface SlotRequest {
  readonly lane: Lane;
  /** Every scope the broker counts this request in. */
  readonly scopes: readonly string[];
}

/** To be called once, when the request was answered or given up. */
export type SettleSlot = () => void;

/** Lets requests through at the pace the broker allows, the most urgent first. Nothing here sends anything. */
export interface RateLimiter {
  /**
   * Resolves when the request may be sent; the slot is then spent. It is the caller's to say when it was answered: until
   * then it counts as being on the wire.
   *
   * Errors, all before anything was sent: `rateLimited` REQUEST_QUEUE_FULL and REQUEST_WAITED_TOO_LONG,
   * `connectivity` REQUEST_ABORTED.
   */
  acquire(request: SlotRequest): Promise<Result<SettleSlot>>;
  /** The broker said "too many": slows this scope down, from `retryAfterMs` from now. `TOTAL_SCOPE` means everything. */
  penalize(scope: string, retryAfterMs: number): void;
  /** Gives every waiting request its error. */
  abortAll(): void;
  budget(): { readonly usedLastSecond: number; readonly limitPerSecond: number; readonly waiting: number };
}

interface Waiter {
  readonly request: SlotRequest;
  readonly since: number;
  readonly resolve: (result: Result<SettleSlot>) => void;
}

export function createRateLimiter(clock: Clock, policy: QuotaPolicy): RateLimiter {
  const window = new RequestWindow();
  const total = new TokenBucket(null, clock.monotonicNow());
  const buckets = new Map<string, TokenBucket>([[TOTAL_SCOPE, total]]);
  const queues: Readonly<Record<Lane, Waiter[]>> = { order: [], orderControl: [], account: [], quote: [] };
  let wakeUp: Unsubscribe | null = null;

  function bucket(scope: string, now: number): TokenBucket {
    const known = buckets.get(scope);
    if (known !== undefined) return known;
    const made = new TokenBucket(policy.scopes[scope] ?? null, now);
    buckets.set(scope, made);
    return made;
  }

  const limitPerSecond = (now: number) => Math.max(1, Math.floor(policy.totalPerSecond * total.share(now)));

  /** When the total has room for a lane: a slowed-down total still leaves every lane at least one request. */
  function totalAvailableAt(lane: Lane, now: number): number {
    const limit = limitPerSecond(now);
    const usable = Math.max(1, limit - policy.reserved[lane]);
    return Math.max(total.availableAt(now), window.availableAt(now, usable));
  }

  function scopesAvailableAt(request: SlotRequest, now: number): number {
    let at = now;
    for (const scope of request.scopes) at = Math.max(at, bucket(scope, now).availableAt(now));
    return at;
  }

  function spend({ scopes }: SlotRequest, now: number): SettleSlot {
    const spent = scopes.map((scope) => bucket(scope, now));
    window.take();
    for (const each of spent) each.take();
    let isSettled = false;
    return () => {
      if (isSettled) return;
      isSettled = true;
      const at = clock.monotonicNow();
      window.settle(at);
      for (const each of spent) each.settle(at);
      drain();
    };
  }

  /** Gives up what has waited too long. */
  function expire(now: number): void {
    for (const lane of LANES) {
      const limitMs = policy.maxWaitMs[lane];
      const queue = queues[lane];
      while (queue[0] !== undefined && now - queue[0].since >= limitMs) {
        queue.shift()?.resolve(err(waitedTooLong(limitMs)));
      }
    }
  }

  /** Lets one lane's requests go; returns when to look at it again: a slot comes free or somebody has waited too long. */
  function drainLane(lane: Lane, now: number): number {
    const queue = queues[lane];
    let next = Number.POSITIVE_INFINITY;
    const limitMs = policy.maxWaitMs[lane];
    for (let place = 0; place < queue.length;) {
      const waiter = queue[place] as Waiter;
      const at = Math.max(totalAvailableAt(lane, now), scopesAvailableAt(waiter.request, now));
      if (at <= now) {
        queue.splice(place, 1);
        waiter.resolve(ok(spend(waiter.request, now)));
        continue;
      }
      next = Math.min(next, at, waiter.since + limitMs);
      place += 1;
    }
    return next;
  }

  function drain(): void {
    wakeUp?.();
    wakeUp = null;
    const now = clock.monotonicNow();
    expire(now);
    let next = Number.POSITIVE_INFINITY;
    // A lane above takes what it can first. What then keeps it waiting is either its own scope, which the lanes below do
    // not share, or the total, of which they may use even less.
    for (const lane of LANES) next = Math.min(next, drainLane(lane, now));
    if (next < Number.POSITIVE_INFINITY) wakeUp = clock.after(Math.ceil(next - now), drain);
  }

  return {
    acquire(request) {
      const queue = queues[request.lane];
      if (queue.length >= policy.maxWaiting) {
        return Promise.resolve(err(queueFull(request.lane, queue.length)));
      }
      return new Promise((resolve) => {
        queue.push({ request, since: clock.monotonicNow(), resolve });
        drain();
      });
    },
    penalize(scope, retryAfterMs) {
      const now = clock.monotonicNow();
      bucket(scope, now).penalize(now, retryAfterMs);
      drain();
    },
    abortAll() {
      for (const lane of LANES) {
        for (const waiter of queues[lane].splice(0)) waiter.resolve(err(aborted()));
      }
      wakeUp?.();
      wakeUp = null;
    },
    budget() {
      const now = clock.monotonicNow();
      return {
        usedLastSecond: window.count(now),
        limitPerSecond: limitPerSecond(now),
        waiting: LANES.reduce((sum, lane) => sum + queues[lane].length, 0),
      };
    },
  };
}

const queueFull = (lane: Lane, waiting: number) =>
  hogaError('rateLimited', 'REQUEST_QUEUE_FULL', 'too many requests wait already; not sent', {
    lane,
    waiting,
  });

const waitedTooLong = (waitedMs: number) =>
  hogaError('rateLimited', 'REQUEST_WAITED_TOO_LONG', 'no slot in time; not sent', { waitedMs });

const aborted = () =>
  hogaError('connectivity', 'REQUEST_ABORTED', 'the link was given up while the request waited; not sent');
