import type { QuotaRate } from './quota-policy.ts';

/** After this long without a new penalty the rate doubles again, up to the full one. */
const RECOVERY_MS = 30_000;
const LOWEST_SHARE = 0.125;

/**
 * The quota of one scope. Times are monotonic milliseconds given by the caller.
 *
 * A request counts as made when its answer is there: somewhere before that the broker counted it, so that this bucket is
 * never fuller than the broker's, however the network delays or bunches requests.
 *
 * A penalty empties the bucket, closes it until the broker's retry time and halves the rate: the broker counts other
 * programs on the same key too, and published quotas are not always the real ones.
 */
export class TokenBucket {
  private tokens: number;
  private refilledAt: number;
  private inFlight = 0;
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

  /** Returns when the next request may go: `now` or earlier means at once, infinity not before another is answered. */
  availableAt(now: number): number {
    if (this.rate === null) return this.closedUntil;
    this.refill(now);
    const missing = 1 + this.inFlight - this.tokens;
    if (missing <= 0) return this.closedUntil;
    if (1 + this.inFlight > this.rate.burst) return Number.POSITIVE_INFINITY;
    const msPerToken = 1000 / (this.rate.perSecond * this.share(now));
    return Math.max(this.closedUntil, now + missing * msPerToken);
  }

  /** A request goes out. */
  take(): void {
    this.inFlight += 1;
  }

  /** A request was answered, or given up. */
  settle(now: number): void {
    this.inFlight -= 1;
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
