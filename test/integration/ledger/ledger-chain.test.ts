import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChainMark, LedgerStorage } from '#electron/core/ports/ledger-storage.ts';
import { LEDGER_CHAIN } from '#electron/platform/ledger/chain.ts';
import { openDatabase } from '#electron/platform/sqlite-driver.ts';
import { createSqliteLedger, openSqliteLedger } from '#electron/platform/sqlite-ledger.ts';
import { ledgerRow, tamperWithFile } from '#test/support/ledger-file.ts';

let folder = '';
let opened: LedgerStorage[] = [];
const file = () => join(folder, 'ledger.sqlite');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hoga-chain-'));
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

/** A closed ledger of `count` rows, no two alike. */
function writeLedger(count: number): void {
  const ledger = open();
  ledger.append(
    Array.from({ length: count }, (_each, place) =>
      ledgerRow({ clientOrderId: `order-${place % 3}`, payload: `{"place":${place}}` }),
    ),
  );
  ledger.close();
}

describe('the chain of a ledger', () => {
  it('can be followed by anybody who knows the rule', () => {
    writeLedger(5);
    const database = openDatabase(file());
    const rows = database.prepare('SELECT * FROM ledger ORDER BY sequence').all() as readonly {
      readonly [column: string]: string | number;
    }[];
    database.close();
    let previous = createHash('sha256').update('Hoga order ledger, chain version 1').digest();
    expect(previous.toString('hex')).toBe(LEDGER_CHAIN.genesis);
    for (const row of rows) {
      const own = [row['sequence'], row['at'], row['account_id'], row['client_order_id'], row['kind']];
      previous = createHash('sha256')
        .update(previous)
        .update(JSON.stringify([...own, row['payload']]))
        .digest();
      expect(row['hash']).toBe(previous.toString('hex'));
    }
    expect(rows).toHaveLength(5);
  });

  it('goes on where it ended after the ledger was closed, or an append failed', () => {
    writeLedger(3);
    const ledger = open();
    expect(ledger.append([ledgerRow({ payload: null as unknown as string })]).ok).toBe(false);
    ledger.append([ledgerRow()]);
    ledger.close();
    const again = open();
    expect(again.checkChain(null, 100)).toMatchObject({
      value: { mark: { sequence: 4 }, checked: 4, firstBadSequence: null, isEnd: true },
    });
  });

  it('is followed in parts that add up to the whole', () => {
    writeLedger(10);
    const ledger = open();
    let mark: ChainMark | null = null;
    const seen: (readonly [number, boolean])[] = [];
    for (let isEnd = false; !isEnd;) {
      const part = ledger.checkChain(mark, 4);
      if (!part.ok) throw new Error(part.error.code);
      expect(part.value.firstBadSequence).toBeNull();
      ({ mark, isEnd } = part.value);
      seen.push([part.value.checked, isEnd]);
    }
    expect(seen).toEqual([
      [4, false],
      [4, false],
      [2, true],
    ]);
  });

  it('tells what each row is tied to', () => {
    writeLedger(2);
    const ledger = open();
    const rows = ledger.read(0);
    expect(ledger.hashBefore(1)).toEqual({ ok: true, value: LEDGER_CHAIN.genesis });
    expect(ledger.hashBefore(2)).toEqual({ ok: true, value: rows.ok && rows.value[0]?.hash });
  });
});

/** What somebody may do to a row of a ledger of eight, and the first row that is then not what was written. */
const COUNT = 8;
const place = fc.integer({ min: 1, max: COUNT });
const damage = fc.oneof(
  fc
    .tuple(place, fc.constantFrom('at', 'account_id', 'client_order_id', 'kind', 'payload', 'hash'))
    .map(([at, column]) => ({
      sql: `UPDATE ledger SET ${column} = ${column === 'at' ? 'at + 1' : `${column} || '0'`} WHERE sequence = ${at}`,
      bad: at,
    })),
  place.map((at) => ({ sql: `DELETE FROM ledger WHERE sequence = ${at}`, bad: at })),
  place.map((at) => ({ sql: `DELETE FROM ledger WHERE sequence >= ${at}`, bad: at })),
  place.map((at) => ({
    sql: `DELETE FROM ledger WHERE sequence = ${at};
      UPDATE ledger SET sequence = -sequence + 1 WHERE sequence > ${at};
      UPDATE ledger SET sequence = -sequence WHERE sequence < 0;
      UPDATE sqlite_sequence SET seq = ${COUNT - 1}`,
    // The last row of all, and SQLite's count with it: nothing is left to tell.
    bad: at === COUNT ? null : at,
  })),
  fc
    .tuple(place, place)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({
      sql: `UPDATE ledger SET sequence = -1 WHERE sequence = ${a};
        UPDATE ledger SET sequence = ${a} WHERE sequence = ${b};
        UPDATE ledger SET sequence = ${b} WHERE sequence = -1`,
      bad: Math.min(a, b),
    })),
  place.map((at) => ({
    sql: `UPDATE ledger SET sequence = -sequence - 1 WHERE sequence >= ${at};
      UPDATE ledger SET sequence = -sequence WHERE sequence < 0;
      INSERT INTO ledger SELECT ${at}, at, account_id, client_order_id, kind, '{"put":"in"}', hash
        FROM ledger WHERE sequence = ${at === 1 ? 2 : at - 1}`,
    bad: at,
  })),
);

describe('a ledger that was changed behind the back of the program', () => {
  it('is found out at the first row that was changed, removed, put in or put elsewhere', () => {
    writeLedger(COUNT);
    const before = readFileSync(file());
    fc.assert(
      fc.property(damage, ({ sql, bad }) => {
        rmSync(file());
        writeLedger(COUNT);
        tamperWithFile(file(), sql);
        const database = openDatabase(file());
        const ledger = createSqliteLedger(database);
        const checked = ledger.checkChain(null, 100);
        ledger.close();
        expect(checked).toMatchObject({ ok: true, value: { firstBadSequence: bad } });
        if (bad === null) return;
        const changed = readFileSync(file());
        expect(openSqliteLedger(file())).toMatchObject({
          error: { kind: 'storage', code: 'LEDGER_CHAIN_BROKEN', context: { firstBadSequence: bad } },
        });
        expect(readFileSync(file())).toEqual(changed);
      }),
      { numRuns: 40 },
    );
    expect(before.length).toBeGreaterThan(0);
  });

  it('is refused when its guards are gone', () => {
    writeLedger(2);
    const database = openDatabase(file());
    database.exec('DROP TRIGGER ledger_is_append_only_delete');
    database.close();
    expect(openSqliteLedger(file())).toMatchObject({ error: { code: 'LEDGER_CORRUPT' } });
  });

  it('far from its end opens, and is found out when the whole is followed', () => {
    writeLedger(2_500);
    tamperWithFile(file(), "UPDATE ledger SET payload = '{}' WHERE sequence = 3");
    const ledger = open();
    expect(ledger.checkChain(null, 5_000)).toMatchObject({
      value: { firstBadSequence: 3, mark: { sequence: 2 } },
    });
    expect(ledger.append([ledgerRow()])).toMatchObject({ ok: true, value: [{ sequence: 2_501 }] });
  });
});
