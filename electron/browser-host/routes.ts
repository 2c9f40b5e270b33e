import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { emptyAnswer, plainAnswer, redirect } from '#electron/platform/answer.ts';
import type { Answer } from '#electron/platform/answer.ts';
import type { HaltPage } from '#electron/platform/halt-page.ts';
import { HALT_PATH } from '#electron/platform/halt-page.ts';
import { plainPage } from '#electron/platform/plain-page.ts';
import type { RendererFiles } from '#electron/platform/renderer-files.ts';
import { MAX_FORM_BYTES } from '#electron/platform/secret-pages.ts';
import type { SecretPages } from '#electron/platform/secret-pages.ts';
import { SECRET_PATH } from '#electron/platform/secret-prompts.ts';
import type { Access } from './access.ts';
import { readBody } from './read-body.ts';
import { parseTarget } from './request-guard.ts';
import type { RequestGuard } from './request-guard.ts';

export interface RouteParts {
  readonly access: Access;
  readonly guard: RequestGuard;
  readonly files: RendererFiles;
  readonly secretPages: SecretPages;
  readonly haltPage: HaltPage;
}

/** Answers one HTTP request of the host. Who is not admitted gets nothing but the note how to get in. */
export async function route(request: IncomingMessage, parts: RouteParts): Promise<Answer> {
  const target = parseTarget(request);
  if (!target) return emptyAnswer(400);
  if (!parts.guard.allowsRead(request)) return emptyAnswer(403);
  const isAdmitted = parts.access.isAdmitted(request.headers.cookie);
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const token = target.searchParams.get('token');
  if (isRead && target.pathname === '/' && token !== null) {
    return enter(token, target, isAdmitted, parts.access);
  }
  if (!isAdmitted) return strangerNote();
  if (target.pathname.startsWith(SECRET_PATH)) return secretPage(request, target, parts);
  if (target.pathname === HALT_PATH) return halt(request, parts);
  if (!isRead) return emptyAnswer(405);
  const file = parts.files.respond(target.pathname);
  return file ? { status: 200, ...file } : emptyAnswer(404);
}

/** Spends the token for a cookie and drops it from the address, so that it stays in no history and no picture. */
function enter(token: string, target: URL, isAdmitted: boolean, access: Access): Answer {
  target.searchParams.delete('token');
  const clean = target.pathname + target.search;
  const cookie = access.redeem(token);
  if (cookie !== null) return redirect(clean, { 'set-cookie': cookie });
  return isAdmitted ? redirect(clean) : strangerNote();
}

async function secretPage(
  request: IncomingMessage,
  target: URL,
  { guard, secretPages }: RouteParts,
): Promise<Answer> {
  if (!guard.isNavigation(request)) return emptyAnswer(403);
  const id = target.pathname.slice(SECRET_PATH.length);
  if (request.method === 'GET') return secretPages.show(id);
  if (request.method !== 'POST') return emptyAnswer(405);
  if (!guard.allowsWrite(request)) return emptyAnswer(403);
  return secretPages.submit(id, await readBody(request, MAX_FORM_BYTES));
}

/** A page of the browser's own window only: no script of the desk can read it. */
async function halt(request: IncomingMessage, { guard, haltPage }: RouteParts): Promise<Answer> {
  if (!guard.isNavigation(request)) return emptyAnswer(403);
  if (request.method === 'GET') return haltPage.show();
  if (request.method !== 'POST') return emptyAnswer(405);
  return guard.allowsWrite(request) ? haltPage.press() : emptyAnswer(403);
}

function strangerNote(): Answer {
  const nonce = randomBytes(18).toString('base64');
  const title = '이 주소로는 열 수 없습니다 · This address does not open the desk';
  return plainAnswer(
    401,
    nonce,
    plainPage({
      title,
      nonce,
      body: `<h1>${title}</h1>
<p>호가는 시작할 때 터미널에 나온 일회용 주소로만 열립니다. 이미 쓴 주소라면 프로그램을 다시 시작하고 새 주소를 쓰세요.</p>
<p>Hoga opens only with the one-time address that was printed in the terminal at start. If that address has been used
already, start the program again and use the new one.</p>
<p><code>npm start -- --headless</code></p>`,
    }),
  );
}
