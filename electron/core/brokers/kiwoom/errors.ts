import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomOrderApi } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomErrorRow } from '#shared/catalogue/kiwoom-errors.ts';
import { KIWOOM_RETURN_CODES, kiwoomError } from '#shared/catalogue/kiwoom-errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { HttpResponse } from '../../ports/http.ts';
import { TOTAL_SCOPE } from '../../rate-limit/quota-policy.ts';
import type { AnswerBody, AnswerJudge, AnswerVerdict } from '../../transport/broker-call.ts';
import { apiScope, groupScope } from './kiwoom-settings.ts';
import { isObject, scrub } from './parse/field-reader.ts';
import { parseInteger } from './parse/number.ts';

/** What an answer or a login reply says about its own success. */
export interface KiwoomResult {
  /** The outer code; NaN when it is missing or no number. */
  readonly returnCode: number;
  /** The code that matters: in brackets inside the message, after `CODE=`, or the outer one itself; empty without. */
  readonly code: string;
  /** A business refusal's own code, "RC4058" or six digits; empty when it is none. */
  readonly refusalCode: string;
  /** Verbatim. */
  readonly message: string;
}

/** Codes that say that the token, not the request, is at fault. @source Kiwoom-Securities/Kiwoom-REST-API, retry rules */
const TOKEN_CODES: ReadonlySet<string> = new Set(['8003', '8005', '8010', '8031', '8103']);
/** The wrapper of refusals by the order system. @source server answers quoted by public clients */
const REFUSAL_WRAPPER = '2000';
const OVER_QUOTA_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Reads the result of an answer. Both spellings of the keys occur, and the code now and then as text. */
export function readResult(body: AnswerBody): KiwoomResult {
  const text = body.return_msg ?? body.returnMsg;
  const message = typeof text === 'string' ? text : '';
  const returnCode = parseInteger(body.return_code ?? body.returnCode);
  const inMessage = /\[(\d{4})[:\]]/.exec(message)?.[1] ?? /\bCODE=(\d{4})\b/.exec(message)?.[1];
  const outer = returnCode >= 1000 ? String(returnCode) : '';
  return {
    returnCode,
    code: inMessage ?? outer,
    refusalCode: /\((RC\d+|\d{6})[:)]/.exec(message)?.[1] ?? '',
    message,
  };
}

/**
 * Judges an answer by a list of what is known; whatever is not on it proves nothing.
 *
 * Only a readable answer with a published code counts as proof that nothing was processed. A server failure (5xx, 1999),
 * an unreadable body, an outer code without an inner one, an unheard-of code: all may come after an order was taken.
 */
export const judgeAnswer: AnswerJudge = (call, { status, headers, body }) => {
  const parsed = parseBody(body);
  if (status >= 500) return unproven(serverFailed(status, parsed), 'backOff');
  if (parsed === null) return unreadableVerdict(status, body);
  const result = readResult(parsed);
  if (Number.isNaN(result.returnCode)) return unreadableVerdict(status, body);
  if (result.returnCode === KIWOOM_RETURN_CODES.success) {
    if (status === 200) return { kind: 'accepted', answer: { body: parsed, headers } };
    return unproven(unexpectedStatus(status), 'never');
  }
  return judgeRefusal({ api: call.name as KiwoomApiId, status, headers }, result);
};

interface Answered {
  readonly api: KiwoomApiId;
  readonly status: number;
  readonly headers: HttpResponse['headers'];
}

function judgeRefusal(answered: Answered, result: KiwoomResult): AnswerVerdict {
  const { api, status } = answered;
  const isProofStatus = status === 200 || (status >= 400 && status < 500);
  const row = kiwoomError(result.code);
  if (row !== null && isProofStatus) return judgeKnown(answered, row, result);
  const isRefusal =
    result.returnCode === KIWOOM_RETURN_CODES.refused &&
    (result.code === REFUSAL_WRAPPER || result.refusalCode.startsWith('RC'));
  if (isRefusal && status === 200) return { kind: 'refused', error: rejection(api, result) };
  if (status === 401) return unproven(unexpectedStatus(status), 'newToken');
  if (status === 429 || result.returnCode === KIWOOM_RETURN_CODES.tooManyRequests) {
    return unproven(overQuota(answered, result), 'backOff');
  }
  return unproven(rejection(api, result), 'never');
}

function judgeKnown(answered: Answered, row: KiwoomErrorRow, result: KiwoomResult): AnswerVerdict {
  const { api } = answered;
  if (TOKEN_CODES.has(row.code))
    return { kind: 'tokenRefused', error: authError('AUTH_TOKEN_REFUSED', result) };
  if (row.group === 'server') return unproven(serverRefused(result), 'backOff');
  if (row.group === 'rate') {
    const scope = { '1701': TOTAL_SCOPE, '1702': groupScope(api) }[row.code] ?? apiScope(api);
    return {
      kind: 'overQuota',
      error: overQuota(answered, result),
      scope,
      retryAfterMs: pauseOf(answered),
    };
  }
  return { kind: 'refused', error: refusalOf(api, row, result) };
}

/** The error of a published code that no new token and no patience can cure. */
function refusalOf(api: KiwoomApiId | null, row: KiwoomErrorRow, result: KiwoomResult): HogaError {
  switch (row.group) {
    case 'input':
      return hogaError('validation', 'BROKER_INPUT_REFUSED', result.message, verbatim(result));
    case 'credentials':
      return authError('AUTH_KEY_REFUSED', result);
    case 'device':
      return authError('AUTH_DEVICE_REFUSED', result);
    case 'token':
      return authError('AUTH_TOKEN_REFUSED', result);
    case 'mode':
      return row.code === '8030' ? authError('AUTH_MODE_MISMATCH', result) : rejection(api, result);
    case 'symbol':
    case 'rate':
    case 'server':
      return rejection(api, result);
  }
}

/** The error of a socket login that was refused, and whether a new token may help. */
export function judgeLogin(result: KiwoomResult): { error: HogaError; isTokenAtFault: boolean } {
  const row = kiwoomError(result.code);
  const isTokenAtFault = TOKEN_CODES.has(result.code);
  if (isTokenAtFault) return { error: authError('AUTH_TOKEN_REFUSED', result), isTokenAtFault };
  if (row !== null) return { error: refusalOf(null, row, result), isTokenAtFault };
  return {
    error: hogaError('connectivity', 'LOGIN_REFUSED', result.message, verbatim(result)),
    isTokenAtFault,
  };
}

/** The broker's refusal, its code and words kept as they came. */
function rejection(api: KiwoomApiId | null, result: KiwoomResult): HogaError {
  const isOrder = api !== null && isKiwoomOrderApi(api);
  const code = isOrder ? 'ORDER_REJECTED' : 'BROKER_REFUSED';
  return hogaError('venueRejected', code, result.message, verbatim(result));
}

/** An answer whose content cannot be used. */
export function unreadable(path: string, sample: unknown): HogaError {
  return hogaError('protocol', 'ANSWER_UNREADABLE', `${path} is not what was expected: ${scrub(sample)}`, {
    path,
    sample: scrub(sample),
  });
}

function parseBody(text: string): AnswerBody | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function unreadableVerdict(status: number, body: string): AnswerVerdict {
  if (status === 401) return unproven(unexpectedStatus(status), 'newToken');
  if (status === 429) return unproven(unexpectedStatus(status), 'backOff');
  return status === 200
    ? unproven(unreadable('body', body), 'once')
    : unproven(unexpectedStatus(status), 'never');
}

function unproven(error: HogaError, retry: 'backOff' | 'newToken' | 'once' | 'never'): AnswerVerdict {
  return { kind: 'unproven', error, retry };
}

const verbatim = (result: KiwoomResult) => ({
  venueCode: result.refusalCode || result.code || String(result.returnCode),
  venueText: result.message,
});

const authError = (code: string, result: KiwoomResult) =>
  hogaError('auth', code, result.message, verbatim(result));

/** A second, unless the answer names a longer pause. */
function pauseOf({ headers }: Answered): number {
  const seconds = parseInteger(headers['retry-after']);
  return Number.isNaN(seconds)
    ? OVER_QUOTA_PAUSE_MS
    : Math.min(LONGEST_PAUSE_MS, Math.max(OVER_QUOTA_PAUSE_MS, seconds * 1000));
}

const overQuota = (answered: Answered, result: KiwoomResult) =>
  hogaError('rateLimited', 'RATE_LIMITED', result.message, {
    ...verbatim(result),
    scope: apiScope(answered.api),
    retryAfterMs: pauseOf(answered),
  });

const serverRefused = (result: KiwoomResult) =>
  hogaError('connectivity', 'BROKER_FAILED', result.message, verbatim(result));

const unexpectedStatus = (status: HttpResponse['status']) =>
  hogaError('protocol', 'STATUS_UNEXPECTED', `HTTP status ${status}`, { status });

const serverFailed = (status: number, body: AnswerBody | null) =>
  hogaError(
    'connectivity',
    'BROKER_FAILED',
    `HTTP status ${status} ${body === null ? '' : readResult(body).message}`,
    {
      status,
    },
  );
