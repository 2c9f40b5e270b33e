import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { request } from '#renderer/bridge/requests.ts';
import type { ApiQueryState } from './api-query.ts';
import { ApiQuery } from './api-query.ts';

/** A query of the calling component and its state. It ends with the component. */
export function useApiQuery(): { readonly query: ApiQuery; readonly state: ApiQueryState } {
  const [query] = useState(() => new ApiQuery((payload) => request('api.call', payload)));
  const state = useStore(query.store);
  useEffect(() => () => query.cancel(), [query]);
  return { query, state };
}

/** Asks again every `everyMs` while it may; null: only when told. */
export function useAutoRefresh(query: ApiQuery, everyMs: number | null, isEnabled: boolean): void {
  useEffect(() => {
    if (everyMs === null || !isEnabled) return;
    const timer = setInterval(() => void query.refresh(), everyMs);
    return () => clearInterval(timer);
  }, [query, everyMs, isEnabled]);
}
