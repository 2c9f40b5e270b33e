import { err, ok, type Result } from '#shared/domain/result.ts';
import { apiFailure, type ApiFailure } from './api-failure.ts';

/**
 * Reads the token out of an `authorization` header.
 * @returns 1513 without the header, 1514 when it is not two words, 1515 when the first is not Bearer, 1516 without a token
 */
export function readBearer(header: string | undefined): Result<string, ApiFailure> {
  if (header === undefined || header.trim() === '') return err(apiFailure('1513'));
  const words = header.trim().split(/\s+/);
  const [scheme = '', token] = words;
  const isBearer = scheme.toLowerCase() === 'bearer';
  if (words.length > 2) return err(apiFailure('1514'));
  if (token === undefined) return err(apiFailure(isBearer ? '1516' : '1514'));
  return isBearer ? ok(token) : err(apiFailure('1515'));
}
