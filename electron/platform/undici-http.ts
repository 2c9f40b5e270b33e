import { Agent } from 'undici';
import type { Clock } from '#electron/core/ports/clock.ts';
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '#electron/core/ports/http.ts';
import type { Result } from '#shared/domain/result.ts';
import { err } from '#shared/domain/result.ts';
import { createExchange } from './http-exchange.ts';

export interface UndiciHttpOptions {
  readonly clock: Clock;
  /** Largest answer that is read; more is `tooLarge`. */
  readonly maxBodyBytes?: number;
  /** Certificates to trust besides the system's, as PEM; for an exchange with a certificate of its own. */
  readonly extraCertificates?: string;
}

const MAX_BODY_BYTES = 16 * 1024 * 1024;

const CONNECT_TIMEOUT_MS = 10_000;

/** A connection may carry the next request for this long. Shorter than servers keep theirs, see `createUndiciHttp`. */
const KEEP_ALIVE_MS = 4000;

/**
 * HTTP/1.1 over undici, one request a connection at a time, with no retry and no redirect.
 *
 * A request that goes out on a kept connection just as the server closes it counts as maybe sent, which costs an order a
 * reconciliation. Connections are therefore dropped well before common servers drop theirs.
 */
export function createUndiciHttp({
  clock,
  maxBodyBytes = MAX_BODY_BYTES,
  extraCertificates,
}: UndiciHttpOptions): Http {
  const agent = new Agent({
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    keepAliveTimeoutThreshold: 2000,
    // One limit holds for the whole exchange, kept by the injected clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: CONNECT_TIMEOUT_MS,
      ...(extraCertificates === undefined ? {} : { ca: extraCertificates }),
    },
  });
  let isClosed = false;
  return {
    send(request: HttpRequest): Promise<Result<HttpResponse, HttpFailure>> {
      const url = URL.canParse(request.url) ? new URL(request.url) : null;
      if (!url || !['http:', 'https:'].includes(url.protocol)) {
        return Promise.resolve(
          err({ reason: 'unresolved', maybeSent: false, detail: 'not an HTTP address' }),
        );
      }
      if (isClosed) {
        return Promise.resolve(err({ reason: 'aborted', maybeSent: false, detail: 'the client is closed' }));
      }
      return new Promise((resolve) => {
        const exchange = createExchange({ request, clock, maxBodyBytes, resolve });
        try {
          agent.dispatch(
            {
              origin: url.origin,
              path: url.pathname + url.search,
              method: request.method,
              headers: { ...request.headers },
              body: request.body,
            },
            exchange.handler,
          );
        } catch (cause) {
          exchange.fail(cause);
        }
      });
    },
    close() {
      isClosed = true;
      // Requests end at once. A connection still being made ends by its own timeout; nothing need wait for that.
      agent.destroy().catch(() => undefined);
      return Promise.resolve();
    },
  };
}
