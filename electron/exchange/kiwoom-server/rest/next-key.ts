import { createHash } from 'node:crypto';
import type { Params } from '../handlers/handler.ts';

const CHECK_LENGTH = 16;
const CURSOR_PATTERN = /^[0-9A-Za-z.]{1,24}$/;

/** What a page key belongs to: the API, the customer and the fields of the body. */
export type CallIdentity = string;

export function callIdentity(
  apiId: string,
  customerId: string,
  params: Params,
  keys: readonly string[],
): CallIdentity {
  return JSON.stringify([apiId, customerId, keys.map((key) => [key, params.get(key)])]);
}

/** Writes the opaque `next-key` of a page; at most 40 characters, the protocol allows 50. */
export function formatNextKey(identity: CallIdentity, cursor: string): string {
  return checkOf(identity, cursor) + cursor;
}

/** Returns the cursor of a `next-key`, or null when the key was not made for this call or was changed since. */
export function parseNextKey(identity: CallIdentity, nextKey: string): string | null {
  const cursor = nextKey.slice(CHECK_LENGTH);
  return CURSOR_PATTERN.test(cursor) && nextKey === formatNextKey(identity, cursor) ? cursor : null;
}

function checkOf(identity: CallIdentity, cursor: string): string {
  return createHash('sha256').update(`${identity}/${cursor}`).digest('hex').slice(0, CHECK_LENGTH);
}
