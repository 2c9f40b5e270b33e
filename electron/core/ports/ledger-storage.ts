import type { Result } from '#shared/domain/result.ts';
import type { EpochMs } from '#shared/domain/time.ts';

/** One row of the ledger. `payload` is JSON text; its shape belongs to `kind`. */
export interface LedgerRow {
  /** Grows by one; given by the storage. */
  readonly sequence: number;
  readonly at: EpochMs;
  readonly accountId: string;
  readonly clientOrderId: string;
  readonly kind: string;
  readonly payload: string;
}

export type NewLedgerRow = Omit<LedgerRow, 'sequence'>;

/** Which rows are wanted; all of them when left out. */
export interface LedgerFilter {
  readonly accountId?: string;
  /** Rows written at or after this time. */
  readonly since?: EpochMs;
}

/** Append-only and durable: when `append` returns ok, the rows survive a power cut. Errors are `storage`. */
export interface LedgerStorage {
  /** Writes all rows or none. May be tried again after an error: a cause such as a full disk may pass. */
  append(rows: readonly NewLedgerRow[]): Result<readonly LedgerRow[]>;
  /** Rows with a sequence above `after`, ascending. */
  read(after: number, filter?: LedgerFilter): Result<readonly LedgerRow[]>;
  close(): void;
}
