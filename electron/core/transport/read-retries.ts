import type { HogaError } from '#shared/domain/errors.ts';
import type { BackOffPolicy } from './back-off.ts';
import { backOffMs } from './back-off.ts';

/**
 * Why an attempt of a query failed, as far as another attempt goes.
 *
 * - `backOff`      the network or the server: again after a growing wait
 * - `overQuota`    again as soon as the limiter has a slot: it knows the penalty
 * - `newToken`     again at once with a new token, one time
 * - `unreadable`   again at once, one time
 * - `final`        no other attempt can help
 */
export type RetryClass = 'backOff' | 'overQuota' | 'newToken' | 'unreadable' | 'final';

export interface FailedAttempt {
  readonly retryClass: RetryClass;
  readonly error: HogaError;
}

/** Attempts per class and query, the first included. */
const MAX_ATTEMPTS: Readonly<Record<RetryClass, number>> = {
  backOff: 4,
  overQuota: 5,
  newToken: 2,
  unreadable: 2,
  final: 1,
};

export const READ_BACK_OFF: BackOffPolicy = { firstMs: 400, maxMs: 5_000, factor: 2 };

/** Counts a query's failures per class and says when to try again. Commands have no such thing. */
export class ReadRetries {
  private readonly failures = new Map<RetryClass, number>();

  /** Returns the wait before the next attempt, or null when there shall be none. */
  nextDelayMs(retryClass: RetryClass, random: number): number | null {
    const count = (this.failures.get(retryClass) ?? 0) + 1;
    this.failures.set(retryClass, count);
    if (count >= MAX_ATTEMPTS[retryClass]) return null;
    return retryClass === 'backOff' ? backOffMs(count, READ_BACK_OFF, random) : 0;
  }
}
