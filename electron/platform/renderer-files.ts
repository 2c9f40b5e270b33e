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
 * Reads the files under `root` once; only what was read is ever served, so no path can lead outside, and a build that runs
 * meanwhile changes nothing for windows that are open.
 *
 * Files under `/assets/` carry their content's hash in the name and may be cached for good. The page is never cached: it
 * carries a nonce of its own.
 */
export function createRendererFiles(root: string): RendererFiles {
  const bodies = new Map(
    listFiles(root).map((path) => [`/${relative(root, path).split(sep).join('/')}`, readFileSync(path)]),
  );
  return {
    respond(pathname) {
      const name = pathname === '/' ? '/index.html' : pathname;
      const body = bodies.get(name);
      if (body === undefined) return null;
      return name.endsWith('.html') ? pageResponse(body) : fileResponse(name, body);
    },
  };
}

function fileResponse(name: string, body: Buffer): RendererResponse {
  return {
    headers: {
      ...SECURITY_HEADERS,
      'content-type': CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
    body,
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
