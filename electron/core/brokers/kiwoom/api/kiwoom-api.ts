import type { KiwoomAnswer, KiwoomRequest } from '#shared/catalogue/kiwoom/api-types.ts';
import type { KiwoomApiId, KiwoomEndpoints } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { ApiReply } from '#shared/contract/api.ts';
import type { BrokerEnvironment } from '#shared/domain/account.ts';
import type { Clock } from '#shared/domain/clock.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { RawClient, RawPage, RequestBody } from '../raw-client.ts';
import { formatApiCursor, parseApiCursor } from './api-cursor.ts';
import type { ParsedAnswer } from './parse-answer.ts';
import { parseAnswer } from './parse-answer.ts';
import { describeExchange } from './raw-exchange.ts';
import { checkQueryApi, checkRequest } from './request-check.ts';

/** APIs that ask and change nothing: all but orders and tokens. */
export type KiwoomQueryId = {
  [Id in KiwoomApiId]: KiwoomEndpoints[Id]['group'] extends 'orders' | 'creditOrders' | 'oauth' ? never : Id;
}[KiwoomApiId];

/** One page of an answer, typed by its API. */
export interface KiwoomPage<Id extends KiwoomQueryId> {
  readonly answer: KiwoomAnswer<Id>;
  /** Asks for the next page; null on the last. */
  readonly nextKey: string | null;
}

/** Every query of Kiwoom's REST API by its id: checked against the catalogue, sent, parsed by the kinds of its fields. */
export interface KiwoomApi {
  /**
   * Asks for one page. Errors: `validation` before anything is sent, with the field's key and Korean label; `protocol` naming
   * the field that is missing or unreadable; and those of `RequestPipeline.read`.
   */
  call<Id extends KiwoomQueryId>(
    id: Id,
    request: KiwoomRequest<Id>,
    options?: { readonly nextKey?: string | null },
  ): Promise<Result<KiwoomPage<Id>>>;
  /**
   * Asks for page after page, at most `maxPages`, as they are taken. An error is the last thing that comes; `protocol`
   * PAGES_REPEAT when the server offers a page again. Who stops taking stops asking.
   */
  pages<Id extends KiwoomQueryId>(
    id: Id,
    request: KiwoomRequest<Id>,
    options?: { readonly maxPages?: number },
  ): AsyncIterableIterator<Result<KiwoomPage<Id>>>;
  /** The same for an id that is only known at run time, with what was sent and received. */
  callByName(id: string, request: RequestBody, cursor: string | null): Promise<Result<ApiReply>>;
}

export interface KiwoomApiParts {
  readonly raw: RawClient;
  readonly clock: Clock;
  readonly environment: BrokerEnvironment;
  readonly maxPages: number;
}

interface Asked {
  readonly page: RawPage;
  readonly parsed: ParsedAnswer;
}

export function createKiwoomApi({ raw, clock, environment, maxPages }: KiwoomApiParts): KiwoomApi {
  async function ask(name: string, request: RequestBody, nextKey: string | null): Promise<Result<Asked>> {
    const id = checkQueryApi(name, environment);
    if (!id.ok) return id;
    const problem = checkRequest(id.value, request);
    if (problem !== null) return err(problem);
    // Whoever looks around waits behind the desk's own queries, whatever is asked.
    const page = await raw.read(id.value, request, nextKey, 'quote');
    if (!page.ok) return page;
    const parsed = parseAnswer(kiwoomEndpoint(id.value).response, page.value.body);
    return parsed.ok ? ok({ page: page.value, parsed: parsed.value }) : parsed;
  }

  async function call<Id extends KiwoomQueryId>(
    id: Id,
    request: KiwoomRequest<Id>,
    options: { readonly nextKey?: string | null } = {},
  ): Promise<Result<KiwoomPage<Id>>> {
    const asked = await ask(id, request, options.nextKey ?? null);
    if (!asked.ok) return asked;
    const { page, parsed } = asked.value;
    // The catalogue's row made both the type and the value.
    const answer = { ...parsed.fields, ...parsed.lists } as unknown as KiwoomAnswer<Id>;
    return ok({ answer, nextKey: page.nextKey });
  }

  async function* pages<Id extends KiwoomQueryId>(
    id: Id,
    request: KiwoomRequest<Id>,
    options: { readonly maxPages?: number } = {},
  ): AsyncGenerator<Result<KiwoomPage<Id>>, void, undefined> {
    const limit = options.maxPages ?? maxPages;
    const seen = new Set<string>();
    let nextKey: string | null = null;
    for (let count = 0; count < limit; count += 1) {
      const page: Result<KiwoomPage<Id>> = await call(id, request, { nextKey });
      yield page;
      if (!page.ok) return;
      nextKey = page.value.nextKey;
      if (nextKey === null) return;
      if (seen.has(nextKey)) {
        yield err(hogaError('protocol', 'PAGES_REPEAT', `${id}: the same page was offered twice`));
        return;
      }
      seen.add(nextKey);
    }
  }

  return {
    call,
    pages,
    async callByName(id, request, cursor) {
      const startedAt = clock.monotonicNow();
      const nextKey = parseApiCursor(id, request, cursor);
      if (nextKey === undefined) return err(foreignCursor());
      const asked = await ask(id, request, nextKey);
      if (!asked.ok) return asked;
      const { page, parsed } = asked.value;
      return ok({
        apiId: id,
        ...parsed,
        cursor: page.nextKey === null ? null : formatApiCursor(id, request, page.nextKey),
        raw: describeExchange(id as KiwoomApiId, request, nextKey, page),
        at: clock.now(),
        tookMs: Math.max(0, clock.monotonicNow() - startedAt),
      });
    },
  };
}

const foreignCursor = () =>
  hogaError('validation', 'PAGE_CURSOR_UNKNOWN', 'the page cursor is not one of this request; not sent');
