import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import { listBackups } from '#electron/platform/ledger/backup.ts';
import { openDatabase } from '#electron/platform/sqlite-driver.ts';
import { openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import type { EpochMs } from '#shared/domain/time.ts';
import { ledgerRow, writeFirstVersion } from '#test/support/ledger-file.ts';

const NOW = Date.UTC(2026, 10, 20, 7, 45, 0, 123) as EpochMs;
const BACKUP = 'ledger.v1-20261120T074500123Z.sqlite';
let folder = '';
let opened: LedgerStorage[] = [];
const file = () => join(folder, 'ledger.sqlite');
const rows = (count: number) =>
  Array.from({ length: count }, (_each, place) => ledgerRow({ clientOrderId: `order-${place}` }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-migration-'));
  opened = [];
});
afterEach(() => {
  for (const ledger of opened) ledger.close();
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

function open(now = NOW) {
  const ledger = openSqliteLedger(file(), { now: () => now });
  if (ledger.ok) opened.push(ledger.value);
  return ledger;
}

function versionOf(path: string): unknown {
  const database = openDatabase(path, { readOnly: true });
  const version = database.prepare('PRAGMA user_version').get();
  database.close();
  return version;
}

describe('a ledger of the first version', () => {
  it('keeps its rows and numbers, chained, and goes on', () => {
    const old = rows(4_100);
    writeFirstVersion(file(), old);
    const ledger = open();
    if (!ledger.ok) throw new Error(ledger.error.code);
    const read = ledger.value.read(0);
    expect(read.ok && read.value.map(({ hash: _hash, ...row }) => row)).toEqual(
      old.map((row, place) => ({ ...row, sequence: place + 1 })),
    );
    expect(ledger.value.append([ledgerRow()])).toMatchObject({ value: [{ sequence: 4_101 }] });
    expect(ledger.value.checkChain(null, 10_000)).toMatchObject({
      value: { checked: 4_101, firstBadSequence: null, isEnd: true },
    });
    ledger.value.close();
    expect(versionOf(file())).toEqual({ user_version: 2 });
    expect(open().ok).toBe(true);
  });

  it('is copied first; the copy is named by version and time and kept', () => {
    writeFirstVersion(file(), rows(3));
    expect(open().ok).toBe(true);
    expect(listBackups(file(), 1)).toEqual([join(folder, BACKUP)]);
    const copy = openDatabase(join(folder, BACKUP), { readOnly: true });
    expect(copy.prepare('SELECT count(*) AS count FROM ledger').get()).toEqual({ count: 3 });
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(copy.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x484f4741 });
    copy.close();
  });

  it('that holds no row is brought along too', () => {
    writeFirstVersion(file(), []);
    const ledger = open();
    expect(ledger.ok && ledger.value.append([ledgerRow()])).toMatchObject({ value: [{ sequence: 1 }] });
  });

  it('with a row missing is refused, stays as it was, and is not copied again at every start', () => {
    writeFirstVersion(file(), rows(5));
    const database = openDatabase(file());
    database.exec('DROP TRIGGER ledger_is_append_only_delete; DELETE FROM ledger WHERE sequence = 3');
    database.exec(
      "CREATE TRIGGER ledger_is_append_only_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'no'); END",
    );
    database.close();
    const before = contents(file());
    for (const now of [NOW, NOW + 1_000, NOW + 2_000]) {
      expect(open(now as EpochMs)).toMatchObject({
        error: {
          kind: 'storage',
          code: 'LEDGER_MIGRATION_FAILED',
          context: { from: 1, to: 2, backup: join(folder, BACKUP) },
        },
      });
    }
    expect(contents(file())).toEqual(before);
    expect(listBackups(file(), 1)).toHaveLength(1);
  });

  it('is left as it was when it cannot be copied', () => {
    writeFirstVersion(file(), rows(3));
    // What lies where the copy would be made is not overwritten.
    writeFileSync(join(folder, `${BACKUP}.part`), 'something else of the owner');
    expect(open()).toMatchObject({ error: { kind: 'storage', code: 'LEDGER_BACKUP_FAILED' } });
    expect(versionOf(file())).toEqual({ user_version: 1 });
    expect(existsSync(join(folder, BACKUP))).toBe(false);
  });

  it('that a program which was killed left with a log beside it loses nothing', () => {
    writeFirstVersion(file(), rows(2));
    const writer = openDatabase(file());
    writer.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0');
    writer.exec(
      "INSERT INTO ledger (at, account_id, client_order_id, kind, payload) VALUES (1, 'a', 'b', 'c', '{}')",
    );
    // As the file system looks the moment the program dies.
    const saved = ['', '-wal'].map((end) => [end, readFileSync(file() + end)] as const);
    writer.close();
    for (const [end, content] of saved) writeFileSync(file() + end, content);
    const ledger = open();
    expect(ledger.ok && ledger.value.read(2)).toMatchObject({ value: [{ sequence: 3, accountId: 'a' }] });
    expect(readdirSync(folder)).toContain(BACKUP);
  });
});

/** Everything the tables hold, whatever the file looks like. */
function contents(path: string): unknown {
  const database = openDatabase(path, { readOnly: true });
  const rowsNow = database.prepare('SELECT * FROM ledger').all();
  const schema = database.prepare('SELECT name, sql FROM sqlite_master ORDER BY name').all();
  database.close();
  return JSON.stringify([rowsNow, schema, versionOf(path)]);
}
