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
  /** Ties the row to all before it; lower-case hex. Given by the storage. */
  readonly hash: string;
}

export type NewLedgerRow = Omit<LedgerRow, 'sequence' | 'hash'>;

/** Which rows are wanted; all of them when left out. */
export interface LedgerFilter {
  readonly accountId?: string;
  /** Any of these accounts. */
  readonly accountIds?: readonly string[];
  readonly clientOrderId?: string;
  /** Rows written at or after this time. */
  readonly since?: EpochMs;
  /** Rows written before this time. */
  readonly until?: EpochMs;
  readonly kinds?: readonly string[];
  /** At most this many rows. */
  readonly limit?: number;
}

/** How the rows are tied together, so that anybody can check a row with no program of ours. */
export interface LedgerChain {
  readonly version: number;
  /** What stands for the hash before the first row; lower-case hex. */
  readonly genesis: string;
  /** The rule in words. */
  readonly rule: string;
}

/** Up to where the chain has been followed. `sequence` is 0 before the first row. */
export interface ChainMark {
  readonly sequence: number;
  readonly hash: string;
}

/** What a look at a part of the chain found. */
export interface ChainCheck {
  /** The last row that is as it was written. */
  readonly mark: ChainMark;
  /** Rows looked at. */
  readonly checked: number;
  /** The first row that was changed, removed, put in or put elsewhere; null when none was. */
  readonly firstBadSequence: number | null;
  /** The newest row was reached. */
  readonly isEnd: boolean;
}

/** Append-only and durable: when `append` returns ok, the rows survive a power cut. Errors are `storage`. */
export interface LedgerStorage {
  readonly chain: LedgerChain;
  /** Writes all rows or none. May be tried again after an error: a cause such as a full disk may pass. */
  append(rows: readonly NewLedgerRow[]): Result<readonly LedgerRow[]>;
  /** Rows with a sequence above `after`, ascending. */
  read(after: number, filter?: LedgerFilter): Result<readonly LedgerRow[]>;
  /** Rows with a sequence below `before` (null: all), newest first. */
  readBack(before: number | null, filter?: LedgerFilter): Result<readonly LedgerRow[]>;
  /** The accounts that have rows, by their name in the ledger. */
  accounts(): Result<readonly string[]>;
  /** The hash that the row with this sequence was tied to; the genesis for the first. */
  hashBefore(sequence: number): Result<string>;
  /** Follows the chain over the next `limit` rows after `mark`; null: from the first row on. */
  checkChain(mark: ChainMark | null, limit: number): Result<ChainCheck>;
  /** Looks at the file itself, as far as the storage can tell. `LEDGER_CORRUPT` when it is damaged. */
  checkFile(): Result<void>;
  close(): void;
}
