import type { LedgerExport, LedgerVerdict } from '#shared/contract/ledger.ts';
import type { RequestPayload } from '#shared/contract/requests.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { kstClockText, kstDateOf } from '#shared/domain/time.ts';
import type { LedgerRow, LedgerStorage } from '../ports/ledger-storage.ts';
import type { PackContents, TiedRow } from './evidence-pack.ts';
import { formatCsvPack, formatJsonPack } from './evidence-pack.ts';
import type { LedgerReader, ToldOrder } from './ledger-reader.ts';

/** Rows of one pack: some ten megabytes at most. */
export const MAX_PACK_ROWS = 10_000;

export interface PackParts {
  readonly storage: LedgerStorage;
  readonly reader: LedgerReader;
  readonly version: string;
  readonly now: EpochMs;
  readonly verdict: LedgerVerdict;
}

/**
 * Puts the evidence together: one order, or all that began on the days asked for, with what concerned the account. Nothing is
 * left out silently: more than a pack may hold is `validation` LEDGER_EXPORT_TOO_LARGE.
 */
export function buildPack(parts: PackParts, query: RequestPayload<'ledger.export'>): Result<LedgerExport> {
  const told =
    query.clientOrderId === null ? toldOfDays(parts.reader, query) : toldOfOne(parts.reader, query);
  if (!told.ok) return told;
  const others = query.clientOrderId === null ? othersOf(parts.reader, query, told.value) : ok([]);
  if (!others.ok) return others;
  const tied = tieAll(parts.storage, told.value, others.value);
  if (!tied.ok) return tied;
  const { format, clientOrderId, accountId, from, to } = query;
  const contents: PackContents = {
    version: parts.version,
    madeAt: parts.now,
    asked: clientOrderId === null ? { accountId, from, to } : { accountId, clientOrderId },
    chain: parts.storage.chain,
    verdict: parts.verdict,
    orders: tied.value.orders,
    others: tied.value.others.map((row) => ({ ...row, account: parts.reader.accountOf(row) })),
  };
  const text = format === 'csv' ? formatCsvPack(contents) : formatJsonPack(contents);
  const rows = contents.others.length + contents.orders.reduce((sum, order) => sum + order.rows.length, 0);
  return ok({ name: nameOf(parts.now, query), text, orders: contents.orders.length, rows });
}

function toldOfOne(
  reader: LedgerReader,
  { accountId, clientOrderId }: RequestPayload<'ledger.export'>,
): Result<readonly ToldOrder[]> {
  if (clientOrderId === null) return ok([]);
  const told = reader.story(accountId, clientOrderId);
  return told.ok ? ok([told.value]) : told;
}

function toldOfDays(
  reader: LedgerReader,
  { accountId, from, to }: RequestPayload<'ledger.export'>,
): Result<readonly ToldOrder[]> {
  const births = reader.births(accountId, from, to, MAX_PACK_ROWS + 1);
  if (!births.ok) return births;
  const orders: ToldOrder[] = [];
  let rows = 0;
  for (const birth of births.value) {
    const told = reader.tell(birth);
    if (!told.ok) return told;
    rows += told.value.rows.length;
    if (rows > MAX_PACK_ROWS) return err(tooLarge());
    orders.push(told.value);
  }
  return ok(orders);
}

/** What is in an order's story already is not told again. */
function othersOf(
  reader: LedgerReader,
  { accountId, from, to }: RequestPayload<'ledger.export'>,
  told: readonly ToldOrder[],
): Result<readonly LedgerRow[]> {
  const rows = reader.accountRows(accountId, from, to, MAX_PACK_ROWS + 1);
  if (!rows.ok) return rows;
  const known = new Set(told.flatMap((order) => order.rows.map(({ sequence }) => sequence)));
  const others = rows.value.filter(({ kind, sequence }) => kind !== 'probe' && !known.has(sequence));
  return known.size + others.length > MAX_PACK_ROWS ? err(tooLarge()) : ok(others);
}

function tieAll(
  storage: LedgerStorage,
  orders: readonly ToldOrder[],
  others: readonly LedgerRow[],
): Result<{ readonly orders: PackContents['orders']; readonly others: readonly TiedRow[] }> {
  const tiedOrders: PackContents['orders'][number][] = [];
  for (const order of orders) {
    const rows = tie(storage, order.rows);
    if (!rows.ok) return rows;
    tiedOrders.push({ ...order, rows: rows.value });
  }
  const rest = tie(storage, others);
  return rest.ok ? ok({ orders: tiedOrders, others: rest.value }) : rest;
}

/** A row whose predecessor is gone is tied to nothing that is there; the statement says that the chain is broken. */
function tie(storage: LedgerStorage, rows: readonly LedgerRow[]): Result<readonly TiedRow[]> {
  const tied: TiedRow[] = [];
  for (const row of rows) {
    const previous = storage.hashBefore(row.sequence);
    if (!previous.ok && previous.error.code !== 'LEDGER_CHAIN_BROKEN') return previous;
    tied.push({ ...row, previousHash: previous.ok ? previous.value : '' });
  }
  return ok(tied);
}

function nameOf(now: EpochMs, { format, clientOrderId, from, to }: RequestPayload<'ledger.export'>): string {
  const what = clientOrderId ?? (from === to ? from : `${from}-${to}`);
  return `hoga-evidence-${what}-made-${kstDateOf(now)}-${kstClockText(now)}.${format}`;
}

function tooLarge() {
  return hogaError('validation', 'LEDGER_EXPORT_TOO_LARGE', 'more rows than one pack may hold', {
    limit: MAX_PACK_ROWS,
  });
}
