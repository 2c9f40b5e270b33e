import { protocol } from 'electron';
import type { Session } from 'electron';
import { emptyAnswer } from '#electron/platform/answer.ts';
import type { Answer } from '#electron/platform/answer.ts';
import type { RendererFiles } from '#electron/platform/renderer-files.ts';
import { MAX_FORM_BYTES } from '#electron/platform/secret-pages.ts';
import type { SecretPages } from '#electron/platform/secret-pages.ts';
import { SECRET_PATH } from '#electron/platform/secret-prompts.ts';
import { APP_SCHEME, DESK_HOST, isPageOf, SECRET_HOST } from './origins.ts';

/** Makes `app://` behave like https: an origin of its own, secure, with a content policy. Before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built renderer to desk windows: what is in its list of files, and nothing else. */
export function serveDeskPages(session: Session, files: RendererFiles): void {
  session.protocol.handle(APP_SCHEME, (request) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isPageOf(DESK_HOST, request.url) || !isRead) return toResponse(emptyAnswer(404));
    const file = files.respond(new URL(request.url).pathname);
    return toResponse(file ? { status: 200, ...file } : emptyAnswer(404));
  });
}

/** Serves the forms for secrets to their own windows, which share neither session nor origin with the desk's. */
export function serveSecretPages(session: Session, pages: SecretPages): void {
  session.protocol.handle(APP_SCHEME, async (request) => {
    if (!isPageOf(SECRET_HOST, request.url)) return toResponse(emptyAnswer(404));
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(SECRET_PATH)) return toResponse(emptyAnswer(404));
    const id = pathname.slice(SECRET_PATH.length);
    if (request.method === 'GET') return toResponse(pages.show(id));
    if (request.method !== 'POST') return toResponse(emptyAnswer(405));
    const body = await request.text();
    return toResponse(await pages.submit(id, body.length > MAX_FORM_BYTES ? null : body));
  });
}

function toResponse({ status, headers, body }: Answer): Response {
  const hasBody = body.length > 0;
  return new Response(hasBody ? new Uint8Array(Buffer.from(body)) : null, { status, headers });
}
