import { isKiwoomApiId, kiwoomEndpoint } from '#shared/catalogue/kiwoom-endpoints.ts';
import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { MarketModels } from '../../market/market-models.ts';
import { TURN_OVER } from '../../market/turns.ts';
import type { World } from '../../world.ts';
import type { Customer } from '../accounts/key-registry.ts';
import type { ApiHandler, Call, Desk, Params, Reply } from '../handlers/handler.ts';
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
  /** Calls back after the current turn of the event loop. */
  readonly defer: (callback: () => void) => void;
}

const SUCCESS = '정상적으로 처리되었습니다';
/** What changes something. @source Kiwoom REST API guide: /api/dostk/ordr and /api/dostk/crdordr */
const ORDER_PATH = /ordr$/;
const NO_MORE = { 'cont-yn': 'N', 'next-key': '' };

/** Answers REST calls. */
export interface RestService {
  /** Answers at once, however long it takes. `asOf` takes the place of the world. */
  serve(call: RestCall, asOf?: World): RestAnswer;
  /** The same, but a question that takes long lets others go on in between; an order is carried out at once. */
  serveInTurns(call: RestCall, asOf?: World): RestAnswer | Promise<RestAnswer>;
}

/** A call that may be answered. */
interface Question {
  /** Whether asking again changes nothing. */
  readonly isRepeatable: boolean;
  ask(): Result<Reply, ApiFailure>;
  answer(reply: Reply): RestAnswer;
}

/**
 * Which API, who is asking, may they, is the input right, then its handler.
 *
 * Every refusal is a JSON answer with a code; nothing a caller sends makes it throw.
 */
export function createRestService(options: RestServiceOptions): RestService {
  const { turns } = options.market;
  /** Long questions wait for each other: together they would hold up everybody. */
  let lastLong: Promise<unknown> = Promise.resolve();

  const prepare = (apiId: string, call: RestCall, world: World): Result<Question, ApiFailure> => {
    if (apiId === '') return err(apiFailure('1501'));
    const route = findRoute(apiId, call.path, options.handlers);
    if (!route.ok) return route;
    const { endpoint, handler } = route.value;
    return handler.access === 'open'
      ? prepareOpen(endpoint, handler.handle, call, options)
      : prepareCustomer(endpoint, handler.handle, call, { ...options, world });
  };
  const failed = (apiId: string, error: unknown): RestAnswer => {
    options.log.error(`call ${apiId} failed`, error);
    return failureAnswer(apiId, apiFailure('1999', 'internal'));
  };
  const guarded = <T>(apiId: string, answering: () => T): T | RestAnswer => {
    try {
      return answering();
    } catch (error) {
      return failed(apiId, error);
    }
  };
  const finish = (apiId: string, question: Question, reply: Result<Reply, ApiFailure>): RestAnswer =>
    reply.ok ? question.answer(reply.value) : failureAnswer(apiId, reply.error);

  const askInTurns = async (question: Question): Promise<Result<Reply, ApiFailure>> => {
    for (;;) {
      await new Promise<void>((resolve) => options.defer(resolve));
      const reply = turns.attempt(() => question.ask());
      if (reply !== TURN_OVER) return reply;
    }
  };
  const takeLong = (apiId: string, question: Question): Promise<RestAnswer> => {
    const answer = lastLong
      .then(() => askInTurns(question))
      .then((reply) => finish(apiId, question, reply))
      .catch((error: unknown) => failed(apiId, error));
    lastLong = answer;
    return answer;
  };

  return {
    serve(call, asOf = options.world) {
      const apiId = apiIdOf(call);
      return guarded(apiId, () => {
        const question = prepare(apiId, call, asOf);
        if (!question.ok) return failureAnswer(apiId, question.error);
        return finish(apiId, question.value, question.value.ask());
      });
    },
    serveInTurns(call, asOf = options.world) {
      const apiId = apiIdOf(call);
      return guarded<RestAnswer | Promise<RestAnswer>>(apiId, () => {
        const question = prepare(apiId, call, asOf);
        if (!question.ok) return failureAnswer(apiId, question.error);
        const { value } = question;
        const reply = value.isRepeatable ? turns.attempt(() => value.ask()) : value.ask();
        return reply === TURN_OVER ? takeLong(apiId, value) : finish(apiId, value, reply);
      });
    },
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

function prepareOpen(
  endpoint: KiwoomEndpoint,
  handle: (params: Params, desk: Desk) => Result<Reply, ApiFailure>,
  call: RestCall,
  options: RestServiceOptions,
): Result<Question, ApiFailure> {
  const body = parseBody(call.body);
  if (!body.ok) return body;
  const params = readParams(endpoint, body.value, false);
  if (!params.ok) return params;
  return ok({
    isRepeatable: false,
    ask: () => handle(params.value, options.desk),
    answer: (reply) => successAnswer(endpoint, reply, NO_MORE),
  });
}

function prepareCustomer(
  endpoint: KiwoomEndpoint,
  handle: Extract<ApiHandler, { access: 'token' }>['handle'],
  call: RestCall,
  options: RestServiceOptions,
): Result<Question, ApiFailure> {
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
  const { world, market, bookChanges, openingCash } = options;
  const pieces = new Map<string, unknown>();
  const once: Call['once'] = (key, make) => {
    if (!pieces.has(key)) {
      market.turns.beforePiece();
      pieces.set(key, make());
    }
    return pieces.get(key) as ReturnType<typeof make>;
  };
  const context = {
    world,
    market,
    bookChanges,
    openingCash,
    customer: customer.value,
    cursor: cursor.value,
    once,
  };
  return ok({
    isRepeatable: !ORDER_PATH.test(endpoint.path),
    ask: () => handle(params.value, context),
    answer(reply) {
      const next = reply.nextCursor ?? null;
      const paging = next === null ? NO_MORE : { 'cont-yn': 'Y', 'next-key': formatNextKey(identity, next) };
      return successAnswer(endpoint, reply, paging);
    },
  });
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
