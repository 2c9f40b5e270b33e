import type { KiwoomEndpoint } from '#shared/catalogue/kiwoom/endpoint-row.ts';
import { isRecord } from '../realtime/frame.ts';

/** Keys of each list of an answer, and of the answer itself under the empty name, in the guide's order. */
type FieldOrder = ReadonlyMap<string, readonly string[]>;

const orders = new Map<string, FieldOrder>();

function orderOf(endpoint: KiwoomEndpoint): FieldOrder {
  const known = orders.get(endpoint.id);
  if (known !== undefined) return known;
  const keys = new Map<string, string[]>([['', []]]);
  for (const field of endpoint.response) {
    const list = field.list ?? '';
    keys.set(list, [...(keys.get(list) ?? []), field.key]);
  }
  orders.set(endpoint.id, keys);
  return keys;
}

/** Returns the answer with its fields, and those of its rows, in the order of the guide. */
export function inGuideOrder(
  endpoint: KiwoomEndpoint,
  body: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const order = orderOf(endpoint);
  const ordered = sorted(body, order.get('') ?? []);
  for (const [list, keys] of order) {
    const rows = ordered[list];
    if (Array.isArray(rows)) {
      ordered[list] = (rows as readonly unknown[]).map((row) => (isRecord(row) ? sorted(row, keys) : row));
    }
  }
  return ordered;
}

function sorted(fields: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  const ordered: Record<string, unknown> = {};
  for (const key of keys) if (key in fields) ordered[key] = fields[key];
  return { ...ordered, ...fields };
}
