/** How the wait between attempts grows. */
export interface BackOffPolicy {
  readonly firstMs: number;
  readonly maxMs: number;
  readonly factor: number;
}

/**
 * Returns how long to wait before attempt `attempt + 1`: between half and all of an exponentially growing span, so that
 * many clients that lost the same server do not come back in step.
 *
 * @param attempt  attempts made so far, from 1
 * @param random   uniform in [0, 1)
 */
export function backOffMs(attempt: number, policy: BackOffPolicy, random: number): number {
  const exponent = Math.min(Math.max(0, attempt - 1), 30);
  const span = Math.min(policy.maxMs, policy.firstMs * policy.factor ** exponent);
  return Math.round(span / 2 + (span / 2) * random);
}
