import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { deskContentPolicy, NONCE_PLACEHOLDER, SECURITY_HEADERS } from './content-policy.ts';

/** The built renderer, as both hosts serve it. */
export interface RendererFiles {
  /** Returns the answer for a URL's path, or null when there is no such file. */
  respond(pathname: string): RendererResponse | null;
}

export interface RendererResponse {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

/**
 * Lists the files under `root` once; only what is in that list is ever served, so no path can lead outside.
 *
 * Files under `/assets/` carry their content's hash in the name and may be cached for good. The page is never cached: it
 * carries a nonce of its own.
 */
export function createRendererFiles(root: string): RendererFiles {
  const paths = new Map(
    listFiles(root).map((path) => [`/${relative(root, path).split(sep).join('/')}`, path]),
  );
  const bodies = new Map<string, Buffer>();
  const read = (path: string): Buffer => {
    const known = bodies.get(path);
    if (known) return known;
    const body = readFileSync(path);
    bodies.set(path, body);
    return body;
  };
  return {
    respond(pathname) {
      const name = pathname === '/' ? '/index.html' : pathname;
      const path = paths.get(name);
      if (path === undefined) return null;
      if (name.endsWith('.html')) return pageResponse(read(path));
      return {
        headers: {
          ...SECURITY_HEADERS,
          'content-type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
          'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        },
        body: read(path),
      };
    },
  };
}

function pageResponse(page: Buffer): RendererResponse {
  const nonce = randomBytes(18).toString('base64');
  return {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin-allow-popups',
      'content-security-policy': deskContentPolicy(nonce),
    },
    body: Buffer.from(page.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)),
  };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
