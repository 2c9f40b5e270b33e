import type { PageFrame } from '#shared/contract/desk-socket.ts';

const MAX_NAME_LENGTH = 64;

/** Returns the frame, or the number to answer with when it is none: 0 when even that cannot be read. Never throws. */
export function parsePageFrame(text: string): PageFrame | { readonly malformed: number } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { malformed: 0 };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { malformed: 0 };
  if ('seen' in value) {
    const { seen } = value;
    return Object.keys(value).length === 1 && isCount(seen) ? { seen } : { malformed: 0 };
  }
  const id = 'id' in value && isCount(value.id) ? value.id : 0;
  const hasOnlyKnownKeys = Object.keys(value).every((key) => ['id', 'name', 'payload'].includes(key));
  if (id === 0 || !hasOnlyKnownKeys || !('name' in value) || !('payload' in value)) return { malformed: id };
  const { name, payload } = value;
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH) return { malformed: id };
  return { id, name, payload };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
