import { requestWithNotice } from '#renderer/bridge/desk-actions.ts';
import { newRequestId } from '#renderer/bridge/requests.ts';
import { openDialog } from './dialogs/dialog-store.ts';

/** The one key that stops everything; the hosts have the same outside of the page. */
export const HALT_ALL_SHORTCUT = '$mod+Shift+Backspace';

/** Halts every account at once, without a question, and shows what becomes of each order. */
export async function haltAll(requestId: string = newRequestId()): Promise<boolean> {
  const asked = requestWithNotice('trading.haltAll', { requestId });
  openDialog('haltReport');
  return (await asked).ok;
}
