/** The scheme that serves our own pages. Nothing else is ever loaded into a window. */
export const APP_SCHEME = 'app';
/** Host of the desk's pages, and that of the forms for secrets: two origins that cannot look into each other. */
export const DESK_HOST = 'hoga';
export const SECRET_HOST = 'hoga-secret';

export function isPageOf(host: string, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${APP_SCHEME}:` && url.host === host && url.username === '' && url.password === '';
}

export function deskAddress(windowId: string): string {
  return `${APP_SCHEME}://${DESK_HOST}/?window=${encodeURIComponent(windowId)}`;
}

export function secretAddress(path: string): string {
  return `${APP_SCHEME}://${SECRET_HOST}${path}`;
}
