import type { ChainMark, LedgerFilter, LedgerRow } from '#electron/core/ports/ledger-storage.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { SqliteDatabase, SqliteValue } from '../sqlite-driver.ts';
import { CHAIN_START } from './chain.ts';

/** Where in the ledger a reading begins, and which way it goes. */
export interface ReadPlace {
  readonly after?: number;
  readonly before?: number;
  readonly order: 'ascending' | 'descending';
}

export function readRows(
  database: SqliteDatabase,
  place: ReadPlace,
  filter: LedgerFilter = {},
): readonly LedgerRow[] {
  const conditions: string[] = [];
  const values: SqliteValue[] = [];
  const where = (condition: string, ...operands: readonly SqliteValue[]): void => {
    conditions.push(condition);
    values.push(...operands);
  };
  if (place.after !== undefined) where('sequence > ?', place.after);
  if (place.before !== undefined) where('sequence < ?', place.before);
  if (filter.accountId !== undefined) where('account_id = ?', filter.accountId);
  if (filter.clientOrderId !== undefined) where('client_order_id = ?', filter.clientOrderId);
  if (filter.since !== undefined) where('at >= ?', filter.since);
  if (filter.until !== undefined) where('at < ?', filter.until);
  const whereIn = (column: string, choice: readonly string[]): void =>
    where(`${column} IN (${choice.map(() => '?').join(', ')})`, ...choice);
  if (filter.accountIds !== undefined) whereIn('account_id', filter.accountIds);
  if (filter.kinds !== undefined) whereIn('kind', filter.kinds);
  if (filter.limit !== undefined) values.push(filter.limit);
  const sql = [
    'SELECT * FROM ledger',
    ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
    place.order === 'ascending' ? 'ORDER BY sequence' : 'ORDER BY sequence DESC',
    ...(filter.limit === undefined ? [] : ['LIMIT ?']),
  ].join(' ');
  return database
    .prepare(sql)
    .all(...values)
    .map(parseRow);
}

/** Returns the last row that is in the table; the chain's start when there is none. */
export function lastMark(database: SqliteDatabase): ChainMark {
  const row = database.prepare('SELECT sequence, hash FROM ledger ORDER BY sequence DESC LIMIT 1').get();
  return row === undefined ? CHAIN_START : parseMark(row);
}

/** Returns the row with this sequence as a mark; the chain's start for 0; null when there is none. */
export function markAt(database: SqliteDatabase, sequence: number): ChainMark | null {
  if (sequence <= 0) return CHAIN_START;
  const row = database.prepare('SELECT sequence, hash FROM ledger WHERE sequence = ?').get(sequence);
  return row === undefined ? null : parseMark(row);
}

/** Returns the highest sequence that was ever given, rows that are gone included. */
export function lastGiven(database: SqliteDatabase): number {
  const row = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'").get();
  return row === undefined ? 0 : Number((row as Record<string, unknown>)['seq']);
}

export function readAccounts(database: SqliteDatabase): readonly string[] {
  const rows = database.prepare('SELECT DISTINCT account_id FROM ledger ORDER BY account_id').all();
  return rows.map((row) => String((row as Record<string, unknown>)['account_id']));
}

/** The table is STRICT, so each column has its type. */
export function parseRow(row: unknown): LedgerRow {
  const columns = row as Record<string, string | number>;
  return {
    sequence: Number(columns['sequence']),
    at: Number(columns['at']) as EpochMs,
    accountId: String(columns['account_id']),
    clientOrderId: String(columns['client_order_id']),
    kind: String(columns['kind']),
    payload: String(columns['payload']),
    hash: String(columns['hash'] ?? ''),
  };
}

function parseMark(row: unknown): ChainMark {
  const columns = row as Record<string, string | number>;
  return { sequence: Number(columns['sequence']), hash: String(columns['hash']) };
}
