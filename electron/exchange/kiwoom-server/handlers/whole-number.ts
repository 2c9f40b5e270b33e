import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from '../rest/api-failure.ts';
import type { Params } from './handler.ts';

/** Reads a field that holds a whole number; an empty field reads as zero. @returns 1517 naming the field when it is anything else */
export function readAmount(
  params: Params,
  key: string,
  options: { readonly allowNegative?: boolean } = {},
): Result<number, ApiFailure> {
  const text = params.get(key);
  if (text === '') return ok(0);
  const pattern = options.allowNegative === true ? /^-?\d{1,15}$/ : /^\d{1,15}$/;
  return pattern.test(text) ? ok(Number(text)) : err(apiFailure('1517', key, '숫자가 아닙니다'));
}
