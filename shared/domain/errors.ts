/**
 * What kind of failure it is, and so what the program may do about it.
 *
 * - `validation`      our own checks said no; nothing was sent
 * - `auth`            no credential, or expired or revoked: refresh once, then ask
 * - `rateLimited`     a quota; queries wait and retry, orders only when proven not processed
 * - `connectivity`    offline, timeout or closed before anything was sent, or during a read
 * - `venueRejected`   the venue or broker definitely refused; `venueCode` and `venueText` are verbatim
 * - `outcomeUnknown`  sent, with no proof either way: never resend, reconcile
 * - `protocol`        the answer does not parse; after an order, treat as `outcomeUnknown`
 * - `storage`         ledger or settings could not be written: blocks new orders
 */
export type ErrorKind =
  | 'validation'
  | 'auth'
  | 'rateLimited'
  | 'connectivity'
  | 'venueRejected'
  | 'outcomeUnknown'
  | 'protocol'
  | 'storage';

export type ErrorContext = Readonly<Record<string, string | number | boolean | null>>;

/** An expected failure. It is plain data, so it crosses the contract unchanged but for `cause`. */
export interface HogaError {
  readonly kind: ErrorKind;
  /** Stable, CATEGORY_CONDITION, for example `PRICE_OFF_TICK`. Also the key of the message shown to the trader. */
  readonly code: string;
  /** For the log, in English; never holds a secret. */
  readonly detail: string;
  /** Values that the shown message needs, and for `venueRejected` the `venueCode` and `venueText`. */
  readonly context: ErrorContext;
  /** What caused it, for the log only. Dropped at the contract. */
  readonly cause?: unknown;
}

export function hogaError(
  kind: ErrorKind,
  code: string,
  detail: string,
  context: ErrorContext = {},
  cause?: unknown,
): HogaError {
  return cause === undefined ? { kind, code, detail, context } : { kind, code, detail, context, cause };
}
