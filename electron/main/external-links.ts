import { shell } from 'electron';
import type { Log } from '#electron/core/ports/log.ts';

/** Sites that the desk's pages link to: makers of its parts, and the brokers' API portals. */
const ALLOWED_HOSTS: ReadonlySet<string> = new Set([
  'www.tradingview.com',
  'openapi.kiwoom.com',
  'apiportal.koreainvestment.com',
]);

/**
 * Opens a link in the owner's browser. The only way out of a window: anything but https to a known site is refused.
 *
 * @returns whether it was opened
 */
export function openExternalLink(address: string, log: Log): boolean {
  if (!isAllowedLink(address)) {
    log.warn('link refused', { address: address.slice(0, 200) });
    return false;
  }
  shell.openExternal(new URL(address).href).catch((error: unknown) => log.warn('link not opened', { error }));
  return true;
}

export function isAllowedLink(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === 'https:' && ALLOWED_HOSTS.has(host) && username === '' && password === '';
}
