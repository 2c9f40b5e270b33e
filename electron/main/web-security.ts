import type { App, DownloadItem, Session, WebContents } from 'electron';
import type { Log } from '#electron/core/ports/log.ts';
import { openExternalLink } from './external-links.ts';
import { APP_SCHEME, DESK_HOST, isPageOf, SECRET_HOST } from './origins.ts';

/**
 * Shuts every door of every web page that this app ever makes: no navigation away from our pages, no windows of their own,
 * no embedded views.
 */
export function guardAllPages(app: App, log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, log));
}

function guardPage(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }, what: string, address: string): void => {
    event.preventDefault();
    log.warn('page refused', { what, address: address.slice(0, 200) });
  };
  contents.on('will-navigate', (event) => {
    if (!staysHome(contents, event.url)) refuse(event, 'navigation', event.url);
  });
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) refuse(event, 'frame', event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!staysHome(contents, event.url)) refuse(event, 'redirect', event.url);
  });
  contents.on('will-attach-webview', (event, _preferences, params) =>
    refuse(event, 'webview', params['src'] ?? ''),
  );
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url, log);
    return { action: 'deny' };
  });
}

/** A desk window stays on the desk's page; a form's window goes from form to form. */
function staysHome(contents: WebContents, address: string): boolean {
  const current = contents.getURL();
  return [DESK_HOST, SECRET_HOST].some((host) => isPageOf(host, current) && isPageOf(host, address));
}

/** Denies a session every permission and every address but our own, and every file but a list or evidence that the desk made. */
export function lockSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('permission refused', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    // The system asks the trader where it goes: without a path of ours, Electron opens its dialog for each.
    if (isTextOfDesk(item)) return;
    event.preventDefault();
    log.warn('download refused', { address: item.getURL().slice(0, 200) });
  });
  session.webRequest.onBeforeRequest((details, answer) => {
    const isOurs = URL.canParse(details.url) && isLocal(new URL(details.url).protocol);
    if (!isOurs) log.warn('request refused', { address: details.url.slice(0, 200) });
    answer({ cancel: !isOurs });
  });
}

/** Besides our own scheme: inline images, and the developer tools where they are open. */
function isLocal(protocol: string): boolean {
  return [`${APP_SCHEME}:`, 'data:', 'blob:', 'devtools:'].includes(protocol);
}

const BLOB = 'blob:';

/** Made by the desk's own page in its memory, and of a kind that nothing runs. */
function isTextOfDesk(item: DownloadItem): boolean {
  const address = item.getURL();
  const isOurs = address.startsWith(BLOB) && isPageOf(DESK_HOST, address.slice(BLOB.length));
  return isOurs && /\.(csv|json)$/.test(item.getFilename());
}
