import { createRequire } from 'node:module';

/** What the ledger uses of SQLite. `node:sqlite` and the package that stands in for it both have it. */
export interface SqliteDatabase {
  readonly isTransaction: boolean;
  exec(sql: string): void;
  prepare(sql: string): SqliteStatement;
  close(): void;
}

export interface SqliteStatement {
  run(...values: readonly SqliteValue[]): { readonly lastInsertRowid: number | bigint };
  get(...values: readonly SqliteValue[]): unknown;
  all(...values: readonly SqliteValue[]): readonly unknown[];
}

export type SqliteValue = string | number | null;

interface SqliteModule {
  readonly DatabaseSync: new (path: string, options?: { readonly readOnly?: boolean }) => SqliteDatabase;
}

/** Opens a database file. Throws what SQLite throws; `sqliteCode` reads its cause. */
export function openDatabase(path: string, options: { readonly readOnly?: boolean } = {}): SqliteDatabase {
  const { DatabaseSync } = loadSqlite();
  return new DatabaseSync(path, options);
}

/** Returns SQLite's primary result code of a thrown error, or null when it is none of SQLite's. */
export function sqliteCode(cause: unknown): number | null {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return null;
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : null;
}

/** The runtime's own SQLite where there is one; else the package, loaded only then. */
function loadSqlite(): SqliteModule {
  const builtin: unknown = process.getBuiltinModule('node:sqlite');
  if (isSqliteModule(builtin)) return builtin;
  const packaged: unknown = createRequire(import.meta.url)('@photostructure/sqlite');
  if (isSqliteModule(packaged)) return packaged;
  throw new Error('no SQLite in this runtime');
}

function isSqliteModule(candidate: unknown): candidate is SqliteModule {
  return typeof candidate === 'object' && candidate !== null && 'DatabaseSync' in candidate;
}
