import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EpochMs } from '#shared/domain/time.ts';
import type { LedgerStorage, NewLedgerRow } from '#electron/core/ports/ledger-storage.ts';
import { openDatabase } from '#electron/platform/sqlite-driver.ts';
import {
  createSqliteLedger,
  LEDGER_APPLICATION_ID,
  LEDGER_SCHEMA_VERSION,
  openSqliteLedger,
} from '#electron/platform/sqlite-ledger.ts';
import { buyIntent, createOrderDesk } from '#test/support/order-desk.ts';

let folder = '';
let opened: LedgerStorage[] = [];
const file = () => join(folder, 'ledger.sqlite');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-ledger-'));
  opened = [];
});
afterEach(() => {
  for (const ledger of opened) ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(): LedgerStorage {
  const ledger = openSqliteLedger(file());
  if (!ledger.ok) throw new Error(ledger.error.code);
  opened.push(ledger.value);
  return ledger.value;
}

function row(change: Partial<NewLedgerRow> = {}): NewLedgerRow {
  return {
    at: 1_795_136_400_000.25 as EpochMs,
    accountId: 'account-1',
    clientOrderId: 'order-1',
    kind: 'placeRecorded',
    payload: '{"text":"주문 \\u0000 \'; DROP TABLE ledger; --"}',
    ...change,
  };
}

describe('a ledger file', () => {
  it('gives back what was appended, numbered from one, after it was closed', () => {
    const ledger = open();
    expect(ledger.append([row(), row({ clientOrderId: 'order-2' })])).toMatchObject({
      ok: true,
      value: [
        { ...row(), sequence: 1 },
        { ...row(), clientOrderId: 'order-2', sequence: 2 },
      ],
    });
    ledger.append([row({ kind: 'sent' })]);
    ledger.close();
    const again = open().read(1);
    expect(again).toMatchObject({
      ok: true,
      value: [
        { ...row(), clientOrderId: 'order-2', sequence: 2 },
        { ...row(), kind: 'sent', sequence: 3 },
      ],
    });
  });

  it('reads one account, from a time on', () => {
    const ledger = open();
    ledger.append([
      row({ at: 100 as EpochMs }),
      row({ at: 200 as EpochMs }),
      row({ at: 300 as EpochMs, accountId: 'account-2' }),
    ]);
    const read = ledger.read(0, { accountId: 'account-1', since: 200 as EpochMs });
    expect(read).toMatchObject({ value: [{ sequence: 2 }] });
  });

  it('is marked as what it is, and one whole file when it is closed', () => {
    const ledger = open();
    ledger.append([row()]);
    expect(readdirSync(folder)).toEqual(['ledger.sqlite', 'ledger.sqlite-wal']);
    ledger.close();
    expect(readdirSync(folder)).toEqual(['ledger.sqlite']);
    const database = openDatabase(file());
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: LEDGER_SCHEMA_VERSION });
    expect(database.prepare('PRAGMA application_id').get()).toEqual({
      application_id: LEDGER_APPLICATION_ID,
    });
    database.close();
  });

  it('cannot be changed or emptied, only added to', () => {
    const ledger = open();
    ledger.append([row()]);
    ledger.close();
    const database = openDatabase(file());
    expect(() => database.exec("UPDATE ledger SET payload = ''")).toThrow('append-only');
    expect(() => database.exec('DELETE FROM ledger')).toThrow('append-only');
    database.close();
  });

  it('checks the types of its columns', () => {
    open().close();
    const database = openDatabase(file());
    const insert =
      "INSERT INTO ledger (at, account_id, client_order_id, kind, payload, hash) VALUES ('noon', 'a', 'b', 'c', 'd', '')";
    expect(() => database.exec(insert)).toThrow(/cannot store TEXT value in REAL column/);
    database.close();
  });

  it('writes all rows of an append or none', () => {
    const ledger = open();
    const broken = row({ payload: null as unknown as string });
    expect(ledger.append([row(), broken])).toMatchObject({
      error: { kind: 'storage', code: 'LEDGER_WRITE_FAILED' },
    });
    expect(ledger.read(0)).toEqual({ ok: true, value: [] });
    expect(ledger.append([row()])).toMatchObject({ value: [{ sequence: 1 }] });
  });

  it('answers with an error once it is closed', () => {
    const ledger = open();
    ledger.close();
    ledger.close();
    expect(ledger.append([row()])).toMatchObject({ error: { code: 'LEDGER_CLOSED' } });
    expect(ledger.read(0)).toMatchObject({ error: { code: 'LEDGER_CLOSED' } });
  });
});

describe('a ledger that another program has open', () => {
  it('is refused to a second one in the same process', () => {
    open();
    expect(openSqliteLedger(file())).toMatchObject({ error: { kind: 'storage', code: 'LEDGER_IN_USE' } });
  });

  it('is refused to another process, and free again when that ends, however it ends', async () => {
    const { child, output } = startHolder();
    expect(await output('open')).toBe(true);
    expect(openSqliteLedger(file())).toMatchObject({ error: { code: 'LEDGER_IN_USE' } });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    expect(open().read(0)).toMatchObject({ ok: true });
  });
});

describe('every row that was acknowledged', () => {
  it('is there after the program was killed in the middle of writing', async () => {
    const { child, lines } = startHolder('write');
    await new Promise<void>((resolve) => {
      child.stdout.on('data', () => {
        if (lines().length > 200) resolve();
      });
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const acknowledged = lines().filter((line) => /^\d+$/.test(line)).length;
    const kept = open().read(0);
    expect(kept.ok && kept.value.length).toBeGreaterThanOrEqual(acknowledged);
    expect(kept.ok && kept.value.map(({ sequence }) => sequence)).toEqual(
      kept.ok && kept.value.map((_each, place) => place + 1),
    );
  });
});

describe('a file that is no ledger of this version', () => {
  it('is refused and left as it is when a newer program wrote it', () => {
    const ledger = open();
    ledger.append([row()]);
    ledger.close();
    const database = openDatabase(file());
    database.exec(`PRAGMA user_version = ${LEDGER_SCHEMA_VERSION + 1}`);
    database.close();
    const before = readFileSync(file());
    expect(openSqliteLedger(file())).toMatchObject({
      error: { kind: 'storage', code: 'LEDGER_NEWER', context: { version: LEDGER_SCHEMA_VERSION + 1 } },
    });
    expect(readFileSync(file())).toEqual(before);
  });

  it('is refused and left as it is when it is another database', () => {
    const database = openDatabase(file());
    database.exec('CREATE TABLE recipes (name TEXT)');
    database.close();
    const before = readFileSync(file());
    expect(openSqliteLedger(file())).toMatchObject({ error: { code: 'LEDGER_FOREIGN' } });
    expect(readFileSync(file())).toEqual(before);
  });

  it.each([
    ['text', () => Buffer.from('a shopping list, and by no means a database\n'.repeat(50))],
    ['a database cut short', () => readFileSync(file()).subarray(0, 6_000)],
    [
      'a database with a page overwritten',
      () => {
        const content = readFileSync(file());
        content.fill(0xaa, 4_096, 8_192);
        return content;
      },
    ],
  ])('is refused and left as it is: %s', (_title, damage) => {
    const ledger = open();
    for (let count = 0; count < 100; count += 1) ledger.append([row()]);
    ledger.close();
    const damaged = damage();
    writeFileSync(file(), damaged);
    const result = openSqliteLedger(file());
    expect(result).toMatchObject({ ok: false, error: { kind: 'storage', code: 'LEDGER_CORRUPT' } });
    expect(readFileSync(file())).toEqual(damaged);
  });

  it('is refused when its folder does not exist', () => {
    expect(openSqliteLedger(join(folder, 'nowhere', 'ledger.sqlite'))).toMatchObject({
      error: { kind: 'storage', code: 'LEDGER_UNAVAILABLE' },
    });
  });
});

describe('a disk without room', () => {
  it('fails appends clearly, loses nothing, and works again when there is room', () => {
    open().close();
    const database = openDatabase(file());
    const ledger = createSqliteLedger(database);
    opened.push(ledger);
    ledger.append([row()]);
    database.exec('PRAGMA max_page_count = 6');
    let failed = 0;
    for (let count = 0; count < 200; count += 1) {
      const written = ledger.append([row({ payload: 'x'.repeat(500) })]);
      if (written.ok) continue;
      failed += 1;
      expect(written.error).toMatchObject({ kind: 'storage', code: 'LEDGER_DISK_FULL' });
    }
    expect(failed).toBeGreaterThan(0);
    const kept = ledger.read(0);
    expect(kept).toMatchObject({ ok: true });
    expect(kept.ok && kept.value.length).toBe(201 - failed);
    database.exec('PRAGMA max_page_count = 100000');
    expect(ledger.append([row()])).toMatchObject({ value: [{ sequence: 202 - failed }] });
  });

  it('or a file that may not be written fails appends clearly', () => {
    open().close();
    const ledger = createSqliteLedger(openDatabase(file(), { readOnly: true }));
    opened.push(ledger);
    expect(ledger.append([row()])).toMatchObject({ error: { kind: 'storage', code: 'LEDGER_READ_ONLY' } });
    expect(ledger.read(0)).toEqual({ ok: true, value: [] });
  });
});

describe('a ledger file that is taken away while it is open', () => {
  it.each(['ledger.sqlite', 'ledger.sqlite-wal'])(
    'fails appends instead of writing to nowhere (%s)',
    (name) => {
      const ledger = open();
      expect(ledger.append([row()]).ok).toBe(true);
      renameSync(join(folder, name), join(folder, 'elsewhere'));
      expect(ledger.append([row()])).toMatchObject({ error: { kind: 'storage', code: 'LEDGER_GONE' } });
      renameSync(join(folder, 'elsewhere'), join(folder, name));
      expect(ledger.append([row()])).toMatchObject({ value: [{ sequence: 2 }] });
    },
  );

  it('fails them too when another file lies in its place', () => {
    const ledger = open();
    ledger.append([row()]);
    renameSync(file(), join(folder, 'elsewhere'));
    writeFileSync(file(), readFileSync(join(folder, 'elsewhere')));
    expect(ledger.append([row()])).toMatchObject({ error: { code: 'LEDGER_GONE' } });
  });
});

describe('an order service on a real file', () => {
  it('finds its order again as unknown after the program was killed with it in flight', async () => {
    const { child, output } = startHolder('order');
    expect(await output('sent')).toBe(true);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    const desk = createOrderDesk();
    desk.restart({ ok: true, value: open() });
    expect(desk.service.orders()).toMatchObject([
      { status: 'unknown', unknownCommand: 'place', symbol: '005930', price: 71_000, quantity: 10 },
    ]);
    desk.broker.venue.place(buyIntent());
    await desk.service.reconcile();
    expect(desk.service.orders()).toMatchObject([{ status: 'accepted', origin: 'desk' }]);
    expect(await desk.place({}, 'request-of-the-dead')).toMatchObject({
      ok: true,
      value: { status: 'accepted' },
    });
    expect(desk.broker.transmissions).toEqual([]);
    desk.service.close();
  });
});

/** Another program with the ledger; see ledger-holder.ts. */
function startHolder(mode: 'hold' | 'write' | 'order' = 'hold') {
  const program = fileURLToPath(new URL('./ledger-holder.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', program, file(), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const lines = () => text.split('\n').slice(0, -1);
  const output = (wanted: string) =>
    new Promise<boolean>((resolve) => {
      const check = () => lines().includes(wanted) && resolve(true);
      child.stdout.on('data', check);
      child.once('exit', () => resolve(false));
      check();
    });
  return { child, lines, output };
}
