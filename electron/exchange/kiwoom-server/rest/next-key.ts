import { createHash } from 'node:crypto';
import type { Params } from '../handlers/handler.ts';

const KEY_PATTERN = /^([0-9a-f]{16})([0-9A-Za-z.]{1,24})$/;

/** Returns what binds a page key to its call: the API, the customer and the body fields. */
export function callFingerprint(
  apiId: string,
  customerId: string,
  params: Params,
  keys: readonly string[],
): string {
  const fields = keys.map((key) => [key, params.get(key)]);
  const text = JSON.stringify([apiId, customerId, fields]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Writes the opaque `next-key` of a page; at most 40 characters, the protocol allows 50. */
export function formatNextKey(fingerprint: string, cursor: string): string {
  return fingerprint + cursor;
}

/** Returns the cursor of a `next-key`, or null when the key was not made for this call. */
export function parseNextKey(fingerprint: string, nextKey: string): string | null {
  const match = KEY_PATTERN.exec(nextKey);
  return match !== null && match[1] === fingerprint ? (match[2] ?? null) : null;
}
