import { request } from '#renderer/bridge/requests.ts';

/** Opens another window of the desk with a layout of its own; where the host cannot, the page does it by itself. */
export async function openNewWindow(): Promise<void> {
  const windowId = `w-${crypto.randomUUID().slice(0, 8)}`;
  const reply = await request('window.open', { windowId });
  if (!reply.ok) window.open(`/?window=${windowId}`, '_blank', 'popup,width=1200,height=800');
}
