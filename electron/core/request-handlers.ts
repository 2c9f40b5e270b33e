import type { z } from 'zod';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { RequestName, RequestPayload, RequestReply } from '#shared/contract/requests.ts';
import { REQUEST_SCHEMAS } from '#shared/contract/schemas.ts';
import type { Log } from './ports/log.ts';

/** Serves one request of the contract for one window. */
export type RequestHandler<Name extends RequestName> = (
  payload: RequestPayload<Name>,
  clientId: string,
) => Promise<Result<RequestReply<Name>>> | Result<RequestReply<Name>>;

/** One handler for every request, none missing. */
export type RequestHandlers = { readonly [Name in RequestName]: RequestHandler<Name> };

/**
 * Serves what a window asks: known name, payload that fits its schema, then the handler. Never throws: a bug becomes a
 * `protocol` error INTERNAL_ERROR that is logged with its stack, and the window learns only its code.
 */
export async function serveRequest(
  handlers: RequestHandlers,
  log: Log,
  clientId: string,
  name: string,
  payload: unknown,
): Promise<Result<unknown>> {
  if (!isRequestName(name)) return err(hogaError('validation', 'REQUEST_UNKNOWN', 'no such request'));
  const parsed = REQUEST_SCHEMAS[name].safeParse(payload);
  if (!parsed.success) return err(malformed(name, parsed.error));
  try {
    const handler = handlers[name] as RequestHandler<RequestName>;
    const result = await handler(parsed.data, clientId);
    return result.ok ? ok(result.value) : err(withoutCause(result.error));
  } catch (error) {
    log.error('request failed', { name, error });
    return err(hogaError('protocol', 'INTERNAL_ERROR', `${name} failed inside the desk`, { request: name }));
  }
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(REQUEST_SCHEMAS, name);
}

/** Names the first field that does not fit. The value itself is not repeated. */
function malformed(name: RequestName, error: z.ZodError): HogaError {
  const path = error.issues[0]?.path.map(String).join('.') ?? '';
  return hogaError('validation', 'REQUEST_MALFORMED', `${name}: ${path}`, { request: name, field: path });
}

/** A cause may hold anything; it stays in the log. */
export function withoutCause({ kind, code, detail, context }: HogaError): HogaError {
  return { kind, code, detail, context };
}
