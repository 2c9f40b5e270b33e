import type { Clock } from '#shared/domain/clock.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { assertNever, err, ok } from '#shared/domain/result.ts';
import type { TokenManager } from '../auth/token-manager.ts';
import type { Http, HttpFailure, HttpResponse } from '../ports/http.ts';
import type { Ids } from '../ports/ids.ts';
import type { Log } from '../ports/log.ts';
import type { RateLimiter, SettleSlot } from '../rate-limit/rate-limiter.ts';
import { ANSWER_LIMIT_MS } from './answer-limit.ts';
import type { AnswerJudge, AnswerVerdict, BrokerAnswer, BrokerCall } from './broker-call.ts';
import type { BrokerTime } from './broker-time.ts';
import { connectivityError, outcomeUnknown } from './request-errors.ts';
import type { FailedAttempt } from './read-retries.ts';
import { ReadRetries } from './read-retries.ts';

/** The one way a request leaves for a broker: slot, token, network, judgement. */
export interface RequestPipeline {
  /** Asks a question; repeats it where that can help. Never gives `outcomeUnknown`. */
  read(call: BrokerCall): Promise<Result<BrokerAnswer>>;
  /**
   * Sends a command at most once, whatever happens. `onSent` is called when its first byte leaves.
   *
   * Any error but `outcomeUnknown` is a proof that the broker did not process it. `lastCheck` is asked once all waiting is
   * over; its error keeps the command from leaving.
   */
  command(
    call: BrokerCall,
    onSent: () => void,
    lastCheck?: () => HogaError | null,
  ): Promise<Result<BrokerAnswer>>;
  /** One attempt without a token, for the token requests themselves. */
  attempt(call: BrokerCall): Promise<Result<BrokerAnswer>>;
  /** Gives up waiting requests and refuses new ones until `open`. What is on the wire runs to its end. */
  close(): void;
  open(): void;
}

export interface PipelineParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly http: Http;
  readonly limiter: RateLimiter;
  readonly tokens: () => TokenManager;
  readonly time: BrokerTime;
  readonly judge: AnswerJudge;
}

/** What became of one exchange on the wire. */
type Sent =
  | { readonly kind: 'answered'; readonly verdict: AnswerVerdict }
  | { readonly kind: 'failed'; readonly failure: HttpFailure };

export function createRequestPipeline(parts: PipelineParts): RequestPipeline {
  const { clock, ids, log, http, limiter, time, judge } = parts;
  const waits = new Set<() => void>();
  let isOpen = true;

  function judged(call: BrokerCall, response: HttpResponse, roundTripMs: number): AnswerVerdict {
    time.observe(response.headers.date, roundTripMs);
    const verdict = judge(call, response);
    if (verdict.kind === 'overQuota') limiter.penalize(verdict.scope, verdict.retryAfterMs);
    const outcome = verdict.kind === 'accepted' ? null : verdict.error.code;
    log.debug('broker answered', { call: call.name, status: response.status, roundTripMs, outcome });
    return verdict;
  }

  async function exchange(call: BrokerCall, token: string, onSent: () => void): Promise<Sent> {
    const startedAt = clock.monotonicNow();
    let isSent = false;
    const markSent = () => {
      if (isSent) return;
      isSent = true;
      onSent();
    };
    try {
      const request = { ...call.build(token), timeoutMs: call.timeoutMs, onSent: markSent };
      const answer = await http.send(request);
      if (answer.ok) {
        return { kind: 'answered', verdict: judged(call, answer.value, clock.monotonicNow() - startedAt) };
      }
      return { kind: 'failed', failure: { ...answer.error, maybeSent: isSent || answer.error.maybeSent } };
    } catch (error) {
      // A bug in a port must not pass for "not sent".
      log.error('request failed in a way that cannot be told', { call: call.name, error: String(error) });
      return { kind: 'failed', failure: { reason: 'aborted', maybeSent: true, detail: String(error) } };
    }
  }

  function failedRead(sent: Exclude<Sent, { verdict: { kind: 'accepted' } }>, token: string): FailedAttempt {
    if (sent.kind === 'failed') {
      const isFinal = sent.failure.reason === 'tls' || sent.failure.reason === 'tooLarge';
      return { retryClass: isFinal ? 'final' : 'backOff', error: connectivityError(sent.failure) };
    }
    const { verdict } = sent;
    switch (verdict.kind) {
      case 'tokenRefused':
        parts.tokens().refuse(token);
        return { retryClass: 'newToken', error: verdict.error };
      case 'overQuota':
        return { retryClass: 'overQuota', error: verdict.error };
      case 'refused':
        return { retryClass: 'final', error: verdict.error };
      case 'unproven':
        if (verdict.retry === 'newToken') parts.tokens().refuse(token);
        return { retryClass: UNPROVEN_RETRY[verdict.retry], error: verdict.error };
      case 'accepted':
        throw new Error('an accepted answer is no failure');
      default:
        return assertNever(verdict);
    }
  }

  async function readOnce(call: BrokerCall): Promise<Result<BrokerAnswer, FailedAttempt>> {
    const token = await parts.tokens().get();
    if (!token.ok) return err({ retryClass: classOfMissingToken(token.error), error: token.error });
    const slot = await limiter.acquire(call);
    if (!slot.ok) return err({ retryClass: 'final', error: slot.error });
    const sent = await exchange(call, token.value, () => undefined).finally(slot.value);
    if (sent.kind === 'answered' && sent.verdict.kind === 'accepted') return ok(sent.verdict.answer);
    return err(failedRead(sent, token.value));
  }

  function pause(delayMs: number): Promise<void> {
    if (delayMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        waits.delete(end);
        stop();
        resolve();
      };
      const stop = clock.after(delayMs, end);
      waits.add(end);
    });
  }

  async function read(call: BrokerCall): Promise<Result<BrokerAnswer>> {
    const retries = new ReadRetries();
    for (;;) {
      if (!isOpen) return err(linkClosed());
      const answer = await readOnce(call);
      if (answer.ok) return answer;
      const { retryClass, error } = answer.error;
      const delayMs = retries.nextDelayMs(retryClass, ids.random());
      if (delayMs === null) return err(error);
      log.info('asking again', { call: call.name, retryClass, delayMs, code: error.code });
      await pause(delayMs);
    }
  }

  /** Gives the slot back when the answer is overdue, too: one that never comes must not keep the next order waiting. */
  function exchangeCommand(
    call: BrokerCall,
    token: string,
    onSent: () => void,
    settle: SettleSlot,
  ): Promise<Sent> {
    let stop = (): void => undefined;
    const startLimit = () => {
      stop = clock.after(ANSWER_LIMIT_MS, settle);
      onSent();
    };
    return exchange(call, token, startLimit).finally(() => {
      stop();
      settle();
    });
  }

  async function command(
    call: BrokerCall,
    onSent: () => void,
    lastCheck: () => HogaError | null = () => null,
  ): Promise<Result<BrokerAnswer>> {
    if (!isOpen) return err(linkClosed());
    const early = await parts.tokens().get();
    if (!early.ok) return early;
    const slot = await limiter.acquire(call);
    if (!slot.ok) return slot;
    // The wait for the slot may have been long: what counts is the token at the moment of sending.
    const token = await parts.tokens().get();
    if (!token.ok || !isOpen) {
      slot.value();
      return token.ok ? err(linkClosed()) : token;
    }
    const objection = lastCheck();
    if (objection !== null) {
      slot.value();
      return err(objection);
    }
    const sent = await exchangeCommand(call, token.value, onSent, slot.value);
    if (sent.kind === 'failed') {
      return err(sent.failure.maybeSent ? outcomeUnknown(sent.failure) : connectivityError(sent.failure));
    }
    const { verdict } = sent;
    if (verdict.kind === 'accepted') return ok(verdict.answer);
    if (verdict.kind === 'tokenRefused') parts.tokens().refuse(token.value);
    return err(verdict.kind === 'unproven' ? outcomeUnknown(verdict.error) : verdict.error);
  }

  async function attempt(call: BrokerCall): Promise<Result<BrokerAnswer>> {
    if (!isOpen) return err(linkClosed());
    const slot = await limiter.acquire(call);
    if (!slot.ok) return slot;
    const sent = await exchange(call, '', () => undefined).finally(slot.value);
    if (sent.kind === 'failed') return err(connectivityError(sent.failure));
    return sent.verdict.kind === 'accepted' ? ok(sent.verdict.answer) : err(sent.verdict.error);
  }

  return {
    read,
    command,
    attempt,
    close() {
      isOpen = false;
      limiter.abortAll();
      for (const end of [...waits]) end();
    },
    open() {
      isOpen = true;
    },
  };
}

const UNPROVEN_RETRY = {
  backOff: 'backOff',
  newToken: 'newToken',
  once: 'unreadable',
  never: 'final',
} as const;

/** A token that could not be had for lack of a network is worth waiting for; one that was refused is not. */
function classOfMissingToken(error: HogaError): FailedAttempt['retryClass'] {
  return error.kind === 'connectivity' || error.kind === 'rateLimited' ? 'backOff' : 'final';
}

const linkClosed = () =>
  hogaError('connectivity', 'LINK_CLOSED', 'the link to the broker is closed; not sent');
