import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { ApiCondition } from '#shared/contract/api.ts';
import type { AccountId } from '#shared/domain/account.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { followCondition, unfollowCondition } from '#renderer/bridge/condition-follows.ts';
import { request } from '#renderer/bridge/requests.ts';
import { subscribeConditionMatches } from '#renderer/stores/condition-matches.ts';
import { deskNow } from '#renderer/stores/connection-store.ts';
import type { SearchState } from './condition-search.ts';
import { ConditionSearch } from './condition-search.ts';
import type { FollowedCondition } from './live-conditions.ts';
import { LiveConditions } from './live-conditions.ts';

export interface ConditionList {
  /** Null while the first list is on its way. */
  readonly conditions: readonly ApiCondition[] | null;
  readonly error: HogaError | null;
  readonly reload: () => void;
}

/** The conditions of an account. */
export function useConditionList(accountId: AccountId, isOnline: boolean): ConditionList {
  const [list, setList] = useState<Omit<ConditionList, 'reload'>>({ conditions: null, error: null });
  const [asking, setAsking] = useState(0);
  useEffect(() => {
    if (!isOnline) return;
    let isWanted = true;
    void request('conditions.list', { accountId }).then((answer) => {
      if (!isWanted) return;
      setList((before) =>
        answer.ok ? { conditions: answer.value, error: null } : { ...before, error: answer.error },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [accountId, isOnline, asking]);
  const reload = useCallback(() => setAsking((before) => before + 1), []);
  return { ...list, reload };
}

const TICK_MS = 1_000;

/** Follows conditions as long as the panel is there and connected; a connection that comes back begins anew. */
export function useLiveConditions(
  accountId: AccountId,
  ids: readonly string[],
  isOnline: boolean,
): {
  readonly followed: Readonly<Record<string, FollowedCondition>>;
  readonly retry: (id: string) => void;
} {
  const live = useMemo(
    () => new LiveConditions(accountId, { start: followCondition, stop: unfollowCondition }),
    [accountId],
  );
  const followed = useStore(live.store);
  const key = ids.join(' ');
  useEffect(() => {
    if (isOnline) live.follow(key === '' ? [] : key.split(' '));
    else live.pause();
  }, [live, key, isOnline]);
  useEffect(() => {
    const unsubscribe = subscribeConditionMatches((match) => live.take(match));
    return () => {
      unsubscribe();
      live.stopAll();
    };
  }, [live]);
  const isTicking = Object.keys(followed).length > 0;
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => live.tick(deskNow()), TICK_MS);
    return () => clearInterval(timer);
  }, [live, isTicking]);
  return { followed, retry: (id) => live.retry(id) };
}

/** Searches a condition once, and once more when the connection is back. */
export function useConditionSearch(
  accountId: AccountId,
  conditionId: string,
  isOnline: boolean,
): { readonly found: SearchState; readonly again: () => void } {
  const search = useMemo(
    () =>
      new ConditionSearch(
        (id, cursor) => request('conditions.search', { accountId, conditionId: id, cursor }),
        deskNow,
      ),
    [accountId],
  );
  const found = useStore(search.store);
  useEffect(() => {
    if (isOnline) void search.search(conditionId);
    return () => search.cancel();
  }, [search, conditionId, isOnline]);
  return { found, again: () => void search.search(conditionId) };
}
