import type { JsonValue, RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import type { LinkGroup } from '#shared/contract/vocabulary.ts';
import type { InstrumentSymbol } from '#shared/domain/instrument.ts';
import type { Result } from '#shared/domain/result.ts';
import { connectionStore, deskNow } from '#renderer/stores/connection-store.ts';
import { applyLink } from '#renderer/stores/links-store.ts';
import { addNotice } from '#renderer/stores/notices-store.ts';
import { applySetting } from '#renderer/stores/settings-store.ts';
import { request } from './requests.ts';

/** Asks core; a failure is shown as a notice as well as returned. */
export async function requestWithNotice<Name extends RequestName>(
  name: Name,
  payload: RequestPayload<Name>,
): Promise<Result<RequestReply<Name>>> {
  const reply = await request(name, payload);
  if (!reply.ok) addNotice('error', reply.error, deskNow());
  return reply;
}

/** Shows an instrument in every panel of a colour group, in all windows. */
export function setLink(group: LinkGroup, symbol: InstrumentSymbol): void {
  applyLink(group, symbol);
  void requestWithNotice('link.set', { group, symbol });
}

/** Keeps a setting for every window; it holds here at once. */
export function saveSetting(key: string, value: JsonValue): void {
  applySetting(key, value);
  void requestWithNotice('settings.set', { key, value });
}

export function saveLayout(layout: JsonValue): void {
  void requestWithNotice('layout.save', { windowId: connectionStore.getState().windowId, layout });
}
