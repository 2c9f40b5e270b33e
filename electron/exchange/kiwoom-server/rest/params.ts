import type { KiwoomEndpoint, KiwoomRequestField } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { isKstDate } from '#shared/domain/time.ts';
import type { Params } from '../handlers/handler.ts';
import { apiFailure, type ApiFailure } from './api-failure.ts';

/** Parses a request body. An empty one counts as `{}`, a byte order mark in front is passed over. @returns 1517 unless it is a JSON object */
export function parseBody(text: string): Result<Readonly<Record<string, unknown>>, ApiFailure> {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (json.trim() === '') return ok({});
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return err(apiFailure('1517', 'body', 'JSON 형식이 아닙니다'));
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ok(value as Readonly<Record<string, unknown>>)
    : err(apiFailure('1517', 'body', 'JSON 객체가 아닙니다'));
}

/**
 * Checks the fields of a call against the catalogue and returns those the catalogue knows; others are ignored.
 *
 * Numbers are taken as if they had been written as strings, as the broker's own parser does.
 * @param requireAll  false for the token calls, whose missing fields have codes of their own
 * @returns 1511 for a required field without a value, 1517 for a value of the wrong form, each naming the field
 */
export function readParams(
  endpoint: KiwoomEndpoint,
  body: Readonly<Record<string, unknown>>,
  requireAll: boolean,
): Result<Params, ApiFailure> {
  const values = new Map<string, string>();
  for (const field of endpoint.request) {
    const value = Object.hasOwn(body, field.key) ? body[field.key] : undefined;
    const text = readText(field, value);
    if (!text.ok) return text;
    if (text.value === '') {
      if (field.required && requireAll) return err(apiFailure('1511', field.key));
      continue;
    }
    const problem = requireAll ? problemOf(field, text.value) : null;
    if (problem !== null) return err(apiFailure('1517', field.key, problem));
    values.set(field.key, text.value);
  }
  return ok({ get: (key) => values.get(key) ?? '' });
}

function readText(field: KiwoomRequestField, value: unknown): Result<string, ApiFailure> {
  if (value === undefined || value === null) return ok('');
  if (typeof value === 'string') return ok(value.trim());
  if (typeof value === 'number' && Number.isFinite(value)) return ok(String(value));
  return err(apiFailure('1517', field.key, '문자열이 아닙니다'));
}

function problemOf(field: KiwoomRequestField, text: string): string | null {
  if (field.values !== undefined && field.isOpen !== true && !Object.hasOwn(field.values, text)) {
    return '정의되지 않은 값입니다';
  }
  // An instrument code may be a list of codes; whether it names anything is the handler's question.
  const isCode = field.key === 'stk_cd';
  if (!isCode && field.length !== undefined && text.length > field.length) {
    return `최대 길이 ${field.length}를 초과하였습니다`;
  }
  if (field.format === 'date' && !isKstDate(text)) return 'YYYYMMDD 형식이 아닙니다';
  return null;
}
