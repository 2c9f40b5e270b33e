import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { JsonValue } from '#shared/contract/requests.ts';
import { saveSetting } from '#renderer/bridge/desk-actions.ts';
import { settingsStore } from '#renderer/stores/settings-store.ts';
import type { PastRequest } from './memory.ts';
import {
  FAVOURITES_SETTING,
  HISTORY_SETTING,
  parseFavourites,
  parseHistory,
  remember,
  toggleFavourite,
} from './memory.ts';

export function useFavourites(): {
  readonly ids: readonly string[];
  readonly toggle: (apiId: string) => void;
} {
  const saved = useStore(settingsStore, ({ values }) => values[FAVOURITES_SETTING]);
  const ids = useMemo(() => parseFavourites(saved), [saved]);
  return { ids, toggle: (apiId) => saveSetting(FAVOURITES_SETTING, [...toggleFavourite(ids, apiId)]) };
}

export function useHistory(): {
  readonly past: readonly PastRequest[];
  readonly add: (request: PastRequest) => void;
} {
  const saved = useStore(settingsStore, ({ values }) => values[HISTORY_SETTING]);
  const past = useMemo(() => parseHistory(saved), [saved]);
  return {
    past,
    add: (request) => saveSetting(HISTORY_SETTING, remember(past, request) as unknown as JsonValue),
  };
}
