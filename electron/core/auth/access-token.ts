import type { Clock } from '#shared/domain/clock.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** A token as the broker issued it; `expiresAt` by the broker's clock. */
export interface IssuedToken {
  readonly value: string;
  readonly expiresAt: EpochMs;
}

/** A token together with when we got it, on both of this machine's clocks. */
export interface AccessToken extends IssuedToken {
  readonly lifeMs: number;
  readonly gotAtWall: EpochMs;
  readonly gotAtMonotonic: number;
}

/**
 * Returns how long the token still lives, negative once over.
 *
 * The shorter answer of both clocks counts: the monotonic one may stand still while the machine sleeps, the wall clock
 * may be set back. Too short costs one renewal; too long would cost a refused order.
 */
export function remainingLifeMs(token: AccessToken, clock: Clock): number {
  const elapsed = Math.max(clock.now() - token.gotAtWall, clock.monotonicNow() - token.gotAtMonotonic);
  return token.lifeMs - elapsed;
}
