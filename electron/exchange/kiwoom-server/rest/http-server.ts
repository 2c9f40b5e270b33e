import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Clock } from '#shared/domain/clock.ts';
import type { ServerLog } from '../server-log.ts';
import type { World } from '../../world.ts';
import type { CarriedAnswer, RestAnswer, RestCall, Traffic } from '../traffic.ts';
import { apiFailure } from './api-failure.ts';
import { failureAnswer } from './rest-service.ts';

/** PEM texts; with them the servers speak https and wss. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

const MAX_BODY_BYTES = 1_048_576;
/** Twice what the sockets may be; whoever comes then is hung up on. */
const MAX_CONNECTIONS = 2_000;
const JSON_TYPE = 'application/json;charset=UTF-8';

/** How long the server waits for callers that dawdle. */
export interface CallerPatience {
  /** For the head of a request, counted from the connection for the first one. */
  readonly headMs: number;
  /** For a request in full. */
  readonly requestMs: number;
  /** How often both are looked at. */
  readonly checkMs: number;
}

const PATIENCE: CallerPatience = { headMs: 15_000, requestMs: 30_000, checkMs: 5_000 };

/** Returns an HTTP server that is not listening yet; TLS when a pair is given. */
export function createBareServer(tls: TlsPair | null, patience: CallerPatience = PATIENCE): Server {
  const options = {
    headersTimeout: patience.headMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.checkMs,
    // Longer than a client is likely to keep an idle connection, so that none is closed under a request.
    keepAliveTimeout: 75_000,
  };
  const server = tls === null ? createServer(options) : createTlsServer({ ...options, ...tls });
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

/** Serves REST calls on `server`: POST only, JSON in and out, bodies up to 1 MiB. */
export function attachRest(
  server: Server,
  options: {
    readonly serve: (call: RestCall, asOf?: World) => RestAnswer | Promise<RestAnswer>;
    readonly traffic: Traffic;
    readonly clock: Clock;
    readonly log: ServerLog;
  },
): void {
  server.on('request', (request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      options.log.error('request failed', error);
      response.destroy();
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = STATUS_LINES[error.code ?? ''] ?? '400 Bad Request';
    const failure = failureAnswer('', apiFailure('1512'));
    // What broke one request off must not hold the connection: the rest of it is not read.
    if (socket.writable) socket.end(rawAnswer(status, failure.body), () => socket.destroy());
    else socket.destroy();
  });
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  options: Parameters<typeof attachRest>[1],
): Promise<void> {
  const path = pathOf(request);
  if (request.method !== 'POST') {
    request.resume();
    return send(response, methodNotAllowed(request.method ?? '', path, options.clock));
  }
  const body = await readBody(request);
  if (body === 'aborted') return;
  if (body === 'tooLarge') {
    const failure = apiFailure('1517', 'body', `최대 ${MAX_BODY_BYTES} byte`);
    response.setHeader('connection', 'close');
    return send(response, { ...failureAnswer('', failure), status: 413 });
  }
  const call: RestCall = { method: 'POST', path, headers: headersOf(request), body };
  const answer = await options.traffic.call(call, (asOf) => options.serve(call, asOf));
  if (answer === null) response.destroy();
  else if (answer.cutAfterBytes !== undefined) sendCut(response, answer, answer.cutAfterBytes);
  else send(response, answer);
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/** Collects the body as UTF-8. Reading goes on past the limit, so that the refusal reaches a client still sending. */
function readBody(request: IncomingMessage): Promise<string | 'tooLarge' | 'aborted'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else if (size > 8 * MAX_BODY_BYTES) request.destroy();
    });
    request.on('end', () => {
      resolve(size > MAX_BODY_BYTES ? 'tooLarge' : Buffer.concat(chunks).toString('utf8'));
    });
    request.on('close', () => resolve('aborted'));
    request.on('error', () => resolve('aborted'));
  });
}

function send(response: ServerResponse, answer: RestAnswer): void {
  response.statusCode = answer.status;
  response.setHeader('content-type', JSON_TYPE);
  response.setHeader('content-length', Buffer.byteLength(answer.body));
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, headerText(value));
  response.end(answer.body);
}

/** Sends the first bytes of an answer, then breaks the connection. */
function sendCut(response: ServerResponse, answer: CarriedAnswer, bytes: number): void {
  const { socket } = response;
  if (socket === null) return;
  const head = [
    `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`,
    `content-type: ${JSON_TYPE}`,
    `content-length: ${Buffer.byteLength(answer.body)}`,
    ...Object.entries(answer.headers).map(([name, value]) => `${name}: ${headerText(value)}`),
  ];
  const whole = Buffer.from(`${head.join('\r\n')}\r\n\r\n${answer.body}`);
  // A reset overtakes what was written, unless the network has it already.
  const reset = () => ('encrypted' in socket ? socket.destroy() : socket.resetAndDestroy());
  if (bytes === 0) reset();
  else socket.write(whole.subarray(0, bytes), reset);
}

/** An API id comes back as it was sent; what cannot stand in a header does not. */
function headerText(value: string): string {
  return value.replace(/[^\x20-\x7e]/g, '').slice(0, 64);
}

/** The answer of the web framework behind the real server, with the usual code and text added. */
function methodNotAllowed(method: string, path: string, clock: Clock): RestAnswer {
  const body = {
    timestamp: new Date(clock.now()).toISOString(),
    status: 405,
    error: 'Method Not Allowed',
    message: `Method '${method}' is not supported.`,
    path,
    return_code: 2,
    return_msg: '잘못된 요청입니다[405:POST 방식만 지원합니다]',
  };
  return { status: 405, headers: { allow: 'POST' }, body: JSON.stringify(body) };
}

/** What is no call that could be answered, by the system's word for it. */
const STATUS_LINES: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

function rawAnswer(status: string, body: string): string {
  const lines = [
    `HTTP/1.1 ${status}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** Starts listening on loopback. Rejects with the system's error when the port is taken. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error) => reject(error);
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Stops a server and hangs up on every caller; sockets that became WebSockets are ended by whoever took them over. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
