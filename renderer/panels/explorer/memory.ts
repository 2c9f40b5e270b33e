import type { JsonValue } from '#shared/contract/requests.ts';
import { isKiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';

export const FAVOURITES_SETTING = 'explorer.favourites';
export const HISTORY_SETTING = 'explorer.history';

/** Most requests that are remembered. */
const HISTORY_LENGTH = 30;

/** A request that was sent before. */
export interface PastRequest {
  readonly apiId: string;
  readonly request: Readonly<Record<string, string>>;
}

/** Takes nothing for granted: settings come from a file. Ids the catalogue has lost are dropped. */
export function parseFavourites(saved: JsonValue | undefined): readonly string[] {
  if (!Array.isArray(saved)) return [];
  return saved.filter((id): id is string => typeof id === 'string' && isKiwoomApiId(id));
}

export function toggleFavourite(favourites: readonly string[], apiId: string): readonly string[] {
  return favourites.includes(apiId) ? favourites.filter((id) => id !== apiId) : [...favourites, apiId];
}

export function parseHistory(saved: JsonValue | undefined): readonly PastRequest[] {
  if (!Array.isArray(saved)) return [];
  return saved.flatMap((entry) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
    const { apiId, request } = entry;
    if (typeof apiId !== 'string' || !isKiwoomApiId(apiId)) return [];
    return [{ apiId, request: parseRequest(request) }];
  });
}

function parseRequest(saved: JsonValue | undefined): Readonly<Record<string, string>> {
  if (typeof saved !== 'object' || saved === null || Array.isArray(saved)) return {};
  return Object.fromEntries(
    Object.entries(saved).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** Newest first; the same request again moves to the front. */
export function remember(history: readonly PastRequest[], past: PastRequest): readonly PastRequest[] {
  const key = JSON.stringify([past.apiId, past.request]);
  const others = history.filter(({ apiId, request }) => JSON.stringify([apiId, request]) !== key);
  return [past, ...others].slice(0, HISTORY_LENGTH);
}
