import type { Http, HttpFailure, HttpRequest, HttpResponse } from '#electron/core/ports/http.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';

/** What the network does with one request. `onSent` is called for an answer, and for a failure that says `maybeSent`. */
export type FakeAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body: unknown }
  | { readonly failure: HttpFailure['reason']; readonly maybeSent: boolean };

export type FakeHandler = (request: HttpRequest) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeHttp extends Http {
  /** Every request so far, oldest first. */
  readonly requests: readonly HttpRequest[];
  /** Replaces what answers. */
  handle(handler: FakeHandler): void;
}

/** A network without a network: a function answers. A body that is no text is sent as JSON. */
export function createFakeHttp(initial: FakeHandler): FakeHttp {
  const requests: HttpRequest[] = [];
  let handler = initial;
  return {
    requests,
    handle(next) {
      handler = next;
    },
    async send(request): Promise<Result<HttpResponse, HttpFailure>> {
      requests.push(request);
      const answer = await handler(request);
      if ('failure' in answer) {
        if (answer.maybeSent) request.onSent?.();
        return err({ reason: answer.failure, maybeSent: answer.maybeSent, detail: `fake ${answer.failure}` });
      }
      request.onSent?.();
      const body = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
      return ok({ status: answer.status ?? 200, headers: answer.headers ?? {}, body });
    },
    close: () => Promise.resolve(),
  };
}
