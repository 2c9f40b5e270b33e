import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { MarketModels } from '../../market/market-models.ts';
import type { World } from '../../world.ts';
import type { Customer } from '../accounts/key-registry.ts';
import type { ApiHandler, Desk, Params, Reply } from '../handlers/handler.ts';
import type { BookChanges } from '../realtime/book-changes.ts';
import type { ServerLog } from '../server-log.ts';
import type { RestAnswer, RestCall } from '../traffic.ts';
import { apiFailure, type ApiFailure } from './api-failure.ts';
import { inGuideOrder } from './field-order.ts';
import { callIdentity, formatNextKey, parseNextKey } from './next-key.ts';
import { parseBody, readParams } from './params.ts';
import type { QuotaMeter } from './quota.ts';
import { readBearer } from './bearer.ts';

export interface RestServiceOptions {
  readonly world: World;
  readonly market: MarketModels;
  readonly handlers: ReadonlyMap<string, ApiHandler>;
  readonly desk: Desk;
  readonly quota: QuotaMeter;
  readonly bookChanges: BookChanges;
  readonly openingCash: number;
  readonly log: ServerLog;
}

const SUCCESS = '정상적으로 처리되었습니다';
const NO_MORE = { 'cont-yn': 'N', 'next-key': '' };

/**
 * Answers REST calls: which API, who is asking, may they, is the input right, then its handler.
 *
 * Every refusal is a JSON answer with a code; nothing a caller sends makes it throw. `asOf` takes the place of the world in one call.
 */
export function createRestService(options: RestServiceOptions): (call: RestCall, asOf?: World) => RestAnswer {
  const serve = (apiId: string, call: RestCall, world: World): Result<RestAnswer, ApiFailure> => {
    const route = findRoute(apiId, call.path, options.handlers);
    if (!route.ok) return route;
    const { endpoint, handler } = route.value;
    return handler.access === 'open'
      ? serveOpen(endpoint, handler.handle, call, options)
      : serveCustomer(endpoint, handler.handle, call, { ...options, world });
  };

  return (call, asOf = options.world) => {
    const apiId = apiIdOf(call);
    try {
      const answer = apiId === '' ? err(apiFailure('1501')) : serve(apiId, call, asOf);
      return answer.ok ? answer.value : failureAnswer(apiId, answer.error);
    } catch (error) {
      options.log.error(`call ${apiId} failed`, error);
      return failureAnswer(apiId, apiFailure('1999', 'internal'));
    }
  };
}

/** Wraps a refusal as an answer. */
export function failureAnswer(apiId: string, failure: ApiFailure): RestAnswer {
  const body = { return_code: failure.returnCode, return_msg: failure.message };
  return { status: failure.status, headers: { 'api-id': apiId, ...NO_MORE }, body: JSON.stringify(body) };
}

const TOKEN_PATHS: Readonly<Record<string, string>> = {
  '/oauth2/token': 'au10001',
  '/oauth2/revoke': 'au10002',
};

/** The token paths serve one API each, and clients call them without naming it. */
export function apiIdOf(call: RestCall): string {
  const named = (call.headers['api-id'] ?? '').trim();
  return named === '' ? (TOKEN_PATHS[call.path] ?? '') : named;
}

interface Route {
  readonly endpoint: KiwoomEndpoint;
  readonly handler: ApiHandler;
}

function findRoute(
  apiId: string,
  path: string,
  handlers: ReadonlyMap<string, ApiHandler>,
): Result<Route, ApiFailure> {
  const handler = handlers.get(apiId);
  if (handler === undefined || !isKiwoomApiId(apiId)) return err(apiFailure('1505', apiId));
  const endpoint = kiwoomEndpoint(apiId);
  return endpoint.path === path ? ok({ endpoint, handler }) : err(apiFailure('1504', apiId, path));
}

function serveOpen(
  endpoint: KiwoomEndpoint,
  handle: (params: Params, desk: Desk) => Result<Reply, ApiFailure>,
  call: RestCall,
  options: RestServiceOptions,
): Result<RestAnswer, ApiFailure> {
  const body = parseBody(call.body);
  if (!body.ok) return body;
  const params = readParams(endpoint, body.value, false);
  if (!params.ok) return params;
  const reply = handle(params.value, options.desk);
  return reply.ok ? ok(successAnswer(endpoint, reply.value, NO_MORE)) : reply;
}

function serveCustomer(
  endpoint: KiwoomEndpoint,
  handle: Extract<ApiHandler, { access: 'token' }>['handle'],
  call: RestCall,
  options: RestServiceOptions,
): Result<RestAnswer, ApiFailure> {
  const customer = admit(endpoint.id, call, options);
  if (!customer.ok) return customer;
  const body = parseBody(call.body);
  if (!body.ok) return body;
  const params = readParams(endpoint, body.value, true);
  if (!params.ok) return params;
  const keys = endpoint.request.map(({ key }) => key);
  const identity = callIdentity(endpoint.id, customer.value.appKey, params.value, keys);
  const cursor = readCursor(call, identity);
  if (!cursor.ok) return cursor;
  const reply = handle(params.value, {
    world: options.world,
    market: options.market,
    bookChanges: options.bookChanges,
    customer: customer.value,
    openingCash: options.openingCash,
    cursor: cursor.value,
  });
  if (!reply.ok) return reply;
  const next = reply.value.nextCursor ?? null;
  const paging = next === null ? NO_MORE : { 'cont-yn': 'Y', 'next-key': formatNextKey(identity, next) };
  return ok(successAnswer(endpoint, reply.value, paging));
}

/** Checks the token, then the quota: a call without a valid token costs no quota. */
function admit(apiId: string, call: RestCall, options: RestServiceOptions): Result<Customer, ApiFailure> {
  const token = readBearer(call.headers['authorization']);
  if (!token.ok) return token;
  const customer = options.desk.tokens.find(token.value);
  if (customer === null) return err(apiFailure('8005'));
  const verdict = options.quota.take(customer.appKey, apiId);
  if (verdict === 'granted') return ok(customer);
  const { ratePerSecond } = verdict.rule;
  return err(
    verdict.exceeded === 'api' ? apiFailure('1700', ratePerSecond, apiId) : apiFailure('1701', ratePerSecond),
  );
}

/** A key without `cont-yn: Y` is ignored, `Y` without a key asks for the first page. */
function readCursor(call: RestCall, identity: string): Result<string | null, ApiFailure> {
  const nextKey = (call.headers['next-key'] ?? '').trim();
  if ((call.headers['cont-yn'] ?? '').trim().toUpperCase() !== 'Y' || nextKey === '') return ok(null);
  const cursor = parseNextKey(identity, nextKey);
  return cursor === null ? err(apiFailure('1517', 'next-key', '연속조회키가 올바르지 않습니다')) : ok(cursor);
}

function successAnswer(
  endpoint: KiwoomEndpoint,
  reply: Reply,
  paging: { readonly 'cont-yn': string; readonly 'next-key': string },
): RestAnswer {
  const fields = inGuideOrder(endpoint, reply.body);
  const body = { ...fields, return_code: 0, return_msg: reply.message ?? SUCCESS };
  return { status: 200, headers: { 'api-id': endpoint.id, ...paging }, body: JSON.stringify(body) };
}
