import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { IssuedToken } from '../../../auth/access-token.ts';
import type { AnswerBody } from '../../../transport/broker-call.ts';
import { FieldReader } from './field-reader.ts';
import { parseStamp } from './kst-stamp.ts';

/** Reads the answer of au10001. `expires_dt` is Korean time; there is no other hint of the token's life. */
export function parseIssuedToken(body: AnswerBody): Result<IssuedToken> {
  const reader = new FieldReader(body);
  const value = reader.requiredText('token');
  const expiresAt = reader.parsed('expires_dt', 'time stamp', parseStamp, 0) as EpochMs;
  return reader.finish({ value, expiresAt });
}
