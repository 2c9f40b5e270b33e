import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import type { Result } from '#shared/domain/result.ts';
import { err, ok } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type {
  ChainCheck,
  ChainMark,
  LedgerRow,
  LedgerStorage,
  NewLedgerRow,
} from '#electron/core/ports/ledger-storage.ts';
import { CHAIN_START, chainRow, followChain, LEDGER_CHAIN } from './ledger/chain.ts';
import {
  chainBroken,
  closed,
  gone,
  openFailure,
  readFailure,
  storageError,
  writeFailure,
} from './ledger/ledger-errors.ts';
import { migrateLedger } from './ledger/migrations.ts';
import { lastGiven, lastMark, markAt, readAccounts, readRows } from './ledger/rows.ts';
import {
  createLedgerSchema,
  LEDGER_APPLICATION_ID,
  LEDGER_SCHEMA_VERSION,
  missingPart,
  readPragma,
} from './ledger/schema.ts';
import { openDatabase } from './sqlite-driver.ts';
import { createPlaceWatch } from './place-watch.ts';
import type { PlaceWatch } from './place-watch.ts';
import type { SqliteDatabase } from './sqlite-driver.ts';
import { systemClock } from './system-clock.ts';

export { LEDGER_APPLICATION_ID, LEDGER_SCHEMA_VERSION };

/** How long another program's lock is waited for. */
const BUSY_TIMEOUT_MS = 1_000;
/** Rows whose chain is followed before the ledger is used; following all of it would hold up a start by seconds. */
const TAIL_ROWS = 2_000;

/** The open ledgers. A connection that nobody refers to is collected, and its lock would go with it. */
const heldOpen = new Set<SqliteDatabase>();

/**
 * Opens the ledger file, or makes it, and keeps it for this program alone until `close`. A ledger of an earlier version is
 * copied and then brought to the present one.
 *
 * Every append is on disk when it returns (write-ahead log, full synchronisation), in the file that has this name: one that was
 * taken away meanwhile fails appends with `LEDGER_GONE`. All errors are `storage`: `LEDGER_IN_USE`
 * (another program has it open), `LEDGER_NEWER` (written by a newer Hoga), `LEDGER_FOREIGN` (some other database),
 * `LEDGER_CORRUPT`, `LEDGER_CHAIN_BROKEN` (its newest rows are not what was written), `LEDGER_BACKUP_FAILED` and
 * `LEDGER_MIGRATION_FAILED` (it stays of the earlier version), `LEDGER_UNAVAILABLE` (cannot be opened or written). None of
 * them changes the file; a file that is refused may stay locked until this program ends.
 */
export function openSqliteLedger(
  path: string,
  options: { readonly now?: () => EpochMs } = {},
): Result<LedgerStorage> {
  let database: SqliteDatabase | null = null;
  try {
    database = openDatabase(path);
    const refused = prepare(database, path, (options.now ?? systemClock.now)());
    if (refused === null) return ok(createSqliteLedger(database, createPlaceWatch(path)));
    letGo(database);
    closeQuietly(database);
    return err(refused);
  } catch (cause) {
    letGo(database);
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
  /** The end of the chain; null when a failed write leaves it open where that is. */
  let end: ChainMark | null = null;
  heldOpen.add(database);

  function reading<T>(read: () => T): Result<T> {
    if (!isOpen) return err(closed());
    try {
      return ok(read());
    } catch (cause) {
      return err(readFailure(cause));
    }
  }

  return {
    chain: LEDGER_CHAIN,
    append(rows) {
      if (!isOpen) return err(closed());
      if (!place.isKept()) return err(gone());
      try {
        const written = appendAll(database, end, rows);
        end = written.at(-1) ?? end;
        place.note();
        return ok(written);
      } catch (cause) {
        end = null;
        rollBack(database);
        return err(writeFailure(cause));
      }
    },
    read: (after, filter) => reading(() => readRows(database, { after, order: 'ascending' }, filter)),
    readBack: (before, filter) =>
      reading(() =>
        readRows(database, { order: 'descending', ...(before === null ? {} : { before }) }, filter),
      ),
    accounts: () => reading(() => readAccounts(database)),
    hashBefore(sequence) {
      const mark = reading(() => markAt(database, sequence - 1));
      if (!mark.ok) return mark;
      return mark.value === null ? err(chainBroken(sequence - 1)) : ok(mark.value.hash);
    },
    checkChain: (mark, limit) => reading(() => checkChain(database, mark ?? CHAIN_START, limit)),
    checkFile() {
      const health = reading(() => readPragma(database, 'quick_check(1)', 'quick_check'));
      if (!health.ok) return health;
      return health.value === 'ok' ? ok(undefined) : err(damaged(health.value));
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
function prepare(database: SqliteDatabase, path: string, now: EpochMs): HogaError | null {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  // Before the first access, so that the lock is never let go and no second program gets in between.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA synchronous = FULL');
  const isEmpty = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined;
  const refused = inspect(database, isEmpty) ?? (isEmpty ? null : bringUpToDate(database, path, now));
  if (refused !== null) return refused;
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('BEGIN EXCLUSIVE');
  if (isEmpty) createLedgerSchema(database);
  database.exec('COMMIT');
  return checkPragmas(database);
}

/** Looks at the file without writing: is it a ledger, of this version or older, and whole? */
function inspect(database: SqliteDatabase, isEmpty: boolean): HogaError | null {
  const version = readPragma(database, 'user_version');
  const applicationId = readPragma(database, 'application_id');
  if (!isEmpty && applicationId !== LEDGER_APPLICATION_ID) {
    return storageError('LEDGER_FOREIGN', 'the file is a database, but no ledger');
  }
  if (typeof version !== 'number' || version > LEDGER_SCHEMA_VERSION) {
    const context = { version: Number(version), supported: LEDGER_SCHEMA_VERSION };
    return hogaError('storage', 'LEDGER_NEWER', 'the ledger was written by a newer version', context);
  }
  const health = readPragma(database, 'quick_check(1)', 'quick_check');
  return health === 'ok' ? null : damaged(health);
}

/** Writes nothing to a ledger of the present version. */
function bringUpToDate(database: SqliteDatabase, path: string, now: EpochMs): HogaError | null {
  const isOlder = readPragma(database, 'user_version') !== LEDGER_SCHEMA_VERSION;
  const failed = isOlder ? migrateLedger(database, path, now) : null;
  if (failed !== null) return failed;
  const missing = missingPart(database);
  if (missing !== null) return storageError('LEDGER_CORRUPT', `the ledger lacks ${missing}`);
  return checkTail(database);
}

/** Settings that the law of the ledger rests on are read back: some file systems refuse them without an error. */
function checkPragmas(database: SqliteDatabase): HogaError | null {
  const actual = {
    journalMode: readPragma(database, 'journal_mode'),
    synchronous: readPragma(database, 'synchronous'),
    lockingMode: readPragma(database, 'locking_mode'),
    busyTimeout: readPragma(database, 'busy_timeout', 'timeout'),
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

/** Follows the chain over the newest rows: what was just written when a program or machine ended is the likeliest to be wrong. */
function checkTail(database: SqliteDatabase): HogaError | null {
  const from = lastMark(database).sequence - TAIL_ROWS;
  const mark = from <= 0 ? CHAIN_START : markAt(database, from);
  if (mark === null) return chainBroken(from);
  // One more than there are, so that the end is reached.
  const { firstBadSequence } = checkChain(database, mark, TAIL_ROWS + 1);
  return firstBadSequence === null ? null : chainBroken(firstBadSequence);
}

function checkChain(database: SqliteDatabase, mark: ChainMark, limit: number): ChainCheck {
  const rows = readRows(database, { after: mark.sequence, order: 'ascending' }, { limit });
  const followed = followChain(mark, rows);
  const isEnd = rows.length < limit;
  const found = { mark: followed.mark, checked: rows.length, isEnd };
  if (followed.firstBadSequence !== null) return { ...found, firstBadSequence: followed.firstBadSequence };
  // The rows are as they were; the newest may have been removed.
  const isCut = isEnd && lastGiven(database) !== followed.mark.sequence;
  return { ...found, firstBadSequence: isCut ? followed.mark.sequence + 1 : null };
}

function appendAll(
  database: SqliteDatabase,
  end: ChainMark | null,
  rows: readonly NewLedgerRow[],
): readonly LedgerRow[] {
  const insert = database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)');
  database.exec('BEGIN IMMEDIATE');
  let mark = end ?? lastMark(database);
  const written = rows.map((each) => {
    const row = chainRow(mark, each);
    const { sequence, at, accountId, clientOrderId, kind, payload, hash } = row;
    insert.run(sequence, at, accountId, clientOrderId, kind, payload, hash);
    mark = row;
    return row;
  });
  database.exec('COMMIT');
  return written;
}

/** A failed commit may or may not have ended the transaction. */
function rollBack(database: SqliteDatabase): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The next append begins with a transaction of its own and reports what is wrong.
  }
}

/** Gives a file free that is refused, without a change to it. One with a log beside it stays locked until the program ends. */
function letGo(database: SqliteDatabase | null): void {
  try {
    database?.exec('PRAGMA locking_mode = NORMAL; SELECT 1 FROM sqlite_master');
  } catch {
    // As said.
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

function damaged(health: unknown): HogaError {
  return storageError('LEDGER_CORRUPT', `the ledger is damaged: ${String(health)}`);
}
