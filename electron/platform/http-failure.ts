import type { HttpFailure } from '#electron/core/ports/http.ts';

const REASONS: Readonly<Record<string, HttpFailure['reason']>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  EACCES: 'refused',
  ENOTFOUND: 'unresolved',
  EAI_AGAIN: 'unresolved',
  EAI_FAIL: 'unresolved',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_CLOSED: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  EPROTO: 'tls',
};

const TLS_CODE =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/**
 * Names a network failure by its code. What is unknown counts as `closed`.
 *
 * The reason says nothing about what was sent: a connection may be refused before or reset after.
 */
export function failureReason(cause: unknown): { reason: HttpFailure['reason']; detail: string } {
  const code = codeOf(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return {
    reason: REASONS[code] ?? (TLS_CODE.test(code) ? 'tls' : 'closed'),
    detail: code === '' ? message : `${code}: ${message}`,
  };
}

function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}
