import type { HogaError } from '#shared/domain/errors.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import type { SqliteDatabase } from '../sqlite-driver.ts';
import { backUpLedger } from './backup.ts';
import { CHAIN_START, chainRow } from './chain.ts';
import { storageError } from './ledger-errors.ts';
import { lastGiven, parseRow } from './rows.ts';
import { CREATE_GUARDS, CREATE_INDEXES, CREATE_TABLE, LEDGER_SCHEMA_VERSION, readPragma } from './schema.ts';

/** One step from a version of the tables to the next. Runs inside a transaction; throws when it cannot be done. */
interface Migration {
  readonly from: number;
  readonly run: (database: SqliteDatabase) => void;
}

/** In order, one for every version before the present one. To add one: raise the version, add its step here. */
const MIGRATIONS: readonly Migration[] = [{ from: 1, run: addChain }];

/** Rows that are chained at a time, so that a long ledger does not lie in memory as a whole. */
const BATCH = 2_000;

/**
 * Brings an older ledger to the present version: a backup first, then all steps in one transaction, so that the ledger is
 * either wholly of the old or wholly of the new version. Returns why not; the ledger is then as it was and the backup kept.
 */
export function migrateLedger(database: SqliteDatabase, path: string, now: EpochMs): HogaError | null {
  const from = Number(readPragma(database, 'user_version'));
  const steps = MIGRATIONS.filter((step) => step.from >= from);
  const context = { from, to: LEDGER_SCHEMA_VERSION };
  if (steps[0]?.from !== from) {
    return storageError('LEDGER_FOREIGN', `version ${from} was never a ledger's`, undefined, context);
  }
  let backup: string;
  try {
    backup = backUpLedger(database, path, from, now);
  } catch (cause) {
    return storageError('LEDGER_BACKUP_FAILED', 'the ledger cannot be copied first', cause, context);
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
    for (const { run } of steps) run(database);
    database.exec(`PRAGMA user_version = ${LEDGER_SCHEMA_VERSION}`);
    database.exec('COMMIT');
    return null;
  } catch (cause) {
    if (database.isTransaction) database.exec('ROLLBACK');
    const detail = 'the ledger could not be brought to the present version';
    return storageError('LEDGER_MIGRATION_FAILED', detail, cause, { ...context, backup });
  }
}

/** 1 to 2: the same rows under the same numbers, each with its hash. */
function addChain(database: SqliteDatabase): void {
  const last = lastGiven(database);
  database.exec(`
    DROP TRIGGER ledger_is_append_only_update;
    DROP TRIGGER ledger_is_append_only_delete;
    DROP INDEX ledger_by_account;
    ALTER TABLE ledger RENAME TO ledger_without_chain;
  `);
  database.exec(CREATE_TABLE);
  const next = database.prepare(
    `SELECT * FROM ledger_without_chain WHERE sequence > ? ORDER BY sequence LIMIT ${BATCH}`,
  );
  const insert = database.prepare('INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)');
  let mark = CHAIN_START;
  for (let rows = next.all(0); rows.length > 0; rows = next.all(mark.sequence)) {
    for (const old of rows.map(parseRow)) {
      if (old.sequence !== mark.sequence + 1) throw new Error(`row ${mark.sequence + 1} is missing`);
      const row = chainRow(mark, old);
      const { sequence, at, accountId, clientOrderId, kind, payload, hash } = row;
      insert.run(sequence, at, accountId, clientOrderId, kind, payload, hash);
      mark = { sequence, hash };
    }
  }
  if (mark.sequence !== last) throw new Error(`rows after ${mark.sequence} are missing`);
  database.exec('DROP TABLE ledger_without_chain');
  database.exec(CREATE_INDEXES + CREATE_GUARDS);
}
