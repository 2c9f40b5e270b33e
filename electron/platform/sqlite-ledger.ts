import { hogaError } from '#shared/domain/errors.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type {
  LedgerFilter,
  LedgerRow,
  LedgerStorage,
  NewLedgerRow,
} from '#electron/core/ports/ledger-storage.ts';
import { openDatabase, sqliteCode } from './sqlite-driver.ts';
import { createPlaceWatch } from './place-watch.ts';
import type { PlaceWatch } from './place-watch.ts';
import type { SqliteDatabase, SqliteValue } from './sqlite-driver.ts';

/** Raised with every change of the tables; a file with a higher one was written by a newer Hoga. */
export const LEDGER_SCHEMA_VERSION = 1;
/** Marks a file as a ledger of Hoga: "HOGA" in ASCII. */
export const LEDGER_APPLICATION_ID = 0x48_4f_47_41;
/** How long another program's lock is waited for. */
const BUSY_TIMEOUT_MS = 1_000;

const SCHEMA = `
  CREATE TABLE ledger (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account_id TEXT NOT NULL,
    client_order_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL
  ) STRICT;
  CREATE INDEX ledger_by_account ON ledger (account_id, at);
  CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  PRAGMA application_id = ${LEDGER_APPLICATION_ID};
  PRAGMA user_version = ${LEDGER_SCHEMA_VERSION};
`;

/** The open ledgers. A connection that nobody refers to is collected, and its lock would go with it. */
const heldOpen = new Set<SqliteDatabase>();

/**
 * Opens the ledger file, or makes it, and keeps it for this program alone until `close`.
 *
 * Every append is on disk when it returns (write-ahead log, full synchronisation), in the file that has this name: one that was
 * taken away meanwhile fails appends with `LEDGER_GONE`. All errors are `storage`: `LEDGER_IN_USE`
 * (another program has it open), `LEDGER_NEWER` (written by a newer Hoga), `LEDGER_FOREIGN` (some other database),
 * `LEDGER_CORRUPT`, `LEDGER_UNAVAILABLE` (cannot be opened or written). None of them changes the file; a file that is refused
 * may stay locked until this program ends.
 */
export function openSqliteLedger(path: string): Result<LedgerStorage> {
  let database: SqliteDatabase | null = null;
  try {
    database = openDatabase(path);
    const refused = prepare(database);
    if (refused === null) return ok(createSqliteLedger(database, createPlaceWatch(path)));
    closeQuietly(database);
    return err(refused);
  } catch (cause) {
    closeQuietly(database);
    return err(openFailure(cause));
  }
}

/** The ledger over an open database that has its tables. */
export function createSqliteLedger(
  database: SqliteDatabase,
  place: PlaceWatch = { isKept: () => true, note: () => undefined },
): LedgerStorage {
  let isOpen = true;
  heldOpen.add(database);
  return {
    append(rows) {
      if (!isOpen) return err(closed());
      if (!place.isKept()) return err(gone());
      try {
        const written = appendAll(database, rows);
        place.note();
        return ok(written);
      } catch (cause) {
        rollBack(database);
        return err(writeFailure(cause));
      }
    },
    read(after, filter = {}) {
      if (!isOpen) return err(closed());
      try {
        return ok(readRows(database, after, filter));
      } catch (cause) {
        return err(storageError('LEDGER_READ_FAILED', 'the ledger cannot be read', cause));
      }
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      heldOpen.delete(database);
      release(database);
      closeQuietly(database);
    },
  };
}

/** Takes the file for this program and brings it to the present schema. Returns why it must not be used. */
function prepare(database: SqliteDatabase): HogaError | null {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // Before the first access, so that the lock is never let go and no second program gets in between.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  const refused = inspect(database);
  if (refused !== null) return refused;
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('BEGIN EXCLUSIVE');
  if (pragma(database, 'user_version') === 0) database.exec(SCHEMA);
  database.exec('COMMIT');
  return checkPragmas(database);
}

/** Looks at the file without writing: is it a ledger, of this version or older, and whole? */
function inspect(database: SqliteDatabase): HogaError | null {
  const version = pragma(database, 'user_version');
  const applicationId = pragma(database, 'application_id');
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  if (!isEmpty && applicationId !== LEDGER_APPLICATION_ID) {
    return storageError('LEDGER_FOREIGN', 'the file is a database, but no ledger');
  }
  if (typeof version !== 'number' || version > LEDGER_SCHEMA_VERSION) {
    const context = { version: Number(version), supported: LEDGER_SCHEMA_VERSION };
    return hogaError('storage', 'LEDGER_NEWER', 'the ledger was written by a newer version', context);
  }
  const health = pragma(database, 'quick_check(1)', 'quick_check');
  if (health === 'ok') return null;
  return storageError('LEDGER_CORRUPT', `the ledger is damaged: ${String(health)}`);
}

/** Settings that the law of the ledger rests on are read back: some file systems refuse them without an error. */
function checkPragmas(database: SqliteDatabase): HogaError | null {
  const actual = {
    journalMode: pragma(database, 'journal_mode'),
    synchronous: pragma(database, 'synchronous'),
    lockingMode: pragma(database, 'locking_mode'),
    busyTimeout: pragma(database, 'busy_timeout', 'timeout'),
  };
  const wanted = {
    journalMode: 'wal',
    synchronous: 2,
    lockingMode: 'exclusive',
    busyTimeout: BUSY_TIMEOUT_MS,
  };
  if (JSON.stringify(actual) === JSON.stringify(wanted)) return null;
  return storageError(
    'LEDGER_UNAVAILABLE',
    `the file system does not keep writes safe: ${JSON.stringify(actual)}`,
  );
}

function appendAll(database: SqliteDatabase, rows: readonly NewLedgerRow[]): readonly LedgerRow[] {
  const insert = database.prepare(
    'INSERT INTO ledger (at, account_id, client_order_id, kind, payload) VALUES (?, ?, ?, ?, ?)',
  );
  database.exec('BEGIN IMMEDIATE');
  const written = rows.map((row) => {
    const { lastInsertRowid } = insert.run(row.at, row.accountId, row.clientOrderId, row.kind, row.payload);
    return { ...row, sequence: Number(lastInsertRowid) };
  });
  database.exec('COMMIT');
  return written;
}

function readRows(database: SqliteDatabase, after: number, filter: LedgerFilter): readonly LedgerRow[] {
  const conditions = ['sequence > ?'];
  const values: SqliteValue[] = [after];
  if (filter.accountId !== undefined) {
    conditions.push('account_id = ?');
    values.push(filter.accountId);
  }
  if (filter.since !== undefined) {
    conditions.push('at >= ?');
    values.push(filter.since);
  }
  const sql = `SELECT * FROM ledger WHERE ${conditions.join(' AND ')} ORDER BY sequence`;
  return database
    .prepare(sql)
    .all(...values)
    .map(parseRow);
}

/** The table is STRICT, so each column has its type. */
function parseRow(row: unknown): LedgerRow {
  const columns = row as Record<string, string | number>;
  return {
    sequence: Number(columns['sequence']),
    at: Number(columns['at']) as EpochMs,
    accountId: String(columns['account_id']),
    clientOrderId: String(columns['client_order_id']),
    kind: String(columns['kind']),
    payload: String(columns['payload']),
  };
}

function pragma(database: SqliteDatabase, name: string, column = name): unknown {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<string, unknown> | undefined;
  return row?.[column];
}

/** A failed commit may or may not have ended the transaction. */
function rollBack(database: SqliteDatabase): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The next append begins with a transaction of its own and reports what is wrong.
  }
}

/**
 * Gives the file free, as one whole file. Closing alone would not: a connection lives on until its statements are collected,
 * and the lock with it.
 */
function release(database: SqliteDatabase): void {
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    database.exec('PRAGMA locking_mode = NORMAL');
    database.exec('SELECT 1 FROM sqlite_master');
  } catch {
    // The lock then ends with the program.
  }
}

function closeQuietly(database: SqliteDatabase | null): void {
  try {
    database?.close();
  } catch {
    // Everything acknowledged is on disk already.
  }
}

const BUSY = [5, 6];
const CORRUPT = [11, 26];
const READ_ONLY = 8;
const FULL = 13;

function openFailure(cause: unknown): HogaError {
  const code = sqliteCode(cause);
  if (code !== null && BUSY.includes(code)) {
    return storageError('LEDGER_IN_USE', 'another program has the ledger open', cause);
  }
  if (code !== null && CORRUPT.includes(code)) {
    return storageError('LEDGER_CORRUPT', 'the ledger file is damaged or no database', cause);
  }
  return storageError('LEDGER_UNAVAILABLE', 'the ledger file cannot be opened', cause);
}

function writeFailure(cause: unknown): HogaError {
  switch (sqliteCode(cause)) {
    case FULL:
      return storageError('LEDGER_DISK_FULL', 'no room on the disk for the ledger', cause);
    case READ_ONLY:
      return storageError('LEDGER_READ_ONLY', 'the ledger file may not be written', cause);
    default:
      return storageError('LEDGER_WRITE_FAILED', 'the ledger cannot be written', cause);
  }
}

function gone(): HogaError {
  return storageError('LEDGER_GONE', 'the ledger file was removed or replaced while it was open');
}

function closed(): HogaError {
  return storageError('LEDGER_CLOSED', 'the ledger is closed');
}

function storageError(code: string, detail: string, cause?: unknown): HogaError {
  return hogaError('storage', code, detail, {}, cause);
}
