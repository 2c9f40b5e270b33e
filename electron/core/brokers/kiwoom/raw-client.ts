import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { isKiwoomOrderApi, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { Lane } from '../../rate-limit/quota-policy.ts';
import type { AnswerBody, BrokerAnswer, BrokerCall } from '../../transport/broker-call.ts';
import type { RequestPipeline } from '../../transport/request-pipeline.ts';
import type { LastCheck, OnSent } from '../broker.ts';
import type { KiwoomSettings } from './kiwoom-settings.ts';
import { apiScope, groupScope } from './kiwoom-settings.ts';

/** Request fields as Kiwoom has them: all text. */
export type RequestBody = Readonly<Record<string, string>>;

export interface RawPage {
  readonly body: AnswerBody;
  /** Key of the next page; null on the last. */
  readonly nextKey: string | null;
  /** Names in lower case. */
  readonly headers: BrokerAnswer['headers'];
}

/** Kiwoom's REST APIs one to one: ids, headers, paging. Knows the fields of no API. */
export interface RawClient {
  /**
   * Asks for one page; `nextKey` null for the first. `lane` null: the one of the API. A query may be asked again after a failure, so
   * an API that places, amends or cancels an order is refused with `validation` API_IS_ORDER.
   */
  read(
    api: KiwoomApiId,
    body: RequestBody,
    nextKey?: string | null,
    lane?: Lane | null,
  ): Promise<Result<RawPage>>;
  /** Sends a command at most once. See `RequestPipeline.command` for what its errors prove. */
  command(
    api: KiwoomApiId,
    body: RequestBody,
    onSent: OnSent,
    lastCheck?: LastCheck,
  ): Promise<Result<AnswerBody>>;
  /** Calls an API of the token family, which goes without a token. */
  tokenCall(api: 'au10001' | 'au10002', body: RequestBody): Promise<Result<AnswerBody>>;
}

const LANES: Readonly<Partial<Record<KiwoomApiId, Lane>>> = {
  // Nothing moves without a token, an order least of all.
  au10001: 'order',
  au10002: 'account',
  kt10000: 'order',
  kt10001: 'order',
  kt10002: 'order',
  kt10003: 'orderControl',
  kt10006: 'order',
  kt10007: 'order',
  kt10008: 'order',
  kt10009: 'orderControl',
  kt50000: 'order',
  kt50001: 'order',
  kt50002: 'order',
  kt50003: 'orderControl',
  ka10075: 'orderControl',
  ka10076: 'orderControl',
  ka10088: 'orderControl',
  kt00007: 'orderControl',
  ka00001: 'account',
  kt00001: 'account',
  kt00004: 'account',
  kt00010: 'account',
  kt00018: 'account',
};

export function requestHeaders(api: KiwoomApiId, nextKey: string | null): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json;charset=UTF-8',
    'api-id': api,
    ...(nextKey === null ? {} : { 'cont-yn': 'Y', 'next-key': nextKey }),
  };
}

export function createRawClient(
  pipeline: RequestPipeline,
  restUrl: string,
  settings: KiwoomSettings,
): RawClient {
  const base = restUrl.replace(/\/+$/, '');

  function describe(
    api: KiwoomApiId,
    body: RequestBody,
    timeoutMs: number,
    nextKey: string | null,
    lane: Lane | null = null,
  ): BrokerCall {
    const headers = requestHeaders(api, nextKey);
    return {
      name: api,
      lane: lane ?? LANES[api] ?? 'quote',
      scopes: [apiScope(api), groupScope(api)],
      timeoutMs,
      build: (token) => ({
        method: 'POST',
        url: base + kiwoomEndpoint(api).path,
        headers: token === '' ? headers : { ...headers, authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    };
  }

  return {
    async read(api, body, nextKey = null, lane = null) {
      if (isKiwoomOrderApi(api)) return err(notAQuery(api));
      const answer = await pipeline.read(describe(api, body, settings.requestTimeoutMs, nextKey, lane));
      if (!answer.ok) return answer;
      const { body: fields, headers } = answer.value;
      return ok({ body: fields, headers, nextKey: nextKeyOf(answer.value) });
    },
    async command(api, body, onSent, lastCheck) {
      const call = describe(api, body, settings.orderTimeoutMs, null);
      const tellSent = () => onSent({ name: api, body: JSON.stringify(body) });
      const answer = await pipeline.command(call, tellSent, lastCheck);
      return answer.ok ? ok(answer.value.body) : answer;
    },
    async tokenCall(api, body) {
      const answer = await pipeline.attempt(describe(api, body, settings.requestTimeoutMs, null));
      return answer.ok ? ok(answer.value.body) : answer;
    },
  };
}

/** Anything but `Y` with a key is the last page. */
function nextKeyOf({ headers }: BrokerAnswer): string | null {
  const key = headers['next-key']?.trim() ?? '';
  return headers['cont-yn']?.trim().toUpperCase() === 'Y' && key !== '' ? key : null;
}

const notAQuery = (api: KiwoomApiId) =>
  hogaError('validation', 'API_IS_ORDER', `${api} is an order and no query; not sent`, { api });
