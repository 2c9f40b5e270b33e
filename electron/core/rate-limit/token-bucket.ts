import type { QuotaRate } from './quota-policy.ts';

/** After this long without a new penalty the rate doubles again, up to the full one. */
const RECOVERY_MS = 30_000;
const LOWEST_SHARE = 0.125;

/**
 * The quota of one scope. Times are monotonic milliseconds given by the caller.
 *
 * A penalty empties the bucket, closes it until the broker's retry time and halves the rate: the broker counts other
 * programs on the same key too, and published quotas are not always the real ones.
 */
export class TokenBucket {
  private tokens: number;
  private refilledAt: number;
  private closedUntil = Number.NEGATIVE_INFINITY;
  private penalizedAt = Number.NEGATIVE_INFINITY;
  private penalizedShare = 1;

  /** `rate` null: nothing is metered, only penalties count. */
  constructor(
    private readonly rate: QuotaRate | null,
    now: number,
  ) {
    this.tokens = rate?.burst ?? 0;
    this.refilledAt = now;
  }

  /** Returns when the next request may go; `now` or earlier means at once. */
  availableAt(now: number): number {
    if (this.rate === null) return this.closedUntil;
    this.refill(now);
    if (this.tokens >= 1) return this.closedUntil;
    const msPerToken = 1000 / (this.rate.perSecond * this.share(now));
    return Math.max(this.closedUntil, now + (1 - this.tokens) * msPerToken);
  }

  take(now: number): void {
    if (this.rate === null) return;
    this.refill(now);
    this.tokens -= 1;
  }

  penalize(now: number, retryAfterMs: number): void {
    this.refill(now);
    this.penalizedShare = Math.max(LOWEST_SHARE, this.share(now) / 2);
    this.penalizedAt = now;
    this.tokens = Math.min(this.tokens, 0);
    this.closedUntil = Math.max(this.closedUntil, now + retryAfterMs);
  }

  /** Part of the full rate that is in use: 1, or less for a while after a penalty. */
  share(now: number): number {
    if (this.penalizedShare === 1) return 1;
    const doublings = Math.floor((now - this.penalizedAt) / RECOVERY_MS);
    return Math.min(1, this.penalizedShare * 2 ** doublings);
  }

  private refill(now: number): void {
    if (this.rate === null || now <= this.refilledAt) return;
    const gained = ((now - this.refilledAt) / 1000) * this.rate.perSecond * this.share(now);
    // A hair above the exact sum, so that a wait computed by `availableAt` is never a rounding error too short.
    this.tokens = Math.min(this.rate.burst, this.tokens + gained + 1e-9);
    this.refilledAt = now;
  }
}
