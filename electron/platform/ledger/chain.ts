import { createHash } from 'node:crypto';
import type { ChainMark, LedgerChain, LedgerRow } from '#electron/core/ports/ledger-storage.ts';

/**
 * The hash chain of the ledger, version 1.
 *
 * - `genesis` = SHA-256 of the UTF-8 text "Hoga order ledger, chain version 1"
 * - `hash` of a row = SHA-256 over the 32 bytes of the hash of the row before it (the genesis for the first row), followed by
 *   the row's own bytes: the UTF-8 text of the JSON array `[sequence, at, account_id, client_order_id, kind, payload]` without
 *   white space, numbers as ECMAScript writes them
 *
 * Sequences begin with 1 and have no gap. A row that is changed, removed, put in or put elsewhere breaks the chain at that
 * place; rows removed from the end are told by SQLite's own count of the sequences given (`sqlite_sequence`). The chain has no
 * key: who rewrites the whole file can make a chain that holds, but not one that holds with hashes given away before.
 */
export const LEDGER_CHAIN: LedgerChain = {
  version: 1,
  genesis: createHash('sha256').update('Hoga order ledger, chain version 1').digest('hex'),
  rule:
    'hash = SHA-256(previous hash as 32 bytes + UTF-8 of the JSON array ' +
    '[sequence, at, accountId, clientOrderId, kind, payload] without white space); ' +
    'previous hash of the first row = genesis',
};

/** Where the chain begins. */
export const CHAIN_START: ChainMark = { sequence: 0, hash: LEDGER_CHAIN.genesis };

/** Returns the hash that ties `row` to the one before it. */
export function chainHash(previous: string, row: Omit<LedgerRow, 'hash'>): string {
  const { sequence, at, accountId, clientOrderId, kind, payload } = row;
  const own = JSON.stringify([sequence, at, accountId, clientOrderId, kind, payload]);
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(own, 'utf8').digest('hex');
}

/** Returns `row` as the next one after `mark`. */
export function chainRow(mark: ChainMark, row: Omit<LedgerRow, 'sequence' | 'hash'>): LedgerRow {
  const numbered = { ...row, sequence: mark.sequence + 1 };
  return { ...numbered, hash: chainHash(mark.hash, numbered) };
}

/** Follows the chain over `rows`, which come right after `mark`. */
export function followChain(
  mark: ChainMark,
  rows: readonly LedgerRow[],
): { readonly mark: ChainMark; readonly firstBadSequence: number | null } {
  let last = mark;
  for (const row of rows) {
    const expected = last.sequence + 1;
    if (row.sequence !== expected || row.hash !== chainHash(last.hash, row)) {
      return { mark: last, firstBadSequence: expected };
    }
    last = { sequence: row.sequence, hash: row.hash };
  }
  return { mark: last, firstBadSequence: null };
}
