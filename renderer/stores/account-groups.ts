import type { JsonValue } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';

/** Accounts that the trader orders on together, under a name. Core knows nothing of it. */
export interface AccountGroup {
  readonly id: string;
  readonly name: string;
  readonly accountIds: readonly AccountId[];
}

/** Key of the setting that holds the groups, for every window. */
export const ACCOUNT_GROUPS_SETTING = 'accounts.groups';
export const MAX_GROUP_NAME = 40;

/** Reads the saved groups, taking nothing for granted: they come from a file. What is not a group is left out. */
export function parseAccountGroups(saved: JsonValue | undefined): readonly AccountGroup[] {
  return Array.isArray(saved) ? saved.flatMap(parseGroup) : [];
}

function parseGroup(saved: JsonValue): readonly AccountGroup[] {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return [];
  const { id, name, accountIds } = saved;
  if (typeof id !== 'string' || typeof name !== 'string' || !Array.isArray(accountIds)) return [];
  const ids = accountIds.filter((each): each is string => typeof each === 'string');
  return [{ id, name, accountIds: [...new Set(ids)] as AccountId[] }];
}

/** Returns the groups with one more, which has an id of its own. */
export function addGroup(
  groups: readonly AccountGroup[],
  added: Omit<AccountGroup, 'id'>,
): { readonly groups: readonly AccountGroup[]; readonly added: AccountGroup } {
  const taken = new Set(groups.map(({ id }) => id));
  let number = groups.length + 1;
  while (taken.has(`group-${number}`)) number += 1;
  const group = { id: `group-${number}`, ...added };
  return { groups: [...groups, group], added: group };
}

export function replaceGroup(
  groups: readonly AccountGroup[],
  changed: AccountGroup,
): readonly AccountGroup[] {
  return groups.map((group) => (group.id === changed.id ? changed : group));
}

export function removeGroup(groups: readonly AccountGroup[], id: string): readonly AccountGroup[] {
  return groups.filter((group) => group.id !== id);
}
