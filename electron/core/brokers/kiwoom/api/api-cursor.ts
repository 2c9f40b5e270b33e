import type { RequestBody } from '../raw-client.ts';

/** A page may be asked for with the very request of the page before only, so its cursor tells which that was. */
export function formatApiCursor(id: string, request: RequestBody, nextKey: string): string {
  return `${id}.${fingerprint(request)}.${nextKey}`;
}

/** Returns the key of the page, null for the first one; undefined when the cursor is of another request. */
export function parseApiCursor(
  id: string,
  request: RequestBody,
  cursor: string | null,
): string | null | undefined {
  if (cursor === null) return null;
  const start = `${id}.${fingerprint(request)}.`;
  return cursor.startsWith(start) && cursor.length > start.length ? cursor.slice(start.length) : undefined;
}

/** FNV-1a over the fields in the order of their keys: tells requests apart, keeps none of what they hold. */
function fingerprint(request: RequestBody): string {
  const text = JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)));
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
