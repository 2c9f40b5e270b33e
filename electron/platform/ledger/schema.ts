import type { SqliteDatabase } from '../sqlite-driver.ts';

/**
 * Raised with every change of the tables; a file with a higher one was written by a newer Hoga.
 *
 * 1: one table, append-only. 2: each row carries its hash in the chain; orders are found by their id.
 */
export const LEDGER_SCHEMA_VERSION = 2;
/** Marks a file as a ledger of Hoga: "HOGA" in ASCII. */
export const LEDGER_APPLICATION_ID = 0x48_4f_47_41;

export const CREATE_TABLE = `
  CREATE TABLE ledger (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at REAL NOT NULL,
    account_id TEXT NOT NULL,
    client_order_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
`;

export const CREATE_INDEXES = `
  CREATE INDEX ledger_by_account ON ledger (account_id, at);
  CREATE INDEX ledger_by_order ON ledger (client_order_id);
`;

export const CREATE_GUARDS = `
  CREATE TRIGGER ledger_is_append_only_update BEFORE UPDATE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
`;

/** What a ledger of the present version consists of; one that lacks a part was tampered with. */
const PARTS = [
  'ledger',
  'ledger_by_account',
  'ledger_by_order',
  'ledger_is_append_only_delete',
  'ledger_is_append_only_update',
];

/** Makes an empty database a ledger of the present version. */
export function createLedgerSchema(database: SqliteDatabase): void {
  database.exec(CREATE_TABLE + CREATE_INDEXES + CREATE_GUARDS);
  database.exec(`PRAGMA application_id = ${LEDGER_APPLICATION_ID}`);
  database.exec(`PRAGMA user_version = ${LEDGER_SCHEMA_VERSION}`);
}

/** Returns the first part of the present schema that is missing; null when all are there. */
export function missingPart(database: SqliteDatabase): string | null {
  const rows = database.prepare('SELECT name FROM sqlite_master').all() as { readonly name: string }[];
  const names = new Set(rows.map(({ name }) => name));
  return PARTS.find((part) => !names.has(part)) ?? null;
}

export function readPragma(database: SqliteDatabase, name: string, column = name): unknown {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<string, unknown> | undefined;
  return row?.[column];
}
