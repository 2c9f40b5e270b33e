import type { HogaError } from '#shared/domain/errors.ts';
import type { HttpRequest, HttpResponse } from '../ports/http.ts';
import type { SlotRequest } from '../rate-limit/rate-limiter.ts';

/** One request as a broker's own folder describes it. */
export interface BrokerCall extends SlotRequest {
  /** The broker's name of the API, for the log. */
  readonly name: string;
  readonly timeoutMs: number;
  /** Builds the request; called again for every attempt. `token` is empty for calls that need none. */
  build(token: string): Pick<HttpRequest, 'method' | 'url' | 'headers' | 'body'>;
}

/** A JSON object as received: nothing about its fields is known. */
export type AnswerBody = Readonly<Record<string, unknown>>;

export interface BrokerAnswer {
  readonly body: AnswerBody;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What an answer says, judged by the broker's own folder. All kinds but `accepted` and `unproven` claim a proof that the
 * broker did not process the request: only answers on a list of known ones may be called that.
 *
 * - `tokenRefused`  the token is not valid: a new one may help
 * - `overQuota`     too many requests; `scope` is to be slowed down
 * - `refused`       the broker refuses this request
 * - `unproven`      anything else. `retry`: how a query may be asked again
 */
export type AnswerVerdict =
  | { readonly kind: 'accepted'; readonly answer: BrokerAnswer }
  | { readonly kind: 'refused'; readonly error: HogaError }
  | { readonly kind: 'tokenRefused'; readonly error: HogaError }
  | {
      readonly kind: 'overQuota';
      readonly error: HogaError;
      readonly scope: string;
      readonly retryAfterMs: number;
    }
  | {
      readonly kind: 'unproven';
      readonly error: HogaError;
      readonly retry: 'backOff' | 'newToken' | 'once' | 'never';
    };

/** Judges an answer. Pure, never throws. */
export type AnswerJudge = (call: BrokerCall, response: HttpResponse) => AnswerVerdict;
