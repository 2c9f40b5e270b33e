import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { HttpFailure, HttpRequest, HttpResponse } from '#electron/core/ports/http.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import { failureReason } from './http-failure.ts';

export interface ExchangeParts {
  readonly request: HttpRequest;
  readonly clock: Clock;
  readonly maxBodyBytes: number;
  readonly resolve: (result: Result<HttpResponse, HttpFailure>) => void;
}

export interface Exchange {
  readonly handler: Dispatcher.DispatchHandler;
  /** The request could not even be handed over. */
  fail(cause: unknown): void;
}

/**
 * Follows one request from the connection to the last byte of its answer.
 *
 * undici calls `onRequestStart` on an open connection right before it writes. Until then a failure proves that nothing was
 * sent; from then on nothing but a complete answer proves anything. When time runs out before that call, the request is
 * withdrawn there, unwritten.
 */
export function createExchange({ request, clock, maxBodyBytes, resolve }: ExchangeParts): Exchange {
  let controller: Dispatcher.DispatchController | null = null;
  let isSettled = false;
  let response: { status: number; headers: IncomingHttpHeaders } | null = null;
  const parts: Buffer[] = [];
  let size = 0;

  const settle = (result: Result<HttpResponse, HttpFailure>): void => {
    if (isSettled) return;
    isSettled = true;
    stopTimer();
    resolve(result);
  };
  const giveUp = (reason: HttpFailure['reason'], detail: string): void => {
    settle(err({ reason, maybeSent: controller !== null, detail }));
    controller?.abort(new Error(detail));
  };
  const fail = (cause: unknown): void => {
    const { reason, detail } = failureReason(cause);
    settle(err({ reason, maybeSent: controller !== null, detail }));
  };
  const stopTimer = clock.after(request.timeoutMs, () =>
    giveUp('timeout', `no answer in ${request.timeoutMs} ms`),
  );

  return {
    fail,
    handler: {
      onRequestStart(given) {
        // A second start would be a second sending: it is withdrawn, as is one that comes after time ran out.
        if (isSettled || controller) {
          given.abort(new Error('withdrawn before it was sent'));
          return;
        }
        controller = given;
        request.onSent?.();
      },
      onResponseStart(_controller, status, headers) {
        if (status >= 200) response = { status, headers };
      },
      onResponseData(_controller, chunk) {
        size += chunk.length;
        if (size > maxBodyBytes) giveUp('tooLarge', `answer larger than ${maxBodyBytes} bytes`);
        else parts.push(chunk);
      },
      onResponseEnd() {
        if (!response) return fail(new Error('the answer had no head'));
        const { status, headers } = response;
        settle(ok({ status, headers: flatten(headers), body: Buffer.concat(parts).toString('utf8') }));
      },
      onResponseError: (_controller, cause) => fail(cause),
    },
  };
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}
