import type { KiwoomApiId } from '#shared/catalogue/kiwoom-endpoints.ts';
import { kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { Result } from '#shared/domain/result.ts';
import { ok } from '#shared/domain/result.ts';
import type { Lane } from '../../rate-limit/quota-policy.ts';
import type { AnswerBody, BrokerAnswer, BrokerCall } from '../../transport/broker-call.ts';
import type { RequestPipeline } from '../../transport/request-pipeline.ts';
import type { LastCheck } from '../broker.ts';
import type { KiwoomSettings } from './kiwoom-settings.ts';
import { apiScope, groupScope } from './kiwoom-settings.ts';

/** Request fields as Kiwoom has them: all text. */
export type RequestBody = Readonly<Record<string, string>>;

export interface RawPage {
  readonly body: AnswerBody;
  /** Key of the next page; null on the last. */
  readonly nextKey: string | null;
}

/** Kiwoom's REST APIs one to one: ids, headers, paging. Knows the fields of no API. */
export interface RawClient {
  /** Asks once for one page; `nextKey` null for the first. */
  read(api: KiwoomApiId, body: RequestBody, nextKey?: string | null): Promise<Result<RawPage>>;
  /** Sends a command at most once. See `RequestPipeline.command` for what its errors prove. */
  command(
    api: KiwoomApiId,
    body: RequestBody,
    onSent: () => void,
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
  ): BrokerCall {
    const headers = {
      'content-type': 'application/json;charset=UTF-8',
      'api-id': api,
      ...(nextKey === null ? {} : { 'cont-yn': 'Y', 'next-key': nextKey }),
    };
    return {
      name: api,
      lane: LANES[api] ?? 'quote',
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
    async read(api, body, nextKey = null) {
      const answer = await pipeline.read(describe(api, body, settings.requestTimeoutMs, nextKey));
      if (!answer.ok) return answer;
      return ok({ body: answer.value.body, nextKey: nextKeyOf(answer.value) });
    },
    async command(api, body, onSent, lastCheck) {
      const call = describe(api, body, settings.orderTimeoutMs, null);
      const answer = await pipeline.command(call, onSent, lastCheck);
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
