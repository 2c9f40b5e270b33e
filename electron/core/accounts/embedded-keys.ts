import type { AccountId } from '#shared/domain/account.ts';
import type { DeskOptions } from '../desk.ts';
import type { Credentials } from './profiles.ts';
import { EMBEDDED_PROFILE } from './profiles.ts';

/**
 * Returns the key pair of an account at the embedded exchange. The exchange opens an account for each app key: the host's
 * own for the first, and one made from it and the account's id for every other. They share the secret that the host made.
 */
export function embeddedKeysOf(
  accountId: AccountId,
  { appKey, secretKey }: NonNullable<DeskOptions['embedded']>,
): Credentials {
  if (accountId === EMBEDDED_PROFILE.accountId) return { appKey, secretKey };
  return { appKey: `${appKey}.${accountId}`, secretKey };
}
