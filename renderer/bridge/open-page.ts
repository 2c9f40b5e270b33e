const DESK_WINDOW = 'popup,width=1600,height=1000';
const FORM_WINDOW = 'popup,width=520,height=560';

/**
 * Opens a page of this host in a window of its own. The same desk window asked for twice comes to the front.
 *
 * @param path  begins with a single slash: no other site is ever opened here
 * @returns false when the browser did not allow it
 */
export function openPage(path: string): boolean {
  if (!/^\/(?![/\\])/.test(path)) return false;
  const isDesk = path.startsWith('/?');
  const name = isDesk ? `hoga:${path}` : '_blank';
  const opened = window.open(path, name, isDesk ? DESK_WINDOW : FORM_WINDOW);
  opened?.focus();
  return opened !== null;
}
