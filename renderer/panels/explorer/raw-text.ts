import type { ApiRaw } from '#shared/contract/api.ts';

/** Headers that are never shown, even if they should come this far. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'appkey',
  'secretkey',
  'cookie',
  'set-cookie',
]);

/** Returns request and answer as text, as they went over the wire but for secrets. */
export function rawTexts(raw: ApiRaw): { readonly request: string; readonly answer: string } {
  const { request, answer } = raw;
  return {
    request: `POST ${request.url}\n${headerLines(request.headers)}\n\n${JSON.stringify(request.body, null, 2)}`,
    answer: `HTTP ${answer.status}\n${headerLines(answer.headers)}\n\n${JSON.stringify(answer.body, null, 2)}`,
  };
}

function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .filter(([name]) => !SECRET_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
