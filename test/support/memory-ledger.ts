import type { LedgerRow, LedgerStorage, NewLedgerRow } from '#electron/core/ports/ledger-storage.ts';
import type { HogaError } from '#shared/domain/errors.ts';
import { hogaError } from '#shared/domain/errors.ts';
import { err, ok } from '#shared/domain/result.ts';

/** A ledger in memory that survives a restart of what uses it, and fails when told to. */
export interface MemoryLedger extends LedgerStorage {
  readonly rows: readonly LedgerRow[];
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
  const ledger: MemoryLedger = {
    rows,
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
      const written = added.map((row, place) => ({ ...row, sequence: rows.length + place + 1 }));
      rows.push(...written);
      return ok(written);
    },
    read(after, { accountId, since } = {}) {
      if (readError !== null) return err(readError);
      return ok(
        rows.filter(
          (row) =>
            row.sequence > after &&
            (accountId === undefined || row.accountId === accountId) &&
            (since === undefined || row.at >= since),
        ),
      );
    },
    close: () => undefined,
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
