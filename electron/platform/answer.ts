import { plainPageContentPolicy, SECURITY_HEADERS } from './content-policy.ts';

/** One answer of the host, before it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/**
 * A page without script. Its opener policy cuts every tie to the window that opened it: a desk page that runs hostile
 * script cannot look into a form it has opened.
 */
export function plainAnswer(status: number, nonce: string, html: string): Answer {
  return {
    status,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': plainPageContentPolicy(nonce),
    },
    body: html,
  };
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: 303,
    headers: { ...SECURITY_HEADERS, ...headers, location, 'cache-control': 'no-store' },
    body: '',
  };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: { ...SECURITY_HEADERS, 'cache-control': 'no-store' }, body: '' };
}
