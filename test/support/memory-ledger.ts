import type {
  LedgerFilter,
  LedgerRow,
  LedgerStorage,
  NewLedgerRow,
} from '#electron/core/ports/ledger-storage.ts';
import { CHAIN_START, chainRow, followChain, LEDGER_CHAIN } from '#electron/platform/ledger/chain.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';

/** A ledger in memory that survives a restart of what uses it, and fails when told to. */
export interface MemoryLedger extends LedgerStorage {
  readonly rows: readonly LedgerRow[];
  /** Puts other rows in place of those it holds, as somebody who changes the file would. */
  tamper(change: (rows: LedgerRow[]) => void): void;
  /** The next checks of the file find this. */
  breakFile(error: HogaError | null): void;
  /** Every append fails from now on, until `repair`. */
  breakDown(error?: HogaError): void;
  /** The append that would write the n-th row from now on fails, once. */
  failOnce(afterRows?: number): void;
  /** Reading fails from now on, until `repair`. */
  breakReading(error?: HogaError): void;
  repair(): void;
  /** Called before each append takes effect. */
  onAppend: ((rows: readonly NewLedgerRow[]) => void) | null;
}

const diskFull = hogaError('storage', 'LEDGER_DISK_FULL', 'no room on the disk for the ledger');

export function createMemoryLedger(): MemoryLedger {
  const rows: LedgerRow[] = [];
  let writeError: HogaError | null = null;
  let readError: HogaError | null = null;
  let failAfter: number | null = null;
  let fileError: HogaError | null = null;
  let given = 0;
  const ledger: MemoryLedger = {
    rows,
    chain: LEDGER_CHAIN,
    onAppend: null,
    append(added) {
      ledger.onAppend?.(added);
      if (writeError !== null) return err(writeError);
      if (failAfter !== null) {
        failAfter -= added.length;
        if (failAfter < 0) {
          failAfter = null;
          return err(diskFull);
        }
      }
      const written = added.map((row) => {
        const chained = chainRow(rows.at(-1) ?? CHAIN_START, row);
        rows.push(chained);
        return chained;
      });
      given = Math.max(given, rows.at(-1)?.sequence ?? 0);
      return ok(written);
    },
    read(after, filter = {}) {
      if (readError !== null) return err(readError);
      const found = rows.filter((row) => row.sequence > after && isWanted(row, filter));
      return ok(found.slice(0, filter.limit));
    },
    readBack(before, filter = {}) {
      if (readError !== null) return err(readError);
      const found = rows.filter((row) => (before === null || row.sequence < before) && isWanted(row, filter));
      return ok(found.reverse().slice(0, filter.limit));
    },
    accounts: () => ok([...new Set(rows.map(({ accountId }) => accountId))].sort()),
    hashBefore: (sequence) =>
      ok(rows.find((row) => row.sequence === sequence - 1)?.hash ?? LEDGER_CHAIN.genesis),
    checkChain(mark, limit) {
      if (readError !== null) return err(readError);
      const from = mark ?? CHAIN_START;
      const looked = rows.filter(({ sequence }) => sequence > from.sequence).slice(0, limit);
      const followed = followChain(from, looked);
      const isEnd = looked.length < limit;
      const isCut = isEnd && followed.firstBadSequence === null && given !== followed.mark.sequence;
      const firstBadSequence = isCut ? followed.mark.sequence + 1 : followed.firstBadSequence;
      return ok({ mark: followed.mark, checked: looked.length, isEnd, firstBadSequence });
    },
    checkFile: () => (fileError === null ? ok(undefined) : err(fileError)),
    close: () => undefined,
    tamper(change) {
      change(rows);
    },
    breakFile(error) {
      fileError = error;
    },
    breakDown(error = diskFull) {
      writeError = error;
    },
    failOnce(afterRows = 0) {
      failAfter = afterRows;
    },
    breakReading(error = hogaError('storage', 'LEDGER_READ_FAILED', 'the ledger cannot be read')) {
      readError = error;
    },
    repair() {
      writeError = null;
      readError = null;
      failAfter = null;
    },
  };
  return ledger;
}

function isWanted(
  row: LedgerRow,
  { accountId, accountIds, clientOrderId, since, until, kinds }: LedgerFilter,
): boolean {
  return (
    (accountId === undefined || row.accountId === accountId) &&
    (accountIds === undefined || accountIds.includes(row.accountId)) &&
    (clientOrderId === undefined || row.clientOrderId === clientOrderId) &&
    (since === undefined || row.at >= since) &&
    (until === undefined || row.at < until) &&
    (kinds === undefined || kinds.includes(row.kind))
  );
}
