import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was really made to this host, by a page of this host or by its owner's address bar.
 *
 * The `Host` check stops a foreign name that was pointed at 127.0.0.1; the `Origin` check stops pages of other sites. The
 * cookie is checked elsewhere: this guard comes first.
 */
export interface RequestGuard {
  /** For pages and their files. An origin may be absent, as it is when an address is typed. */
  allowsRead(request: IncomingMessage): boolean;
  /** For the desk's socket and for forms: the origin must be named and must be ours. */
  allowsWrite(request: IncomingMessage): boolean;
  /** Whether the browser says that it is loading a page into a window, not fetching it for a script. */
  isNavigation(request: IncomingMessage): boolean;
}

export function createRequestGuard(port: () => number): RequestGuard {
  const hostOf = (): string => `127.0.0.1:${port()}`;
  const originOf = (): string => `http://${hostOf()}`;
  const hasOurHost = (request: IncomingMessage): boolean => request.headers.host === hostOf();
  return {
    allowsRead(request) {
      const { origin } = request.headers;
      return hasOurHost(request) && (origin === undefined || origin === originOf());
    },
    allowsWrite(request) {
      return hasOurHost(request) && request.headers.origin === originOf();
    },
    isNavigation(request) {
      return (
        request.headers['sec-fetch-dest'] === 'document' && request.headers['sec-fetch-mode'] === 'navigate'
      );
    },
  };
}

/** Returns what the request asks for, or null when its target is no path of a host. */
export function parseTarget(request: IncomingMessage): URL | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) return null;
  return URL.canParse(target, 'http://127.0.0.1') ? new URL(target, 'http://127.0.0.1') : null;
}
