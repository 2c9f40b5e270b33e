import { hogaError } from '#shared/domain/errors.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { KstDate } from '#shared/domain/time.ts';

/**
 * Whether the trader has allowed real trading today. Mock and embedded accounts need no such word.
 *
 * It holds for one trading day of the broker, also while the program keeps running over midnight, and is nowhere kept: a
 * program that starts again asks again, because whoever started it may be somebody else than who armed it.
 */
export class Arming {
  private date: KstDate | null = null;

  /** @param today  the broker's trading day as it is now */
  constructor(
    private readonly environment: BrokerEnvironment,
    private readonly today: () => KstDate,
  ) {}

  isArmed(): boolean {
    return this.environment !== 'real' || this.date === this.today();
  }

  /** The day for which it was armed last, which may be over; null when it was not since the start, or needs none. */
  armedOn(): KstDate | null {
    return this.date;
  }

  /** Idempotent. `validation` ARMING_NOT_NEEDED for an account that trades no real money. */
  arm(): Result<KstDate> {
    if (this.environment !== 'real') {
      return err(hogaError('validation', 'ARMING_NOT_NEEDED', 'only real trading is armed'));
    }
    this.date = this.today();
    return ok(this.date);
  }
}
