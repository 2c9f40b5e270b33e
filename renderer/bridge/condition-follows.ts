import type { ConditionMembers } from '#shared/contract/api.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { Result } from '#shared/domain/result.ts';
import { request } from './requests.ts';

/** How many panels of this window follow a condition: core knows the window only. */
const followers = new Map<string, number>();

/** Follows a condition for one panel, until `unfollowCondition`; the answer has who meets it now. */
export async function followCondition(
  accountId: AccountId,
  conditionId: string,
): Promise<Result<ConditionMembers>> {
  const key = `${accountId} ${conditionId}`;
  followers.set(key, (followers.get(key) ?? 0) + 1);
  return request('conditions.start', { accountId, conditionId });
}

/** Lets go of what `followCondition` asked for, once for each time; the last one ends it at the broker. */
export function unfollowCondition(accountId: AccountId, conditionId: string): void {
  const key = `${accountId} ${conditionId}`;
  const left = (followers.get(key) ?? 0) - 1;
  if (left > 0) {
    followers.set(key, left);
    return;
  }
  followers.delete(key);
  void request('conditions.stop', { accountId, conditionId });
}
