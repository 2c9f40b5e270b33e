import type { SerializedDockview } from 'dockview-react';
import type { JsonValue } from '#shared/contract/requests.ts';
import type { AccountId } from '#shared/domain/account.ts';

/** What is kept of a window. */
export interface SavedLayout {
  readonly version: 1;
  readonly dock: SerializedDockview;
  readonly activeAccountId: AccountId | null;
}

/** Null for a layout of another version, or with panels that this program does not have: it is never half restored. */
export function parseSavedLayout(
  saved: JsonValue | null,
  isKnownKind: (kind: string) => boolean,
): SavedLayout | null {
  if (!isObject(saved)) return null;
  const { version, dock, activeAccountId } = saved;
  if (version !== 1 || !isObject(dock) || !isObject(dock['panels'])) return null;
  const kinds = Object.values(dock['panels']).map((panel) =>
    isObject(panel) ? panel['contentComponent'] : null,
  );
  if (!kinds.every((kind) => typeof kind === 'string' && isKnownKind(kind))) return null;
  return {
    version: 1,
    dock: dock as unknown as SerializedDockview,
    activeAccountId: typeof activeAccountId === 'string' ? (activeAccountId as AccountId) : null,
  };
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
