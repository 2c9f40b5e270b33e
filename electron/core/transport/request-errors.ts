import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HttpFailure } from '../ports/http.ts';

const FAILURE_CODES: Readonly<Record<HttpFailure['reason'], string>> = {
  refused: 'CONNECTION_REFUSED',
  unresolved: 'HOST_UNRESOLVED',
  timeout: 'REQUEST_TIMEOUT',
  closed: 'CONNECTION_CLOSED',
  tls: 'CERTIFICATE_REFUSED',
  tooLarge: 'ANSWER_TOO_LARGE',
  aborted: 'REQUEST_ABORTED',
};

/** The error of a query that got no answer, or of a command that never left. */
export function connectivityError(failure: HttpFailure): HogaError {
  const kind = failure.reason === 'tooLarge' ? 'protocol' : 'connectivity';
  return hogaError(kind, FAILURE_CODES[failure.reason], failure.detail, { reason: failure.reason });
}

/** The error of a command that left and whose fate is not proven. Keeps what happened as its cause. */
export function outcomeUnknown(cause: HogaError | HttpFailure): HogaError {
  const reason = 'reason' in cause ? cause.reason : cause.code;
  const detail = `sent, and no proof of what became of it: ${cause.detail}`;
  return hogaError('outcomeUnknown', 'OUTCOME_UNKNOWN', detail, { reason }, cause);
}
