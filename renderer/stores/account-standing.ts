import type { AccountSummary } from '#shared/contract/requests.ts';
import type { Holdings } from './holdings-store.ts';

/**
 * Whether what the window holds of an account is how it stands now.
 *
 * - `current`       connected, and read without an error
 * - `disabled`      the owner has switched it off
 * - `disconnected`  there is no link: what is shown is from before
 * - `loading`       nothing has been read yet
 * - `old`           the last reading failed
 */
export type AccountStanding = 'current' | 'disabled' | 'disconnected' | 'loading' | 'old';

/** @param isDeskCurrent  the window itself is in step with core */
export function standingOf(
  { isEnabled, condition }: Pick<AccountSummary, 'isEnabled' | 'condition'>,
  { isLoaded, error }: Pick<Holdings, 'isLoaded' | 'error'>,
  isDeskCurrent = true,
): AccountStanding {
  if (!isEnabled) return 'disabled';
  if (!isDeskCurrent || condition.phase !== 'online') return 'disconnected';
  if (error !== null) return 'old';
  return isLoaded ? 'current' : 'loading';
}
