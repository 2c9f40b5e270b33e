import { openDatabase } from '#electron/platform/sqlite-driver.ts';
import { LEDGER_APPLICATION_ID } from '#electron/platform/sqlite-ledger.ts';
import type { NewLedgerRow } from '#electron/core/ports/ledger-storage.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** Returns a row as an order's intent leaves it. */
export function ledgerRow(change: Partial<NewLedgerRow> = {}): NewLedgerRow {
  return {
    at: 1_795_136_400_000.25 as EpochMs,
    accountId: 'account-1',
    clientOrderId: 'order-1',
    kind: 'placeRecorded',
    payload: '{"text":"주문 \\u0000 \'; DROP TABLE ledger; --"}',
    ...change,
  };
}

/** Writes a ledger as the first version of the program did: rows without a chain. */
export function writeFirstVersion(path: string, rows: readonly NewLedgerRow[]): void {
  const database = openDatabase(path);
  database.exec(`
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
    PRAGMA user_version = 1;
    BEGIN;
  `);
  const insert = database.prepare(
    'INSERT INTO ledger (at, account_id, client_order_id, kind, payload) VALUES (?, ?, ?, ?, ?)',
  );
  for (const each of rows) insert.run(each.at, each.accountId, each.clientOrderId, each.kind, each.payload);
  database.exec('COMMIT');
  database.close();
}

/** Changes a ledger file behind its guards, as somebody with a database program could. */
export function tamperWithFile(path: string, sql: string): void {
  const database = openDatabase(path);
  const guards = database
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    .all() as readonly { readonly name: string; readonly sql: string }[];
  for (const { name } of guards) database.exec(`DROP TRIGGER ${name}`);
  database.exec(sql);
  for (const guard of guards) database.exec(guard.sql);
  database.close();
}
