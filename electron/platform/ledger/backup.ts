import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { EpochMs } from '#shared/domain/time.ts';
import { openDatabase } from '../sqlite-driver.ts';
import type { SqliteDatabase } from '../sqlite-driver.ts';
import { lastGiven } from './rows.ts';
import { readPragma } from './schema.ts';

/**
 * Copies the ledger beside itself before its tables are changed, whole and on disk, and returns where it lies:
 * `ledger.v1-20261120T074500123Z.sqlite`. A copy of the very same state that an earlier try left is kept instead. Copies are
 * never removed or overwritten by the program. Throws what keeps the copy from being made.
 */
export function backUpLedger(database: SqliteDatabase, path: string, version: number, now: EpochMs): string {
  const earlier = earlierBackup(database, path, version);
  if (earlier !== null) return earlier;
  const time = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const target = join(dirname(path), `${prefixOf(path, version)}${time}${extname(path)}`);
  const unfinished = `${target}.part`;
  try {
    // Refused by SQLite when the file exists and is not empty.
    database.exec(`VACUUM INTO '${unfinished.replaceAll("'", "''")}'`);
    sync(unfinished);
    if (!isCopy(database, unfinished, version)) throw new Error('the copy differs from the ledger');
    renameSync(unfinished, target);
    syncFolder(dirname(path));
    return target;
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw cause;
  }
}

/** Returns the backups of the ledger at `path` made before leaving `version`, oldest first. */
export function listBackups(path: string, version: number): readonly string[] {
  const names = readdirSync(dirname(path)).filter(
    (name) => name.startsWith(prefixOf(path, version)) && name.endsWith(extname(path)),
  );
  return names.sort().map((name) => join(dirname(path), name));
}

function earlierBackup(database: SqliteDatabase, path: string, version: number): string | null {
  return listBackups(path, version).findLast((each) => isCopy(database, each, version)) ?? null;
}

/** Returns whether the file holds as many rows of the same version, and is sound. */
function isCopy(database: SqliteDatabase, path: string, version: number): boolean {
  let copy: SqliteDatabase | null = null;
  try {
    copy = openDatabase(path, { readOnly: true });
    return (
      readPragma(copy, 'user_version') === version &&
      readPragma(copy, 'quick_check(1)', 'quick_check') === 'ok' &&
      lastGiven(copy) === lastGiven(database) &&
      countRows(copy) === countRows(database)
    );
  } catch {
    return false;
  } finally {
    copy?.close();
  }
}

function countRows(database: SqliteDatabase): number {
  const row = database.prepare('SELECT count(*) AS count FROM ledger').get();
  return Number((row as Record<string, unknown>)['count']);
}

function prefixOf(path: string, version: number): string {
  return `${basename(path, extname(path))}.v${version}-`;
}

function sync(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Where a folder cannot be synchronised, as on Windows, the file system keeps names safe itself. */
function syncFolder(folder: string): void {
  let file: number | null = null;
  try {
    file = openSync(folder, 'r');
    fsyncSync(file);
  } catch {
    // As said.
  } finally {
    if (file !== null) closeSync(file);
  }
}
