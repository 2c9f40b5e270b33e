import { describe, expect, it } from 'vitest';
import type { AccountId } from '#shared/domain/account.ts';
import { addGroup, parseAccountGroups, removeGroup, replaceGroup } from '#renderer/stores/account-groups.ts';

const group = { id: 'group-1', name: '가족', accountIds: ['a', 'b'] as AccountId[] };

describe('saved groups of accounts', () => {
  it('are read as they were saved, and anything else is left out', () => {
    expect(parseAccountGroups([group])).toEqual([group]);
    for (const saved of [undefined, null, 'x', 7, { ...group }, [7], [{ id: 1, name: 'x', accountIds: [] }]])
      expect(parseAccountGroups(saved)).toEqual([]);
    const odd = parseAccountGroups([{ ...group, accountIds: ['a', 7, 'a'] }]);
    expect(odd[0]?.accountIds).toEqual(['a']);
  });

  it('get an id that no other has, also after one was removed', () => {
    const second = { ...group, id: 'group-2' };
    const { groups, added } = addGroup(removeGroup([group, second], 'group-1'), {
      name: '내 계좌',
      accountIds: [],
    });
    expect(added.id).toBe('group-3');
    expect(replaceGroup(groups, { ...added, name: '둘' }).map(({ name }) => name)).toEqual(['가족', '둘']);
  });
});
